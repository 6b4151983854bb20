import { mayBe } from './half-known.ts'
import {
  asDefault,
  assumptionOf,
  constant,
  isNullish,
  settled,
  stringOf,
  textOf,
  textValue,
  truth,
  unknown,
  unsetOf,
  type OpenText,
  type Primitive,
  type Value,
} from './value.ts'

/** A piece of a text. `starts`, `ends`: what a half-known one begins and ends with. */
export interface TextPart {
  text: string
  known: boolean
  assumed?: string | null
  starts?: string
  ends?: string
}

/** What is known of a value as a string; what is not stands as `${name}`. */
export function textParts(open: Value, name: string): TextPart {
  const value = settled(open)
  if (value.kind === 'open-text')
    return { text: value.text, known: false, starts: value.starts ?? '', ends: value.ends ?? '' }
  const text = textOf(value)
  return text === null
    ? { text: `\${${name}}`, known: false }
    : { text, known: true, assumed: assumptionOf(open) ?? assumptionOf(value) }
}

const LONGEST_OPEN_TEXT = 1000

export function joinText(parts: TextPart[]): Value {
  const text = parts.map((part) => part.text).join('')
  const words = parts.map(({ assumed }) => assumed).find(Boolean)
  if (parts.every((part) => part.known)) return words ? asDefault(textValue(text), words) : textValue(text)
  if (text.length > LONGEST_OPEN_TEXT) return unknown('a long text')
  return { kind: 'open-text', text, starts: edge(parts, 'starts'), ends: edge([...parts].reverse(), 'ends') }
}

/** The known text at one end of the pieces, counted from there. A default may be another text. */
function edge(parts: TextPart[], end: 'starts' | 'ends'): string {
  let text = ''
  for (const part of parts) {
    const more = part.known && !part.assumed ? part.text : (part[end] ?? '')
    text = end === 'starts' ? text + more : more + text
    if (!part.known || part.assumed) break
  }
  return text
}

const BINARY: Record<string, (left: never, right: never) => Primitive> = {
  '+': (a: string, b: string) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '**': (a: number, b: number) => a ** b,
  '|': (a: number, b: number) => a | b,
  '&': (a: number, b: number) => a & b,
  '^': (a: number, b: number) => a ^ b,
  '<<': (a: number, b: number) => a << b,
  '>>': (a: number, b: number) => a >> b,
  '>>>': (a: number, b: number) => a >>> b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
}

const LARGEST = 2n ** 256n
const isLarge = (value: Primitive): boolean => typeof value === 'bigint' && (value > LARGEST || value < -LARGEST)
/** Operators that make a whole number of any length out of two small ones. */
const GROWS = new Set(['**', '<<'])
const MOST_GROWN = 256n
const growsTooFar = (operator: string, left: Primitive, right: Primitive): boolean =>
  isLarge(left) || isLarge(right) || (GROWS.has(operator) && typeof right === 'bigint' && right > MOST_GROWN)

/** Node's own operator, on plain values; null: whole numbers of so many digits that no path and no port is made of them, too. */
function onPlain(operator: string, left: Primitive, right: Primitive): Value | null {
  const operate = Object.hasOwn(BINARY, operator) ? BINARY[operator] : undefined
  if (!operate || growsTooFar(operator, left, right)) return null
  try {
    const result: Primitive = Reflect.apply(operate, undefined, [left, right])
    return typeof result === 'string' ? textValue(result) : constant(result)
  } catch {
    // A bigint does not go with a number; Node throws.
    return null
  }
}

/** What is made of a default is one. */
function markedBy(made: Value, ...from: Value[]): Value {
  const words = from.map(assumptionOf).find((one) => one !== null)
  return words === undefined || words === null ? made : asDefault(made, words)
}

const marked = (made: Value | null, left: Value, right: Value): Value | null => made && markedBy(made, left, right)

/** What ToPrimitive makes of a value; null: open. */
function primitiveOf(value: Value): { value: Primitive } | null {
  if (value.kind === 'constant') return value
  const text = textOf(value)
  return text === null ? null : { value: text }
}

/** Whether a value is certainly a text, or becomes one where it is added to something. */
const isText = (value: Value): boolean =>
  value.kind === 'open-text' || stringOf(value) !== null || value.kind === 'array' || value.kind === 'regex'

/** Arithmetic, concatenation and ordering; null: open. `names`: what an open operand is called. */
export function operate(operator: string, left: Value, right: Value, names: () => [string, string]): Value | null {
  const [a, b] = [primitiveOf(left), primitiveOf(right)]
  if (a && b) return marked(onPlain(operator, a.value, b.value), left, right)
  if (operator !== '+' || ![left, right].map(settled).some(isText)) return null
  const [first, second] = names()
  return joinText([textParts(left, first), textParts(right, second)])
}

const isOpenKind = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'external'
const isPlainKind = ({ kind }: Value): boolean => kind === 'constant' || kind === 'open-text'

/** Whether two things are one; what is lent may be made anew whenever it is asked for. */
function sameThing(left: Value, right: Value): boolean | null {
  if (left === right) return true
  if (left.kind !== right.kind) return left.kind === 'host' || right.kind === 'host' ? null : false
  switch (left.kind) {
    case 'host':
      return right.kind === 'host' && left.of === right.of ? true : null
    case 'native':
      return right.kind === 'native' && left.language && right.language && !left.member && !right.member ? false : null
    case 'function':
      return right.kind === 'function' && left.node !== right.node ? false : null
    default:
      return false
  }
}

