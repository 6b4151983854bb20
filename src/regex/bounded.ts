import { createRequire } from 'node:module'
import { work } from '../text/work.ts'
import type { AST } from '@eslint-community/regexpp'

const require = createRequire(import.meta.url)

/** How many steps a match may take before it is given up, whoever wrote the pattern. */
const STEPS = 20_000
/** So many of them take as long as one step of answering. */
const STEPS_OF_WORK = 20
/** How many rounds of loops over groups may stand on the stack. */
const DEPTH = 400

class GivenUp extends Error {}

type Then = (at: number) => boolean
/** Matches from a place on, and asks `then` whether the rest fits there. */
type Matcher = (at: number, then: Then) => boolean
type Takes = (code: number) => boolean

interface Run {
  text: string
  caseless: boolean
  groups: ([number, number] | undefined)[]
  indexes: Map<AST.CapturingGroup, number>
  steps: number
  depth: number
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code)
const upper = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : code)
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isWord = (code: number): boolean => isDigit(code) || (lower(code) >= 97 && lower(code) <= 122) || code === 95
const wordAt = ({ text }: Run, at: number): boolean => isWord(text.charCodeAt(at))

function step(run: Run): void {
  if (++run.steps > STEPS) throw new GivenUp()
}

/** What takes one character; null for what is more, or less, than a character. */
function oneCharacter(run: Run, node: AST.Element | AST.ClassRangesCharacterClassElement): Takes | null {
  const folded = (takes: Takes): Takes => (run.caseless ? (code) => takes(lower(code)) || takes(upper(code)) : takes)
  switch (node.type) {
    case 'Character':
      return folded((code) => code === node.value)
    case 'CharacterClassRange':
      return folded((code) => code >= node.min.value && code <= node.max.value)
    case 'CharacterSet': {
      const takes = node.kind === 'digit' ? isDigit : node.kind === 'word' ? isWord : null
      return node.kind === 'any' || !takes ? null : (code) => takes(code) !== node.negate
    }
    case 'CharacterClass': {
      const parts = node.unicodeSets ? [] : node.elements.map((part) => oneCharacter(run, part))
      return (code) => parts.some((part) => part?.(code)) !== node.negate
    }
    default:
      return null
  }
}

const sequence = (matchers: readonly Matcher[]): Matcher =>
  matchers.reduceRight<Matcher>(
    (rest, matcher) => (at, then) => matcher(at, (end) => rest(end, then)),
    (at, then) => then(at),
  )

function anyOf(run: Run, alternatives: readonly AST.Alternative[]): Matcher {
  const matchers = alternatives.map(({ elements }) => sequence(elements.map((element) => matcherOf(run, element))))
  return (at, then) =>
    matchers.some((matcher) => {
      step(run)
      return matcher(at, then)
    })
}

function captured(run: Run, index: number, inner: Matcher): Matcher {
  return (at, then) =>
    inner(at, (end) => {
      const before = run.groups[index]
      run.groups[index] = [at, end]
      if (then(end)) return true
      run.groups[index] = before
      return false
    })
}

/** Characters one after the other, which need no stack. */
function repeated(run: Run, { min, max, greedy }: AST.Quantifier, takes: Takes): Matcher {
  return (at, then) => {
    let end = at
    const goesOn = (): boolean => {
      step(run)
      return end - at < max && end < run.text.length && takes(run.text.charCodeAt(end))
    }
    while (end - at < min) {
      if (!goesOn()) return false
      end++
    }
    if (greedy) {
      while (goesOn()) end++
      for (; end - at > min; end--) {
        step(run)
        if (then(end)) return true
      }
      return then(end)
    }
    while (!then(end)) {
      if (!goesOn()) return false
      end++
    }
    return true
  }
}

/** A group that matched nothing is not tried again, as PCRE has it. */
function looped(run: Run, { min, max, greedy }: AST.Quantifier, inner: Matcher): Matcher {
  const round = (count: number, at: number, then: Then): boolean => {
    step(run)
    if (run.depth > DEPTH) throw new GivenUp()
    const again = (): boolean => {
      if (count >= max) return false
      run.depth++
      const held = inner(at, (end) => (end === at && count >= min ? then(end) : round(count + 1, end, then)))
      run.depth--
      return held
    }
    if (count < min) return again()
    return greedy ? again() || then(at) : then(at) || again()
  }
  return (at, then) => round(0, at, then)
}

