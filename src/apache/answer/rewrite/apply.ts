import type { RewriteRule } from '../../compile/modules/rewrite-rule.ts'
import { proxiedUrl } from '../../words/proxied.ts'
import { Undecided, ask, step, use } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { work } from '../../../text/work.ts'
import { isAbsoluteUrl } from './absolute-url.ts'
import { conditionsHold } from './conditions.ts'
import { expand } from './expand.ts'
import type { Context } from './expand.ts'
import { nextRule } from './next-rule.ts'
import { substitute } from './substitute.ts'
import type { Result } from './substitute.ts'

const ROUNDS = 32_000
const MAXIMUM_STEPS = 2000

/** What the rule's pattern is held against: the URL path, or the file name without the directory's part. */
function subjectOf(x: Exchange, directory: string | null): string {
  if (directory === null) return x.filename ?? x.uri
  const full = (x.filename ?? x.uri) + x.pathInfo
  return full.startsWith(directory) ? full.slice(directory.length) : full
}

function setEnvironment(context: Context, words: readonly string[]): void {
  for (const word of words) {
    const text = expand(context, word)
    const unset = text?.startsWith('!')
    const [name = '', ...value] = (text ?? word).replace(/^!/, '').split(':')
    context.x.env.set(name, unset ? undefined : text === null ? null : value.join(':'))
  }
}

const isLocal = (filename: string): boolean => proxiedUrl(filename) === null && !isAbsoluteUrl(filename)

/** force_type_handler */
function force(x: Exchange, { flags: { handler, type }, range }: RewriteRule): void {
  if (handler) x.forced.handler = { name: handler, range }
  if (type) x.forced.type = type
}

/** null: the rule does not match. */
function applyRule(context: Context, rule: RewriteRule, result: Result): boolean {
  const { x } = context
  context.subject = subjectOf(x, context.directory)
  const found = rule.pattern.exec(context.subject)
  const matched =
    found === undefined
      ? ask(
          x,
          `RewriteRule ${rule.pattern.source} matches ${context.subject}`,
          `RewriteRule ${rule.pattern.source} does not match ${context.subject}`,
        )
      : (found !== null) !== rule.negated
  if (!matched) return false
  context.rule = rule.negated ? [] : found === undefined ? null : (found?.groups ?? [])
  context.condition = []
  if (!conditionsHold(context, rule.conditions)) return false
  use(x, rule)
  result.range = rule.range
  setEnvironment(context, rule.flags.env)
  if (rule.substitutes) substitute(context, rule, result)
  if (!rule.substitutes || isLocal(x.filename ?? '')) force(x, rule)
  result.status ??= rule.flags.status
  step(
    x,
    'rewrite',
    rule.range,
    result.status === null ? `rewritten to ${x.filename}` : `answered with ${result.status}`,
  )
  return true
}

/** apply_rewrite_list */
export function applyRules(x: Exchange, rules: readonly RewriteRule[], directory: string | null): Result {
  const result: Result = { changed: false, status: null, range: null, noEscape: false, passThrough: false, output: '' }
  const context: Context = { x, directory, subject: '', rule: [], condition: [] }
  let rounds = 1
  let steps = 0
  const after = (place: number): number => nextRule(rules, subjectOf(x, directory), place)
  for (let at = after(0); at < rules.length; at = after(at + 1)) {
    const rule = rules[at]
    work(3)
    if (!rule || (x.main && (rule.flags.noSubrequest || rule.flags.redirect !== null))) continue
    if (++steps > MAXIMUM_STEPS + rules.length) throw new Undecided('the rewriting ends', rule.range)
    if (!applyRule(context, rule, result)) {
      while (rules[at]?.flags.chain) at++
      continue
    }
    if ((x.filename?.length ?? 0) > 16_380) return { ...result, status: 500 }
    if (result.status !== null) return result
    const { flags } = rule
    if (flags.passThrough) return { ...result, changed: true, passThrough: true }
    if (flags.end) {
      x.ended = true
      break
    }
    if (flags.proxy || flags.last) break
    if (flags.next) {
      if (++rounds >= ROUNDS) return { ...result, status: 500 }
      at = -1
    } else at += flags.skip
  }
  return result
}
