import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'

/** A word of a condition without the brackets around the whole. */
export interface Part {
  text: string
  word: Word
}

/** What stands between the parentheses of an `if` (ngx_http_rewrite_if_condition); `variable` without `$` and in lower case. */
export type Condition =
  | { kind: 'truth'; variable: string; left: Part }
  | { kind: 'equal'; variable: string; left: Part; right: Part; negated: boolean }
  | { kind: 'match'; variable: string; left: Part; right: Part; pattern: Pattern; negated: boolean }
  | { kind: 'file'; test: 'f' | 'd' | 'e' | 'x'; path: Part; negated: boolean }

interface Refusal {
  message: string
  word?: Word | undefined
}

const refuse = (message: string, word?: Word): { value: null; refused: Refusal } => refusedAs({ message, word })

/** The words between the brackets. */
function bare(args: readonly Word[]): Reading<Part[], Refusal> {
  const parts = args.map((word): Part => ({ text: word.value, word }))
  const [first] = parts
  const last = parts.at(-1)
  if (!first?.text.startsWith('(')) return refuse('Expected "(" after "if"', args[0])
  first.text = first.text.slice(1)
  if (!last?.text.endsWith(')')) return refuse('Expected ")" at the end of the condition', args.at(-1))
  last.text = last.text.slice(0, -1)
  const to = last.text === '' && last.word.value === ')' ? parts.length - 1 : parts.length
  return taken(parts.slice(first.text === '' ? 1 : 0, to))
}

function compared(left: Part, operator: Part | undefined, right: Part | undefined): Reading<Condition, Refusal> {
  // The whole word is the variable's name here, whatever it holds.
  const variable = left.text.slice(1).toLowerCase()
  if (!operator) return taken({ kind: 'truth', variable, left })
  if (!right) return refuse('Expected a condition such as ($request_method = POST)', left.word)
  const [, not = '', sign = '', caseless = ''] = /^(!?)(=|~)(\*?)$/.exec(operator.text) ?? []
  if (sign === '' || (sign === '=' && caseless !== ''))
    return refuse(`Expected "=", "!=", "~", "~*", "!~" or "!~*", not "${operator.text}"`, operator.word)
  const both = { variable, left, right, negated: not !== '' }
  return sign === '='
    ? taken({ kind: 'equal', ...both })
    : taken({ kind: 'match', ...both, pattern: compilePattern(right.text, caseless !== '') })
}

export const readCondition = once(({ args }: Directive): Reading<Condition, Refusal> => {
  const { value: parts, refused } = bare(args)
  if (refused) return refusedAs(refused)
  const [left, second, third] = parts
  if (left && left.text.length > 1 && left.text.startsWith('$'))
    return parts.length === 1 || parts.length === 3
      ? compared(left, second, third)
      : refuse('Expected a condition such as ($request_method = POST)', left.word)
  const text = left?.text ?? ''
  if (!second || parts.length !== 2 || !/^!?-.$/s.test(text))
    return refuse(`Expected a condition such as ($request_method = POST), not "${text}"`, left?.word)
  const test = (['f', 'd', 'e', 'x'] as const).find((letter) => text.endsWith(letter))
  return test
    ? taken({ kind: 'file', test, path: second, negated: text.startsWith('!') })
    : refuse(`Expected "-f", "-d", "-e" or "-x", not "${text}"`, left?.word)
})

/** The condition of an `if`; null: it is none, or nginx refuses it. */
export const conditionOf = (directive: Directive): Condition | null =>
  directive.name === 'if' ? readCondition(directive).value : null
