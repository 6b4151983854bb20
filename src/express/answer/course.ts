import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import type { Value } from '../../javascript/value.ts'
import { choiceWords, choicesBy, nextScript, wordsOfScript } from './choices.ts'
import type { Script } from './choices.ts'
import { grouped, install, setState, stateOf } from './joins.ts'
import type { Piece } from './piece.ts'
import type { Completion, Ended, Way } from './joins.ts'
import { Bound, GiveUp, Stop, Thrown, rangeOf, wordsOf } from './run.ts'
import type { Run, State } from './run.ts'
import { Tail } from './tail.ts'
import { UNCHANGED, takeBack, writtenSince } from './trail.ts'
import type { Afterwards } from './trail.ts'

/** Several ends, of which none has been taken yet: the run stands where it stood before. */
export interface Fork {
  groups: Way[][]
}

/** What carrying out a piece of code has come to: one end, where the run stands now, or a fork. */
export type Course = Ended | Fork

/** So many ways through one piece of code are followed. */
const MOST_WAYS = 32

export interface Where {
  module: Module
  node: TSESTree.Node
}

export const ON: Ended = { completion: null }
export const valued = (value: Value): Ended => ({ completion: { kind: 'value', value } })
export const isFork = (course: Course): course is Fork => 'groups' in course
/** Whether what comes after a piece of code is not carried out. */
export const isAbrupt = (end: Ended): boolean => !('completion' in end) || end.completion !== null

export function attempt(body: () => Completion): Ended {
  try {
    return { completion: body() }
  } catch (error) {
    if (error instanceof Tail) return { tail: error }
    if (error instanceof Thrown || error instanceof Stop || error instanceof GiveUp) return { error }
    throw error
  }
}

export function outcome(end: Ended): Completion {
  if ('error' in end) throw end.error
  if ('tail' in end) throw end.tail
  return end.completion
}

/** The place is the linted code's own: nothing is known of what comes after it. */
const tooMany = ({ module, node }: Where): Ended => ({
  error: new Bound(`\`${wordsOf(module, node)}\` has too many ways`, rangeOf(module, node)),
})

/** The ways of a piece of code, found one after the other from the same point. */
export class Found {
  readonly run: Run
  readonly start: State
  readonly mark: number
  readonly ways: Way[] = []
  /** Ways that have ended before, and are left as they are. */
  readonly over: Way[] = []
  private readonly born: number
  private readonly depth: number
  private readonly around: number

  constructor(run: Run) {
    this.run = run
    this.start = stateOf(run)
    this.depth = run.frames.length
    this.born = run.owned.size
    this.around = run.trail.mark
    this.mark = run.trail.entries.length
    run.trail.mark = this.mark
    run.exchange = { ...this.start.exchange }
  }

  get isFull(): boolean {
    return this.ways.length >= MOST_WAYS
  }

  /** Notes where the run has come to. */
  keep(end: Ended, when: string[]): void {
    this.ways.push({
      when,
      end,
      state: stateOf(this.run),
      after: writtenSince(this.run, this.mark, this.born),
      key: null,
    })
  }

  /** Where the run stands now, which goes on from here. */
  standing(end: Ended): Way {
    const { run } = this
    const state = { ...stateOf(run), exchange: { ...run.exchange } }
    return { when: [], end, state, after: writtenSince(run, this.mark, this.born), key: null }
  }

  /** Several ways that are alike, as one. */
  joined(group: Way[]): Way {
    const way = { ...this.standing(install(this.run, this.start, group)), when: wordsOfGroup(group) }
    this.back()
    return way
  }

  /** Calls that were left by an error are over. */
  unwind(): void {
    this.run.frames.length = this.depth
  }

  /** Back to where all ways begin. */
  back(): void {
    const { run, start, mark } = this
    takeBack(run, mark)
    setState(run, start)
    this.unwind()
  }

  /** No more ways are looked for. */
  leave(): void {
    this.run.trail.mark = this.around
  }

  /** Those that are alike are one; where there is but one end, the run goes on from there. */
  course(): Course {
    const groups = grouped([...this.over, ...this.ways])
    const [only] = groups
    if (groups.length === 1 && only) return install(this.run, this.start, only)
    return { groups }
  }
}

/** A way whose piece of code is over: what it has made is known from now on. */
function settled(way: Way): Way {
  const { things, members, made, bindings, names } = way.after
  if (made === UNCHANGED) return way
  const after: Afterwards = {
    things: new Map([...things, ...made.things]),
    members: new Map([...members, ...made.members]),
    bindings,
    names,
    made: UNCHANGED,
  }
  return { when: way.when, end: way.end, state: way.state, after, key: way.key }
}

export const wordsOfGroup = (group: Way[]): string[] => choiceWords(group.map(({ when }) => when))

/** A piece of code without statements of its own: where the files leave open which way it goes, it is carried out once for each. */
export function collect(run: Run, where: Where, body: () => Completion): Course {
  const outer = run.choices
  const found = new Found(run)
  const pieces = new Map<string, Piece>()
  try {
    for (let script: Script | null = []; script;) {
      run.choices = choicesBy(script, pieces)
      const end = attempt(body)
      found.unwind()
      const { made } = run.choices
      script = nextScript(made)
      if (!script && found.ways.length === 0) return end
      found.keep(end, wordsOfScript(made))
      found.back()
      if (!script || !found.isFull) continue
      found.keep(tooMany(where), [])
      break
    }
  } finally {
    run.choices = outer
    found.leave()
  }
  return found.course()
}

/** A piece of code that could do without is given this part of the steps that are left, within bounds: narrow ones once an application has
 * cost much. */
