import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { UNDEFINED, constant, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { child, evaluate, keyName } from './expression.ts'
import type { Site } from './expression.ts'
import { isInstance } from './errors.ts'
import { anUnknown, wordsOf } from './run.ts'
import type { Run } from './run.ts'

/** One of several values: which, is decided once a run. */
export function settle(run: Run, value: Value): Value {
  if (value.kind !== 'either') return value
  if (value.unset) return value.unset
  const chosen = run.picked.get(value) ?? value.values[run.choices.pick((way) => `in case ${way + 1}`, value.values.length)] ?? UNDEFINED
  run.picked.set(value, chosen)
  return chosen
}

/** Whether a condition holds; where the files leave it open, both ways are taken, in different runs. */
export function decide(run: Run, site: Site, node: TSESTree.Node, given?: Value): boolean {
  const value = given ?? evaluate(run, site, node)
  const known = truth(value)
  if (known !== null) return known
  const decided = run.truths.get(value)
  if (decided !== undefined) return decided
  const words = wordsOf(site.module, node)
  const holds = run.choices.pick((way) => (way === 0 ? `if \`${words}\`` : `unless \`${words}\``), 2) === 0
  run.truths.set(value, holds)
  return holds
}

/** Whether a value is null or undefined. An open one is taken to be there: what follows from it stays open anyway. */
export function isNullish(value: Value): boolean {
  if (value.kind === 'unknown') return value.unset?.kind === 'constant' && (value.unset.value === undefined || value.unset.value === null)
  return value.kind === 'constant' && (value.value === null || value.value === undefined)
}

export function propertyKey(run: Run, site: Site, node: TSESTree.MemberExpression): string | null {
  if (node.property.type === 'PrivateIdentifier') return `#${node.property.name}`
  return node.computed ? textOf(evaluate(run, site, node.property)) : keyName(node.property)
}

/** What String() makes of a value; null: open. */
export function textOf(value: Value): string | null {
  switch (value.kind) {
    case 'constant': return String(value.value)
    case 'array': {
      const parts = value.items.map((item) => (item.kind === 'constant' && (item.value === null || item.value === undefined) ? '' : textOf(item)))
      return value.open || parts.includes(null) ? null : parts.join(',')
    }
    case 'object': return value.open || value.members.has('toString') || value.proto ? null : '[object Object]'
    case 'regex': return `/${value.source}/${value.flags}`
    default: return null
  }
}

/** Longer texts, and lists of more items, are no knowledge that an answer could hang on. */
export const LONGEST = 50_000

const NEGATED: Record<string, string> = { '!==': '===', '!=': '==' }

/** `===`, `==` and their opposites, `in`, `instanceof`; null: another operator. */
export function compare(run: Run, operator: string, left: Value, right: Value): Value | null {
  if (operator === 'instanceof') {
    const is = isInstance(left, right)
    return is === null ? anUnknown('instanceof') : constant(is)
  }
  if (operator === 'in') return contains(left, right)
  const positive = NEGATED[operator] ?? operator
  if (positive !== '===' && positive !== '==') return null
  const same = equal(left, right, positive === '==')
  if (same !== null) return constant(same === (positive === operator))
  const [open, other] = left.kind === 'unknown' || left.kind === 'open-text' ? [left, right] : [right, left]
  return child(run, open, `${operator} ${textOf(other) ?? String(Math.random())}`)
}

function contains(key: Value, of: Value): Value {
  const name = textOf(key)
  if (name === null || of.kind !== 'object') return anUnknown('in')
  if (of.members.has(name)) return constant(true)
  return of.open || of.proto ? anUnknown('in') : constant(false)
}

const isOpen = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'open-text' || kind === 'external' || kind === 'either'

function equal(left: Value, right: Value, loose: boolean): boolean | null {
  if (left === right && !isOpen(left)) return true
  if (isOpen(left) || isOpen(right)) return null
  if (left.kind === 'constant' && right.kind === 'constant') {
    // eslint-disable-next-line eqeqeq -- the program that is read wrote ==
    return loose ? left.value == right.value : left.value === right.value
  }
  if (loose && (left.kind === 'constant' || right.kind === 'constant')) {
    const [plain, other] = left.kind === 'constant' ? [left, right] : [right, left]
    if (plain.kind === 'constant' && (plain.value === null || plain.value === undefined)) return false
    const text = textOf(other)
    return text === null || plain.kind !== 'constant' ? null : String(plain.value) === text
  }
  return left.kind === 'regex' && right.kind === 'regex' ? null : false
}

/** Arithmetic, concatenation and ordering on known values; null: open. */
export function arithmetic(operator: string, left: Value, right: Value): Value | null {
  if (operator === '+') {
    const strings = [left, right].some((one) => one.kind === 'open-text' || (one.kind === 'constant' && typeof one.value === 'string') || one.kind === 'array')
    if (strings) {
      const [a, b] = [textOf(left), textOf(right)]
      if (a !== null && b !== null) return a.length + b.length > LONGEST ? null : constant(a + b)
      return { kind: 'open-text', text: `${a ?? textPart(left)}${b ?? textPart(right)}` }
    }
  }
  if (left.kind !== 'constant' || right.kind !== 'constant') return null
  const [a, b] = [left.value, right.value]
  if (typeof a === 'string' && typeof b === 'string') return ordering(operator, a, b)
  if (typeof a === 'bigint' || typeof b === 'bigint') return null
  return numeric(operator, Number(a), Number(b))
}

const textPart = (value: Value): string => (value.kind === 'open-text' ? value.text : '${…}')

function ordering(operator: string, a: string, b: string): Value | null {
  switch (operator) {
    case '<': return constant(a < b)
    case '>': return constant(a > b)
    case '<=': return constant(a <= b)
    case '>=': return constant(a >= b)
    default: return numeric(operator, Number(a), Number(b))
  }
}

function numeric(operator: string, a: number, b: number): Value | null {
  switch (operator) {
    case '+': return constant(a + b)
    case '-': return constant(a - b)
    case '*': return constant(a * b)
    case '/': return constant(a / b)
    case '%': return constant(a % b)
    case '**': return constant(a ** b)
    case '<': return constant(a < b)
    case '>': return constant(a > b)
    case '<=': return constant(a <= b)
    case '>=': return constant(a >= b)
    case '|': return constant(a | b)
    case '&': return constant(a & b)
    case '^': return constant(a ^ b)
    case '<<': return constant(a << b)
    case '>>': return constant(a >> b)
    case '>>>': return constant(a >>> b)
    default: return null
  }
}
