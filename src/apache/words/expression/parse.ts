import { isSubnet } from '../subnet.ts'
import { checkFunction, type Kind, Scanner, type Token } from './scan.ts'
import { type Expression, NotRead, Refused, type Word } from './tree.ts'

const UNARY = new Set('nzRTdefsLhxFUA')
const BINARY = new Set(['ipmatch', 'fnmatch', 'strmatch', 'strcmatch'])

/** Nesting beyond which nobody looks: a person's has three. */
const DEPTH = 200

/** util_expr_parse.y. */
class Parser {
  private readonly scanner: Scanner
  private token: Token
  private depth = 0
  constructor(text: string) {
    this.scanner = new Scanner(text)
    this.token = this.scanner.next()
  }

  whole(): Expression {
    const expression = this.or()
    if (this.token.kind !== 'end') this.unexpected()
    return expression
  }

  private unexpected(): never {
    throw new Refused(
      this.token.kind === 'end' ? 'ends too early' : `has ${this.token.text || 'a string'} where it does not belong`,
    )
  }

  private take(kind: Kind): Token | null {
    const { token } = this
    if (token.kind !== kind) return null
    this.token = this.scanner.next()
    return token
  }

  private want(kind: Kind): Token {
    return this.take(kind) ?? this.unexpected()
  }

  private or(): Expression {
    const first = this.and()
    const others: Expression[] = []
    while (this.take('op-or')) others.push(this.and())
    return others.length > 0 ? { kind: 'or', all: [first, ...others] } : first
  }

  private and(): Expression {
    const first = this.not()
    const others: Expression[] = []
    while (this.take('op-and')) others.push(this.not())
    return others.length > 0 ? { kind: 'and', all: [first, ...others] } : first
  }

  private not(): Expression {
    let negated = false
    while (this.take('op-not')) negated = !negated
    const of = this.term()
    return negated ? { kind: 'not', of } : of
  }

  private term(): Expression {
    const constant = this.take('constant')
    if (constant) return { kind: 'constant', value: constant.text === 'true' }
    if (this.token.kind === '(') {
      if (++this.depth > DEPTH) throw new NotRead()
      this.take('(')
      const inner = this.or()
      this.want(')')
      this.depth--
      return inner
    }
    return this.token.kind === 'unary' ? this.unary() : this.comparison(this.word())
  }

  private unary(): Expression {
    const { text } = this.token
    if (!UNARY.has(text.slice(1))) throw new Refused(`has the unknown operator ${text}`)
    this.take('unary')
    return { kind: 'unary', operator: text.slice(1), word: text === '-R' ? this.network(text) : this.word() }
  }

  private comparison(left: Word): Expression {
    const { text } = this.token
    if (this.take('compare')) return { kind: 'compare', operator: text, left, right: this.word() }
    if (this.take('match')) {
      const { pattern } = this.want('regex')
      return pattern ? { kind: 'match', negated: text === '!~', word: left, pattern } : this.unexpected()
    }
    if (this.take('in')) return { kind: 'in', word: left, list: this.list() }
    if (!this.take('binary')) this.unexpected()
    if (!BINARY.has(text.slice(1))) throw new Refused(`has the unknown operator ${text}`)
    return { kind: 'compare', operator: text, left, right: text === '-ipmatch' ? this.network(text) : this.word() }
  }

  /** subnet_parse_arg: one string without variables, which is read at once. */
  private network(operator: string): Word {
    const { kind } = this.token
    const word = this.word()
    const [only, ...others] = word
    if (kind !== 'string' || only?.kind !== 'text' || others.length > 0)
      throw new Refused(`lacks a network in quotes, without variables, behind ${operator}`)
    if (!isSubnet(only.text)) throw new Refused(`has ${only.text} where a network belongs`)
    return word
  }

  private list(): Word[] {
    // What a function lists nobody knows: it stands for one word that is not.
    if (this.token.kind === 'id') return [this.call()]
    this.want('{')
    const words = [this.word()]
    while (this.take(',')) words.push(this.word())
    this.want('}')
    return words
  }

  private call(): Word {
    const name = this.token.text.toLowerCase()
    checkFunction(name)
    this.want('id')
    this.want('(')
    if (++this.depth > DEPTH) throw new NotRead()
    const argument = this.word()
    this.want(')')
    this.depth--
    return [{ kind: 'call', name, argument }]
  }

  private word(): Word {
    const word: Word = []
    do {
      const part =
        this.token.kind === 'id'
          ? this.call()
          : (this.take('digit') ?? this.take('variable') ?? this.take('group') ?? this.want('string')).word
      word.push(...(part ?? []))
    } while (this.take('dot'))
    return word
  }
}

/** `value` null and nothing refused: nobody can tell what it says. */
interface Read<Value> {
  value: Value | null
  refused: string | null
}

function attempt<Value>(read: () => Value): Read<Value> {
  try {
    return { value: read(), refused: null }
  } catch (error) {
    if (error instanceof Refused) return { value: null, refused: error.message }
    if (error instanceof NotRead) return { value: null, refused: null }
    throw error
  }
}

const readExpression = (text: string): Read<Expression> => attempt(() => new Parser(text).whole())
const readString = (text: string): Read<Word> => attempt(() => new Scanner(text).string(''))

/** A condition (`<If>`, `expr=`); null: nobody can tell what it says. */
export const parseExpression = (text: string): Expression | null => readExpression(text).value
/** What httpd has against a condition, as the end of "the expression …"; null: it takes it. */
export const expressionError = (text: string): string | null => readExpression(text).refused
/** A string with variables, as ErrorDocument, Header and a Redirect in a Location take it; null: nobody can tell what it says. */
export const parseString = (text: string): Word | null => readString(text).value
/** What httpd has against such a string. */
export const stringError = (text: string): string | null => readString(text).refused