const SHARE = 4
const WIDE = { least: 100, most: 400 }
const NARROW = { least: 40, most: 100 }
const MUCH_TOGETHER = 100_000
/** A piece of code that has turned out to be too much so often is not begun any more. */
const OFTEN = 2

const isBound = (end: Ended): boolean => 'error' in end && end.error instanceof Bound

/** A piece of code, or what stands for it where there is too much of it to follow. */
export function orElse(run: Run, where: Where, body: () => Course, otherwise: () => Completion): Course {
  const {
    mostSteps,
    spent: { cuts, steps },
  } = run
  const before = cuts.get(where.node) ?? 0
  if (before >= OFTEN) {
    run.isCut = true
    return collect(run, where, otherwise)
  }
  const found = new Found(run)
  const { least, most } = steps > MUCH_TOGETHER ? NARROW : WIDE
  const share = Math.min(most, Math.max(least, (mostSteps - run.steps) / SHARE))
  run.mostSteps = Math.min(mostSteps, run.steps + share)
  const course = body()
  run.mostSteps = mostSteps
  const tooMuch = isFork(course) ? course.groups.some(([way]) => way && isBound(way.end)) : isBound(course)
  if (tooMuch) {
    found.back()
    run.isCut = true
    if (share >= most / 2) cuts.set(where.node, before + 1)
  }
  found.leave()
  return tooMuch ? collect(run, where, otherwise) : course
}

/** What comes after a piece of code, carried out from each of its ends; for those that `isOver` knows, nothing does, nor for those that
 * `isPassed` knows, which become one where they are alike. */
export function then(
  run: Run,
  where: Where,
  course: Course,
  next: (end: Ended) => Course,
  isPassed?: (end: Ended) => boolean,
  isOver?: (end: Ended) => boolean,
): Course {
  if (!isFork(course)) return isOver?.(course) || isPassed?.(course) ? course : next(course)
  const found = new Found(run)
  for (const group of course.groups) {
    const [first] = group
    if (first && isOver?.(first.end)) {
      found.over.push(...group)
      continue
    }
    if (first && isPassed?.(first.end)) {
      found.over.push(group.length > 1 ? found.joined(group) : settled(first))
      continue
    }
    if (found.isFull) {
      found.keep(tooMany(where), [])
      break
    }
    const words = wordsOfGroup(group)
    eachEnd(run, next(install(run, found.start, group)), (end, more) => found.keep(end, [...words, ...more]))
    found.back()
  }
  found.leave()
  return found.course()
}

/** A piece of code that is told otherwise how it has ended; nothing else comes of that. `guard`: the try that is around it then. */
export function ending(run: Run, course: Course, change: (end: Ended) => Ended, guard?: number): Course {
  const told = (end: Ended): Ended => {
    run.guard = guard ?? run.guard
    return change(end)
  }
  if (!isFork(course)) return told(course)
  const found = new Found(run)
  for (const group of course.groups) {
    const [only] = group
    if (only && group.length === 1) {
      const { when, state, after } = settled(only)
      const inside = guard === undefined || guard === state.guard ? state : { ...state, guard }
      found.ways.push({ when, end: change(only.end), state: inside, after, key: null })
    } else {
      found.keep(told(install(run, found.start, group)), wordsOfGroup(group))
      found.back()
    }
  }
  found.leave()
  return found.course()
}

/** The pieces of code that follow one another. After each, what is alike is one: the ways do not multiply. */
export function inTurn<T>(
  run: Run,
  begun: Course,
  pieces: Iterable<T>,
  isOver: (end: Ended) => boolean,
  whereOf: (piece: T) => Where,
  carryOut: (piece: T) => Course,
): Course {
  let course = begun
  for (const piece of pieces) {
    if (isFork(course) ? course.groups.every(([way]) => way && isOver(way.end)) : isOver(course)) break
    course = then(run, whereOf(piece), course, () => carryOut(piece), undefined, isOver)
  }
  return course
}

/** What comes after a piece of code that has found out which of several comes next. */
export const onCase = (run: Run, where: Where, course: Course, go: (at: number) => Course): Course =>
  then(
    run,
    where,
    course,
    (end) => ('completion' in end && end.completion?.kind === 'case' ? go(end.completion.at) : end),
    (end) => !('completion' in end && end.completion?.kind === 'case'),
  )

/** Finds out which of several pieces of code comes next; null: none. */
export const choose = (run: Run, where: Where, find: () => number | null): Course =>
  collect(run, where, () => {
    const at = find()
    return at === null ? null : { kind: 'case', at }
  })

/** Takes one end of a piece of code after the other. */
export function eachEnd(run: Run, course: Course, use: (end: Ended, when: string[]) => void): void {
  if (!isFork(course)) return use(course, [])
  const found = new Found(run)
  for (const group of course.groups) {
    use(install(run, found.start, group), wordsOfGroup(group))
    found.back()
  }
  found.leave()
}

/** Takes each way of a piece of code: what comes of it, and what was assumed. Returns whether these are all. */
export function eachWay<T>(run: Run, body: () => T, use: (result: T, when: string[]) => void): boolean {
  const outer = run.choices
  const found = new Found(run)
  const pieces = new Map<string, Piece>()
  let script: Script | null = []
  for (let ways = 0; script && ways < MOST_WAYS; ways++) {
    run.choices = choicesBy(script, pieces)
    const result = body()
    found.unwind()
    const { made } = run.choices
    run.choices = outer
    script = nextScript(made)
    use(result, wordsOfScript(made))
    found.back()
  }
  found.leave()
  return script === null
}
