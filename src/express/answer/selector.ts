import { UNDEFINED, truth } from '../../javascript/value.ts'
import type { EitherValue, Value } from '../../javascript/value.ts'
import { choiceWords } from './choices.ts'
import type { Exchange } from './exchange.ts'
import type { Chooser } from './likeness.ts'
import { anUnknown, child } from './run.ts'
import type { Run, State } from './run.ts'
import { owns } from './trail.ts'
import { isUnread, look, lookForSort, lookForTruth } from './unread.ts'

interface Assumed {
  /** Whether code that cannot be seen has failed on the way. */
  failed: Exchange['failed']
  truths: State['truths']
  picked: State['picked']
  when: string[]
}

const since = <K, V>(now: ReadonlyMap<K, V>, before: ReadonlyMap<K, V>): ReadonlyMap<K, V> =>
  new Map([...now].filter(([key, value]) => before.get(key) !== value))

/** What all have, with the same value. */
export function common<K, V>(maps: ReadonlyMap<K, V>[]): Map<K, V> {
  const [first = new Map<K, V>(), ...others] = maps
  return new Map([...first].filter(([key, value]) => others.every((map) => map.get(key) === value)))
}

/** Which of several ways the program came is left open: all that hangs on it is decided together, with what each way assumed. */
export class Selector implements Chooser {
  readonly ways: Assumed[]
  private text: string | undefined

  constructor(ways: readonly { when: string[]; state: State }[], start: State) {
    this.ways = ways.map(({ when, state }) => ({
      failed: state.exchange.failed,
      truths: since(state.truths, start.truths),
      picked: since(state.picked, start.picked),
      when: when.slice(0, 2),
    }))
  }

  /** Whether nothing that a way assumed has been decided otherwise since. */
  fits({ truths, picked }: Run, way: number): boolean {
    const assumed = this.ways[way]
    if (!assumed) return false
    for (const [value, holds] of assumed.truths) if ((truths.get(value) ?? holds) !== holds) return false
    for (const [key, taken] of assumed.picked)
      if (!(picked.get(key) ?? taken).some((one) => taken.includes(one))) return false
    return true
  }

  /** From now on, it is one of these ways. */
  assume(run: Run, ways: number[]): void {
    const assumed = ways.flatMap((way) => this.ways[way] ?? [])
    const truths = common(assumed.map((one) => one.truths))
    const picked = common(assumed.map((one) => one.picked))
    if (truths.size) run.truths = new Map([...run.truths, ...truths])
    if (picked.size) run.picked = new Map([...run.picked, ...picked])
    const [first, ...others] = assumed
    if (first?.failed && others.every(({ failed }) => failed)) run.exchange.failed = first.failed
  }

  get inWords(): string {
    return (this.text ??= this.ways.map(({ when }) => when.join(' and ')).join(' or '))
  }

  words(ways: number[]): string {
    return choiceWords(ways.flatMap((way) => (this.ways[way] ? [this.ways[way].when] : []))).join(' and ')
  }
}

const same = (a: Value, b: Value): boolean =>
  a === b || (a.kind === 'constant' && b.kind === 'constant' && Object.is(a.value, b.value) && a.assumed === b.assumed)

/** What is one of several values, by the way that was taken. Of what is wholly open on several ways, nothing more is known afterwards. */
export function joinValues(values: Value[], selector: Selector | null): Value {
  const [first = UNDEFINED, ...others] = values
  if (!selector || others.every((other) => same(first, other))) return first
  const isFree = (value: Value): boolean =>
    value.kind === 'unknown' &&
    value.unset === null &&
    !value.own &&
    !selector.ways.some(({ truths }) => truths.has(value))
  const free = values.find(isFree)
  const open = free && anUnknown(free.kind === 'unknown' ? free.why : 'a value')
  if (open && values.every(isFree)) return open
  return {
    kind: 'either',
    values: open ? values.map((value) => (isFree(value) ? open : value)) : values,
    unset: null,
    by: selector,
  }
}

/** Those of the alternatives that what is assumed leaves. */
function remaining(run: Run, value: EitherValue): number[] {
  const { by } = value
  const all = run.picked.get(by ?? value) ?? [...value.values.keys()]
  const fitting = by instanceof Selector ? all.filter((way) => by.fits(run, way)) : all
  return fitting.length ? [...fitting] : [...all]
}

/** The values that one of several may be, as far as this run has decided. */
export function candidatesOf(run: Run, value: Value): Value[] {
  if (value.kind !== 'either') return [value]
  if (value.unset) return [value.unset]
  if (isUnread(value)) return [look(run, value)]
  return remaining(run, value).flatMap((way) => candidatesOf(run, value.values[way] ?? UNDEFINED))
}

interface Class {
  value: Value
  ways: number[]
}
type Alike = (a: Value, b: Value) => boolean

/** The ways on which a value is alike. */
function classesOf({ values }: EitherValue, ways: number[], alike: Alike): Class[] {
  const found: Class[] = []
  for (const way of ways) {
    const value = values[way] ?? UNDEFINED
    const known = found.find((one) => alike(one.value, value))
    if (known) known.ways.push(way)
    else found.push({ value, ways: [way] })
  }
  return found
}

/** One of more texts or numbers than these, as a table has them for what nobody knows, may as well be any. */
const MOST_TEXTS = 5

