import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { classValue } from './classes.ts'
import { evaluate } from './evaluate.ts'
import {
  functionValue,
  MOST_NESTING,
  addCondition,
  openDepth,
  spent,
  textOf,
  under,
  within,
  type Completion,
  type Env,
  type Machine,
} from './machine.ts'
import { unlabelled } from './evaluator.ts'
import { requiredLazily } from './linking.ts'
import { acts, beginsByWaiting, floatingCall } from './floating.ts'
import { loop } from './loops.ts'
import { Thrown, raise } from './exceptions.ts'
import { bindPattern } from './patterns.ts'
import { childScope, declare, findBinding, DEFAULT, outerScope } from './scope.ts'
import { lexicalNames } from './hoisting.ts'
import { isFunction } from './tree.ts'
import {
  UNDEFINED,
  alternatives,
  assumptionOf,
  constant,
  objectOf,
  settled,
  truth,
  unknown,
  unsetOf,
  type Value,
} from './value.ts'

export function execute(machine: Machine, node: TSESTree.Node, env: Env): Completion {
  if (machine.steps <= 0) spent(machine, env)
  if (machine.steps <= 0 || machine.nesting >= MOST_NESTING) return null
  machine.steps -= 1
  machine.taken += 1
  machine.nesting += 1
  try {
    return statement(machine, node, env)
  } finally {
    machine.nesting -= 1
  }
}

/** Whether a module calls an async function there that waits first: what stands behind the call is carried out before it. */
function isLeftForLater(machine: Machine, node: TSESTree.ExpressionStatement, { module, scope }: Env): boolean {
  const { call } = floatingCall(node.expression) ?? {}
  if (!call || machine.frame.node || call.arguments.some((argument) => acts(argument))) return false
  const callee = call.callee.type === 'Identifier' ? findBinding(scope, call.callee.name)?.value : undefined
  const fn = isFunction(call.callee) ? call.callee : callee?.kind === 'function' ? callee.node : null
  const { body } = module.program
  return fn !== null && beginsByWaiting(fn) && body.at(-1) !== node && body.includes(node)
}

function leaveForLater(machine: Machine, node: TSESTree.ExpressionStatement, env: Env): void {
  const { condition, frame } = machine
  machine.deferred.push(() => {
    Object.assign(machine, { condition, frame })
    evaluate(machine, node.expression, env)
  })
}

function statement(machine: Machine, node: TSESTree.Node, env: Env): Completion {
  switch (node.type) {
    case 'ExpressionStatement':
      if (isLeftForLater(machine, node, env)) leaveForLater(machine, node, env)
      else evaluate(machine, node.expression, env)
      return null
    case 'VariableDeclaration':
      variables(machine, node, env)
      return null
    case 'BlockStatement':
      return executeAll(machine, node.body, within(env, childScope(env.scope)))
    case 'ReturnStatement':
      return { kind: 'return', value: node.argument ? evaluate(machine, node.argument, env) : UNDEFINED }
    case 'IfStatement':
      return branch(machine, node, env)
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return loop(machine, node, env)
    case 'TryStatement':
      return attempt(machine, node, env)
    case 'SwitchStatement':
      return choice(machine, node, env)
    case 'ThrowStatement':
      raise(machine, evaluate(machine, node.argument, env))
      return { kind: 'throw' }
    case 'BreakStatement':
      return { kind: 'break', label: node.label?.name ?? null }
    case 'ContinueStatement':
      return { kind: 'continue', label: node.label?.name ?? null }
    case 'LabeledStatement':
      return unlabelled(execute(machine, node.body, env), node.label.name, 'break')
    case 'ClassDeclaration':
      if (node.id) declare(env.scope, node.id.name, classValue(machine, node, env))
      return null
    case 'ExportNamedDeclaration':
      return node.declaration ? execute(machine, node.declaration, env) : null
    case 'ExportDefaultDeclaration':
      exportDefault(machine, node, env)
      return null
    case 'TSExportAssignment':
      env.module.common.exports = evaluate(machine, node.expression, env)
      return null
    case 'TSEnumDeclaration':
      enumeration(machine, node, env)
      return null
    case 'TSModuleDeclaration':
      return namespace(machine, node, env)
    default:
      return null
  }
}

