import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Disk } from '../files/disk.ts'
import type { Bound, Ledger } from '../text/limits.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Frame, Module, Scope } from './scope.ts'
import type { Resolve } from './resolve.ts'
import type {
  ArrayValue,
  Call,
  ClassValue,
  Condition,
  ExternalValue,
  FunctionValue,
  HostValue,
  ObjectValue,
  RegexValue,
  Value,
} from './value.ts'

/** What a layer knows of the packages that programs use. */
export interface Lender {
  /** Whether it says what a package is, so that the package's own source need not. */
  knows(name: string): boolean
  /** What calling (or constructing) something of a package gives; null: nothing that the layer knows. */
  external(callee: ExternalValue, call: Call): Value | null
  /** What a member of a package's export is, read without a call; null: nothing that the layer knows. */
  member?(value: ExternalValue, name: string): Value | null
  /** What a parent class of a package puts on an object of its child; null: nothing that the layer knows. */
  parent?(parent: ExternalValue, self: Value, call: Call): ObjectValue | null
  /** What a module that is not there would export, where a tool writes it; null: nothing that the layer knows. */
  absent?(from: Module, specifier: string): Value | null
  /** Values that are handed to code which cannot be seen, by a call or otherwise. */
  escape(values: Value[], call: Call, to: Value): void
}

/** The abstract machine that carries out modules: every statement once, both sides of what the files leave open. */
export interface Machine {
  evaluator: Evaluator
  disk: Disk
  resolve: Resolve
  /** Parses a file; null: not there, or it has a syntax error. */
  load(path: string): Module | null
  lender: Lender
  frame: Frame
  /** The innermost of the open conditions that hold here. */
  condition: Condition | null
  /** What is left of the work that one module may make. */
  steps: number
  /** What the program as a whole has made of work, and how many modules of it have been carried out. */
  taken: number
  begun: number
  nesting: number
  /** What each place of the program has registered. */
  registered: Map<TSESTree.Node, Bound>
  /** Files whose code nests deeper than the stack: their work ended there. */
  tooDeep: Set<SourceFile>
  /** What was left of the program when its bounds were reached. */
  ledger: Ledger
  /** What waits for the running modules to end: callbacks of promises and packages. */
  deferred: (() => void)[]
  functions: Map<TSESTree.FunctionLike, FunctionValue>
  classes: Map<TSESTree.Node, ClassValue>
  entered: Set<TSESTree.Node>
  /** How many timers have set the one that is running now. */
  timerDepth: number
  /** Which of its arguments a function hands back when nobody listens. */
  hands: Map<TSESTree.Node, number>
  /** How often a function was called under open conditions. */
  openCalls: Map<TSESTree.Node, number>
  /** What carrying out a function that led to nothing has cost. */
  idle: Map<TSESTree.Node, Idle>
  /** How often the program has used what a layer lends. */
  stirs: number
  /** The last object made of a class. */
  instances: Map<ClassValue, Value>
  /** The last object made with a prototype by a constructor function. */
  made: Map<ObjectValue, Value>
  /** The object that a function was written into. */
  holders: Map<TSESTree.FunctionLike, Value>
  process: HostValue
  /** Faults of verblint's own, with the file whose work ended there. */
  faults: string[]
  /** Whether the code of an installed package is being carried out, for its values alone. */
  foreign: boolean
  /** The innermost `try … catch` around; null: there is none. */
  guard: Guard | null
  /** What the program hangs on `globalThis`. */
  globals: ObjectValue
}

/** `times`: how often it led to no registration; `steps`: the most that this took. null: it led to one. */
export type Idle = { times: number; steps: number } | null

/** `depth`: how many open conditions held outside; `maybe`: something inside it may have thrown. */
export interface Guard {
  depth: number
  maybe: boolean
}

export interface Env {
  scope: Scope
  self: Value
  module: Module
  home: ClassValue | null
}

export const MOST_NESTING = 700
export const MOST_CALLS = 40
/** How often a function may stand on the stack; the lower number where the files leave open whether it calls itself. */
export const MOST_RECURSION = 30
export const MOST_OPEN_RECURSION = 2
/** How often a function that registers nothing itself is carried out where the files leave open whether it is called at all. */
export const MOST_OPEN_CALLS = 300
/** A function that has led to nothing so often, and takes more steps than that, is not carried out again under open conditions. */
export const ENOUGH_IDLE = 2
export const IDLE_STEPS = 300
export const MOST_ITERATIONS = 500

/** What a program may take in all, in modules that take all they may, and what each module brings along: few take as much. */
const WHOLE_MODULES = 2
const OWN_STEPS = 20_000
/** What is still looked at where all is spent: most callbacks are short. */
const LAST_STEPS = 100

