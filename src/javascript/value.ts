import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Frame, Module, Scope } from './scope.ts'
import { walkParts, type Walk } from './parts.ts'
import type { Language } from './natives/world.ts'

/** What the files say an expression is. `unknown` is an honest answer: nothing may be concluded from it. */
export type Value =
  | ConstantValue
  | RegexValue
  | OpenText
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | ClassValue
  | NativeValue
  | HostValue
  | ExternalValue
  | EitherValue
  | UnknownValue

export type Primitive = string | number | bigint | boolean | null | undefined
/** `assumed`: a default that is written for what may be set from outside, or made of one; the words say what it hangs on. */
export interface ConstantValue {
  kind: 'constant'
  value: Primitive
  assumed?: string
}
/** `birth`: how many open conditions held when it was made. */
interface Made {
  birth?: number
}

/** `lastIndex`: where the next match begins, with the flags `g` and `y`. */
export interface RegexValue extends Made {
  kind: 'regex'
  source: string
  flags: string
  lastIndex?: Value
}
/** A string of which only a part is known; the unknown parts stand as `${…}` in `text`. It begins and ends with what is known. */
export interface OpenText {
  kind: 'open-text'
  text: string
  starts?: string
  ends?: string
}
/** `open`: there may be more members than these. A member with a getter or setter has its place in `members`, and no value there. */
export interface ObjectValue extends Made {
  kind: 'object'
  members: Map<string, Value>
  getters: Map<string, FunctionValue>
  setters?: Map<string, FunctionValue>
  proto: ObjectValue | null
  open: boolean
  /** It is open only for what a parent class that cannot be seen has put on it: the methods of its own classes are what they are. */
  foreign?: true
  /** How many open conditions held when a literal or constructor made it. */
  depth?: number
  /** Objects that a layer lends which members held before. */
  before?: Map<string, Value[]>
  /** Members that are not enumerable. */
  hidden?: ReadonlySet<string>
  /** It has no prototype at all, not even Object's. */
  bare?: true
  frozen?: true
  /** Where the program wrote it. */
  born?: { node: TSESTree.ObjectExpression; scope: Scope; frame: Frame }
}
/** `open`: there may be more; `loose`: the items may stand elsewhere, or not be there; `like`: the `arguments` of a function. */
export interface ArrayValue extends Made {
  kind: 'array'
  items: Value[]
  open: boolean
  loose?: true
  /** Of a loose one: the items that may not be there; without it, each of them. */
  maybe?: Set<Value>
  like?: true
  frozen?: true
  /** Members that are no elements: `index` of a match. */
  members?: Map<string, Value>
}
/** A function with what it closes over; `self`: the `this` of an arrow function or a bound one. */
export interface FunctionValue {
  kind: 'function'
  node: TSESTree.FunctionLike
  module: Module
  scope: Scope
  self: Value | null
  /** The class in whose body it stands, for `super`. */
  home: ClassValue | null
  members: Map<string, Value>
  /** Members of unknown names may have been written. */
  open?: true
}
export interface ClassValue {
  kind: 'class'
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression
  module: Module
  scope: Scope
  parent: Value | null
  members: Map<string, Value>
  prototype: ObjectValue
  open?: true
  hidden?: ReadonlySet<string>
}
/** A function of the language, or one that a layer lends: `Object.keys`, `array.map`. */
export interface NativeValue {
  kind: 'native'
  name: string
  call(call: Call): Value
  member?(name: string): Value
  language?: Language
}
/** An object whose behaviour a layer lends: an Express application, a router, a Map. `of` is the layer's own data. */
export interface HostValue extends Made {
  kind: 'host'
  of: object
  member(name: string): Value
  assign?(name: string, value: Value): void
  call?(call: Call): Value
  iterate?(): ArrayValue
  /** The names of its members, where they can be listed. */
  keys?(): string[]
  /** A member whose name the files leave open. */
  computed?(): Value
}
/** What a package exports (`path` empty: the package itself), or what calling that gave: `args` are then the call's. */
export interface ExternalValue {
  kind: 'external'
  package: string
  path: string[]
  args: Value[] | null
  of: ExternalValue | null
  call: TSESTree.Node | null
  module: Module
  /** What the program itself has written on it. */
  own?: Map<string, Value>
}
/** `unset`: the one that it is where nothing is set from outside; `assumed`: what that hangs on, in words; `by`: what decides it, for this and others alike. */
export interface EitherValue {
  kind: 'either'
  values: Value[]
  unset: Value | null
  assumed?: string
  by?: object
}
/** `unset`: what it is where nothing is set from outside (`process.env.X`); null: it does not depend on that alone. */
export interface UnknownValue {
  kind: 'unknown'
  why: string
  unset: Value | null
  /** What a sample of the environment sets. */
  sample?: ConstantValue
  /** What the program itself has written on it. */
  own?: Map<string, Value>
  /** The package that it comes from, where its errors are known. */
  from?: string
  /** It is an error, if anything; `plain`: that bears no status. */
  failure?: true
  plain?: true
  /** It is neither null nor undefined; otherwise it is this one. */
  present?: UnknownValue
}