/** Decides which of several values it is, as far as they are not alike. */
function narrow(run: Run, value: EitherValue, alike: Alike): Value {
  const { by } = value
  const classes = classesOf(value, remaining(run, value), alike)
  if (classes.length > MOST_TEXTS && classes.every((one) => one.value.kind === 'constant'))
    return child(run, value, 'one of many')
  const words = (at: number): string =>
    by instanceof Selector ? by.words(classes[at]?.ways ?? []) : `in case ${(classes[at]?.ways[0] ?? 0) + 1}`
  const taken = classes[classes.length > 1 ? run.choices.pick(words, classes.length) : 0]
  if (!taken) return UNDEFINED
  if (classes.length > 1) {
    run.picked = new Map(run.picked).set(by ?? value, taken.ways)
    if (by instanceof Selector) by.assume(run, taken.ways)
  }
  return taken.value
}

const bothTrueOrFalse: Alike = (a, b) => same(a, b) || (truth(a) !== null && truth(a) === truth(b))

/** What tells whether one of several values is true: of values that are all true, or all false, it may still be any. */
export function settleTruth(run: Run, given: Value): Value {
  const value = merged(run, given)
  if (value.kind !== 'either' || value.unset) return settle(run, value)
  if (isUnread(value)) return lookForTruth(run, value)
  return settleTruth(run, narrow(run, value, bothTrueOrFalse))
}

/** What somebody tells apart who only glances at a value: which number it is, whether it is a text, a function, or something else. */
export function sortOf(value: Value): string {
  if (value.kind === 'constant') return typeof value.value === 'number' ? `${value.value}` : typeof value.value
  if (value.kind === 'function') return 'function'
  if (value.kind === 'open-text') return 'string'
  return value.kind === 'unknown' || value.kind === 'external' ? 'open' : 'thing'
}

/** What may be several values itself is of no one sort. */
const ofOneSort: Alike = (a, b) => same(a, b) || (a.kind !== 'either' && b.kind !== 'either' && sortOf(a) === sortOf(b))

/** One of several values of one sort, whichever it is. */
export function settleSort(run: Run, given: Value): Value {
  const value = merged(run, given)
  if (value.kind !== 'either') return value
  if (value.unset) return value.unset
  if (isUnread(value)) return lookForSort(run, value, sortOf)
  return settleSort(run, narrow(run, value, ofOneSort))
}

/** More different answers than these, some of them open, are no knowledge. */
const MOST_ANSWERS = 3

/** Something asked of each of several values: which it is, need not be known for it. What is open of some is one open thing. */
export function ofEach(run: Run, value: EitherValue, what: string, ask: (value: Value) => Value): Value {
  const ways = remaining(run, value)
  const open = child(run, value, what)
  const answers = value.values.map((one, way) => {
    const answer = ways.includes(way) ? ask(one) : UNDEFINED
    return answer.kind === 'unknown' && answer.unset === null && !run.truths.has(answer) ? open : answer
  })
  const [first = UNDEFINED, ...others] = classesOf({ ...value, values: answers }, ways, same).map((one) => one.value)
  if (others.length === 0) return first
  if (others.length >= MOST_ANSWERS && answers.includes(open)) return open
  return { kind: 'either', values: answers, unset: null, by: value.by ?? value }
}

/** Whether which of several values it is, hangs on what was assumed. */
export const isOpenEither = (value: Value): value is EitherValue =>
  value.kind === 'either' && value.unset === null && !isUnread(value)

const DATA: ReadonlySet<string> = new Set(['constant', 'open-text', 'object', 'array', 'regex', 'unknown', 'either'])

/** What may be one of several things of the program's start or anything else may be anything. */
export function merged(run: Run, value: Value): Value {
  if (value.kind !== 'either' || value.unset || value.by) return value
  const isOpen = value.values.some(({ kind }) => kind === 'unknown') && value.values.every(({ kind }) => DATA.has(kind))
  return isOpen ? child(run, value, 'one of several') : value
}

/** One of several values: which, is decided once a run. */
export function settle(run: Run, given: Value): Value {
  const value = merged(run, given)
  if (value.kind !== 'either') return value
  if (value.unset) return value.unset
  if (isUnread(value)) return look(run, value)
  return settle(run, narrow(run, value, same))
}

/** From now on, an open value is taken to be true, or not. */
export function assume(run: Run, value: Value, holds: boolean): void {
  run.truths = new Map(run.truths).set(value, holds)
  if (holds && value.kind === 'unknown' && value.failure) run.exchange.failed = true
}

const DEEPEST = 3

/** The same with what it holds: whoever looks into it then finds plain values. */
export function settleDeep(run: Run, value: Value, depth = 0): Value {
  const one = settle(run, value)
  if (depth > DEEPEST || !run.owned.has(one)) return one
  if (one.kind === 'object') {
    for (const [name, member] of one.members) {
      const held = settleDeep(run, member, depth + 1)
      if (held !== member && owns(run, one)) one.members.set(name, held)
    }
  } else if (one.kind === 'array') {
    one.items.forEach((item, index) => {
      const held = settleDeep(run, item, depth + 1)
      if (held !== item && owns(run, one)) one.items[index] = held
    })
  }
  return one
}
