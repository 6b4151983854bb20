import { walkParts, type Walk } from '../../javascript/parts.ts'
import { placeOf } from '../../javascript/provenance.ts'
import { rangeOf } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { isUndefined } from '../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../javascript/value.ts'
import type { SourceRange } from '../../text/range.ts'
import { routerOf } from './registry.ts'
import type { Handler, Optional } from './stack.ts'

const nameOf = (value: ExternalValue): string => [value.package, ...value.path].join('.')

/** The package of a specifier: `@acme/web/metrics` is of `@acme/web`. */
export const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** What the nearest call on the way to a value was given: its own, or the one that made what it is a member of. */
function madeWith(value: ExternalValue): Value[] | null {
  for (let at: ExternalValue | null = value; at; at = at.of) if (at.args) return at.args
  return null
}

/** What the first call on the way to a value was given: that which set the package up. */
function setUpWith(value: ExternalValue): Value[] | null {
  let first = value.args
  for (let at = value.of; at; at = at.of) first = at.args ?? first
  return first
}

export const handlerOfPackage = (value: ExternalValue, range: SourceRange): Handler & { kind: 'package' } => ({
  kind: 'package',
  package: packageOf(value.package),
  name: nameOf(value),
  args: value.args,
  made: madeWith(value),
  setUp: setUpWith(value),
  call: value.call,
  module: value.module,
  range,
})

/** What a framework puts there itself, by its name in the catalogue of packages. */
export const handlerNamed = (name: string, module: Module, range: SourceRange): Handler => ({
  kind: 'package',
  package: packageOf(name.replace(/\.\w+$/, '')),
  name,
  args: null,
  made: null,
  setUp: null,
  call: null,
  module,
  range,
})

function handlerOf(value: Value, range: SourceRange): Handler {
  const router = routerOf(value)
  if (router) return { kind: 'router', router, range }
  if (value.kind === 'function')
    return {
      kind: 'function',
      node: value.node,
      module: value.module,
      value,
      range: rangeOf(value.module, value.node),
      argument: range,
    }
  if (value.kind === 'external') return handlerOfPackage(value, range)
  return { kind: 'unknown', why: value.kind === 'unknown' ? value.why : `a handler that is ${value.kind}`, range }
}

/** What is certainly no handler: alternatives that are left out by a condition. */
const isAbsent = (value: Value): boolean => value.kind === 'constant' && !value.value

/** A list of nothing, which Express takes. */
const isEmpty = (value: Value): boolean => value.kind === 'array' && value.items.length === 0 && !value.open

const MOST_WORDS = 60

/** What stands at a place, in quotes. */
function wordsAt({ module }: Call, { file, start, end }: SourceRange, otherwise: string): string {
  if (file !== module.file.path) return otherwise
  const text = module.file.text.slice(start.offset, end.offset).replace(/\s+/g, ' ')
  return `\`${text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS - 1)}…` : text}\``
}

/** That a list, as it is written, holds what it may not hold. */
const optionalAt = (call: Call, range: SourceRange): Optional => ({
  words: `${wordsAt(call, range, 'the list')} holds it`,
})

/** Lists may hold themselves. */
const DEEPEST = 10

function oneOf(values: Value[], call: Call, range: SourceRange, walk: Walk, depth: number): Handler {
  const handlers = values.map((value) => handlersOf([value], call, [range], walk, depth + 1))
  // Of lists of several, each goes with its own others.
  if (handlers.some(([only, ...more]) => !only || only.optional || more.length > 0))
    return { kind: 'unknown', why: 'one of several handlers', range }
  return { kind: 'either', handlers: handlers.flat(), words: wordsAt(call, range, 'the handler'), range }
}

/** The handlers that arguments give to Express, lists flattened. Of alternatives, routers all count; of others it is one. */
export function handlersOf(
  values: Value[],
  call: Call,
  nodes: (SourceRange | null)[] = [],
  walk = walkParts(),
  depth = 0,
): Handler[] {
  return values.flatMap((value, index) => {
    const range = nodes[index] ?? placeOf(call.module, call.node)
    if (!walk()) return [{ kind: 'unknown' as const, why: 'a list of which not all is known', range }]
    if (value.kind === 'array' && depth < DEEPEST) {
      const inside = value.items.flatMap((item) => {
        const found = handlersOf([item], call, [range], walk, depth + 1)
        return value.loose && (value.maybe?.has(item) ?? true)
          ? found.map((one) => ({ ...one, optional: optionalAt(call, range) }))
          : found
      })
      return value.open
        ? [...inside, { kind: 'unknown' as const, why: 'a list of which not all is known', range }]
        : inside
    }
    if (value.kind !== 'either')
      return isUndefined(value)
        ? [{ kind: 'unknown' as const, why: 'nothing is known of it', range }]
        : [handlerOf(value, range)]
    const real = value.values.filter((one) => !isAbsent(one) && !isEmpty(one))
    const [only] = real
    const together = value.values.some(isEmpty) ? optionalAt(call, range) : null
    const there = (found: Handler[]): Handler[] =>
      together ? found.map((one) => ({ ...one, optional: together })) : found
    if (only && real.length === 1) return there(handlersOf([only], call, [range], walk, depth + 1))
    const routers = real.filter((one) => routerOf(one))
    const others =
      real.length > routers.length
        ? [
            oneOf(
              real.filter((one) => !routerOf(one)),
              call,
              range,
              walk,
              depth,
            ),
          ]
        : []
    return there([...routers.map((one) => handlerOf(one, range)), ...others])
  })
}
