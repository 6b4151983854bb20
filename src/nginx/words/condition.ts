import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'

/** What stands between the parentheses of an `if` (ngx_http_rewrite_if_condition). */
export type Condition =
  | { kind: 'truth'; left: string }
  | { kind: 'equal'; left: string; right: string; negated: boolean }
  | { kind: 'match'; left: string; pattern: Pattern; negated: boolean }
  | { kind: 'file'; test: 'f' | 'd' | 'e' | 'x'; path: string; negated: boolean }

const compiled = new WeakMap<Directive, Condition | null>()

export function conditionOf(directive: Directive): Condition | null {
  const known = compiled.get(directive)
  if (known !== undefined) return known
  const condition = readCondition(directive.args.map(({ value }) => value))
  compiled.set(directive, condition)
  return condition
}

function readCondition(words: string[]): Condition | null {
  const first = words[0]
  if (first === undefined || !first.startsWith('(')) return null
  const opened = first.length === 1 ? words.slice(1) : [first.slice(1), ...words.slice(1)]
  const last = opened.at(-1)
  if (last === undefined || !last.endsWith(')')) return null
  const [left = '', operator, right = ''] =
    last.length === 1 ? opened.slice(0, -1) : [...opened.slice(0, -1), last.slice(0, -1)]
  const file = /^(!?)-([fdex])$/.exec(left)
  if (file) return { kind: 'file', test: asTest(file[2]), path: operator ?? '', negated: file[1] === '!' }
  if (operator === undefined) return { kind: 'truth', left }
  if (operator === '=' || operator === '!=') return { kind: 'equal', left, right, negated: operator === '!=' }
  if (!/^!?~\*?$/.test(operator)) return null
  return {
    kind: 'match',
    left,
    pattern: compilePattern(right, operator.endsWith('*')),
    negated: operator.startsWith('!'),
  }
}

const asTest = (letter: string | undefined): 'f' | 'd' | 'e' | 'x' =>
  letter === 'd' || letter === 'e' || letter === 'x' ? letter : 'f'
