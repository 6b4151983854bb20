import { regexError } from './regex.ts'
import { isSubnet } from './subnet.ts'

const VARIABLES = new Set(('HTTPS IPV6 CONN_LOG_ID CONN_REMOTE_ADDR HTTP2 REQUEST_METHOD REQUEST_SCHEME REQUEST_URI REQUEST_FILENAME REMOTE_HOST '
  + 'REMOTE_IDENT REMOTE_USER SERVER_ADMIN SERVER_NAME SERVER_PORT SERVER_PROTOCOL '
  + 'SCRIPT_FILENAME PATH_INFO QUERY_STRING IS_SUBREQ DOCUMENT_ROOT AUTH_TYPE THE_REQUEST CONTENT_TYPE HANDLER '
  + 'REQUEST_LOG_ID SCRIPT_USER SCRIPT_GROUP DOCUMENT_URI LAST_MODIFIED CONTEXT_PREFIX CONTEXT_DOCUMENT_ROOT REQUEST_STATUS REMOTE_ADDR '
  + 'REMOTE_PORT HTTP_USER_AGENT HTTP_PROXY_CONNECTION HTTP_REFERER HTTP_COOKIE HTTP_FORWARDED HTTP_HOST HTTP_ACCEPT TIME_YEAR TIME_MON '
  + 'TIME_DAY TIME_HOUR TIME_MIN TIME_SEC TIME_WDAY TIME SERVER_SOFTWARE API_VERSION').split(' '))
const FUNCTIONS = new Set(('osenv env resp req http note reqenv req_novary tolower toupper escape unescape file filesize base64 unbase64 sha1 '
  + 'md5 ldap ssl').split(' '))
const UNARY = new Set('nzRTdefsLhxFUA')
const BINARY = new Set(['ipmatch', 'fnmatch', 'strmatch', 'strcmatch'])

type Kind = 'op-not' | 'op-and' | 'op-or' | 'compare' | 'in' | 'match' | 'unary' | 'binary' | 'constant' | 'digit' | 'id' | 'string' | 'variable' | 'group' | 'regex' | 'dot'
  | '(' | ')' | '{' | '}' | ',' | ':' | 'end'
/** `text`: a string's without its quotes. */
interface Token { kind: Kind; text: string }

class Refused extends Error {}

const OPERATORS: [RegExp, Kind][] = [
  [/^(?:==?|!=|<=|>=|<(?!=)|>(?!=))(?!~)/, 'compare'], [/^(?:=~|!~)/, 'match'], [/^(?:&&|and(?!\w))/, 'op-and'], [/^(?:\|\||or(?!\w))/, 'op-or'],
  [/^(?:!(?![=~])|not(?!\w))/, 'op-not'], [/^\./, 'dot'], [/^-?in(?!\w)/, 'in'], [/^(?:-(?:eq|ne|ge|le|gt|lt)|(?:lt|le|gt|ge|ne|eq))(?!\w)/, 'compare'],
  [/^-?\d+/, 'digit'], [/^-[A-Za-z_](?!\w)/, 'unary'], [/^-[A-Za-z_]\w+/, 'binary'], [/^(?:true|false)(?!\w)/, 'constant'], [/^\$\d/, 'group'],
  [/^[A-Za-z]\w*/, 'id'], [/^\(/, '('], [/^\)/, ')'], [/^\{/, '{'], [/^\}/, '}'], [/^,/, ','], [/^:/, ':'],
]

/** util_expr_scan.l: one token after the other. */
class Scanner {
  private at = 0
  private readonly text: string
  constructor(text: string) { this.text = text }

