import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED } from '../../../javascript/value.ts'
import type { ExternalValue, Value } from '../../../javascript/value.ts'
import { pathsOf } from '../paths.ts'
import type { PathValue, RouterModel } from '../stack.ts'
import { methodOf } from '../verbs.ts'
import type { Making } from './mounting.ts'

/** A controller of awilix-express that `createController(api).prefix('/todos').get('/', 'find')` builds. */
export const isBuilder = (value: Value): value is ExternalValue =>
  value.kind === 'external' &&
  /^awilix-(?:express|router-core)$/.test(value.package) &&
  value.path[0] === 'createController'

/** The calls of a chain, first to last, by name. */
function callsOf(value: ExternalValue): ExternalValue[] {
  const found: ExternalValue[] = []
  for (let at: ExternalValue | null = value; at; at = at.of)
    if (at.args && at !== at.of && found[0]?.args !== at.args) found.unshift(at)
  return found
}

const joined = (before: PathValue, after: PathValue): PathValue => {
  if (before.kind === 'string' && after.kind === 'string')
    return { kind: 'string', value: `/${before.value}/${after.value}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1') }
  const text = (path: PathValue): string =>
    path.kind === 'string' ? path.value : path.kind === 'regex' ? path.source : path.text
  return { kind: 'open', text: `${text(before)}/${text(after)}` }
}

/** Registers what a builder was told. */
export function addBuilt({ machine, counter }: Making, router: RouterModel, value: ExternalValue): void {
  const calls = callsOf(value)
  const prefixes = calls
    .filter(({ path }) => path.at(-1) === 'prefix')
    .flatMap(({ args }) => pathsOf(args?.[0] ?? UNDEFINED, 'a prefix'))
  for (const { path, args, call, module } of calls) {
    const name = path.at(-1) ?? ''
    const method = name === 'all' ? null : methodOf(name)
    if (!call || !args || (name !== 'all' && !method)) continue
    const range = placeOf(module, call)
    const own = pathsOf(args[0] ?? UNDEFINED, 'a path')
    const paths = prefixes.length > 0 ? prefixes.flatMap((prefix) => own.map((one) => joined(prefix, one))) : own
    router.stack.push({
      kind: method ? 'method' : 'all',
      method,
      paths,
      handlers: [{ kind: 'unknown', why: 'the framework calls the handler', range }],
      range,
      via: [range],
      routeId: counter.next++,
      when: null,
    })
  }
  machine.stirs += 1
}
