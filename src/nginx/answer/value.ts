import { LONGEST } from '../../text/limits.ts'

/** Text that the files decide, or something that they leave open. */
export type Value = string | Unknown

/** Something unknown, named as a person would: `$http_origin`; or text around something unknown: `$request_method:$arg_op`. */
export interface Unknown {
  unknown: string
  /** What it surely begins and ends with. */
  prefix?: string
  suffix?: string
  /** The one unknown between the two, and what it may be, as the source of a regular expression; default: anything. */
  hole?: string
  shape?: string
  /** What it is where the client sends no query: a target is made of it with the query left out, which goes on beside it. */
  bare?: string
  /** What it is where the client sends nothing unusual: that is looked at first, for there may be more ways than are looked at. */
  usual?: string
}

export const isKnown = (value: Value): value is string => typeof value === 'string'

/** What a target is made of: the query that a client may send is left out. */
export const bare = (value: Value): Value => (isKnown(value) ? value : (value.bare ?? value))

/** Its text where the client sends nothing unusual; undefined: nobody knows. */
export const usualOf = (value: Value): string | undefined => (isKnown(value) ? value : (value.usual ?? value.bare))

const textBefore = (value: Value): string => (isKnown(value) ? value : (value.prefix ?? ''))
const textBehind = (value: Value): string => (isKnown(value) ? value : (value.suffix ?? ''))

/** The text that several make one after the other; `source` names it where one of them is unknown. */
export function concatenate(values: Value[], source: string): Value {
  const [only] = values
  if (values.length === 1 && only !== undefined) return only
  if (values.reduce((sum, value) => sum + textBefore(value).length + textBehind(value).length, 0) > LONGEST)
    return { unknown: source }
  const open = values.flatMap((value) => (isKnown(value) ? [] : [value]))
  const [hole] = open
  if (!hole) return values.join('')
  const first = values.findIndex((value) => !isKnown(value))
  const last = values.findLastIndex((value) => !isKnown(value))
  const bared = values.map(bare)
  const usual = values.map(usualOf)
  return {
    unknown: source,
    prefix: values
      .slice(0, first + 1)
      .map(textBefore)
      .join(''),
    suffix: values.slice(last).map(textBehind).join(''),
    ...(open.length === 1 && {
      hole: hole.hole ?? hole.unknown,
      ...(hole.shape !== undefined && { shape: hole.shape }),
    }),
    ...(bared.every(isKnown) && { bare: bared.join('') }),
    ...(usual.every((text) => text !== undefined) && { usual: usual.join('') }),
  }
}

/** What stands in the hole where the whole is a text; null: it cannot be that text. */
export function inHole({ prefix = '', suffix = '' }: Unknown, text: string): string | null {
  const fits = text.length >= prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix)
  return fits ? text.slice(prefix.length, text.length - suffix.length) : null
}

/** nginx's truth in `if ($x)`: neither empty nor `0`. */
export const isTrue = (text: string): boolean => text !== '' && text !== '0'

/** `ask`: branch on what the files leave open, for a value that decides the way on; `leave` it unknown otherwise. */
export type Asking = 'ask' | 'leave'