  next(): Token {
    while (/[ \t\n]/.test(this.text.charAt(this.at))) this.at++
    const char = this.text.charAt(this.at)
    if (char === '') return { kind: 'end', text: '' }
    if (char === '"' || char === '\'') {
      const start = ++this.at
      this.string(char)
      return { kind: 'string', text: this.text.slice(start, this.at - 1) }
    }
    if (this.text.startsWith('%{', this.at)) {
      this.variable()
      return { kind: 'variable', text: '' }
    }
    const rest = this.text.slice(this.at, this.at + 200)
    const regex = /^(?:m([/#$%^,;:_?|\-!.'"])|(\/))/.exec(rest)
    if (regex) return this.regex(regex[0].length, regex[1] ?? '/')
    for (const [pattern, kind] of OPERATORS) {
      const [text] = pattern.exec(rest) ?? []
      if (text === undefined) continue
      this.at += text.length
      return { kind, text }
    }
    throw new Refused(`has ${char} where it means nothing`)
  }

  private regex(start: number, delimiter: string): Token {
    const end = this.text.indexOf(delimiter, this.at + start)
    // One that is not closed ends the whole, as flex sees it.
    if (end < 0) {
      this.at = this.text.length
      return { kind: 'end', text: '' }
    }
    const wrong = regexError(this.text.slice(this.at + start, end))
    if (wrong) throw new Refused(`has a pattern that ${wrong}`)
    this.at = end + 1
    if (this.text[this.at] === 'i') this.at++
    return { kind: 'regex', text: '' }
  }

  /** Up to the closing quote, which is taken; up to the end for a string result (`quote` empty). */
  string(quote: string): void {
    for (;;) {
      const char = this.text.charAt(this.at)
      if (char === '') {
        if (quote === '') return
        throw new Refused('has a string or variable that is not closed')
      }
      if (char === quote) { this.at++; return }
      if (char === '\\') this.escape()
      else if (this.text.startsWith('%{', this.at)) this.variable()
      else this.at++
    }
  }

  private escape(): void {
    const octal = /^\\(\d+)/.exec(this.text.slice(this.at, this.at + 6))?.[1]
    if (octal !== undefined && (!/^[0-7]/.test(octal) || parseInt(octal.slice(0, 3), 8) > 255)) throw new Refused(`has the bad escape \\${octal}`)
    this.at += this.at + 1 < this.text.length ? 2 : 1
  }

  private variable(): void {
    const [whole, name = '', colon] = /^%\{([A-Za-z]\w*)([:}])/.exec(this.text.slice(this.at, this.at + 200)) ?? []
    if (whole === undefined) throw new Refused('has a %{ without a name and a }')
    this.at += whole.length
    if (colon === ':') {
      checkFunction(name)
      if (this.text[this.at] === '}') throw new Refused(`has nothing behind %{${name}:`)
      // Behind a quote there, httpd takes whatever follows, seen on the server.
      if (/^[^}\\]*["']/.test(this.text.slice(this.at, this.at + 1000))) throw new NotRead()
      return this.string('}')
    }
    const upper = name.toUpperCase()
    if (!VARIABLES.has(upper) && !upper.startsWith('SSL_') && !upper.startsWith('HC_')) throw new Refused(`names the unknown variable ${name}`)
  }
}

function checkFunction(name: string): void {
  if (!FUNCTIONS.has(name.toLowerCase()) && !/^(?:peerextlist|hc_)/i.test(name)) throw new Refused(`names the unknown function ${name}`)
}

/** Nesting beyond which nobody looks: a person's has three. */
const DEPTH = 200

/** util_expr_parse.y, telling only whether it fits. */
class Grammar {
  private readonly scanner: Scanner
  private token: Token
  private depth = 0
  constructor(text: string) {
    this.scanner = new Scanner(text)
    this.token = this.scanner.next()
  }

  whole(): void {
    this.expression()
    if (this.token.kind !== 'end') this.unexpected()
  }

  private unexpected(): never {
    throw new Refused(this.token.kind === 'end' ? 'ends too early' : `has ${this.token.text || 'a string'} where it does not belong`)
  }

  private take(kind: Kind): boolean {
    if (this.token.kind !== kind) return false
    this.token = this.scanner.next()
    return true
  }

  private want(kind: Kind): void {
    if (!this.take(kind)) this.unexpected()
  }

  private expression(): void {
    do this.term()
    while (this.take('op-and') || this.take('op-or'))
  }

  private term(): void {
    while (this.take('op-not'));
    if (this.take('constant')) return
    if (this.token.kind === '(') {
      if (++this.depth > DEPTH) throw new NotRead()
      this.take('(')
      this.expression()
      this.want(')')
      this.depth--
      return
    }
    const { kind, text } = this.token
    if (kind === 'unary') {
      if (!UNARY.has(text.slice(1))) throw new Refused(`has the unknown operator ${text}`)
      this.take('unary')
      if (text === '-R') checkSubnet(this.token)
      return this.word()
    }
    this.word()
    this.comparison()
  }

  private comparison(): void {
    const { text } = this.token
    if (this.take('compare')) return this.word()
    if (this.take('match')) return this.want('regex')
    if (this.take('in')) return this.list()
    if (!this.take('binary')) this.unexpected()
    if (!BINARY.has(text.slice(1))) throw new Refused(`has the unknown operator ${text}`)
    if (text === '-ipmatch') checkSubnet(this.token)
    this.word()
  }

  private list(): void {
    if (this.token.kind === 'id') return this.call()
    this.want('{')
    do this.word()
    while (this.take(','))
    this.want('}')
  }

  private call(): void {
    checkFunction(this.token.text)
    this.want('id')
    this.want('(')
    if (++this.depth > DEPTH) throw new NotRead()
    this.word()
    this.want(')')
    this.depth--
  }

  private word(): void {
    do {
      if (this.token.kind === 'id') this.call()
      else if (!this.take('digit') && !this.take('variable') && !this.take('group') && !this.take('string')) this.unexpected()
    } while (this.take('dot'))
  }
}

/** subnet_parse_arg: a string without variables is read at once. */
function checkSubnet({ kind, text }: Token): void {
  if (kind === 'string' && !/[%$\\]/.test(text) && !isSubnet(text)) throw new Refused(`has ${text} where a network belongs`)
}

/** What nobody can tell. */
class NotRead extends Error {}

function why(read: () => void): string | null {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof Refused) return error.message
    if (error instanceof NotRead) return null
    throw error
  }
}

/** What httpd has against a condition (`<If>`, `expr=`), as the end of "the expression …"; null: it takes it. */
export const expressionError = (text: string): string | null => why(() => new Grammar(text).whole())

/** The same for an expression that yields a string (ErrorDocument, Redirect in a Location, the value of Header). */
export const stringError = (text: string): string | null => why(() => new Scanner(text).string(''))
