import { allBut, methods, subtract } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { Placed } from '../compile/placed.ts'
import { withTwin } from '../directives/method-names.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { requireOf } from '../words/require.ts'
import { alternativesTo } from './alternatives.ts'
import type { MethodVariables } from './env-guards.ts'
import { methodsOfIf } from './if-guards.ts'

const wordsOf = ({ args }: ApacheDirective): string[] => args.map((word) => word.value)

/** `below`: the path of the section that it stands in. */
const takesAll = ({ key }: ApacheDirective, path: string, below: string): boolean =>
  key === 'redirect'
    ? ['', '/', below.toLowerCase()].includes(path) || below.toLowerCase().startsWith(`${path.replace(/\/$/, '')}/`)
    : ['', '^', '^/', '.*', '^.*', '^.*$', '/'].includes(path)

/** The path of the `<Location>` around; the empty text where there is none. */
const locationAround = (around: readonly ApacheDirective[]): string =>
  around.findLast(({ key, args }) => key === 'location' && args[0]?.value !== '~')?.args[0]?.value ?? ''

/** What the lines of a block refuse everybody with; null: nothing, or not everybody. */
function statusInside(block: readonly ApacheDirective[], below = ''): number | null {
  for (const directive of block) {
    const [first = '', second = ''] = wordsOf(directive).map((word) => word.toLowerCase())
    const required = requireOf(directive)
    if (required?.provider === 'all' && required.args[0]?.toLowerCase() === 'denied') return 403
    if (directive.key === 'deny' && second === 'all') return 403
    if (required && !required.negated && /^(?:valid-user|user|group|ldap-.*)$/.test(required.provider)) return 401
    if (/^redirect(?:match)?$/.test(directive.key) && /^[45]\d\d$/.test(first) && takesAll(directive, second, below))
      return Number(first)
    const inner = directive.block && statusInside(directive.block, below)
    if (inner) return inner
  }
  return null
}

/** `Require env`, `Deny from env=`: the methods that a variable stands for. */
function refusedByVariable(
  variables: MethodVariables,
  words: string[],
  negated: boolean,
): { refuses: MethodSet; status: number } | null {
  const [set, ...others] = words.map((name) => variables.get(name))
  if (!set || others.length > 0) return null
  return { refuses: negated ? set : subtract(allBut('TRACE'), set), status: 403 }
}

/**
 * A `Require` that goes by the method. Beside a login or an address it refuses nobody: it lets its methods in without them, as
 * `Require method OPTIONS` does beside `Require valid-user`.
 */
function refusedByRequire(
  variables: MethodVariables,
  placed: Placed,
): { refuses: MethodSet; status: number; beside: boolean } | null {
  const required = requireOf(placed.directive)
  if (required?.provider !== 'env' && required?.provider !== 'method') return null
  const { everybody, methods: others, conditions } = alternativesTo(placed)
  if (conditions && !everybody) return null
  const negated = required.negated || placed.around.some(({ key }) => key === 'requirenone')
  if (required.provider === 'env') {
    const found = refusedByVariable(variables, required.args, negated)
    return found && { ...found, beside: everybody }
  }
  const listed = withTwin(required.args)
  const refuses = negated ? methods(...listed) : allBut(...listed, 'TRACE')
  return { refuses: subtract(refuses, methods(...withTwin(others))), status: 403, beside: everybody }
}

/**
 * The methods that a directive refuses, and with which status; null: it refuses none by their names. `beside`: another line lets
 * everybody in, wherever it is asked.
 */
export function refusalOf(
  httpd: Httpd,
  variables: MethodVariables,
  placed: Placed,
): { refuses: MethodSet; status: number; beside?: boolean } | null {
  const { directive, around } = placed
  const words = wordsOf(directive)
  const names = withTwin(words)
  switch (directive.key) {
    case 'limit':
    case 'limitexcept': {
      const status = statusInside(directive.block ?? [])
      return status === null
        ? null
        : { refuses: directive.key === 'limit' ? methods(...names) : allBut(...names, 'TRACE'), status }
    }
    case 'require':
      return refusedByRequire(variables, placed)
    case 'deny': {
      const [, ...listed] = words
      const named = listed.flatMap((word) => /^env=(?!!)(.+)$/i.exec(word)?.[1] ?? [])
      return named.length === listed.length ? refusedByVariable(variables, named, true) : null
    }
    case 'allowmethods':
      return words[0]?.toLowerCase() === 'reset' ? null : { refuses: allBut(...names, 'TRACE'), status: 405 }
    case 'traceenable':
      return words[0]?.toLowerCase() === 'off' ? { refuses: methods('TRACE'), status: 405 } : null
    case 'if':
    case 'elseif': {
      const refuses = methodsOfIf(httpd, directive)
      const status = statusInside(directive.block ?? [], locationAround(around))
      return refuses && status !== null ? { refuses, status } : null
    }
    default:
      return null
  }
}
