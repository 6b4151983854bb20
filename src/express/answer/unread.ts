import { constant, truth, unknown } from '../../javascript/value.ts'
import type { ConstantValue, EitherValue, UnknownValue, Value } from '../../javascript/value.ts'
import type { Exchange } from './exchange.ts'
import { noteQuestion, noteRead, readNow } from './reads.ts'
import type { Run } from './run.ts'

/** A text of the request, by its name. */
type Read = (name: string) => string

interface Origin {
  texts: readonly string[]
  make(read: Read): Value
  later: Value
}

/** A text of the request, or what a handler has made of such texts, that nobody has looked at yet: what it is, hangs on the request; what hangs
 * on it, only on what is asked of it in the end, in the same handler. */
export class Unread {
  /** What it is, in words that are the same for what is made in the same way. */
  readonly key: string
  /** The texts of the request that it is made of. */
  readonly texts: readonly string[]
  readonly make: (read: Read) => Value
  readonly start: Exchange
  /** What a later handler knows of it, which may have another request before it. */
  readonly later: Value

  constructor(key: string, { texts, make, later }: Origin, start: Exchange) {
    this.key = key
    this.texts = texts
    this.make = make
    this.start = start
    this.later = later
  }
}

export type UnreadValue = EitherValue & { by: Unread; values: [ConstantValue, UnknownValue] }

export const isUnread = (value: Value): value is UnreadValue => value.kind === 'either' && value.by instanceof Unread

/** What it may be for whoever does not know of requests. */
export const OPEN = unknown('a text of the request')

const openText = (text: string): Value => ({ kind: 'open-text', text, starts: '', ends: '' })

/** What was made for the requests that are under way: the same thing is one value. */
const known = new WeakMap<Exchange, Map<string, UnreadValue>>()

export function madeOf(run: Run, key: string, origin: Origin): UnreadValue | null {
  const { start, facts } = run
  const values = known.get(start) ?? new Map<string, UnreadValue>()
  known.set(start, values)
  const before = values.get(key)
  if (before) return before
  const now = attempt(origin.make, (name) => readNow(name, facts, start))
  if (now?.kind !== 'constant') return null
  const value: UnreadValue = {
    kind: 'either',
    values: [now, OPEN],
    unset: null,
    by: new Unread(key, origin, start),
  }
  values.set(key, value)
  return value
}

/** It would take more than values to make it. */
export class Refused extends Error {}

function attempt(make: Unread['make'], read: Read): Value | null {
  try {
    return make(read)
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError) return null
    throw error
  }
}

/** A text of the request as the handler finds it. */
export const unread = (run: Run, name: string): Value =>
  madeOf(run, name, { texts: [name], make: (read) => constant(read(name)), later: openText('${…}') }) ?? OPEN

const said = (value: Value | null): string =>
  value?.kind === 'constant' ? `${typeof value.value}:${String(value.value)}` : 'open'

/** Notes what was asked of it, so that the end of the run stands for all requests of which the same is true. */
function note(run: Run, { key, texts, make }: Unread, question: string, ask: (value: Value | null) => string): void {
  noteQuestion(run, question ? `${question} ${key}` : key, texts, (facts, exchange) =>
    ask(attempt(make, (name) => readNow(name, facts, exchange))),
  )
}

/** Somebody looks at it. */
export function look(run: Run, { by, values: [value] }: UnreadValue): Value {
  if (by.start !== run.start) return by.later
  if (by.texts.length === 1 && by.texts[0] === by.key) noteRead(run, by.key)
  else note(run, by, '', said)
  return value
}

/** Somebody asks one thing of it. */
function glance(run: Run, one: UnreadValue, question: string, ask: (value: Value) => unknown): Value {
  const { by, values } = one
  if (by.start !== run.start) return by.later
  note(run, by, question, (value) => (value ? String(ask(value)) : 'open'))
  return values[0]
}

/** Somebody asks whether it is true. */
export const lookForTruth = (run: Run, one: UnreadValue): Value => glance(run, one, 'whether', truth)

/** Somebody asks what kind of value it is, and which number. */
export const lookForSort = (run: Run, one: UnreadValue, sortOf: (value: Value) => string): Value =>
  glance(run, one, 'sort of', sortOf)

/** Whether it is the text that the request has under a name in any case. */
export function isAsItWas(run: Run, one: Value, name: string): boolean {
  if (!isUnread(one) || one.by.start !== run.start) return false
  const same = one.values[0].value === readNow(name, run.facts, run.start)
  if (!same) return false
  const { key, texts, make } = one.by
  noteQuestion(run, `${name} is ${key}`, [name, ...texts], (facts, exchange) => {
    const value = attempt(make, (text) => readNow(text, facts, exchange))
    return String(value?.kind === 'constant' && value.value === readNow(name, facts, exchange))
  })
  return true
}