/** Functions are there before the first statement. */
function hoist(machine: Machine, nodes: readonly TSESTree.Node[], env: Env): void {
  const { scope } = env
  if (scope.parent)
    for (const name of lexicalNames(nodes))
      if (!scope.bindings.has(name)) declare(scope, name, unknown(`'${name}' is not declared yet`))
  for (const node of nodes) {
    const own =
      (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') && node.declaration
        ? node.declaration
        : node
    if (own.type !== 'FunctionDeclaration' || !own.id) continue
    const value = functionValue(own, env)
    machine.functions.set(own, value)
    declare(env.scope, own.id.name, value)
  }
}

/** A list of statements; after one that may have left, the others happen under a condition. */
export function executeAll(machine: Machine, nodes: readonly TSESTree.Node[], env: Env): Completion {
  hoist(machine, nodes, env)
  for (const node of nodes) {
    const {
      condition,
      frame: {
        returns: { length },
      },
    } = machine
    const done = execute(machine, node, env)
    if (done) return done
    // A return deeper inside, under conditions that hold no longer.
    if (machine.frame.returns.length > length && machine.condition === condition)
      addCondition(machine, () => `no return at line ${lineOf(env, node)}`)
  }
  return null
}

const lineOf = ({ module }: Env, node: TSESTree.Node): number => module.file.position(node.range[0]).line

function variables(machine: Machine, node: TSESTree.VariableDeclaration, env: Env): void {
  for (const { id, init } of node.declarations) {
    if (init && requiredLazily(machine, id, init, env)) continue
    // `var x` again, and a loop's variable, leave the value as it is.
    if (!init && id.type === 'Identifier' && node.kind === 'var' && findBinding(env.scope, id.name)) continue
    const value = init ? evaluate(machine, init, env) : UNDEFINED
    const scope = node.kind === 'var' ? outerScope(env.scope) : env.scope
    bindPattern(machine, id, value, env, { declare: scope, more: init ? { init } : {} })
  }
}

function branch(machine: Machine, node: TSESTree.IfStatement, env: Env): Completion {
  const value = evaluate(machine, node.test, env)
  const holds = truth(value)
  const test = (): string => textOf(env.module, node.test)
  if (holds === true) return execute(machine, node.consequent, env)
  if (holds === false) {
    // A default is what comes next; what a setting switches on may be there as well.
    if (assumptionOf(value) !== null) under(machine, test, () => execute(machine, node.consequent, env), false)
    return node.alternate ? execute(machine, node.alternate, env) : null
  }
  const unset = unsetOf(value)
  const taken = unset && truth(unset)
  const yes = under(machine, test, () => execute(machine, node.consequent, env), taken)
  const { alternate } = node
  const no = alternate
    ? under(
        machine,
        () => `not ${test()}`,
        () => execute(machine, alternate, env),
        taken === null ? null : !taken,
      )
    : null
  noteReturn(machine, yes, no, taken)
  return merge(machine, yes, no, { test, taken })
}

/** Which of two sides returns where nothing is set from outside. */
function noteReturn({ frame }: Machine, yes: Completion, no: Completion, holds: boolean | null): void {
  if (frame.unset || frame.doubt) return
  const taken = holds ? yes : no
  if (holds === null) frame.doubt = yes?.kind === 'return' || no?.kind === 'return'
  else if (taken?.kind === 'return') frame.unset = taken.value
}

/** Both sides were taken: what follows happens only where neither left. */
export function merge(
  machine: Machine,
  yes: Completion,
  no: Completion,
  { test, taken }: { test: () => string; taken: boolean | null },
): Completion {
  if (yes && no) {
    if (yes.kind === 'return' && no.kind === 'return') machine.frame.returns.push(yes.value)
    return no.kind === 'throw' ? yes : no
  }
  const left = yes ?? no
  if (left?.kind === 'return') machine.frame.returns.push(left.value)
  const stays = taken === null ? null : taken !== Boolean(yes)
  if (left && left.kind !== 'throw') addCondition(machine, yes ? () => `not ${test()}` : test, stays)
  return null
}

/** What is done in a `try` that has a `catch`; what it throws there, if that is certain. */
function guarded(
  machine: Machine,
  node: TSESTree.TryStatement,
  env: Env,
): { done: Completion; thrown: Value | null; maybe: boolean } {
  const { guard, condition, nesting, frame } = machine
  const inner = { depth: openDepth(machine), maybe: false }
  if (node.handler) machine.guard = inner
  try {
    const done = execute(machine, node.block, env)
    return { done, thrown: done?.kind === 'throw' ? unknown('an error') : null, maybe: inner.maybe }
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    Object.assign(machine, { condition, nesting, frame })
    return { done: { kind: 'throw' }, thrown: error.value, maybe: false }
  } finally {
    machine.guard = guard
  }
}

function handle(machine: Machine, { param, body }: TSESTree.CatchClause, error: Value, env: Env): Completion {
  const scope = childScope(env.scope)
  const inside = within(env, scope)
  if (param) bindPattern(machine, param, error, inside, { declare: scope, more: {} })
  return execute(machine, body, inside)
}

function attempt(machine: Machine, node: TSESTree.TryStatement, env: Env): Completion {
  const { done: tried, thrown, maybe } = guarded(machine, node, env)
  const { handler } = node
  let done = tried
  if (thrown && handler) done = handle(machine, handler, thrown, env)
  else if (maybe && handler) {
    const test = (): string => `line ${lineOf(env, handler)} catches an error`
    const caught = under(machine, test, () => handle(machine, handler, unknown('an error'), env))
    done = merge(machine, caught, tried, { test, taken: null })
  }
  const last = node.finalizer ? execute(machine, node.finalizer, env) : null
  if (!last && thrown && !handler) raise(machine, thrown)
  return last ?? done
}

function choice(machine: Machine, node: TSESTree.SwitchStatement, env: Env): Completion {
  // A default decides, as it does in paths.
  const value = settled(evaluate(machine, node.discriminant, env))
  const inside = within(env, childScope(env.scope))
  const tests = node.cases.map((one) => (one.test ? evaluate(machine, one.test, inside) : null))
  const from = (start: number): Completion =>
    start < 0
      ? null
      : leaveSwitch(
          executeAll(
            machine,
            node.cases.slice(start).flatMap((one) => one.consequent),
            inside,
          ),
        )
  const starts = startsOf(alternatives(value), tests)
  const [only] = starts ?? []
  if (starts?.length === 1 && only !== undefined) return from(only)
  const maybe = (index: number, work: () => Completion): void => {
    const test = node.cases[index]?.test
    machine.frame.doubt ||= machine.frame.unset === null
    const done = under(
      machine,
      () => `${textOf(env.module, node.discriminant)} is ${test ? textOf(env.module, test) : 'something else'}`,
      work,
    )
    if (done?.kind === 'return') machine.frame.returns.push(done.value)
  }
  if (starts) for (const start of starts) maybe(start, () => from(start))
  else for (const [index, one] of node.cases.entries()) maybe(index, () => executeAll(machine, one.consequent, inside))
  return null
}

/** Where a switch starts for each value that is possible, -1 for nowhere; null: one of them, or a case, is open. */
function startsOf(values: Value[], tests: (Value | null)[]): number[] | null {
  if (
    !values.every(({ kind }) => kind === 'constant') ||
    tests.some((test) => test !== null && test.kind !== 'constant')
  )
    return null
  const starts = values.map((value) => {
    const found = tests.findIndex(
      (test) => test?.kind === 'constant' && value.kind === 'constant' && test.value === value.value,
    )
    return found >= 0 ? found : tests.indexOf(null)
  })
  return [...new Set(starts)]
}

const leaveSwitch = (done: Completion): Completion => unlabelled(done, null, 'break')

function exportDefault(machine: Machine, node: TSESTree.ExportDefaultDeclaration, env: Env): void {
  const { declaration } = node
  if (declaration.type === 'FunctionDeclaration') {
    const value = declaration.id ? findBinding(env.scope, declaration.id.name)?.value : functionValue(declaration, env)
    if (value?.kind === 'function') machine.functions.set(declaration, value)
    declare(env.scope, DEFAULT, value ?? UNDEFINED)
  } else if (declaration.type === 'ClassDeclaration') {
    const value = classValue(machine, declaration, env)
    if (declaration.id) declare(env.scope, declaration.id.name, value)
    declare(env.scope, DEFAULT, value)
  } else declare(env.scope, DEFAULT, evaluate(machine, declaration, env))
}

function enumeration(machine: Machine, node: TSESTree.TSEnumDeclaration, env: Env): void {
  const made = objectOf()
  const scope = childScope(env.scope)
  let next: number | null = 0
  for (const member of node.body.members) {
    const name =
      member.id.type === 'Identifier' ? member.id.name : member.id.type === 'Literal' ? String(member.id.value) : ''
    const value: Value = member.initializer
      ? evaluate(machine, member.initializer, within(env, scope))
      : next === null
        ? unknown('an enum member')
        : constant(next)
    const number: number | null = value.kind === 'constant' && typeof value.value === 'number' ? value.value : null
    next = number === null ? null : number + 1
    made.members.set(name, value)
    declare(scope, name, value)
  }
  declare(env.scope, node.id.name, made)
}

function namespace(machine: Machine, node: TSESTree.TSModuleDeclaration, env: Env): Completion {
  if (node.id.type !== 'Identifier' || node.body?.type !== 'TSModuleBlock') return null
  const scope = childScope(env.scope)
  executeAll(machine, node.body.body, within(env, scope))
  declare(env.scope, node.id.name, objectOf([...scope.bindings].map(([name, binding]) => [name, binding.value])))
  return null
}
