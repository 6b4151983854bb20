import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../javascript/machine.ts'
import type { Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import type { Binding, Scope } from '../../javascript/scope.ts'
import { unknown } from '../../javascript/value.ts'
import type { FunctionValue, ObjectValue, UnknownValue, Value } from '../../javascript/value.ts'
import type { AskedMethod } from '../../model/asked-method.ts'
import type { Outcome, Unseen } from '../../model/outcome.ts'
import type { RouterModel } from '../register/stack.ts'
import type { Disk } from '../../files/disk.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Major } from '../path/compile.ts'
import type { Choices } from './choices.ts'
import type { Exchange, Place } from './exchange.ts'
import type { Memory } from './handler.ts'
import type { Later } from './later.ts'
import type { Passages } from './passage.ts'
import type { Reading } from './reads.ts'
import type { Relevance } from './relevance.ts'
import type { Life } from './scopes.ts'
import type { Trail } from './trail.ts'
import type { LacksName } from './undeclared.ts'

/** What is known of the request; `exact` false: a rule's sample, whose query, parameters and unnamed headers stand for any. */
export interface RequestFacts {
  headers: Record<string, string>
  absent: ReadonlySet<string>
  open: ReadonlySet<string>
  exact: boolean
  host: string
  scheme: string
  originalUrl: string
  /** The client's. */
  method: string
  /** What was asked of that. */
  asked: AskedMethod
  /** Takes down what handlers ask of its path. */
  readings?: Reading[]
}

/** What the handlers of an application have cost so far: their steps together, how often one was passed, and how often a piece of code was too much. */
export interface Spent {
  steps: number
  passed: number
  cuts: Map<TSESTree.Node, number>
}

/** A function that is being carried out. */
export interface CallFrame {
  fn: FunctionValue
  /** The call that led here; null for the handler itself. */
  call: TSESTree.Node | null
  caller: Module | null
  /** Called through a parameter of the function around it: what a wrapper was given, not a helper. */
  callback: boolean
  /** What its answer hangs on, once that was asked. */
  relevance?: Relevance
}

export interface NextCall {
  kind: 'next' | 'route' | 'router'
  error: Value | null
  place: Place
  exchange: Exchange
  /** A router is called, which calls next() where it has no answer. */
  into?: RouterModel
}

/** What of a run is different on another way. The exchange is written in place, everything else by being replaced. */
export interface State {
  exchange: Exchange
  next: NextCall | null
  /** What runs once the handler has returned. */
  later: Later
  /** The response was put where it cannot be followed. */
  escaped: boolean
  /** The innermost `try … catch` around, and how many have been met; 0: none. */
  guard: number
  guards: number
  /** Where a possible failure has been followed: in which try, and what the exchange was then. */
  failures: ReadonlySet<string>
  /** What was assumed of values that are open, and which of several values are left. */
  truths: ReadonlyMap<Value, boolean>
  picked: ReadonlyMap<object, readonly number[]>
  /** New values of bindings that outlive the run. */
  overlay: ReadonlyMap<Binding, Value>
  /** What had the response in its hands, cannot be seen, and has not answered: names. */
  passed: readonly string[]
}

/** What all runs of an application have in common. */
export interface Common {
  machine: Machine
  disk: Disk
  major: Major
  settings: ReadonlyMap<string, Value>
  memory: Memory
  passages: Passages
  spent: Spent
  /** The global object as the program left it. */
  globals: ObjectValue
  /** Whether some file reads a member of this name: others need not be kept. */
  isRead(name: string): boolean
  /** Whether some file has a method of its own of this name. */
  isDefined(name: string): boolean
  /** Whether a name of a file is certainly declared nowhere. */
  lacksName: LacksName
}

/** A handler that is being carried out. */
export interface Run extends State, Common {
  choices: Choices
  /** What it has written in place. */
  trail: Trail
  /** As it was when the handler began: not to be changed. */
  start: Exchange
  facts: RequestFacts
  /** What it read of the request: with equal readings, another run ends equally. */
  reads: Map<string, Reading>
  frames: CallFrame[]
  /** The call that an expression which is being evaluated ends with. */
  tail: TSESTree.Node | null
  steps: number
  mostSteps: number
  /** Whether something of it was not followed to its end. */
  isCut: boolean
  /** Whether helpers that have nothing to answer with are not followed. */
  isCoarse: boolean
  /** Whether there was too much of it to follow. */
  isTooMuch: boolean
  /** Functions bound to the response or to `next`. */
  bound: Set<object>
  /** What this run made itself, and may change; in the order in which it was made. */
  owned: Map<object, number>
  scopes: Map<Scope, Life>
  /** Those of the calls that are under way. */
  opened: Scope[]
  parameters: Set<Binding>
  /** Whether a promise is being made whose failure somebody waits for: `work().catch((error) => …)`. */
  isAwaited: boolean
  /** Errors that it was given: an error handler's first argument. */
  errors: Set<object>
  /** Where errors were thrown. */
  thrownAt: Map<object, Place>
  children: Map<object, Map<string, Value>>
  request: Value
  response: Value
  nextFunction: Value
  locals: Value
  /** The response goes out now. */
  respond(by: Outcome['by'], module: Module, node: TSESTree.Node): never
}

/** A value thrown by the linted code. `implicit`: by code that cannot be seen, which may as well not throw. */
export class Thrown {
  value: Value
  at: SourceRange | null
  implicit: boolean
  place: Place | null
  constructor(value: Value, at: SourceRange | null, implicit = false, place: Place | null = null) {
    this.value = value
    this.at = at
    this.implicit = implicit
    this.place = place
  }
}

/** The response is out, or the run has come to nothing that matters: the rest changes nothing. */
export class Stop {}

/** Something that cannot be followed has the response in its hands. */
export class GiveUp {
  why: string
  at: SourceRange | null
  unseen: Unseen | null
  constructor(why: string, at: SourceRange | null, unseen: Unseen | null = null) {
    this.why = why
    this.at = at
    this.unseen = unseen
  }
}

/** There are more steps or ways than are followed: nothing is known of where they lead, but that they end. */
export class Bound extends GiveUp {}

export const TOO_LONG = 'the handler is too long to follow'
export const TOO_DEEP = 'the calls go too deep to follow'

export function step(run: Run): void {
  if (++run.steps <= run.mostSteps) return
  throw isRecursive(run) ? new GiveUp(TOO_DEEP, null) : new Bound(TOO_LONG, null)
}

/** A function that has called itself so often may do so without end. */
const MOST_RECURSION = 4

function isRecursive({ frames }: Run): boolean {
  const last = frames.at(-1)?.fn.node
  return frames.filter(({ fn }) => fn.node === last).length > MOST_RECURSION
}

export { rangeOf }

/** The words of an expression, for a condition: on one line, not too long. */
export function wordsOf(module: Module, node: TSESTree.Node): string {
  const known = words.get(node)
  if (known !== undefined) return known
  const text = module.file.text.slice(node.range[0], Math.min(node.range[1], node.range[0] + 1000)).replace(/\s+/g, ' ')
  const short = text.length > 70 ? `${text.slice(0, 67)}…` : text
  words.set(node, short)
  return short
}

const words = new WeakMap<TSESTree.Node, string>()

/** The place of a node in the code that a route's author wrote: a helper's call stands for what the helper does. */
export function placeOf(run: Run, module: Module, node: TSESTree.Node): Place {
  const helpers: SourceRange[] = []
  let at = rangeOf(module, node)
  for (const frame of [...run.frames].reverse()) {
    if (frame.callback) return { range: at, helpers: helpers.reverse(), given: true }
    if (!frame.call || !frame.caller) break
    helpers.push(at)
    at = rangeOf(frame.caller, frame.call)
  }
  return { range: at, helpers: helpers.reverse(), given: false }
}

/** `from`: the package that it comes from, where its errors are known. */
export const anUnknown = (why: string, from?: string): UnknownValue =>
  from === undefined ? unknown(why) : { ...unknown(why), from }

/** The same open thing asked twice is one unknown, so that it is decided once. */
export function child(run: Run, whole: Value | object, name: string, from?: string): Value {
  const of = 'present' in whole && whole.present ? whole.present : whole
  const known = run.children.get(of)
  const before = known?.get(name)
  if (before) return before
  const value = anUnknown(name, from)
  if (known) known.set(name, value)
  else run.children.set(of, new Map([[name, value]]))
  return value
}