/** Something that must hold for the program to come to a place, and which the files leave open. */
export interface Condition {
  text(): string
  outer: Condition | null
  depth: number
  /** Whether it holds where nothing is set from outside; null: that does not decide it. */
  unset: boolean | null
}

/** A call as it is carried out. */
export interface Call {
  self: Value
  args: Value[]
  /** Whether a spread of unknown length stands among the arguments. */
  open: boolean
  node: TSESTree.Node
  module: Module
  /** The innermost of the conditions that the files leave open, under which the call is made at all. */
  condition: Condition | null
  /** Where the program stands: whose frame holds the calls that led here. */
  frame: Frame
  /** The bindings at the call. */
  scope: Scope
}

export const constant = (value: Primitive): ConstantValue => ({ kind: 'constant', value })
/** A default, with the words for what it hangs on. */
export const asDefault = (value: Value, assumed: string): Value =>
  value.kind === 'constant' ? { ...value, assumed } : value

/** What a value hangs on that is set from outside; null: on nothing. */
export function assumptionOf(value: Value): string | null {
  if (value.kind === 'constant') return value.assumed ?? null
  return value.kind === 'either' && value.unset !== null
    ? (value.assumed ?? assumptionOf(value.unset) ?? 'nothing is set from outside')
    : null
}

export const UNDEFINED = constant(undefined)
/** An array's element that is not there: it reads as undefined, and only what walks the elements can tell. */
export const HOLE = constant(undefined)
export const unknown = (why: string): UnknownValue => ({ kind: 'unknown', why, unset: null })
/** What somebody else gives, or leaves undefined. */
export const givenOutside = (why: string): UnknownValue => ({ kind: 'unknown', why, unset: UNDEFINED })

/** Longer lists and texts, in elements and UTF-16 units, are not written by people who route, only by programs that never end. */
const LONGEST_LIST = 5000
const LONGEST_TEXT = 10_000

export function arrayOf(items: Value[], open = false): ArrayValue {
  return items.length > LONGEST_LIST
    ? { kind: 'array', items: items.slice(0, LONGEST_LIST), open: true }
    : { kind: 'array', items, open }
}

export const textValue = (text: string): Value => (text.length > LONGEST_TEXT ? unknown('a long text') : constant(text))
export const native = (name: string, call: (call: Call) => Value): NativeValue => ({ kind: 'native', name, call })

export function objectOf(members: Iterable<[string, Value]> = [], open = false): ObjectValue {
  return { kind: 'object', members: new Map(members), getters: new Map(), proto: null, open }
}

export const stringOf = (value: Value | undefined): string | null =>
  value?.kind === 'constant' && typeof value.value === 'string' ? value.value : null

/** A regular expression as it is written. Its flags stand in the order of RegExp.prototype.flags: not every parser keeps another. */
export const regexOf = ({ pattern, flags }: { pattern: string; flags: string }): RegexValue => ({
  kind: 'regex',
  source: pattern,
  flags: [...flags].sort().join(''),
})

export const isNullish = (value: Value): boolean =>
  value.kind === 'constant' && (value.value === null || value.value === undefined)

/** The name under which a private member (`#name`) is kept: no other member has it. */
export const privateName = (name: string): string => `\0${name}`

