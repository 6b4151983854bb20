import { createRequire } from 'node:module'
import type { AST } from '@eslint-community/regexpp'

/** The whole match and its groups; false: no match; null: cannot be told at a bearable cost. */
export type Match = { index: number; groups: (string | undefined)[] } | false | null
export type Matcher = (text: string) => Match

const require = createRequire(import.meta.url)

/** Steps that a backtracking match may take in the worst case before the linear-time engine is asked instead. */
const BUDGET = 2_000_000
const MANY = 16

/** How a backtracking engine's worst case grows: the text's length to the power of `degree`; `nested`: exponentially. */
function growth(source: string, flags: string): { degree: number; nested: boolean } {
  const {
    parseRegExpLiteral,
    visitRegExpAST,
  }: typeof import('@eslint-community/regexpp') = require('@eslint-community/regexpp')
  const cost = { degree: 0, nested: false }
  const open: AST.Quantifier[] = []
  let perhaps = 0
  visitRegExpAST(parseRegExpLiteral(`/${source}/${flags}`), {
    onQuantifierEnter(node) {
      if (node.max > MANY) {
        cost.degree++
        open.push(node)
      } else if (node.min < node.max && ++perhaps > MANY) cost.nested = true
      if (open.length && (open.length > 1 || node.max <= MANY)) cost.nested = true
    },
    onQuantifierLeave(node) {
      if (open.at(-1) === node) open.pop()
    },
    onAlternativeEnter(node) {
      if (open.length && node.parent.type !== 'Pattern' && node.parent.alternatives.length > 1) cost.nested = true
    },
  })
  return cost
}

function linear(source: string, ignoreCase: boolean): Matcher | null {
  const { RE2JS }: typeof import('re2js') = require('re2js')
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    return (text) => {
      const found = compiled.matcher(text)
      if (!found.find()) return false
      const groups = Array.from({ length: found.groupCount() + 1 }, (_, index) => found.group(index) ?? undefined)
      return { index: found.start(), groups }
    }
  } catch {
    return null
  }
}

const costs = new Map<string, ReturnType<typeof growth>>()

/** Node's own regular expression, where no match in a text of that length, and none of its many with `g`, can take long; null: it may. Throws a SyntaxError as JavaScript would. */
export function bearableRegex(source: string, flags: string, length: number): RegExp | null {
  const native = new RegExp(source, flags)
  const key = `/${native.source}/${flags}`
  const cost = costs.get(key) ?? growth(native.source, flags)
  if (costs.size < MOST_KNOWN) costs.set(key, cost)
  return !cost.nested && length ** Math.min(cost.degree + 2, 12) < BUDGET ? native : null
}

const MOST_KNOWN = 1000
const known = new Map<string, Matcher>()

/** A person's own regular expression, which is never trusted to end in bearable time. Throws a SyntaxError as JavaScript would. */
export function foreignRegex(source: string, flags: string): Matcher {
  const key = `/${source}/${flags}`
  const matcher = known.get(key) ?? matcherOf(source, flags)
  if (known.size < MOST_KNOWN) known.set(key, matcher)
  return matcher
}

function matcherOf(source: string, flags: string): Matcher {
  const native = new RegExp(source, flags.replace(/[gd]/g, ''))
  // As a literal would have it: a slash in the text that RegExp() was given is escaped in its source.
  const { degree, nested } = growth(native.source, native.flags)
  let other: Matcher | null | undefined
  return (text) => {
    if (!nested && (degree === 0 || text.length ** Math.min(degree + 1, 12) < BUDGET)) {
      const found = native.exec(text)
      return found ? { index: found.index, groups: [...found] } : false
    }
    other ??= linear(source, native.ignoreCase)
    return other ? other(text) : null
  }
}