/** How many steps the next piece of work may take: callbacks and modules that never end must not add up. */
export function allowance({ ledger: { limits }, taken, begun }: Machine): number {
  return Math.max(LAST_STEPS, Math.min(limits.steps, limits.steps * WHOLE_MODULES + begun * OWN_STEPS - taken))
}

/** The steps are spent: what is left of a module of the program's own is not carried out. */
export function spent({ ledger }: Machine, { module: { file, foreign } }: Env): void {
  if (!foreign) ledger.beyond('steps', file.range(0, 0))
}

/** Of a call in a chain over several lines, what is its own: from its name on, not from the line where the chain begins. */
export function rangeOf(module: Module, node: TSESTree.Node): SourceRange {
  const [start, end] = node.range
  const name =
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed
      ? node.callee.property.range[0]
      : start
  return module.file.range(module.file.text.slice(start, name).includes('\n') ? name : start, end)
}

export const textOf = (module: Module, node: TSESTree.Node): string => {
  const text = module.file.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Where the program stands among open conditions: what is set here may be set in vain outside. */
export const openDepth = (machine: Machine): number => machine.condition?.depth ?? 0

/** The conditions for a person, outermost first; null: there is none. */
export function describeCondition(condition: Condition | null): string | null {
  const texts: string[] = []
  for (let at = condition; at; at = at.outer) {
    const text = at.text()
    if (texts[0] !== text) texts.unshift(text)
  }
  return texts.join(' and ') || null
}

/** From here on, to the end of what is carried out, something holds that the files leave open. */
export function addCondition(machine: Machine, text: () => string, unset: boolean | null = null): void {
  machine.condition = { text, outer: machine.condition, depth: openDepth(machine) + 1, unset }
}

/** Whether the program comes here where nothing is set from outside, by the conditions that are deeper than a number; null: that does not decide it. */
export function comesHere(machine: Machine, depth: number): boolean | null {
  let all: boolean | null = true
  for (let at = machine.condition; at && at.depth > depth; at = at.outer) {
    if (at.unset === false) return false
    if (at.unset === null) all = null
  }
  return all
}

/** How many open conditions held when a thing was made. */
export const birthOf = (thing: Value): number => (isMade(thing) ? (thing.birth ?? 0) : 0)

const isMade = (thing: Value): thing is ObjectValue | ArrayValue | HostValue | RegexValue =>
  thing.kind === 'object' || thing.kind === 'array' || thing.kind === 'host' || thing.kind === 'regex'

export function born<T extends Value>(machine: Machine, thing: T): T {
  const depth = openDepth(machine)
  if (isMade(thing) && (depth > 0 || thing.birth)) thing.birth = depth
  return thing
}

/** Carries something out that happens only if a condition holds which the files leave open. */
export function under<T>(machine: Machine, text: () => string, work: () => T, unset: boolean | null = null): T {
  const { condition } = machine
  addCondition(machine, text, unset)
  try {
    return work()
  } finally {
    machine.condition = condition
  }
}

export function makeCall(
  machine: Machine,
  node: TSESTree.Node,
  env: Env,
  self: Value,
  args: Value[],
  open = false,
): Call {
  return {
    self,
    args,
    open,
    node,
    module: env.module,
    condition: machine.condition,
    frame: machine.frame,
    scope: env.scope,
  }
}

/** How a statement ended, other than by reaching its end. */
export type Completion =
  { kind: 'return'; value: Value } | { kind: 'break' | 'continue'; label: string | null } | { kind: 'throw' } | null

export interface Invocation {
  self: Value
  args: Value[]
  open: boolean
  call: TSESTree.Node | null
  from: Env | null
  callback: boolean
}

/** The parts of the evaluator that call each other in a circle: an expression holds functions, whose bodies are statements. */
export interface Evaluator {
  evaluate(machine: Machine, node: TSESTree.Node, env: Env): Value
  execute(machine: Machine, node: TSESTree.Node, env: Env): Completion
  executeAll(machine: Machine, nodes: readonly TSESTree.Node[], env: Env): Completion
  invoke(machine: Machine, fn: FunctionValue, how: Invocation): Value
  callValue(machine: Machine, callee: Value, call: Call): Value
}

export const within = (env: Env, scope: Scope): Env => ({ ...env, scope })

export function functionValue(node: TSESTree.FunctionLike, env: Env): FunctionValue {
  const self = node.type === 'ArrowFunctionExpression' ? env.self : null
  return { kind: 'function', node, module: env.module, scope: env.scope, self, home: env.home, members: new Map() }
}
