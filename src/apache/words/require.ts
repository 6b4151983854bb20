import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { expressionError, parseExpression, stringError } from './expression/parse.ts'
import type { Expression } from './expression/tree.ts'
import { isSubnet } from './subnet.ts'

/** A `Require` line, taken apart (add_authz_provider in mod_authz_core.c). */
interface RequireWords {
  negated: boolean
  provider: Word | undefined
  words: Word[]
  /** Everything behind the provider, as the provider is given it. */
  argument: string
}

export interface RequireLine {
  negated: boolean
  /** In lower case. */
  provider: string
  args: string[]
  /** Of `expr`. */
  condition: { expression: Expression | null; text: string } | null
}

/** `expressionOnly`: mod_authz_core is what refuses it. */
interface Refusal {
  message: string
  expressionOnly?: true
}

const hasRest = (directive: Directive): directive is Directive & { rest: string } => 'rest' in directive

/** Which module has the provider, and whether it is loaded, is not for the line to say. */
export function wordsOfRequire(directive: Directive): RequireWords {
  const negated = directive.args[0]?.value.toLowerCase() === 'not'
  const [provider, ...words] = negated ? directive.args.slice(1) : directive.args
  const rest = hasRest(directive) ? directive.rest : ''
  const argument = rest.replace(/^not\s+/i, '').replace(/^(?:"[^"]*"|\S+)\s*/, '')
  return { negated, provider, words, argument: argument.trim() }
}

const unquoted = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1) : text)

/** What a provider of httpd's own has against its argument. */
function argumentError(provider: string, words: Word[], argument: string): Refusal | null {
  const said = (message: string): Refusal => ({ message })
  switch (provider) {
    case 'all':
      return /^(?:granted|denied)$/i.test(argument)
        ? null
        : said(`Expected granted or denied behind Require all${argument ? `, not ${argument}` : ''}`)
    case 'ip': {
      if (words.length === 0) return said('Expected an address behind Require ip')
      const bad = words.find(({ value }) => !isSubnet(value))
      return bad ? said(`Expected an address or a network behind Require ip, not ${bad.value}`) : null
    }
    case 'expr': {
      const bad = expressionError(unquoted(argument))
      return bad ? { message: `Expected an expression behind Require expr: it ${bad}`, expressionOnly: true } : null
    }
    case 'host':
    case 'forward-dns':
    case 'user':
    case 'group': {
      const bad = stringError(argument)
      return bad ? said(`Expected a list behind Require ${provider}: it ${bad}`) : null
    }
    default:
      return null
  }
}

export const readRequire = once((directive: Directive): Reading<RequireLine, Refusal> => {
  const { negated, provider, words, argument } = wordsOfRequire(directive)
  if (!provider || provider.value === '')
    return refusedAs({ message: 'Expected a provider such as all, ip or valid-user behind Require' })
  const name = provider.value.toLowerCase()
  const refused = argumentError(name, words, argument)
  if (refused) return refusedAs(refused)
  const text = unquoted(argument)
  const condition = name === 'expr' ? { expression: parseExpression(text), text } : null
  return taken({ negated, provider: name, args: words.map(({ value }) => value), condition })
})

/** The line that a directive of httpd is; null: it is none, or httpd refuses it. */
export const requireOf = (directive: Directive): RequireLine | null =>
  directive.name.toLowerCase() === 'require' ? readRequire(directive).value : null
