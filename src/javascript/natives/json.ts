import { HOLE, UNDEFINED, arrayOf, constant, isUndefined, objectOf, textValue, unknown, type Value } from '../value.ts'
import { walkParts, type Walk } from '../parts.ts'
import { keysOf } from './object.ts'
import { argument, asNode, builtin, namespace, primitives, type Builtin, type World } from './world.ts'

const DEEPEST = 100

/** What came out of a JSON file; null stands for a file that is no JSON as well. */
export function jsonValue(json: unknown, own: <T extends Value>(made: T) => T = (made) => made, depth = 0): Value {
  if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean')
    return constant(json)
  if (depth > DEEPEST) return unknown('deep JSON')
  if (Array.isArray(json)) return own(arrayOf(json.map((item) => jsonValue(item, own, depth + 1))))
  if (typeof json !== 'object') return unknown('JSON')
  return own(
    objectOf(Object.entries(json).map(([name, value]): [string, Value] => [name, jsonValue(value, own, depth + 1)])),
  )
}

const parse: Builtin = (world, _, args) => {
  const text = primitives({ ...args, items: args.items.slice(0, 1) })
  if (!text || args.items.length > 1) return unknown('JSON.parse')
  return asNode(world, () => jsonValue(JSON.parse(String(text[0])), (made) => world.own(made)))
}

/** Not to be written: the text is not known. */
class Open {}

/** The value as Node's own objects; undefined: JSON leaves it out. */
function plainOf(world: World, value: Value, walk: Walk, depth = 0): unknown {
  if (depth > DEEPEST || !walk()) throw new Open()
  if (value.kind === 'constant') return value.value
  if (value.kind === 'function' || value.kind === 'native' || value.kind === 'class') return undefined
  if (value.kind === 'regex') return {}
  if (value.kind === 'array' && !value.open && !value.loose)
    return value.items.map((item) => plainOf(world, item === HOLE ? UNDEFINED : item, walk, depth + 1))
  if (value.kind !== 'object' || value.open || value.proto?.open) throw new Open()
  if (!isUndefined(world.get(value, 'toJSON'))) throw new Open()
  const made: Record<string, unknown> = Object.create(null)
  for (const key of keysOf(value) ?? []) made[key] = plainOf(world, world.get(value, key), walk, depth + 1)
  return made
}

const stringify: Builtin = (world, _, args) => {
  const space = primitives({ ...args, items: args.items.slice(2, 3) })
  if (!space || (!isUndefined(argument(args, 1)) && !(args.items[1]?.kind === 'constant')))
    return unknown('JSON.stringify')
  const value = argument(args, 0)
  try {
    const [by] = space
    const text: unknown = JSON.stringify(
      plainOf(world, value, walkParts()),
      null,
      typeof by === 'number' || typeof by === 'string' ? by : undefined,
    )
    return typeof text === 'string' ? textValue(text) : UNDEFINED
  } catch (error) {
    if (error instanceof TypeError) return world.raise('TypeError', error.message)
    if (!(error instanceof Open)) throw error
    return value.kind === 'object' || value.kind === 'array'
      ? { kind: 'open-text', text: '${…}', starts: value.kind === 'array' ? '[' : '{' }
      : unknown('JSON.stringify')
  }
}

export const JSON_VALUE: Value = namespace(
  'JSON',
  JSON,
  new Map([
    ['parse', builtin('JSON.parse', parse)],
    ['stringify', builtin('JSON.stringify', stringify)],
  ]),
)
