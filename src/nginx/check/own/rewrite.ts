import type { Word } from '../../../text/directive.ts'
import { complain, hasHole } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { defineVariable, readRegex, readVariables } from '../usage.ts'
import { parseNumber } from '../../words/values.ts'

const isRedirect = (text: string): boolean => /^(?:https?:\/\/|\$scheme)/.test(text)

/** ngx_http_rewrite_return. */
function answer({ args, state }: Subject): Complaint | null {
  const [first, text] = args
  const value = first?.value ?? ''
  if (hasHole(value)) return null
  const status = parseNumber(value)
  if (status === null)
    return args.length === 1 && isRedirect(value)
      ? readVariables(state.usage, first)
      : complain(`Expected a status such as 405, not "${value}"`, first)
  return status > 999 ? complain(`Expected a status up to 999, not ${value}`, first) : readVariables(state.usage, text)
}

const FLAGS = ['last', 'break', 'redirect', 'permanent']

function rewrite({ args, state }: Subject): Complaint | null {
  const [pattern, replacement, flag] = args
  if (replacement?.value === '') return complain('Expected a replacement that is not empty', replacement)
  return (
    readRegex(state.usage, pattern) ??
    (flag && !FLAGS.includes(flag.value)
      ? complain(`Expected ${FLAGS.map((one) => `"${one}"`).join(', ')}, not "${flag.value}"`, flag)
      : null) ??
    readVariables(state.usage, replacement)
  )
}

const set: Check = ({ args, state }) => defineVariable(state.usage, args[0]) ?? readVariables(state.usage, args[1])

interface Part {
  text: string
  word: Word
}

/** The words between the brackets of an `if`, as ngx_http_rewrite_if_condition strips them. */
function condition(args: Word[]): Part[] | Complaint {
  const parts = args.map((word): Part => ({ text: word.value, word }))
  const [first] = parts
  const last = parts.at(-1)
  if (!first?.text.startsWith('(')) return complain('Expected "(" after "if"', args[0])
  first.text = first.text.slice(1)
  const from = first.text === '' ? 1 : 0
  if (!last?.text.endsWith(')')) return complain('Expected ")" at the end of the condition', args.at(-1))
  last.text = last.text.slice(0, -1)
  const to = last.text === '' && last.word.value === ')' ? parts.length - 1 : parts.length
  return parts.slice(from, to)
}

const OPERATORS = ['=', '!=', '~', '~*', '!~', '!~*']

function test({ args, state }: Subject): Complaint | null {
  const parts = condition(args)
  if (!Array.isArray(parts)) return parts
  const [subject, operator, operand] = parts
  const text = subject?.text ?? ''
  if (text.length > 1 && text.startsWith('$'))
    return parts.length === 1 || parts.length === 3
      ? compare(state, subject, operator, operand)
      : complain('Expected a condition such as ($request_method = POST)', subject?.word)
  if (!/^!?-.$/s.test(text) || parts.length !== 2)
    return complain(`Expected a condition such as ($request_method = POST), not "${text}"`, subject?.word)
  return (
    readVariables(state.usage, operator?.word, operator?.text) ??
    (/^!?-[fdex]$/.test(text) ? null : complain(`Expected "-f", "-d", "-e" or "-x", not "${text}"`, subject?.word))
  )
}

function compare(
  { usage }: Subject['state'],
  subject: Part | undefined,
  operator?: Part,
  operand?: Part,
): Complaint | null {
  // The whole word is the variable's name here, whatever it holds.
  const name = subject?.text.slice(1).toLowerCase() ?? ''
  if (subject && !hasHole(subject.text) && !usage.used.has(name)) usage.used.set(name, subject.word.range)
  if (!operator) return null
  if (!OPERATORS.includes(operator.text))
    return complain(`Expected "=", "!=", "~", "~*", "!~" or "!~*", not "${operator.text}"`, operator.word)
  return operator.text.includes('~')
    ? readRegex(usage, operand?.word, operand?.text)
    : readVariables(usage, operand?.word, operand?.text)
}

export const REWRITE_CHECKS: Record<string, Check> = { return: answer, rewrite, set, if: test }
