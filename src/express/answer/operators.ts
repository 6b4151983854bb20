import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { compared } from '../../javascript/operators.ts'
import { surelyHas } from '../../javascript/access.ts'
import { constant, privateName, textOf, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { evaluate, evaluateLazily, keyName } from './expression.ts'
import type { Site } from './site.ts'
import { isInstance } from './instance.ts'
import { anUnknown, child, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { assume, settle, settleTruth } from './selector.ts'

/** Whether a condition holds; where the files leave it open, both ways are taken, in different runs. */
export function decide(run: Run, site: Site, node: TSESTree.Node, given?: Value): boolean {
  const value = settleTruth(run, given ?? evaluateLazily(run, site, node))
  const decided = truth(value) ?? run.truths.get(value)
  if (decided !== undefined) return decided
  const words = wordsOf(site.module, node)
  const holds = run.choices.pick((way) => (way === 0 ? `if \`${words}\`` : `unless \`${words}\``), 2) === 0
  assume(run, value, holds)
  return holds
}

export { settle, textOf }

/** Whether a value is null or undefined. An open one is taken to be there: what follows from it stays open anyway. */
export function isNullish(value: Value): boolean {
  if (value.kind === 'unknown')
    return value.unset?.kind === 'constant' && (value.unset.value === undefined || value.unset.value === null)
  return value.kind === 'constant' && (value.value === null || value.value === undefined)
}

export function propertyKey(run: Run, site: Site, node: TSESTree.MemberExpression): string | null {
  if (node.property.type === 'PrivateIdentifier') return privateName(node.property.name)
  return node.computed ? textOf(evaluate(run, site, node.property)) : keyName(node.property)
}

/** Longer texts are no knowledge that an answer could hang on. */
export const LONGEST = 10_000

/** `===`, `==` and their opposites, `in`, `instanceof`; null: another operator. */
export function compare(run: Run, operator: string, left: Value, right: Value): Value | null {
  if (operator === 'instanceof') return questioned(run, operator, left, right, isInstance(left, right))
  if (operator === 'in') return questioned(run, operator, right, left, surelyHas(right, left))
  const differ = isAbsent(left, right) || isAbsent(right, left)
  const same = differ && /^[!=]==?$/.test(operator) ? operator.startsWith('!') : compared(operator, left, right)
  if (same === undefined) return null
  if (same !== null) return constant(same)
  const [open, other] = isAsked(left) ? [left, right] : [right, left]
  const ruledOut = excluded(run, open, other)
  return ruledOut ? constant(operator.startsWith('!')) : questioned(run, operator, open, other, null)
}

/** Whether the other is null or undefined, which this one is not. */
const isAbsent = (one: Value, other: Value): boolean =>
  one.kind === 'unknown' && one.present !== undefined && other.kind === 'constant' && (other.value ?? null) === null

const isAsked = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'open-text' || kind === 'external'

/** What was found true is none of the values that are not, and the other way round. */
function excluded(run: Run, open: Value, other: Value): boolean {
  const decided = run.truths.get(open)
  const known = truth(other)
  return decided !== undefined && known !== null && decided !== known
}

/** The same question asked again has the same answer. */
function questioned(run: Run, operator: string, open: Value, other: Value, answer: boolean | null): Value {
  if (answer !== null) return constant(answer)
  const text = other.kind === 'constant' ? `${typeof other.value} ${String(other.value)}` : textOf(other)
  return text === null ? anUnknown(operator) : child(run, open, `${operator} ${text}`)
}
