import { regexError } from '../regex.ts'
import { compilePattern, type Pattern } from '../../../regex/pattern.ts'
import { NotRead, Refused, type Word, type WordPart } from './tree.ts'

const VARIABLES = new Set(
  (
    'HTTPS IPV6 CONN_LOG_ID CONN_REMOTE_ADDR HTTP2 REQUEST_METHOD REQUEST_SCHEME REQUEST_URI REQUEST_FILENAME REMOTE_HOST ' +
    'REMOTE_IDENT REMOTE_USER SERVER_ADMIN SERVER_NAME SERVER_PORT SERVER_PROTOCOL ' +
    'SCRIPT_FILENAME PATH_INFO QUERY_STRING IS_SUBREQ DOCUMENT_ROOT AUTH_TYPE THE_REQUEST CONTENT_TYPE HANDLER ' +
    'REQUEST_LOG_ID SCRIPT_USER SCRIPT_GROUP DOCUMENT_URI LAST_MODIFIED CONTEXT_PREFIX CONTEXT_DOCUMENT_ROOT REQUEST_STATUS REMOTE_ADDR ' +
    'REMOTE_PORT HTTP_USER_AGENT HTTP_PROXY_CONNECTION HTTP_REFERER HTTP_COOKIE HTTP_FORWARDED HTTP_HOST HTTP_ACCEPT TIME_YEAR TIME_MON ' +
    'TIME_DAY TIME_HOUR TIME_MIN TIME_SEC TIME_WDAY TIME SERVER_SOFTWARE API_VERSION'
  ).split(' '),
)
const FUNCTIONS = new Set(
  (
    'osenv env resp req http note reqenv req_novary tolower toupper escape unescape file filesize base64 unbase64 sha1 ' +
    'md5 ldap ssl'
  ).split(' '),
)

export type Kind =
  | 'op-not'
  | 'op-and'
  | 'op-or'
  | 'compare'
  | 'in'
  | 'match'
  | 'unary'
  | 'binary'
  | 'constant'
  | 'digit'
  | 'id'
  | 'string'
  | 'variable'
  | 'group'
  | 'regex'
  | 'dot'
  | '('
  | ')'
  | '{'
  | '}'
  | ','
  | ':'
  | 'end'
/** `text`: as it is written, a string's without its quotes. `word`: what a string, a variable, a number or a group says. */
export interface Token {
  kind: Kind
  text: string
  word?: Word
  pattern?: Pattern
}

const OPERATORS: [RegExp, Kind][] = [
  [/^(?:==?|!=|<=|>=|<(?!=)|>(?!=))(?!~)/, 'compare'],
  [/^(?:=~|!~)/, 'match'],
  [/^(?:&&|and(?!\w))/, 'op-and'],
  [/^(?:\|\||or(?!\w))/, 'op-or'],
  [/^(?:!(?![=~])|not(?!\w))/, 'op-not'],
  [/^\./, 'dot'],
  [/^-?in(?!\w)/, 'in'],
  [/^(?:-(?:eq|ne|ge|le|gt|lt)|(?:lt|le|gt|ge|ne|eq))(?!\w)/, 'compare'],
  [/^-?\d+/, 'digit'],
  [/^-[A-Za-z_](?!\w)/, 'unary'],
  [/^-[A-Za-z_]\w+/, 'binary'],
  [/^(?:true|false)(?!\w)/, 'constant'],
  [/^\$\d/, 'group'],
  [/^[A-Za-z]\w*/, 'id'],
  [/^\(/, '('],
  [/^\)/, ')'],
  [/^\{/, '{'],
  [/^\}/, '}'],
  [/^,/, ','],
  [/^:/, ':'],
]

