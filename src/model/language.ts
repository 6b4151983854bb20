import { createRequire } from 'node:module'
import type { Assertion, CharacterClass, CharSet, Concatenation, DFA, Element, Expression, NFA, NoParent } from 'refa'
import type { Regex } from './regex.ts'

type Refa = typeof import('refa')

const require = createRequire(import.meta.url)
const refa = (): Refa => require('refa')

/** Bounds on the work for one question: what is larger than this is not told. */
const MAX_NODES = 4000
const MAX_STATES = 4000
const MAX_WORDS = 200
const MAX_PAIRS = 20_000

/** A path that a person would type, so that a sample reads like one. */
const PLAIN: Regex = { source: '^\\/[a-z0-9._~\\/-]*$', flags: '' }
const ANY_PATH: Regex = { source: '^\\/', flags: '' }

/** An editor asks for as many expressions as somebody types: those of before are forgotten together. */
const MOST_KNOWN = 2000

const nfas = new Map<string, NFA | null>()
const complements = new Map<string, DFA | null>()

function remembered<T>(cache: Map<string, T | null>, { source, flags }: Regex, make: (library: Refa) => T): T | null {
  const key = `${flags}/${source}`
  const known = cache.get(key)
  if (known !== undefined) return known
  // Not inside the `try`: that it cannot be loaded says nothing of the expression.
  const library = refa()
  let made: T | null = null
  try {
    made = make(library)
  } catch {
    // Too large, or an assertion that no automaton can hold: not told.
  }
  if (cache.size >= MOST_KNOWN) cache.clear()
  cache.set(key, made)
  return made
}

/** How many anchors of one kind may stand in a row. */
const ANCHORS = 2
/** One more than can be consumed, so that a lookaround always finds something beside it. */
const MARKS = ANCHORS + 1

/**
 * The expression as an automaton over paths between marks, characters that no path holds: some of one kind before the path and some of
 * another behind it. refa knows no anchors; here `^` and `$` are the consumption of a mark. That is exact as long as no more of them
 * are met in a row than there are marks.
 */
const automaton = (regex: Regex): NFA | null =>
  remembered(nfas, regex, ({ CharSet, JS, NFA, Transformers, combineTransformers, transform }) => {
    const parser = JS.Parser.fromLiteral({ source: regex.source, flags: regex.flags.replace(/[gy]/g, '') })
    const { expression, maxCharacter } = parser.parse({ maxNodes: MAX_NODES, backreferences: 'throw' })
    for (const { elements } of expression.alternatives) refuseOddAnchors(elements, { start: 0, end: 0, ahead: false })
    const mark = (char: number): CharSet => CharSet.empty(maxCharacter).union([{ min: char, max: char }])
    const marks: Marks = {
      start: mark(maxCharacter - 1),
      end: mark(maxCharacter),
      inside: mark(maxCharacter)
        .union(mark(maxCharacter - 1))
        .negate(),
    }
    const simplify = combineTransformers([Transformers.simplify({ ignoreOrder: true }), Transformers.applyAssertions()])
    // Whatever follows a match does not matter, so that a lookahead at its very end may as well be part of it.
    const inline = Transformers.patternEdgeAssertions({ inline: true })
    const build = (source: NoParent<Expression>): NFA =>
      NFA.fromRegex(
        transform(simplify, source),
        { maxCharacter },
        { assertions: 'throw' },
        new NFA.LimitedNodeFactory(MAX_STATES),
      )
    const { start, end, inside } = marks
    const { alternatives } = transform(combineTransformers([simplify, inline]), {
      type: 'Expression',
      alternatives: withMarks(expression, marks),
    })
    const found = build(
      concatenation([
        many(start, 0, Infinity),
        many(inside, 0, Infinity),
        group(alternatives),
        many(inside, 0, Infinity),
        many(end, 0, Infinity),
      ]),
    )
    const whole = build(concatenation([many(start, MARKS, MARKS), many(inside, 0, Infinity), many(end, MARKS, MARKS)]))
    return NFA.fromIntersection(found, whole, new NFA.LimitedNodeFactory(MAX_STATES))
  })

interface Marks {
  start: CharSet
  end: CharSet
  inside: CharSet
}

const one = (characters: CharSet): NoParent<CharacterClass> => ({ type: 'CharacterClass', characters })
const many = (characters: CharSet, min: number, max: number): NoParent<Element> => ({
  type: 'Quantifier',
  min,
  max,
  lazy: false,
  alternatives: [{ type: 'Concatenation', elements: [one(characters)] }],
})
const group = (alternatives: NoParent<Concatenation>[]): NoParent<Element> => ({ type: 'Alternation', alternatives })
const concatenation = (elements: NoParent<Element>[]): NoParent<Expression> => ({
  type: 'Expression',
  alternatives: [{ type: 'Concatenation', elements }],
})

/** The same alternatives with every anchor a mark and no class that takes one. */
function withMarks({ alternatives }: { alternatives: Concatenation[] }, marks: Marks): NoParent<Concatenation>[] {
  return alternatives.map(({ elements }) => ({
    type: 'Concatenation',
    elements: elements.map((element) => elementWithMarks(element, marks)),
  }))
}