export const isUndefined = (value: Value): boolean => value.kind === 'constant' && value.value === undefined

const same = (a: Value, b: Value): boolean =>
  a === b || (a.kind === 'constant' && b.kind === 'constant' && Object.is(a.value, b.value))

/** More alternatives than this are no knowledge any more. */
const MOST_ALTERNATIVES = 8

/** One of several values: which, the files leave open. */
export function either(...values: Value[]): Value {
  const flat: Value[] = []
  for (const value of values.flatMap((one) => (one.kind === 'either' ? one.values : [one]))) {
    if (!flat.some((other) => same(other, value))) flat.push(value)
  }
  const [only] = flat
  if (only && flat.length === 1) return only
  return flat.length > MOST_ALTERNATIVES
    ? unknown('too many alternatives')
    : { kind: 'either', values: flat, unset: null }
}

export const alternatives = (value: Value): Value[] => (value.kind === 'either' ? value.values : [value])

/** The same alternatives, with the one that holds where nothing is set from outside. */
export const withUnset = (value: Value, unset: Value | null, assumed?: string | null): Value =>
  value.kind === 'either' ? { ...value, unset, ...(assumed && { assumed }) } : value

/** What a value is where nothing is set from outside; null: that does not decide it. */
export function unsetOf(value: Value): Value | null {
  if (value.kind === 'unknown' || value.kind === 'either') return value.unset
  return value.kind === 'external' || value.kind === 'open-text' ? null : value
}

/** A written default counts: the value that the files alone decide. */
export const settled = (value: Value): Value => (value.kind === 'either' ? (value.unset ?? value) : value)

/** Whether a condition holds; null: the files do not decide it. */
export function truth(value: Value): boolean | null {
  if (value.kind === 'constant') return Boolean(value.value)
  if (value.kind === 'unknown' || value.kind === 'external') return null
  if (value.kind === 'open-text')
    return value.starts || value.ends || /[^$]|\$(?!\{)/.test(value.text.replaceAll(/\$\{[^}]*\}/g, '')) ? true : null
  if (value.kind !== 'either') return true
  const known = truths.get(value.values)
  if (known !== undefined) return known
  const found = truthOfAll(value.values)
  truths.set(value.values, found)
  return found
}

/** What alternatives have been found to be: they hold each other by many ways. */
const truths = new WeakMap<Value[], boolean | null>()

function truthOfAll([first = UNDEFINED, ...others]: Value[]): boolean | null {
  const found = truth(first)
  return found !== null && others.every((one) => truth(one) === found) ? found : null
}

/** Lists may hold themselves. */
const DEEPEST_TEXT = 20

/** Whether a program decides itself what becomes of its object as a text. */
const speaks = (object: ObjectValue): boolean => {
  for (let at: ObjectValue | null = object; at; at = at.proto)
    if (at.open || at.bare || at.members.has('toString') || at.members.has('valueOf') || at === ERROR_PROTOTYPE)
      return true
  return false
}

/** What every error of the language inherits from. */
export const ERROR_PROTOTYPE: ObjectValue = objectOf()

/** The elements as a text, joined; null: open. */
export function joinedText(array: ArrayValue, by: string, walk = walkParts(), depth = 0): string | null {
  if (array.open || array.loose || array.like || depth > DEEPEST_TEXT) return null
  const parts: string[] = []
  for (const item of array.items) {
    const part = isNullish(item) ? '' : walk() ? textAt(item, walk, depth + 1) : null
    if (part === null) return null
    parts.push(part)
  }
  const text = parts.join(by)
  return text.length > LONGEST_TEXT ? null : text
}

function textAt(value: Value, walk: Walk, depth: number): string | null {
  switch (value.kind) {
    case 'constant':
      return String(value.value)
    case 'array':
      return joinedText(value, ',', walk, depth)
    case 'object':
      return speaks(value) ? null : '[object Object]'
    case 'regex':
      return `/${value.source}/${value.flags}`
    default:
      return null
  }
}

/** What String() makes of a value; null: open. */
export const textOf = (value: Value): string | null => textAt(value, walkParts(), 0)
