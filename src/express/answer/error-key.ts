import type { Value } from '../../javascript/value.ts'
import { isUnread } from './unread.ts'

/** A text that is equal for errors which no handler could tell apart. */
export function errorText(value: Value, depth = 0): string {
  switch (value.kind) {
    case 'constant':
      return `${typeof value.value}:${String(value.value)}`
    case 'object':
      return depth < 3
        ? `{${[...value.members].map(([name, one]) => `${name}:${errorText(one, depth + 1)}`).join()}}${value.open ? '…' : ''}`
        : value.kind
    case 'array':
      return depth < 3 ? `[${value.items.map((one) => errorText(one, depth + 1)).join()}]` : value.kind
    case 'either':
      if (isUnread(value)) return value.by.later.kind
      return depth < 3 ? `one of ${value.values.map((one) => errorText(one, depth + 1)).join()}` : value.kind
    case 'unknown':
      return value.plain ? 'plain' : value.kind
    default:
      return value.kind
  }
}

const keys = new WeakMap<Value, string>()
/** The same for an error between handlers, which does not change any more. */
export function errorKey(value: Value | undefined): string {
  if (!value) return ''
  const known = keys.get(value)
  if (known !== undefined) return known
  const key = errorText(value)
  keys.set(value, key)
  return key
}