function elementWithMarks(element: Element, marks: Marks): NoParent<Element> {
  const side = edge(element)
  if (side) return one(marks[side])
  switch (element.type) {
    case 'CharacterClass':
      return one(element.characters.intersect(marks.inside))
    case 'Assertion': {
      // Something always stands beside: a mark, if nothing else. So "no x next" is "something else next".
      const refused = element.negate ? onlyClass(element) : null
      if (refused)
        return {
          ...element,
          negate: false,
          alternatives: [{ type: 'Concatenation', elements: [one(refused.intersect(marks.inside).negate())] }],
        }
      return { ...element, alternatives: withMarks(element, marks) }
    }
    case 'Alternation':
    case 'Quantifier':
      return { ...element, alternatives: withMarks(element, marks) }
    default:
      return element
  }
}

type Side = 'start' | 'end'
interface Seen {
  start: number
  end: number
  ahead: boolean
}

/**
 * Throws where a mark would not mean what the anchor does: in a loop, more in a row than there are marks, or beside a lookaround that
 * would see the mark instead of the path (`(?!a)^`, `$(?<!a)`). `seen` is what stands before, on the way that has most of it.
 */
function refuseOddAnchors(elements: Element[], seen: Seen): Seen {
  return elements.reduce((before, element) => {
    const side = edge(element)
    if (side) return countAnchor(side, before)
    if (!('alternatives' in element)) return before
    if (element.type === 'Quantifier' && element.max > 1 && (holds(element, 'start') || holds(element, 'end')))
      throw new RangeError('an anchor in a loop')
    if (element.type === 'Assertion') return refuseOddLookaround(element, before)
    return most(
      element.alternatives.map((one) => refuseOddAnchors(one.elements, before)),
      before,
    )
  }, seen)
}

function countAnchor(side: Side, seen: Seen): Seen {
  const next = { ...seen, [side]: seen[side] + 1 }
  if (next[side] > ANCHORS || (side === 'start' && seen.ahead))
    throw new RangeError('anchors that marks cannot stand for')
  return next
}

function refuseOddLookaround(element: Assertion, seen: Seen): Seen {
  const ahead = element.kind === 'ahead'
  if (holds(element, ahead ? 'start' : 'end') || (!ahead && seen.end > 0))
    throw new RangeError('a lookaround that would see a mark')
  for (const one of element.alternatives) refuseOddAnchors(one.elements, seen)
  return ahead ? { ...seen, ahead } : seen
}

const most = (ways: Seen[], none: Seen): Seen =>
  ways.reduce(
    (a, b) => ({ start: Math.max(a.start, b.start), end: Math.max(a.end, b.end), ahead: a.ahead || b.ahead }),
    none,
  )

const holds = ({ alternatives }: { alternatives: Concatenation[] }, side: Side): boolean =>
  alternatives.some(({ elements }) =>
    elements.some((element) => edge(element) === side || ('alternatives' in element && holds(element, side))),
  )

function onlyClass({ alternatives }: Assertion): CharSet | null {
  const [only, ...others] = alternatives
  const [element, ...more] = only?.elements ?? []
  return others.length === 0 && more.length === 0 && element?.type === 'CharacterClass' ? element.characters : null
}

/** refa writes `^` as "no character before" and `$` as "no character behind". */
function edge(element: Element): Side | null {
  if (element.type !== 'Assertion' || !element.negate || !onlyClass(element)?.isAll) return null
  return element.kind === 'behind' ? 'start' : 'end'
}

const complement = (regex: Regex): DFA | null =>
  remembered(complements, regex, ({ DFA }) => {
    const nfa = automaton(regex)
    if (!nfa) throw new Error('no automaton')
    const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(MAX_STATES))
    dfa.complement()
    return dfa
  })

/** Whether some text matches both; null: can't tell. */
export function languagesMeet(a: Regex, b: Regex): boolean | null {
  const [left, right] = [automaton(a), automaton(b)]
  if (!left || !right) return null
  try {
    return !refa().isDisjointWith(left, right, MAX_PAIRS)
  } catch {
    return null
  }
}

/** Whether whatever matches `small` matches `large`; null: can't tell. */
export function languageCovers(large: Regex, small: Regex): boolean | null {
  const [inside, outside] = [automaton(small), complement(large)]
  if (!inside || !outside) return null
  try {
    return refa().isDisjointWith(inside, outside, MAX_PAIRS)
  } catch {
    return null
  }
}

/** A short path that matches all of them and passes the check, plain characters preferred; null where none is found. */
export function commonPath(regexes: Regex[], check: (path: string) => boolean): string | null {
  return search([...regexes, PLAIN], check) ?? search([...regexes, ANY_PATH], check)
}

function search(regexes: Regex[], check: (path: string) => boolean): string | null {
  const { NFA } = refa()
  try {
    let all: NFA | null = null
    for (const regex of regexes) {
      const next = automaton(regex)
      if (!next) return null
      all = all ? NFA.fromIntersection(all, next, new NFA.LimitedNodeFactory(MAX_STATES)) : next
    }
    let tried = 0
    for (const word of all?.words() ?? []) {
      const path = String.fromCodePoint(...word.slice(MARKS, -MARKS))
      if (check(path)) return path
      if (++tried > MAX_WORDS) return null
    }
  } catch {
    // Too large: none is found.
  }
  return null
}
