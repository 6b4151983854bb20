import { collectionOf } from '../../javascript/natives/collection.ts'
import type { Collection } from '../../javascript/natives/collection.ts'
import { OBJECT_METHODS } from '../../javascript/natives/object.ts'
import { UNDEFINED, arrayOf, constant } from '../../javascript/value.ts'
import type { ConstantValue, ObjectValue, Value } from '../../javascript/value.ts'
import { derived } from './derived.ts'
import { namesWrittenLater } from './mutation.ts'
import type { Run } from './run.ts'
import type { Spread } from './site.ts'
import { isUnread, look } from './unread.ts'
import type { UnreadValue } from './unread.ts'

/** Which of some keys a text of the request is, -1 for none: that is asked, not what the text is. null: it has to be looked at. */
const placeAmong = (run: Run, keys: readonly ConstantValue[], key: UnreadValue): UnreadValue | null =>
  derived(run, 'place among', [arrayOf([...keys]), key], ([list, text]) =>
    list?.kind === 'array' && text?.kind === 'constant'
      ? constant(list.items.findIndex((one) => one.kind === 'constant' && one.value === text.value))
      : UNDEFINED,
  )

/** What stands in a Map or Set under a text of the request: `set.has(req.path)`; null: it has to be looked at. */
export function lookUpIn(run: Run, callee: Value, self: Value, { items, open }: Spread): Value | null {
  if (callee.kind !== 'native' || open) return null
  const method = callee.name
  const [key, ...more] = items
  const collection = collectionOf(self)
  if (!collection || collection.open || !key || !isUnread(key) || more.length > 0) return null
  const keys = method === 'has' || method === 'get' ? keysOf(collection) : null
  if (!keys) return null
  if (method === 'has') return hasOne(run, keys, key)
  const place = placeAmong(run, keys, key)
  if (!place || collection.kind !== 'Map') return null
  look(run, place)
  return [...collection.pairs.values()][Number(place.values[0].value)]?.[1] ?? UNDEFINED
}

const hasOne = (run: Run, keys: readonly ConstantValue[], key: UnreadValue): Value | null =>
  derived(run, 'has', [arrayOf([...keys]), key], ([list, text]) =>
    list?.kind === 'array' && text?.kind === 'constant'
      ? constant(list.items.some((one) => one.kind === 'constant' && one.value === text.value))
      : UNDEFINED,
  )

/** The keys of a table, where all are plain. */
function keysOf({ kind, pairs }: Collection): ConstantValue[] | null {
  if (kind === 'Headers') return null
  const keys = [...pairs.values()].map(([key]) => key)
  return keys.every((key) => key.kind === 'constant') ? keys : null
}

/** Which member of an object a text of the request names: `table[req.method]`; '' stands for one that no object has. null: it has to be looked at. */
export function memberAmong(run: Run, of: ObjectValue, key: UnreadValue): string | null {
  if (of.open || of.proto || of.members.has('') || typeof key.values[0].value !== 'string') return null
  const names = [...new Set([...of.members.keys(), ...ALWAYS, ...namesWrittenLater(of), ''])]
  const place = placeAmong(
    run,
    names.map((name) => constant(name)),
    key,
  )
  if (!place) return null
  look(run, place)
  return names[Number(place.values[0].value)] ?? ''
}

/** What every object has. */
const ALWAYS = [...OBJECT_METHODS.keys(), 'constructor', '__proto__']
