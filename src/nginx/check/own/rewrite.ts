import { complain, hasHole } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { defineVariable, readRegex, readVariables } from '../usage.ts'
import { readCondition } from '../../words/condition.ts'
import { readReturn } from '../../words/rewrite.ts'

function answer({ directive, args, state }: Subject): Complaint | null {
  if (hasHole(args[0]?.value ?? '')) return null
  const { value, refused } = readReturn(directive)
  return refused ? complain(refused.message, refused.word) : readVariables(state.usage, value.text ?? undefined)
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

function test({ directive, state: { usage } }: Subject): Complaint | null {
  const { value: condition, refused } = readCondition(directive)
  if (refused) return complain(refused.message, refused.word)
  if (condition.kind === 'file') return readVariables(usage, condition.path.word, condition.path.text)
  const { kind, variable, left } = condition
  if (!hasHole(left.text) && !usage.used.has(variable)) usage.used.set(variable, left.word.range)
  if (kind === 'truth') return null
  const { word, text } = condition.right
  return kind === 'match' ? readRegex(usage, word, text) : readVariables(usage, word, text)
}

export const REWRITE_CHECKS: Record<string, Check> = { return: answer, rewrite, set, if: test }
