import type { Directive } from '../../text/directive.ts'
import type { Instance } from '../compile/instance.ts'
import { conditionOf } from '../words/condition.ts'
import { variableIn, variablesIn } from '../words/variables.ts'

const setsIn = ({ name, block }: Directive): Directive[] =>
  name === 'if' ? (block ?? []).filter((one) => one.name === 'set') : []

const setsOf = (directive: Directive, variable: string): Directive[] =>
  (directive.name === 'set' ? [directive] : setsIn(directive)).filter(
    ({ args }) => args[0]?.value.slice(1).toLowerCase() === variable,
  )

/** The method, a map of it, or a map of such a map. */
function isOfMethod(maps: Instance['maps'], variable: string, seen: string[] = []): boolean {
  if (variable === 'request_method') return true
  const map = maps.get(variable)
  const source = map?.name === 'map' ? variableIn(map.args[0]?.value ?? '') : null
  return source !== null && !seen.includes(variable) && isOfMethod(maps, source, [...seen, variable])
}

const named = new WeakMap<readonly Directive[], ReadonlySet<string>>()

/** The variables that the code of a block sets. */
function namesSetIn(block: readonly Directive[]): ReadonlySet<string> {
  const known = named.get(block)
  if (known) return known
  const sets = block.flatMap((one) => (one.name === 'set' ? [one] : setsIn(one)))
  const found = new Set(sets.map(({ args }) => args[0]?.value.slice(1).toLowerCase() ?? ''))
  named.set(block, found)
  return found
}

/** Whether the code of some blocks may make an `if` one of the method: there may be ten thousand others. */
export function mayBeOfMethod(
  maps: Instance['maps'],
  directive: Directive,
  ...blocks: (readonly Directive[] | null)[]
): boolean {
  const condition = conditionOf(directive)
  if (!condition || condition.kind === 'file') return false
  const { variable } = condition
  return isOfMethod(maps, variable) || blocks.some((block) => block !== null && namesSetIn(block).has(variable))
}

/**
 * The code before an `if` that gives its variable a value by the method alone, as in `set $write 1; if ($request_method = GET) { set $write 0; }`;
 * empty: it asks for the method itself, or by maps of it; null: something else decides, too.
 */
export function codeOfMethod(
  maps: Instance['maps'],
  directive: Directive,
  before: () => Directive[],
): Directive[] | null {
  const condition = conditionOf(directive)
  if (!condition || condition.kind === 'file') return null
  const { variable } = condition
  if (isOfMethod(maps, variable)) return []
  const code = new Set<Directive>()
  const all = before()
  for (const [index, one] of all.entries()) {
    const written = setsOf(one, variable)
    if (written.length === 0) continue
    const around = one.name === 'if' ? codeOfMethod(maps, one, () => all.slice(0, index)) : []
    const isKnown = written.every(({ args }) =>
      (variablesIn(args[1]?.value ?? '') ?? []).every((name) => name === variable || isOfMethod(maps, name)),
    )
    if (around === null || !isKnown) return null
    for (const each of [...around, one]) code.add(each)
  }
  return code.size > 0 ? all.filter((one) => code.has(one)) : null
}
