import {
  UNDEFINED,
  arrayOf,
  constant,
  stringOf,
  textOf,
  textValue,
  truth,
  unknown,
  type Primitive,
  type Value,
} from '../value.ts'
import { argument, asNode, builtin, namespace, primitives, type Builtin } from './world.ts'

/** A function of Node that is asked itself: it takes and gives plain values, and depends on nothing else. */
type Real = (...args: Primitive[]) => unknown

const isPrimitive = (result: unknown): result is Primitive =>
  result === null || ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof result)

function fromNode(name: string, result: unknown): Value {
  if (typeof result === 'string') return textValue(result)
  if (Array.isArray(result) && result.every(isPrimitive)) return arrayOf(result.map(constant))
  return isPrimitive(result) ? constant(result) : unknown(name)
}

/** Texts that no route needs are not made. */
const LONGEST = 10_000
const LONG: Record<string, (text: string, count: number) => number> = {
  repeat: (text, count) => text.length * count,
  padStart: (_, length) => length,
  padEnd: (_, length) => length,
}

function isTooLong(name: string, self: Primitive, [count]: Primitive[]): boolean {
  const length =
    typeof count !== 'bigint' && Object.hasOwn(LONG, name) ? (LONG[name]?.(String(self), Number(count)) ?? 0) : 0
  return length > LONGEST && length !== Infinity
}

/** What is given a regular expression is told apart by its own file. */
const TAKES_NO_REGEX = new Set(['startsWith', 'endsWith', 'includes'])
/** Where languages differ, only plain letters are compared. */
const isPlain = (text: Primitive): boolean => typeof text === 'string' && /^[a-z0-9]*$/.test(text)

const method =
  (name: string, real: Real, receiver: (self: Value) => Primitive): Builtin =>
  (world, self, args) => {
    const of = receiver(self)
    const given = primitives(args)
    if (of === null || given === null || isTooLong(name, of, given)) return unknown(name)
    if (TAKES_NO_REGEX.has(name) && args.items[0]?.kind === 'regex')
      return world.raise('TypeError', 'First argument must not be a regular expression')
    if (name === 'localeCompare' && !(given.length === 1 && isPlain(of) && given.every(isPlain))) return unknown(name)
    return asNode(world, () => world.own(fromNode(name, Reflect.apply(real, of, given))))
  }

function methods(prototype: object, names: string, receiver: (self: Value) => Primitive): [string, Value][] {
  return names.split(' ').map((name) => {
    const real: Real = Reflect.get(prototype, name)
    return [name, builtin(name, method(name, real, receiver), { pure: true })]
  })
}

/** The methods of a string that take no regular expression, and no function. */
export const STRING_METHODS: ReadonlyMap<string, Value> = new Map([
  ...methods(
    String.prototype,
    'at charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed lastIndexOf localeCompare normalize padEnd padStart ' +
      'repeat slice startsWith substr substring toLowerCase toUpperCase toWellFormed trim trimEnd trimStart',
    textOf,
  ),
  ...methods(String.prototype, 'toString valueOf', (self) => stringOf(self)),
  // The default locale of a server folds no letters of its own.
  [
    'toLocaleLowerCase',
    builtin('toLocaleLowerCase', method('toLowerCase', String.prototype.toLowerCase, textOf), { pure: true }),
  ],
  [
    'toLocaleUpperCase',
    builtin('toLocaleUpperCase', method('toUpperCase', String.prototype.toUpperCase, textOf), { pure: true }),
  ],
])

const numberOf = (self: Value): Primitive =>
  self.kind === 'constant' && typeof self.value === 'number' ? self.value : null
const booleanOf = (self: Value): Primitive =>
  self.kind === 'constant' && typeof self.value === 'boolean' ? self.value : null
const bigintOf = (self: Value): Primitive =>
  self.kind === 'constant' && typeof self.value === 'bigint' ? self.value : null

const NUMBER_METHODS = new Map(
  methods(Number.prototype, 'toExponential toFixed toPrecision toString valueOf', numberOf),
)
const BOOLEAN_METHODS = new Map(methods(Boolean.prototype, 'toString valueOf', booleanOf))
const BIGINT_METHODS = new Map(methods(BigInt.prototype, 'toString valueOf', bigintOf))

/** A method of a number, a boolean or a bigint; null: there is none. */
export function primitiveMethod(value: Primitive, name: string): Value | null {
  if (typeof value === 'number') return NUMBER_METHODS.get(name) ?? null
  if (typeof value === 'boolean') return BOOLEAN_METHODS.get(name) ?? null
  return typeof value === 'bigint' ? (BIGINT_METHODS.get(name) ?? null) : null
}

/** A function of Node over plain values. */
function plain(name: string, real: Real): Value {
  return builtin(
    name,
    (world, _, args) => {
      const given = primitives(args)
      return given ? asNode(world, () => fromNode(name, real(...given))) : unknown(name)
    },
    { pure: true },
  )
}

function statics(of: string, holder: object, names: string): Map<string, Value> {
  return new Map(
    names.split(' ').map((name): [string, Value] => {
      const member: unknown = Reflect.get(holder, name)
      if (typeof member !== 'function') return [name, fromNode(name, member)]
      return [name, plain(`${of}.${name}`, (...args) => Reflect.apply(member, holder, args))]
    }),
  )
}

const NUMBER = statics(
  'Number',
  Number,
  'isInteger isSafeInteger isFinite isNaN parseInt parseFloat MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE EPSILON NaN POSITIVE_INFINITY NEGATIVE_INFINITY',
)
const MATH = statics(
  'Math',
  Math,
  'abs acos asin atan atan2 ceil clz32 cos exp floor fround hypot imul log log10 log2 max min pow round sign sin sqrt tan trunc E PI LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2',
)
const STRING = statics('String', String, 'fromCharCode fromCodePoint')

/** `String(x)`: of a text that is half known, as much is. */
const toText: Builtin = (_, __, args) => {
  const [given] = args.items
  if (!given && !args.open) return constant('')
  if (given?.kind === 'open-text') return given
  const text = given ? textOf(given) : null
  return text === null ? unknown('String') : textValue(text)
}

const toBoolean: Builtin = (world, _, args) => {
  const holds = truth(argument(args, 0))
  return holds === null ? unknown('Boolean') : world.own(constant(holds))
}

const wrapped =
  (name: string): Builtin =>
  () =>
    unknown(`new ${name}`)

const toNumber: Builtin = (world, _, args) => {
  const given = primitives({ ...args, items: args.items.slice(0, 1) })
  if (!given || args.open) return unknown('Number')
  return asNode(world, () => constant(given.length ? Number(given[0]) : 0))
}

/** The functions and constants of the language that stand for themselves and take plain values. */
export const PLAIN_GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['NaN', constant(NaN)],
  ['Infinity', constant(Infinity)],
  ['undefined', UNDEFINED],
  ['String', builtin('String', toText, { make: wrapped('String'), members: STRING, pure: true })],
  ['Number', builtin('Number', toNumber, { make: wrapped('Number'), members: NUMBER, pure: true })],
  ['Boolean', builtin('Boolean', toBoolean, { make: wrapped('Boolean'), pure: true })],
  ['Math', namespace('Math', Math, MATH)],
  ...[
    'BigInt',
    'parseInt',
    'parseFloat',
    'isNaN',
    'isFinite',
    'encodeURIComponent',
    'encodeURI',
    'decodeURIComponent',
    'decodeURI',
    'escape',
    'unescape',
  ].map((name): [string, Value] => {
    const real: Real = Reflect.get(globalThis, name)
    return [name, plain(name, real)]
  }),
])