function openEquals(open: OpenText, other: Value): boolean | null {
  if (other.kind !== 'constant') return null
  if (typeof other.value !== 'string') return false
  return mayBe(open, other.value) ? null : false
}

function sameText(left: OpenText, right: OpenText): boolean | null {
  const [a, b] = [left.starts ?? '', right.starts ?? '']
  return a.startsWith(b) || b.startsWith(a) ? null : false
}

/** Whether `===` (or, loosely, `==`) holds; null: open. */
export function equal(left: Value, right: Value, loose: boolean): boolean | null {
  if (left.kind === 'either' || right.kind === 'either') return eachEqual(left, right, loose)
  if (isOpenKind(left) || isOpenKind(right)) return null
  if (left.kind === 'constant' && right.kind === 'constant') {
    // eslint-disable-next-line eqeqeq -- the program that is read wrote ==
    return loose ? left.value == right.value : left.value === right.value
  }
  if (isPlainKind(left) && isPlainKind(right)) return halfEqual(left, right, loose)
  if (!isPlainKind(left) && !isPlainKind(right)) return sameThing(left, right)
  if (!loose) return false
  return equalAsPlain(isPlainKind(left) ? left : right, isPlainKind(left) ? right : left)
}

function halfEqual(left: Value, right: Value, loose: boolean): boolean | null {
  if (left.kind === 'open-text' && right.kind === 'open-text') return left === right ? true : sameText(left, right)
  const [open, other] = left.kind === 'open-text' ? [left, right] : [right, left]
  if (open.kind !== 'open-text' || (loose && stringOf(other) === null && !isNullish(other))) return null
  return openEquals(open, other)
}

/** A thing beside a plain value is made one. */
function equalAsPlain(plain: Value, thing: Value): boolean | null {
  if (isNullish(plain)) return false
  const text = textOf(thing)
  return text === null ? null : equal(plain, constant(text), true)
}

function eachEqual(left: Value, right: Value, loose: boolean): boolean | null {
  if (left === right) return null
  const [many, other] = left.kind === 'either' ? [left, right] : [right, left]
  if (many.kind !== 'either') return null
  const [first = null, ...rest] = many.values.map((one) => equal(one, other, loose))
  return rest.every((one) => one === first) ? first : null
}

/** SameValueZero and SameValue: as `===`, but for NaN, and for Object.is the sign of zero. */
export const sameZero = (left: Value, right: Value): boolean | null =>
  left.kind === 'constant' && right.kind === 'constant' ? [left.value].includes(right.value) : equal(left, right, false)
export const sameValue = (left: Value, right: Value): boolean | null =>
  left.kind === 'constant' && right.kind === 'constant' ? Object.is(left.value, right.value) : equal(left, right, false)

const NEGATED: Record<string, string> = { '!==': '===', '!=': '==' }

/** `===`, `!==`, `==` and `!=`; undefined: another operator; null: open. */
export function compared(operator: string, left: Value, right: Value): boolean | null | undefined {
  const positive = NEGATED[operator] ?? operator
  if (positive !== '===' && positive !== '==') return undefined
  const same = equal(left, right, positive === '==')
  return same === null ? null : same === (positive === operator)
}

/** An operation on what is not known, which is known where nothing is set from outside. */
function fromOutside(why: string, operands: Value[], work: (operands: Value[]) => Value): Value {
  const unset = operands.map(unsetOf)
  const open = operands.some((operand) => operand.kind === 'unknown' || operand.kind === 'either')
  const settled = open && unset.every((one) => one !== null) ? work(unset) : null
  return { kind: 'unknown', why, unset: settled?.kind === 'constant' ? settled : null }
}

export function binary(operator: string, left: Value, right: Value, names: () => [string, string]): Value {
  const same = compared(operator, left, right)
  if (typeof same === 'boolean') return markedBy(constant(same), left, right)
  const result = same === undefined ? operate(operator, left, right, names) : null
  return result ?? fromOutside(operator, [left, right], ([a = left, b = right]) => binary(operator, a, b, names))
}

const TYPES: Partial<Record<Value['kind'], string>> = {
  regex: 'object',
  object: 'object',
  array: 'object',
  function: 'function',
  class: 'function',
  native: 'function',
  'open-text': 'string',
}

/** What `typeof` says; null: open. */
export function typeOf(value: Value): string | null {
  if (value.kind === 'constant') return value.value === null ? 'object' : typeof value.value
  if (value.kind === 'host') return value.call ? 'function' : 'object'
  if (value.kind !== 'either') return TYPES[value.kind] ?? null
  const [first = null, ...rest] = value.values.map(typeOf)
  return rest.every((one) => one === first) ? first : null
}

/** `-`, `+`, `~`, `!`, `typeof` and `void`; null: open. */
export function onOne(operator: string, value: Value): Value | null {
  if (operator === 'void') return constant(undefined)
  if (operator === '!') {
    const holds = truth(value)
    return holds === null ? null : markedBy(constant(!holds), value)
  }
  if (operator === 'typeof') {
    const type = typeOf(value)
    return type === null ? null : constant(type)
  }
  const plain = primitiveOf(value)?.value
  if (plain === undefined && value.kind !== 'constant') return null
  if (typeof plain === 'bigint') return operator === '-' ? constant(-plain) : operator === '~' ? constant(~plain) : null
  switch (operator) {
    case '-':
      return constant(-Number(plain))
    case '+':
      return constant(Number(plain))
    case '~':
      return constant(~Number(plain))
    default:
      return null
  }
}

export const unary = (operator: string, value: Value): Value =>
  onOne(operator, value) ?? fromOutside(operator, [value], ([one = value]) => unary(operator, one))
