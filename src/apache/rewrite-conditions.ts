import { ask, use } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { matchCondition } from './expression/evaluate.ts'
import { fileAt } from './files.ts'
import type { Groups } from './modules/alias.ts'
import type { RewriteCond } from './modules/rewrite-rule.ts'
import { environment, header, known, variable } from './server-variables.ts'

/** What the rule that is being applied has matched. */
export interface Context { x: Exchange; directory: string | null; subject: string; rule: Groups; condition: Groups }

/** `%{…}` in rewriting; null: not known. */
function lookUp({ x }: Context, name: string): string | null {
  const [, kind, rest = ''] = /^(ENV|HTTP|SSL|LA-U|LA-F):(.*)$/is.exec(name) ?? []
  switch (kind?.toUpperCase()) {
    case 'ENV': return known(environment(x, rest))
    case 'HTTP': return header(x, rest)
    case undefined: return variable(x, name.toUpperCase())
    default: return null
  }
}

/** do_expand: `$1`, `%1`, `%{VARIABLE}`, `${map:key|default}` and `\x`; null: not known. */
export function expand(context: Context, text: string): string | null {
  let out = ''
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\\' && next) { out += next; at += 2; continue }
    if ((char === '$' || char === '%') && /\d/.test(next)) {
      const groups = char === '$' ? context.rule : context.condition
      if (!groups) return null
      out += groups[Number(next)] ?? ''
      at += 2
      continue
    }
    if ((char === '$' || char === '%') && next === '{') {
      const end = closing(text, at + 2)
      if (end < 0) return out + text.slice(at)
      if (char === '$') return null
      const value = lookUp(context, text.slice(at + 2, end))
      if (value === null) return null
      out += value
      at = end + 1
      continue
    }
    out += char
    at++
  }
  return out
}

function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '{') depth++
    else if (text.charAt(at) === '}' && --depth === 0) return at
  }
  return -1
}

function lexical(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

function compareStrings(operator: string, input: string, { value, caseless }: { value: string; caseless: boolean }): boolean {
  const [left, right] = caseless ? [input.toLowerCase(), value.toLowerCase()] : [input, value]
  if (operator === '=') return left === right
  const order = caseless ? (left < right ? -1 : left > right ? 1 : 0) : lexical(left, right)
  return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0
}

const NUMBERS: Record<string, (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b, lt: (a, b) => a < b, le: (a, b) => a <= b, gt: (a, b) => a > b, ge: (a, b) => a >= b,
}

function fileTest(x: Exchange, letter: string, path: string): boolean | null {
  switch (letter) {
    case 'f': case 's': case 'F': return fileAt(x, path) === 'file'
    case 'd': return fileAt(x, path) === 'directory'
    case 'h': case 'l': case 'L': return fileAt(x, path) === 'missing' ? false : null
    default: return null
  }
}

/** null: the files do not decide it. */
function test(context: Context, condition: RewriteCond): boolean | null {
  const { x } = context
  if (condition.test.kind === 'expression') {
    const found = matchCondition(x, condition.test)
    if (found && !condition.negated) context.condition = found.groups
    return found !== null
  }
  const input = expand(context, condition.input)
  if (input === null) return null
  switch (condition.test.kind) {
    case 'file': return fileTest(x, condition.test.letter, input)
    case 'string': return compareStrings(condition.test.operator, input, { value: condition.test.value, caseless: condition.caseless })
    case 'number': return NUMBERS[condition.test.operator]?.(Number.parseInt(input, 10) || 0, Number.parseInt(condition.test.value, 10) || 0) ?? null
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
