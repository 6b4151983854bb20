import { matchesPartly } from '../../../model/partly-known.ts'
import { ask, use } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { matchCondition } from '../expression.ts'
import { fileAt } from '../files.ts'
import type { RewriteCond } from '../../compile/modules/rewrite-rule.ts'
import { ends, expand } from './expand.ts'
import type { Context } from './expand.ts'

function lexical(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

function compareStrings(
  operator: string,
  input: string,
  { value, caseless }: { value: string; caseless: boolean },
): boolean {
  const [left, right] = caseless ? [input.toLowerCase(), value.toLowerCase()] : [input, value]
  if (operator === '=') return left === right
  const order = caseless ? (left < right ? -1 : left > right ? 1 : 0) : lexical(left, right)
  return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0
}

const NUMBERS: Record<string, (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
}

function fileTest(x: Exchange, letter: string, path: string): boolean | null {
  switch (letter) {
    case 'f':
    case 's':
    case 'F':
      return fileAt(x, path) === 'file'
    case 'd':
      return fileAt(x, path) === 'directory'
    case 'h':
    case 'l':
    case 'L':
      return fileAt(x, path) === 'missing' ? false : null
    default:
      return null
  }
}

/** For which methods a condition surely does not hold, and for which it surely does. */
interface Questions {
  fails(method: string): boolean
  holds(method: string): boolean
}

const questions = new WeakMap<RewriteCond, Questions>()

/** What a condition asks of the method, the same for every request. */
function questionsOf(condition: RewriteCond): Questions | null {
  const known = questions.get(condition)
  if (known) return known
  const made = makeQuestions(condition)
  if (made) questions.set(condition, made)
  return made
}

function makeQuestions({ test: asked, caseless }: RewriteCond): Questions | null {
  if (asked.kind === 'regex')
    return {
      fails: (method) => asked.pattern.exec(method) === null,
      holds: (method) => Boolean(asked.pattern.exec(method)),
    }
  if (asked.kind !== 'string') return null
  const holds = (method: string): boolean => compareStrings(asked.operator, method, { value: asked.value, caseless })
  return { holds, fails: (method) => !holds(method) }
}

/** A condition on the method of which nothing is captured; null: another one. */
function askMethod({ method }: Exchange, condition: RewriteCond): boolean | null {
  const asked = /^%\{REQUEST_METHOD\}$/i.test(condition.input) ? questionsOf(condition) : null
  if (!asked) return null
  if (method.is(asked.fails)) return false
  const captures = condition.test.kind === 'regex' && !condition.negated
  return !captures && method.is(asked.holds) ? true : null
}

/** What the known ends of a text decide. */
function partly(context: Context, condition: RewriteCond): boolean | null {
  const known = ends(context, condition.input)
  if (condition.test.kind === 'regex') {
    const found = matchesPartly(known, condition.test.pattern)
    if (found && !condition.negated) context.condition = null
    return found
  }
  if (condition.test.kind !== 'string' || condition.test.operator !== '=') return null
  const [value, prefix, suffix] = [condition.test.value, known.prefix, known.suffix].map((text) =>
    condition.caseless ? text.toLowerCase() : text,
  )
  const fits =
    value?.startsWith(prefix ?? '') &&
    value.endsWith(suffix ?? '') &&
    value.length >= known.prefix.length + known.suffix.length
  return fits ? null : false
}

/** null: the files do not decide it. */
function test(context: Context, condition: RewriteCond): boolean | null {
  const { x } = context
  if (condition.test.kind === 'expression') {
    const found = matchCondition(x, condition.test)
    if (found && !condition.negated) context.condition = found.groups
    return found !== null
  }
  const asked = askMethod(x, condition)
  if (asked !== null) return asked
  const input = expand(context, condition.input)
  if (input === null) return partly(context, condition)
  switch (condition.test.kind) {
    case 'file':
      return fileTest(x, condition.test.letter, input)
    case 'string':
      return compareStrings(condition.test.operator, input, {
        value: condition.test.value,
        caseless: condition.caseless,
      })
    case 'number':
      return (
        NUMBERS[condition.test.operator]?.(
          Number.parseInt(input, 10) || 0,
          Number.parseInt(condition.test.value, 10) || 0,
        ) ?? null
      )
    case 'regex': {
      const found = condition.test.pattern.exec(input)
      if (found && !condition.negated) context.condition = found.groups
      return found === undefined ? null : found !== null
    }
  }
}

function conditionHolds(context: Context, condition: RewriteCond): boolean {
  use(context.x, condition)
  const value = test(context, condition)
  if (value !== null) return value !== condition.negated
  const [positive, negative] = [`RewriteCond ${condition.text} holds`, `RewriteCond ${condition.text} does not hold`]
  const held = ask(context.x, positive, negative)
  if (held && !condition.negated && condition.test.kind === 'regex') context.condition = null
  return held
}

/** A condition with [OR] joins the next one. */
export function conditionsHold(context: Context, conditions: readonly RewriteCond[]): boolean {
  for (let at = 0; at < conditions.length; at++) {
    const condition = conditions[at]
    if (!condition) break
    const held = conditionHolds(context, condition)
    if (condition.orNext && held) while (conditions[at]?.orNext) at++
    else if (!condition.orNext && !held) return false
  }
  return true
}
