import { constant, stringOf, truth, unknown } from './value.ts'
import type { ConstantValue, Primitive, Value } from './value.ts'

/** What is known of a value as a string; what is not stands as `${name}`. */
export function textParts(value: Value, name: string): { text: string; known: boolean } {
  if (value.kind === 'constant') return { text: String(value.value), known: true }
  if (value.kind === 'open-text') return { text: value.text, known: false }
  return { text: `\${${name}}`, known: false }
}

export function joinText(parts: { text: string; known: boolean }[]): Value {
  const text = parts.map((part) => part.text).join('')
  return parts.every((part) => part.known) ? constant(text) : { kind: 'open-text', text }
}

const isNumber = (value: Primitive): value is number => typeof value === 'number'

function arithmetic(operator: string, left: Primitive, right: Primitive): Primitive | symbol {
  if (!isNumber(left) || !isNumber(right)) return UNKNOWN
  switch (operator) {
    case '+': return left + right
    case '-': return left - right
    case '*': return left * right
    case '/': return left / right
    case '%': return left % right
    case '<': return left < right
    case '>': return left > right
    case '<=': return left <= right
    case '>=': return left >= right
    default: return UNKNOWN
  }
}

const UNKNOWN = Symbol('unknown')

function equality(operator: string, left: ConstantValue, right: ConstantValue): boolean | null {
  const loose = left.value === right.value || (left.value === null && right.value === undefined) || (left.value === undefined && right.value === null)
  switch (operator) {
    case '===': return left.value === right.value
    case '!==': return left.value !== right.value
    case '==': return typeof left.value === typeof right.value || loose ? loose : null
    case '!=': return typeof left.value === typeof right.value || loose ? !loose : null
    default: return null
  }
}

const isReference = (value: Value): boolean => !['constant', 'unknown', 'external', 'either', 'open-text'].includes(value.kind)

/** Whether two values are the same thing; null: cannot be told. */
function sameThing(left: Value, right: Value): boolean | null {
  if (isReference(left) && isReference(right)) return left === right
  const nothing = (value: Value): boolean => value.kind === 'constant'
  return (isReference(left) && nothing(right)) || (nothing(left) && isReference(right)) ? false : null
}

export function binary(operator: string, left: Value, right: Value, names: [string, string]): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    const equal = equality(operator, left, right)
    if (equal !== null) return constant(equal)
    if (operator === '+' && (stringOf(left) !== null || stringOf(right) !== null)) return constant(`${String(left.value)}${String(right.value)}`)
    const result = arithmetic(operator, left.value, right.value)
    return typeof result === 'symbol' ? unknown(operator) : constant(result)
  }
  const texts = [left, right].some((value) => value.kind === 'open-text' || stringOf(value) !== null)
  if (operator === '+' && texts) return joinText([textParts(left, names[0]), textParts(right, names[1])])
  const same = ['===', '!==', '==', '!='].includes(operator) ? sameThing(left, right) : null
  return same === null ? unknown(operator) : constant(operator.startsWith('!') ? !same : same)
}

const TYPES: Partial<Record<Value['kind'], string>> = { regex: 'object', object: 'object', array: 'object', function: 'function', class: 'function', native: 'function', 'open-text': 'string' }

export function unary(operator: string, value: Value): Value {
  if (operator === '!') {
    const known = truth(value)
    return known === null ? unknown('!') : constant(!known)
  }
  if (operator === 'typeof') {
    const type = value.kind === 'constant' ? (value.value === null ? 'object' : typeof value.value) : TYPES[value.kind]
    return type ? constant(type) : unknown('typeof')
  }
  if (operator === 'void') return constant(undefined)
  if (value.kind === 'constant' && isNumber(value.value)) {
    if (operator === '-') return constant(-value.value)
    if (operator === '+') return value
  }
  if (operator === '+' && value.kind === 'constant') return constant(Number(value.value))
  return value.kind === 'unknown' ? value : unknown(operator)
}
