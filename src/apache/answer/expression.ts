import { clientAddress, covers } from './client.ts'
import { ask } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Groups } from '../compile/modules/alias.ts'
import { wildcard } from '../compile/section.ts'
import { environment, expressionVariable, header, known } from './server-variables.ts'
import { LONGEST } from '../../text/limits.ts'
import { fileAt } from './files.ts'
import type { Expression, Word, WordPart } from '../words/expression/tree.ts'

/** The groups of the last match that held, which `$1` names. */
interface State {
  x: Exchange
  groups: Groups
}

function response(x: Exchange, name: string): string | null {
  const field = x.out.get(name) ?? x.err.get(name)
  return field ? field.value : ''
}

function call(x: Exchange, name: string, argument: string | null): string | null {
  if (argument === null) return null
  switch (name) {
    case 'req':
    case 'http':
    case 'req_novary':
      return header(x, argument)
    case 'resp':
      return response(x, argument)
    case 'reqenv':
    case 'env':
      return known(environment(x, argument))
    case 'note':
    case 'osenv':
      return null
    case 'tolower':
      return argument.toLowerCase()
    case 'toupper':
      return argument.toUpperCase()
    default:
      return null
  }
}

function part(state: State, one: WordPart): string | null {
  switch (one.kind) {
    case 'text':
      return one.text
    case 'variable':
      return expressionVariable(state.x, one.name)
    case 'group':
      return state.groups && (state.groups[one.index] ?? '')
    case 'call':
      return call(state.x, one.name, textOf(state, one.argument))
  }
}

function textOf(state: State, word: Word): string | null {
  let text = ''
  for (const one of word) {
    const value = part(state, one)
    if (value === null || text.length + value.length > LONGEST) return null
    text += value
  }
  return text
}

const NUMERIC: Record<string, (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
}
const TEXTUAL: Record<string, (a: string, b: string) => boolean> = {
  '==': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compare(operator: string, left: string | null, right: string | null): boolean | null {
  if (left === null || right === null) return null
  const textual = TEXTUAL[operator]
  if (textual) return textual(left, right)
  const name = operator.replace(/^-/, '')
  const numeric = NUMERIC[name]
  if (numeric) return numeric(Number.parseInt(left, 10) || 0, Number.parseInt(right, 10) || 0)
  if (name === 'ipmatch') return /^[\d.]+$/.test(left) ? covers(right, left) : null
  if (!/^(strc?|fn)match$/.test(name)) return null
  const folded = name === 'strcmatch' ? (text: string): string => text.toLowerCase() : (text: string): string => text
  const subject = name === 'fnmatch' ? left : left.replaceAll('/', '\u0000')
  const found = wildcard(folded(name === 'fnmatch' ? right : right.replaceAll('/', '\u0000'))).exec(folded(subject))
  return found === undefined ? null : found !== null
}

function unary(state: State, operator: string, text: string | null): boolean | null {
  if (text === null) return null
  switch (operator) {
    case 'n':
      return text !== ''
    case 'z':
      return text === ''
    case 'R': {
      const address = clientAddress(state.x)
      return address === null ? null : covers(text, address)
    }
    case 'T':
      return !/^(|0|off|false|no)$/i.test(text)
    case 'e':
      return fileAt(state.x, text) !== 'missing'
    case 'f':
    case 's':
    case 'F':
      return fileAt(state.x, text) === 'file'
    case 'd':
      return fileAt(state.x, text) === 'directory'
    default:
      return null
  }
}

/** null: the files do not decide it. */
function evaluate(state: State, expression: Expression): boolean | null {
  switch (expression.kind) {
    case 'constant':
      return expression.value
    case 'not': {
      const value = evaluate(state, expression.of)
      return value === null ? null : !value
    }
    case 'and':
    case 'or': {
      const decisive = expression.kind === 'or'
      let isOpen = false
      for (const one of expression.all) {
        const value = evaluate(state, one)
        if (value === decisive) return decisive
        isOpen ||= value === null
      }
      return isOpen ? null : !decisive
    }
    case 'compare':
      return compare(expression.operator, textOf(state, expression.left), textOf(state, expression.right))
    case 'in': {
      const word = textOf(state, expression.word)
      const list = expression.list.map((one) => textOf(state, one))
      return word === null || list.includes(null) ? null : list.includes(word)
    }
    case 'unary':
      return unary(state, expression.operator, textOf(state, expression.word))
    case 'match': {
      const text = textOf(state, expression.word)
      const found = text === null ? undefined : expression.pattern.exec(text)
      if (found === undefined) return null
      if (found) state.groups = found.groups
      return (found !== null) !== expression.negated
    }
  }
}

export interface Condition {
  expression: Expression | null
  text: string
}

/** Whether a condition holds, with the groups it matched; asks where the files do not decide. */
export function matchCondition(x: Exchange, { expression, text }: Condition): { groups: Groups } | null {
  const state: State = { x, groups: [] }
  const value = expression ? evaluate(state, expression) : null
  if (value !== null) return value ? { groups: state.groups } : null
  return ask(x, `${text} holds`, `${text} does not hold`) ? { groups: null } : null
}

export const holds = (x: Exchange, condition: Condition): boolean => matchCondition(x, condition) !== null

/** null: not known. */
export const evaluateString = (x: Exchange, word: Word | null): string | null => word && textOf({ x, groups: [] }, word)
