import type { MethodSet } from './method-set.ts'
import { makeOutcome } from './outcome.ts'
import type { Outcome, Step } from './outcome.ts'
import type { Forwarded } from './request.ts'

/** How what tells of the client's method reads under another one. */
const steps = new WeakMap<Step, (method: string) => Step>()
const sent = new WeakMap<Forwarded, (method: string) => Forwarded>()

type Question = string | ReadonlySet<string> | ((method: string) => boolean)

const answerTo = (question: Question, method: string): boolean =>
  typeof question === 'string'
    ? question === method
    : typeof question === 'function'
      ? question(method)
      : question.has(method)

/** More lists than these go on from one: they are forgotten, and made anew where they are met again. */
const MOST_NEXT = 64

/**
 * Questions that were asked one after the other, the last one first. Whoever was asked the same ones shares the list: there are as many methods
 * that were asked as answers, and a handful of lists.
 */
interface Questions {
  last: Question | null
  before: Questions | null
  next: Questions[]
}

const NONE: Questions = { last: null, before: null, next: [] }

/** Begins all lists anew: a question holds the configuration that it comes from. */
export function forgetQuestions(): void {
  NONE.next.length = 0
}

/** These and one more; a question that was asked before is none. */
function withOne(questions: Questions, question: Question): Questions {
  for (let at = questions; at.before; at = at.before) if (at.last === question) return questions
  const { next } = questions
  const known = next.findLast(({ last }) => last === question)
  if (known) return known
  const made: Questions = { last: question, before: questions, next: [] }
  if (next.length === MOST_NEXT) next.length = 0
  next.push(made)
  return made
}

function* each(questions: Questions): Generator<Question> {
  for (let at = questions; at.last !== null && at.before; at = at.before) yield at.last
}

/** Whether all of them have one answer for a method. */
function areAll(questions: Questions, answer: boolean, method: string): boolean {
  for (const question of each(questions)) if (answerTo(question, method) !== answer) return false
  return true
}

/**
 * The method of a request as a server's model sees it. What is asked of it is kept, so that one answer stands for every method of which
 * the same is true: most configurations ask two or three questions of a method.
 */
export class AskedMethod {
  readonly #name: string
  readonly #isClients: boolean
  #met = NONE
  #missed = NONE
  #isNamed = false

  /** `isClients`: not one that a server has put in the place of the client's. */
  constructor(name: string, isClients = true) {
    this.#name = name
    this.#isClients = isClients
  }

  /** The method itself: whatever is made of it holds for no other. */
  get name(): string {
    this.settle()
    return this.#name
  }

  /** From now on nothing holds for another method. */
  settle(): void {
    this.#isNamed = true
  }

  /** The same method, of which nothing was asked yet. */
  apart(): AskedMethod {
    return new AskedMethod(this.#name, this.#isClients)
  }

  /** Asks what another one was asked. */
  take(other: AskedMethod): void {
    if (other.#isNamed) this.settle()
    for (const question of [...each(other.#met), ...each(other.#missed)].reverse()) this.is(question)
  }

  isFor(method: string): boolean {
    return method === this.#name
  }

  is(question: Question): boolean {
    const answer = answerTo(question, this.#name)
    if (!this.#isClients) return answer
    if (answer) this.#met = withOne(this.#met, question)
    else this.#missed = withOne(this.#missed, question)
    return answer
  }

  /** A step that only tells of the method. */
  tell(word: (method: string) => Step): Step {
    const step = word(this.#name)
    if (this.#isClients) steps.set(step, word)
    return step
  }

  /** A request that goes on under the method. */
  send(word: (method: string) => Forwarded): Forwarded {
    const forwarded = word(this.#name)
    if (this.#isClients) sent.set(forwarded, word)
    return forwarded
  }

  /** Which lists of methods it was held against; null: other things were asked as well. */
  lists(): ReadonlySet<string>[] | null {
    const all = [...each(this.#met), ...each(this.#missed)]
    const lists = all.filter((one) => one instanceof Set)
    return this.#isNamed || lists.length < all.length ? null : lists
  }

  /** Whether all that was asked is true of another method, too. */
  isLike(other: string): boolean {
    if (other === this.#name) return true
    if (this.#isNamed) return false
    return areAll(this.#met, true, other) && areAll(this.#missed, false, other)
  }
}

/** Whether a set has the method. */
export const isIn = (method: AskedMethod, { names, complement }: MethodSet): boolean =>
  (names.size > 0 && method.is(names)) !== complement

/** What a server asks for in the place of the client's method. */
export const GET = new AskedMethod('GET', false)

/** Whether a request goes on under the client's method, whichever that is. */
export const isSentOn = (forwarded: Forwarded): boolean => sent.has(forwarded)

/** The same request on to another upstream. */
export function sentOn(forwarded: Forwarded, upstream: string): Forwarded {
  const word = sent.get(forwarded)
  const one = { ...forwarded, upstream }
  if (word) sent.set(one, (method) => ({ ...word(method), upstream }))
  return one
}

/** A step that tells of a forwarded request. */
export function sendingStep(forwarded: Forwarded, tell: (forwarded: Forwarded) => Step): Step {
  const word = sent.get(forwarded)
  const step = tell(forwarded)
  if (word) steps.set(step, (method) => tell(word(method)))
  return step
}

/** A step of a request that is made on the side. */
export function asideStep(step: Step): Step {
  const word = steps.get(step)
  const one: Step = { ...step, aside: true }
  if (word) steps.set(one, (method) => ({ ...word(method), aside: true }))
  return one
}

/** Outcomes as they read under another method of which all that was asked is true, too. */
export const reworded = (outcomes: Outcome[], method: string): Outcome[] =>
  outcomes.some(namesMethod) ? outcomes.map((outcome) => rewordedOutcome(outcome, method)) : outcomes

const namesMethod = ({ forwarded, steps: all }: Outcome): boolean =>
  (forwarded !== undefined && sent.has(forwarded)) || all.some((step) => steps.has(step))

function rewordedOutcome(outcome: Outcome, method: string): Outcome {
  if (!namesMethod(outcome)) return outcome
  const forwarded = outcome.forwarded && (sent.get(outcome.forwarded)?.(method) ?? outcome.forwarded)
  const told = outcome.steps.map((step) => steps.get(step)?.(method) ?? step)
  const { status, headers, by, decidedBy, written } = outcome
  const more = forwarded === outcome.forwarded ? outcome : { ...outcome, forwarded }
  return makeOutcome({ status, headers, by, decidedBy, written, steps: told }, more)
}
