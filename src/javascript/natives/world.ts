import { UNDEFINED, textOf, unknown, type HostValue, type NativeValue, type Primitive, type Value } from '../value.ts'

/** `open`: more may follow than these, or stand between them. */
export interface Args {
  items: Value[]
  open: boolean
}

/** Whoever carries a program out, as the functions of the language see it: at load both ways are joined, at a request a run takes one. */
export interface World {
  /** Calls a value of the program. */
  call(fn: Value, args: Value[], self?: Value): Value
  /** The same with arguments of which not all are known. */
  callWith(fn: Value, args: Args, self: Value): Value
  /** Calls it any number of times, perhaps never, with what nobody knows. */
  callAnyTimes(fn: Value): void
  /** A member, getters and prototypes included. */
  get(of: Value, name: string): Value
  /** Writes a member; `name` null: under a name that nobody knows. */
  set(of: Value, name: string | null, value: Value): void
  /** Members of unknown names are laid over those of a thing. */
  mayOverwrite(thing: Value): void
  /** Whether a thing may be changed in place: at a request, what outlives it is not. */
  owns(thing: Value): boolean
  /** Whether what is done to it now is certainly done, as long as it is there at all. */
  isSure(thing: Value): boolean
  /** Marks a thing that was made here. */
  own<T extends Value>(made: T): T
  /** A function that holds others, and what they are given. */
  bound(fn: NativeValue): Value
  /** Whether what a callback answered is true; null: that stays open. */
  holds(answer: Value): boolean | null
  /** Throws an error of the language. */
  raise(error: string, message: string, code?: string): Value
}

/** A function of the language, over values alone. */
export type Builtin = (world: World, self: Value, args: Args) => Value

/** `make`: what `new` gives, if not the same. `pure`: it neither changes anything nor calls back. */
export interface Language {
  call: Builtin
  make?: Builtin
  members?: ReadonlyMap<string, Value>
  pure?: true
}

export const builtin = (name: string, call: Builtin, more: Omit<Language, 'call'> = {}): NativeValue => ({
  kind: 'native',
  name,
  call: () => unknown(name),
  language: { call, ...more },
})

/** `Math`, `JSON`, `Reflect`; the Node that runs the program may have more in `real`. */
export const namespace = (name: string, real: object, members: ReadonlyMap<string, Value>): HostValue => ({
  kind: 'host',
  of: real,
  keys: () => [],
  member: (key) =>
    members.get(key) ??
    (key in real ? builtin(`${name}.${key}`, () => unknown(`${name}.${key}`)) : unknown(`${name}.${key}`)),
})

export const argument = ({ items, open }: Args, index: number): Value =>
  items[index] ?? (open ? unknown('a spread argument') : UNDEFINED)

/** What ToPrimitive makes of values; null: one is open, or the program's own business. */
export function primitives({ items, open }: Args): Primitive[] | null {
  if (open) return null
  const found: Primitive[] = []
  for (const item of items) {
    if (item.kind === 'constant') found.push(item.value)
    else {
      const text = textOf(item)
      if (text === null) return null
      found.push(text)
    }
  }
  return found
}

/** Node's own errors bear a code: ERR_INVALID_URL. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Does what Node itself does with known values: what it throws, the program gets. */
export function asNode(world: World, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    if (
      error instanceof RangeError ||
      error instanceof TypeError ||
      error instanceof SyntaxError ||
      error instanceof URIError
    )
      return world.raise(error.name, error.message, codeOf(error))
    throw error
  }
}
