import { allBut, methods } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import { compilePattern } from '../../regex/pattern.ts'
import type { Placed } from '../compile/placed.ts'
import { NAMED, UNHEARD_OF } from './method-guards.ts'

/** `SetEnvIf Request_Method "^(PUT|DELETE)$" writes`: the methods for which a variable is set. */
export type MethodVariables = ReadonlyMap<string, MethodSet>

const SETTER = /^(?:setenv|unsetenv|setenvif|setenvifnocase|setenvifexpr|browsermatch|browsermatchnocase|passenv)$/

/** The methods that a pattern takes; null: it cannot be told. */
function matching(source: string, caseless: boolean): MethodSet | null {
  const pattern = compilePattern(source, caseless)
  const takes = (method: string): boolean | undefined => {
    const found = pattern.exec(method)
    return found === undefined ? undefined : found !== null
  }
  const named = [...new Set([...NAMED, ...(source.match(/[A-Z][A-Z-]+/g) ?? [])])]
  const rest = takes(UNHEARD_OF)
  const verdicts = named.map((method) => [method, takes(method)] as const)
  if (rest === undefined || verdicts.some(([, verdict]) => verdict === undefined)) return null
  const differing = verdicts.filter(([, verdict]) => verdict !== rest).map(([method]) => method)
  return rest ? allBut(...differing) : methods(...differing)
}

const nameIn = (word: string): string => word.replace(/^!/, '').replace(/=.*/, '')

/** Variables that one line sets, by the method alone: of several that write one name, the request decides. */
export function methodVariables(placed: readonly Placed[]): MethodVariables {
  const found = new Map<string, MethodSet | null>()
  const seen = new Set<object>()
  for (const { directive } of placed) {
    if (!SETTER.test(directive.key) || seen.has(directive)) continue
    seen.add(directive)
    const [attribute = '', source = '', ...words] = directive.args.map(({ value }) => value)
    const isConditional = /^setenvif(?:nocase)?$/.test(directive.key)
    const ofMethod = isConditional && /^request_method$/i.test(attribute)
    const names = (isConditional ? words : [attribute, source, ...words]).map(nameIn)
    const set =
      ofMethod && !words.some((word) => word.startsWith('!'))
        ? matching(source, directive.key.endsWith('nocase'))
        : null
    for (const name of names) found.set(name, found.has(name) ? null : set)
  }
  return new Map([...found].flatMap(([name, set]) => (set ? [[name, set] as const] : [])))
}
