import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { isSpace, skipSpace } from '../read/lines.ts'
import { expressionError, parseExpression } from './expression/parse.ts'
import type { Expression } from './expression/tree.ts'
import { regexError } from './regex.ts'
import { readConditionFlags, readRuleFlags, type Refusal, type RewriteFlags } from './rewrite-flags.ts'

/** A RewriteRule as cmd_rewriterule reads it. */
export interface RuleLine {
  pattern: Pattern
  negated: boolean
  output: string
  flags: RewriteFlags
}

type Test =
  | { kind: 'regex'; pattern: Pattern }
  | { kind: 'file'; letter: string }
  | { kind: 'string'; operator: '<' | '>' | '=' | '<=' | '>='; value: string }
  | { kind: 'number'; operator: 'eq' | 'lt' | 'le' | 'gt' | 'ge'; value: string }
  | { kind: 'expression'; expression: Expression | null; text: string }

/** A RewriteCond as cmd_rewritecond reads it. */
export interface ConditionLine {
  input: string
  text: string
  negated: boolean
  caseless: boolean
  orNext: boolean
  test: Test
}

interface Argument {
  text: string
  next: number
  closed: boolean
}

/** One argument of parseargline: quotes around it are taken off, nothing is unescaped, a backslash keeps a space in. */
function argument(text: string, at: number): Argument {
  const quote = text[at] === '"' || text[at] === "'" ? text.charAt(at) : ''
  const start = at + quote.length
  let end = start
  for (; end < text.length; end++) {
    if (quote ? text[end] === quote : isSpace(text.charCodeAt(end))) break
    if (text[end] === '\\' && isSpace(text.charCodeAt(end + 1))) end++
  }
  return {
    text: text.slice(start, end),
    next: end < text.length ? skipSpace(text, end + 1) : text.length,
    closed: end < text.length,
  }
}

/** The three arguments of RewriteRule and RewriteCond; null: there are not two. */
function threeArguments(rest: string): [string, string, string | null] | null {
  const first = argument(rest, skipSpace(rest, 0))
  if (!first.closed) return null
  const second = argument(rest, first.next)
  if (!second.closed || second.next >= rest.length) return [first.text, second.text, null]
  return [first.text, second.text, argument(rest, second.next).text]
}

const badRegex = (pattern: string): Refusal | null => {
  const bad = regexError(pattern)
  return bad ? { message: `Expected a regular expression: ${pattern} ${bad}` } : null
}

const withoutNot = (text: string): string => (text.startsWith('!') ? text.slice(1) : text)

export const readRule = once(({ rest }: { rest: string }): Reading<RuleLine, Refusal> => {
  const [given, output, text] = threeArguments(rest) ?? []
  if (given === undefined || output === undefined)
    return refusedAs({
      message: 'Expected a pattern and a substitution behind RewriteRule; write - to substitute nothing',
    })
  const { value: flags, refused } = readRuleFlags(text ?? null)
  if (refused) return refusedAs(refused)
  const bad = badRegex(withoutNot(given))
  if (bad) return refusedAs(bad)
  return taken({
    pattern: compilePattern(withoutNot(given), flags.caseless),
    negated: given.startsWith('!'),
    output,
    flags,
  })
})

const isRule = (directive: Directive): directive is Directive & { rest: string } =>
  'rest' in directive && directive.name.toLowerCase() === 'rewriterule'

/** The rule that a directive of httpd is; null: it is none, or httpd refuses it. */
export const ruleOf = (directive: Directive): RuleLine | null => (isRule(directive) ? readRule(directive).value : null)

const NUMBERS: Record<string, 'eq' | 'lt' | 'le' | 'gt' | 'ge'> = {
  '-eq': 'eq',
  '-lt': 'lt',
  '-le': 'le',
  '-gt': 'gt',
  '-ge': 'ge',
}

interface Tested {
  test: Test
  inverted: boolean
}

/** The comparisons of a string: what they are, or null for what is a regular expression. */
function comparisonOf(pattern: string): Tested | null {
  const plain = (test: Test): Tested => ({ test, inverted: false })
  if (/^-[fsdxhlLUF]$/.test(pattern)) return plain({ kind: 'file', letter: pattern.charAt(1) })
  const [operator, value] = [pattern.slice(0, 3), pattern.slice(3)]
  const number = value === '' ? undefined : NUMBERS[operator]
  if (number) return plain({ kind: 'number', operator: number, value })
  if (value !== '' && operator === '-ne') return { test: { kind: 'number', operator: 'eq', value }, inverted: true }
  const [, sign, text = ''] = /^(<=|>=|<|>|=)(.*)$/s.exec(pattern) ?? []
  if (sign !== '<=' && sign !== '>=' && sign !== '<' && sign !== '>' && sign !== '=') return null
  return plain({ kind: 'string', operator: sign, value: sign === '=' && text === '""' ? '' : text })
}

function testOf(input: string, pattern: string, caseless: boolean): Reading<Tested, Refusal> {
  if (input.toLowerCase() === 'expr') {
    const bad = expressionError(pattern)
    if (bad) return refusedAs({ message: `Expected an expression: it ${bad}` })
    return taken({
      test: { kind: 'expression', expression: parseExpression(pattern), text: pattern },
      inverted: false,
    })
  }
  const comparison = pattern.length > 1 ? comparisonOf(pattern) : null
  if (comparison) return taken(comparison)
  const bad = badRegex(pattern)
  return bad
    ? refusedAs(bad)
    : taken({ test: { kind: 'regex', pattern: compilePattern(pattern, caseless) }, inverted: false })
}

export const readCondition = once(({ rest }: { rest: string }): Reading<ConditionLine, Refusal> => {
  const [input, given, text] = threeArguments(rest) ?? []
  if (input === undefined || given === undefined)
    return refusedAs({ message: 'Expected a test string and a condition behind RewriteCond' })
  const { value: flags, refused } = readConditionFlags(text ?? null)
  if (refused) return refusedAs(refused)
  const negated = given.startsWith('!')
  const read = testOf(input, withoutNot(given), flags.caseless)
  if (!read.value) return read
  const { test, inverted } = read.value
  return taken({ input, text: `${input} ${given}`, negated: negated !== inverted, ...flags, test })
})
