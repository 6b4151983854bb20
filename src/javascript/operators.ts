import { asDefault, assumptionOf, constant, settled, stringOf, textValue, truth, unknown, unsetOf } from './value.ts'
import type { ConstantValue, Primitive, Value } from './value.ts'

interface TextPart { text: string; known: boolean; assumed?: string | null }

/** What is known of a value as a string; what is not stands as `${name}`. */
export function textParts(open: Value, name: string): TextPart {
  const value = settled(open)
  if (value.kind === 'constant') return { text: String(value.value), known: true, assumed: assumptionOf(open) ?? assumptionOf(value) }
  if (value.kind === 'open-text') return { text: value.text, known: false }
  return { text: `\${${name}}`, known: false }
}

const LONGEST_OPEN_TEXT = 1000

export function joinText(parts: TextPart[]): Value {
  const text = parts.map((part) => part.text).join('')
  const words = parts.map(({ assumed }) => assumed).find(Boolean)
  if (parts.every((part) => part.known)) return words ? asDefault(textValue(text), words) : textValue(text)
  return text.length > LONGEST_OPEN_TEXT ? unknown('a long text') : { kind: 'open-text', text }
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

/** An operation on what is not known, which is known where nothing is set from outside. */
function fromOutside(why: string, operands: Value[], operate: (operands: Value[]) => Value): Value {
  const unset = operands.map(unsetOf)
  const open = operands.some((operand) => operand.kind === 'unknown' || operand.kind === 'either')
  const settled = open && unset.every((one) => one !== null) ? operate(unset) : null
  return { kind: 'unknown', why, unset: settled?.kind === 'constant' ? settled : null }
}

export function binary(operator: string, left: Value, right: Value, names: () => [string, string]): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    const equal = equality(operator, left, right)
    if (equal !== null) return constant(equal)
    if (operator === '+' && (stringOf(left) !== null || stringOf(right) !== null)) {
      const text = textValue(`${String(left.value)}${String(right.value)}`)
      const words = assumptionOf(left) ?? assumptionOf(right)
      return words === null ? text : asDefault(text, words)
    }
    const result = arithmetic(operator, left.value, right.value)
    return typeof result === 'symbol' ? unknown(operator) : constant(result)
  }
  const texts = [left, right].some((value) => value.kind === 'open-text' || stringOf(value) !== null)
  if (operator === '+' && texts) {
    const [first, second] = names()
    return joinText([textParts(left, first), textParts(right, second)])
  }
  const same = ['===', '!==', '==', '!='].includes(operator) ? sameThing(left, right) : null
  if (same !== null) return constant(operator.startsWith('!') ? !same : same)
  return fromOutside(operator, [left, right], ([a = left, b = right]) => binary(operator, a, b, names))
}

const TYPES: Partial<Record<Value['kind'], string>> = { regex: 'object', object: 'object', array: 'object', function: 'function', class: 'function', native: 'function', 'open-text': 'string' }

export function unary(operator: string, value: Value): Value {
  if (operator === '!') {
    const known = truth(value)
    return known === null ? fromOutside('!', [value], ([one = value]) => unary(operator, one)) : constant(!known)
  }
  if (operator === 'typeof') {
    const type = value.kind === 'constant' ? (value.value === null ? 'object' : typeof value.value) : TYPES[value.kind]
    return type ? constant(type) : fromOutside('typeof', [value], ([one = value]) => unary(operator, one))
  }
  if (operator === 'void') return constant(undefined)
  if (value.kind === 'constant' && isNumber(value.value)) {
    if (operator === '-') return constant(-value.value)
    if (operator === '+') return value
    if (operator === '~') return constant(~value.value)
  }
  if (operator === '+' && value.kind === 'constant') return constant(Number(value.value))
  return value.kind === 'unknown' ? value : unknown(operator)
}