/** A look ahead or behind is not entered a second time; what it captured stays, unless it is a negative one. */
function look(run: Run, node: AST.LookaroundAssertion): Matcher {
  const inner = anyOf(run, node.alternatives)
  const behind = (at: number): boolean => {
    for (let from = at; from >= 0; from--) {
      step(run)
      if (inner(from, (end) => end === at)) return true
    }
    return false
  }
  return (at, then) => {
    const before = [...run.groups]
    const found = node.kind === 'lookahead' ? inner(at, () => true) : behind(at)
    if (node.negate) run.groups = [...before]
    if (found !== node.negate && then(at)) return true
    run.groups = before
    return false
  }
}

/** A group that took no part matches nothing, unlike JavaScript's. */
function reference(run: Run, { resolved }: AST.Backreference): Matcher {
  const group = Array.isArray(resolved) ? resolved[0] : resolved
  const index = group ? (run.indexes.get(group) ?? 0) : 0
  const fold = (text: string): string =>
    run.caseless ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text
  return (at, then) => {
    step(run)
    const span = run.groups[index]
    if (!span) return false
    const word = run.text.slice(...span)
    return fold(run.text.slice(at, at + word.length)) === fold(word) && then(at + word.length)
  }
}

function assertion(run: Run, node: AST.Assertion): Matcher {
  switch (node.kind) {
    case 'start':
      return (at, then) => at === 0 && then(at)
    case 'end':
      return (at, then) => at === run.text.length && then(at)
    case 'word':
      return (at, then) => (wordAt(run, at - 1) !== wordAt(run, at)) !== node.negate && then(at)
    default:
      return look(run, node)
  }
}

function matcherOf(run: Run, node: AST.Element): Matcher {
  switch (node.type) {
    case 'Group':
      return anyOf(run, node.alternatives)
    case 'CapturingGroup':
      return captured(run, run.indexes.get(node) ?? 0, anyOf(run, node.alternatives))
    case 'Backreference':
      return reference(run, node)
    case 'Assertion':
      return assertion(run, node)
    case 'Quantifier': {
      const takes = oneCharacter(run, node.element)
      return takes ? repeated(run, node, takes) : looped(run, node, matcherOf(run, node.element))
    }
    default: {
      const takes = oneCharacter(run, node)
      if (!takes) throw new GivenUp()
      return (at, then) => {
        step(run)
        return at < run.text.length && takes(run.text.charCodeAt(at)) && then(at + 1)
      }
    }
  }
}

function groupsOf(node: AST.Pattern | AST.Alternative | AST.Element): AST.CapturingGroup[] {
  switch (node.type) {
    case 'CapturingGroup':
      return [node, ...node.alternatives.flatMap(groupsOf)]
    case 'Pattern':
    case 'Group':
      return node.alternatives.flatMap(groupsOf)
    case 'Alternative':
      return node.elements.flatMap(groupsOf)
    case 'Quantifier':
      return groupsOf(node.element)
    case 'Assertion':
      return node.kind === 'lookahead' || node.kind === 'lookbehind' ? node.alternatives.flatMap(groupsOf) : []
    default:
      return []
  }
}

/**
 * Finds a match with look-arounds and back references, which no linear-time matcher has, as PCRE does, in a bounded number of steps.
 * `source` is in JavaScript's words, without flags. Each group's text, null where nothing matches, undefined where that would take too long.
 */
export function boundedMatcher(
  source: string,
  caseless: boolean,
): (text: string) => (string | undefined)[] | null | undefined {
  const { RegExpParser }: typeof import('@eslint-community/regexpp') = require('@eslint-community/regexpp')
  const pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length)
  const indexes = new Map(groupsOf(pattern).map((group, index) => [group, index + 1]))
  const run: Run = { text: '', caseless, groups: [], indexes, steps: 0, depth: 0 }
  const whole = captured(run, 0, anyOf(run, pattern.alternatives))
  const search = (): (string | undefined)[] | null => {
    for (let from = 0; from <= run.text.length; from++) {
      step(run)
      run.groups = Array.from({ length: indexes.size + 1 }, () => undefined)
      if (whole(from, () => true)) return run.groups.map((span) => span && run.text.slice(...span))
    }
    return null
  }
  return (text) => {
    Object.assign(run, { text, steps: 0, depth: 0 })
    try {
      return search()
    } catch (error) {
      if (error instanceof GivenUp) return undefined
      throw error
    } finally {
      work(run.steps / STEPS_OF_WORK)
    }
  }
}
