import type { Directive } from '../../../text/directive.ts'
import { once } from '../../../text/reading.ts'
import { parseExpression } from './parse.ts'
import type { Expression, Word } from './tree.ts'

/** What an `<If>` asks; `expression` null: nobody can tell. */
export interface SectionCondition {
  expression: Expression | null
  text: string
}

export const conditionOf = once(({ args }: Directive): SectionCondition => {
  const text = args.map(({ value }) => value).join(' ')
  return { expression: parseExpression(text), text }
})

/** The words that an expression is about. */
function wordsIn(expression: Expression): Word[] {
  switch (expression.kind) {
    case 'constant':
      return []
    case 'not':
      return wordsIn(expression.of)
    case 'and':
    case 'or':
      return expression.all.flatMap(wordsIn)
    case 'compare':
      return [expression.left, expression.right]
    case 'in':
      return [expression.word, ...expression.list]
    default:
      return [expression.word]
  }
}

/** What it asks of texts alone: no file, no address, no subrequest. */
const ofTexts = (expression: Expression): boolean =>
  expression.kind === 'and' || expression.kind === 'or'
    ? expression.all.every(ofTexts)
    : expression.kind === 'not'
      ? ofTexts(expression.of)
      : expression.kind !== 'unary' || 'nzT'.includes(expression.operator)

/** Whether an expression asks for one variable and for nothing else. */
export function asksOnly(expression: Expression, variable: string): boolean {
  const parts = wordsIn(expression).flat()
  const names = parts.flatMap((part) => (part.kind === 'variable' ? [part.name.toUpperCase()] : []))
  return (
    ofTexts(expression) &&
    parts.every(({ kind }) => kind !== 'call') &&
    names.length > 0 &&
    names.every((name) => name === variable)
  )
}