const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** util_expr_scan.l: one token after the other. */
export class Scanner {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  next(): Token {
    while (/[ \t\n]/.test(this.text.charAt(this.at))) this.at++
    const char = this.text.charAt(this.at)
    if (char === '') return { kind: 'end', text: '' }
    if (char === '"' || char === "'") {
      const start = ++this.at
      const word = this.string(char)
      return { kind: 'string', text: this.text.slice(start, this.at - 1), word }
    }
    if (this.text.startsWith('%{', this.at)) return { kind: 'variable', text: '', word: [this.variable()] }
    const rest = this.text.slice(this.at, this.at + 200)
    const regex = /^(?:m([/#$%^,;:_?|\-!.'"])|(\/))/.exec(rest)
    if (regex) return this.regex(regex[0].length, regex[1] ?? '/')
    for (const [pattern, kind] of OPERATORS) {
      const [text] = pattern.exec(rest) ?? []
      if (text === undefined) continue
      this.at += text.length
      const word: Word | undefined =
        kind === 'digit'
          ? [{ kind: 'text', text }]
          : kind === 'group'
            ? [{ kind: 'group', index: Number(text.slice(1)) }]
            : undefined
      return { kind, text, ...(word && { word }) }
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
    const source = this.text.slice(this.at + start, end)
    const wrong = regexError(source)
    if (wrong) throw new Refused(`has a pattern that ${wrong}`)
    const caseless = this.text[end + 1] === 'i'
    this.at = end + (caseless ? 2 : 1)
    return { kind: 'regex', text: '', pattern: compilePattern(source, caseless) }
  }

  /** Up to the closing quote, which is taken; up to the end for a string result (`quote` empty). */
  string(quote: string): Word {
    const parts: Word = []
    let text = ''
    const add = (part?: WordPart): void => {
      if (text) parts.push({ kind: 'text', text })
      if (part) parts.push(part)
      text = ''
    }
    for (;;) {
      const char = this.text.charAt(this.at)
      if (char === '' && quote !== '') throw new Refused('has a string or variable that is not closed')
      if (char === quote) {
        this.at++
        add()
        return parts
      }
      const group = /^\$\d/.exec(this.text.slice(this.at, this.at + 2))?.[0]
      if (char === '\\') text += this.escape()
      else if (this.text.startsWith('%{', this.at)) add(this.variable())
      else if (group !== undefined) {
        add({ kind: 'group', index: Number(group.slice(1)) })
        this.at += 2
      } else {
        text += char
        this.at++
      }
    }
  }

  /** `\n`, `\101`; any other character stands for itself. */
  private escape(): string {
    const octal = /^\\(\d+)/.exec(this.text.slice(this.at, this.at + 6))?.[1]
    if (octal !== undefined) {
      const digits = /^[0-7]{1,3}/.exec(octal)?.[0]
      if (digits === undefined || digits.length < octal.length || parseInt(digits, 8) > 255)
        throw new Refused(`has the bad escape \\${octal}`)
      this.at += 1 + digits.length
      return String.fromCharCode(parseInt(digits, 8))
    }
    const letter = this.text.charAt(this.at + 1)
    this.at += 2
    return letter === '' ? '\\' : (CONTROLS[letter] ?? letter)
  }

  private variable(): WordPart {
    const [whole, name = '', colon] = /^%\{([A-Za-z]\w*)([:}])/.exec(this.text.slice(this.at, this.at + 200)) ?? []
    if (whole === undefined) throw new Refused('has a %{ without a name and a }')
    this.at += whole.length
    if (colon === ':') {
      checkFunction(name)
      if (this.text[this.at] === '}') throw new Refused(`has nothing behind %{${name}:`)
      // Behind a quote there, httpd takes whatever follows, seen on the server.
      if (/^[^}\\]*["']/.test(this.text.slice(this.at, this.at + 1000))) throw new NotRead()
      return { kind: 'call', name: name.toLowerCase(), argument: this.string('}') }
    }
    const upper = name.toUpperCase()
    if (!VARIABLES.has(upper) && !upper.startsWith('SSL_') && !upper.startsWith('HC_'))
      throw new Refused(`names the unknown variable ${name}`)
    return { kind: 'variable', name: upper }
  }
}

/** Whether httpd has the function. */
export function checkFunction(name: string): void {
  if (!FUNCTIONS.has(name.toLowerCase()) && !/^(?:peerextlist|hc_)/i.test(name))
    throw new Refused(`names the unknown function ${name}`)
}
