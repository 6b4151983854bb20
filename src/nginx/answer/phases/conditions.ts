import type { Directive } from '../../../text/directive.ts'
import type { Exchange } from '../exchange.ts'
import { keepCaptures, isSurelyTrue, mayBe, ruleOut, settle } from '../partial.ts'
import { matchesPartly } from '../../../model/partly-known.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import { type Condition, conditionOf } from '../../words/condition.ts'
import { entryAt } from '../paths.ts'
import { bare, isKnown, isTrue, usualOf } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluateInCode, evaluateOpen } from '../evaluate.ts'

const nameOf = (value: Value): string => (isKnown(value) ? `"${value}"` : value.unknown)

/** `usually`: what holds where the client sends nothing unusual, and is looked at first. */
function ask(exchange: Exchange, [positive, negative]: [string, string], usually = true): boolean {
  const ways = [
    { value: true, when: positive },
    { value: false, when: negative },
  ]
  return exchange.choices.choose(positive, usually ? ways : ways.reverse())
}

/** Whether a condition holds of what is usual; true where nobody knows. */
function usually(value: Value, holdsOf: (text: string) => boolean): boolean {
  const text = usualOf(value)
  return text === undefined || holdsOf(text)
}

function equal(exchange: Exchange, left: Value, right: Value): boolean {
  if (isKnown(left) && isKnown(right)) return left === right
  const [open, text] = isKnown(left) ? [right, left] : [left, right]
  if (isKnown(text) && !isKnown(open) && !mayBe(exchange, open, text)) return false
  const same = ask(
    exchange,
    [`${nameOf(left)} is ${nameOf(right)}`, `${nameOf(left)} is not ${nameOf(right)}`],
    usually(left, (one) => usually(right, (other) => one === other)),
  )
  if (isKnown(open) || !isKnown(text)) return same
  if (same) settle(exchange, open, text)
  else ruleOut(exchange, open, [text])
  return same
}

function matches(exchange: Exchange, left: Value, pattern: Pattern): boolean {
  const match = isKnown(left) ? pattern.exec(left) : undefined
  if (match === undefined) {
    const sure = isKnown(left) ? null : matchesPartly(left, pattern)
    const found =
      sure ??
      ask(
        exchange,
        [`${nameOf(left)} matches ${pattern.source}`, `${nameOf(left)} does not match ${pattern.source}`],
        usually(left, (text) => pattern.exec(text) !== null),
      )
    if (found) keepCaptures(exchange, left, pattern)
    else exchange.captures = []
    return found
  }
  exchange.captures = match?.groups ?? []
  for (const [name, value] of Object.entries(match?.named ?? {})) exchange.variables.set(name.toLowerCase(), value)
  return match !== null
}

function fileTest(exchange: Exchange, test: 'f' | 'd' | 'e' | 'x', path: Value): boolean {
  const entry = entryAt(exchange, path)
  if (test === 'f') return entry === 'file'
  if (test === 'd') return entry === 'directory'
  if (entry === 'missing') return false
  return test === 'e' || ask(exchange, [`${nameOf(path)} is executable`, `${nameOf(path)} is not executable`])
}

/** A question of the client's method alone, which nothing is captured of; null: another. */
function askMethod(exchange: Exchange, condition: Condition): boolean | null {
  const { method, outer, variables, instance } = exchange
  if (
    condition.kind === 'file' ||
    condition.variable !== 'request_method' ||
    outer ||
    variables.has('request_method') ||
    instance.maps.has('request_method')
  )
    return null
  if (condition.kind === 'equal' && !condition.right.text.includes('$'))
    return method.is(condition.right.text) !== condition.negated
  if (condition.kind !== 'match' || !method.is(missing(condition.pattern))) return null
  exchange.captures = []
  return condition.negated
}

const misses = new WeakMap<Pattern, (text: string) => boolean>()

/** Whether a text surely does not match; the same question for the same pattern. */
function missing(pattern: Pattern): (text: string) => boolean {
  const known = misses.get(pattern) ?? ((text: string): boolean => pattern.exec(text) === null)
  misses.set(pattern, known)
  return known
}

/** Whether an `if` is entered; a branch where that cannot be told. */
export function holds(exchange: Exchange, directive: Directive): boolean {
  const condition = conditionOf(directive)
  // Another program fills it in.
  if (!condition) return ask(exchange, ['the condition of the if holds', 'the condition of the if does not hold'])
  if (condition.kind === 'file')
    return fileTest(exchange, condition.test, bare(evaluateInCode(exchange, condition.path.text))) !== condition.negated
  const ofMethod = askMethod(exchange, condition)
  if (ofMethod !== null) return ofMethod
  const left = evaluateOpen(exchange, condition.left.text, 'ask')
  if (condition.kind === 'match') return matches(exchange, left, condition.pattern) !== condition.negated
  if (condition.kind === 'equal')
    return equal(exchange, left, evaluateInCode(exchange, condition.right.text)) !== condition.negated
  if (isKnown(left)) return isTrue(left)
  if (isSurelyTrue(left)) return true
  const set = ask(exchange, [`${left.unknown} is set`, `${left.unknown} is empty or 0`], usually(left, isTrue))
  if (set) ruleOut(exchange, left, ['', '0'])
  return set
}
