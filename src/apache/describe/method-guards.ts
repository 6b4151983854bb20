import { allBut, methods } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { RewriteCond, RewriteRule } from '../compile/modules/rewrite-rule.ts'

/** Every method that somebody is likely to name, and one that nobody does. */
export const NAMED = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'TRACK',
  'DEBUG',
  'SEARCH',
  'PURGE',
  'QUERY',
]
export const UNHEARD_OF = 'FROBNICATE'

/** Whether a condition asks for nothing but the method. */
export const asksMethod = ({ input }: RewriteCond): boolean => /^%\{(?:REQUEST_METHOD|THE_REQUEST)\}$/i.test(input)

const order = (a: string, b: string): number =>
  a.length !== b.length ? a.length - b.length : a < b ? -1 : a > b ? 1 : 0

function holdsFor({ input, test, negated, caseless }: RewriteCond, method: string): boolean | null {
  const value = /THE_REQUEST/i.test(input) ? `${method} / HTTP/1.1` : method
  const fold = (text: string): string => (caseless ? text.toLowerCase() : text)
  if (test.kind === 'regex') {
    const found = test.pattern.exec(value)
    return found === undefined ? null : (found !== null) !== negated
  }
  if (test.kind !== 'string') return null
  const relation = order(fold(value), fold(test.value))
  const held = { '=': relation === 0, '<': relation < 0, '>': relation > 0, '<=': relation <= 0, '>=': relation >= 0 }[
    test.operator
  ]
  return held !== negated
}

/** Conditions joined as mod_rewrite joins them; those that ask for something else are taken to hold, within an [OR] not to. */
function allHold(conditions: readonly RewriteCond[], method: string): boolean | null {
  let unknown = false
  let group: (boolean | null)[] = []
  for (const condition of conditions) {
    group.push(asksMethod(condition) ? holdsFor(condition, method) : condition.orNext || group.length > 0 ? null : true)
    if (condition.orNext) continue
    if (!group.includes(true)) {
      if (!group.includes(null)) return false
      unknown = true
    }
    group = []
  }
  return unknown ? null : true
}

const wordsIn = (rule: RewriteRule): string[] =>
  rule.conditions
    .flatMap((condition) => (asksMethod(condition) ? (condition.text.match(/[A-Z][A-Z-]+/g) ?? []) : []))
    .filter((word) => !['REQUEST', 'METHOD', 'THE'].includes(word))

/** The methods to which a rule applies; null: it does not go by the method, or not by it alone. */
export function methodsOf(rule: RewriteRule): MethodSet | null {
  if (!rule.conditions.some(asksMethod)) return null
  const named = [...new Set([...NAMED, ...wordsIn(rule)])]
  const rest = allHold(rule.conditions, UNHEARD_OF)
  const verdicts = named.map((method) => [method, allHold(rule.conditions, method)] as const)
  if (rest === null || verdicts.some(([, verdict]) => verdict === null)) return null
  const differing = verdicts.filter(([, verdict]) => verdict !== rest).map(([method]) => method)
  return rest ? allBut(...differing) : methods(...differing)
}
