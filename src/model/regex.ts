import { createRequire } from 'node:module'
import type { AST } from '@eslint-community/regexpp'
import type { Bound } from '../text/limits.ts'
import { commonPath } from './language.ts'

const require = createRequire(import.meta.url)

/** A JavaScript regular expression, as text. */
export interface Regex {
  source: string
  flags: string
}

/** Thousands of servers have the same few expressions. */
const trees = new Map<string, AST.Pattern | null>()
const MOST_TREES = 500

function parse({ source, flags }: Regex): AST.Pattern | null {
  const key = `${flags}/${source}`
  const known = trees.get(key)
  if (known !== undefined) return known
  const tree = parseAnew({ source, flags })
  if (trees.size >= MOST_TREES) trees.clear()
  trees.set(key, tree)
  return tree
}

/** The syntax tree, or null where JavaScript refuses the expression. */
function parseAnew({ source, flags }: Regex): AST.Pattern | null {
  const { RegExpParser }: typeof import('@eslint-community/regexpp') = require('@eslint-community/regexpp')
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, {
      unicode: flags.includes('u'),
    })
  } catch {
    return null
  }
}

/** The text that every match begins with; empty where it begins with no `^`. */
export function literalPrefix(regex: Regex | null): string {
  if (!regex?.source.startsWith('^')) return ''
  const [only, ...others] = parse(regex)?.alternatives ?? []
  if (!only || others.length > 0) return ''
  let text = ''
  for (const element of only.elements.slice(1)) {
    if (element.type !== 'Character') break
    text += String.fromCodePoint(element.value)
  }
  return text
}

/** Each `a?` may double the ways that are tried. */
const MOST_PERHAPS = 12

/** How fast a backtracking matcher may grow: a loop within a loop is exponential, each one beside another a degree more. */
function isCheap(pattern: AST.Pattern): boolean {
  let loops = 0
  let perhaps = 0
  const cheap = (node: AST.Alternative | AST.Element, looped: boolean): boolean => {
    switch (node.type) {
      case 'Quantifier': {
        if (node.max > 1 && (looped || ++loops > 2)) return false
        if (node.max === 1 && node.min === 0 && ++perhaps > MOST_PERHAPS) return false
        return cheap(node.element, looped || node.max > 1)
      }
      case 'Group':
      case 'CapturingGroup':
        return node.alternatives.every((one) => cheap(one, looped))
      case 'Alternative':
        return node.elements.every((one) => cheap(one, looped))
      // A look at what stands beside is a match of its own: its loops count like the others.
      case 'Assertion':
        return node.kind === 'lookahead' || node.kind === 'lookbehind'
          ? node.alternatives.every((one) => cheap(one, looped))
          : true
      case 'Backreference':
        return false
      default:
        return true
    }
  }
  return pattern.alternatives.every((one) => cheap(one, false))
}

const SHORT = 256

export type Matcher = (path: string) => boolean | null

/** Matches in time linear in the path's length, whoever wrote the expression; null for backreferences, and for lookarounds in a long path
 * or beside loops, which no such matcher has. */
export function linearMatcher(regex: Regex): Matcher | null {
  const pattern = parse(regex)
  if (!pattern) return null
  let compiled: Matcher | null | undefined
  const linear = (): Matcher | null => (compiled === undefined ? (compiled = compileLinear(regex)) : compiled)
  if (!isCheap(pattern)) return linear()
  const native = new RegExp(regex.source, regex.flags.replace(/[gy]/g, ''))
  return (path) => (path.length <= SHORT ? native.test(path) : (linear()?.(path) ?? null))
}

function compileLinear({ source, flags }: Regex): Matcher | null {
  const { RE2JS }: typeof import('re2js') = require('re2js')
  const mode =
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes('s') ? RE2JS.DOTALL : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0)
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source), mode)
    return (path) => compiled.matcher(path).find()
  } catch {
    return null
  }
}

const NICE = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./~:@!$&'()*+,;= "]

/** One branch of a group that is taken for its first. */
interface Branch {
  group: AST.Node
  taken: AST.Alternative
}

/** The shortest text that an element is sure to take, lookarounds left out; null where there is none. */
function textOf(node: AST.Alternative | AST.Element, flags: string, branch?: Branch): string | null {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'CharacterSet':
    case 'CharacterClass': {
      const one = new RegExp(`^${node.raw}$`, flags)
      return NICE.find((char) => one.test(char)) ?? null
    }
    case 'Group':
    case 'CapturingGroup':
      return first(branch?.group === node ? [branch.taken] : node.alternatives, flags, branch)
    case 'Quantifier': {
      const text = textOf(node.element, flags, branch)
      return text === null || node.min * text.length > SHORT ? null : text.repeat(node.min)
    }
    case 'Alternative':
      return joined(node.elements.map((one) => textOf(one, flags, branch)))
    case 'Assertion':
      return ''
    default:
      return null
  }
}

const joined = (parts: (string | null)[]): string | null => (parts.includes(null) ? null : parts.join(''))

function first(alternatives: AST.Alternative[], flags: string, branch?: Branch): string | null {
  for (const one of alternatives) {
    const text = textOf(one, flags, branch)
    if (text !== null) return text
  }
  return null
}

/** A text that the expression is likely to take, read off its parts: for names, whose matching nobody asks here. */
export function sampleText(regex: Regex): string | null {
  const pattern = parse(regex)
  return pattern && first(pattern.alternatives, regex.flags.replace(/[gy]/g, ''))
}

const isWord = ({ elements }: AST.Alternative): boolean =>
  elements.length > 0 && elements.every(({ type }) => type === 'Character')

const isSlash = (node: AST.Element | undefined): boolean => node?.type === 'Character' && node.value === 47

/** The branches but the first of what a path's segment may be: the `likes` of `^/(comments|likes)/`. */
function branchesOf({ alternatives }: AST.Pattern): Branch[] {
  const groups = alternatives.flatMap(({ elements }) =>
    elements.filter(
      (one, index) =>
        (one.type === 'Group' || one.type === 'CapturingGroup') &&
        isSlash(elements[index - 1]) &&
        one.alternatives.length > 1 &&
        one.alternatives.every(isWord),
    ),
  )
  const [group] = groups
  if (group?.type !== 'Group' && group?.type !== 'CapturingGroup') return []
  return group.alternatives.slice(1).map((taken) => ({ group, taken }))
}

/** Paths that the expression may take by its other branches: two routes of an application often share one. */
export function otherSamples(regex: Regex, bound: Bound): string[] {
  const pattern = parse(regex)
  const flags = regex.flags.replace(/[gy]/g, '')
  return (pattern ? branchesOf(pattern) : []).flatMap((branch) =>
    bound.take() ? (first(pattern?.alternatives ?? [], flags, branch) ?? []) : [],
  )
}

/** A path that the expression takes, read off its parts, or searched for as a regular language where that fails. */
export function sampleOf(regex: Regex, matches: (path: string) => boolean): string | null {
  const pattern = parse(regex)
  if (!pattern) return null
  const text = first(pattern.alternatives, regex.flags.replace(/[gy]/g, ''))
  if (text !== null) {
    const found = [text, `/${text}`, `/x${text}`, `/x/${text}`].find(
      (path) => path.startsWith('/') && path.length <= SHORT && matches(path),
    )
    if (found) return found
  }
  return commonPath([regex], matches)
}
