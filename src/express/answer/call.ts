import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { constructorValue, isConstructor } from '../../javascript/classes.ts'
import { blockFunctions, varNames } from '../../javascript/hoisting.ts'
import { makeCall } from '../../javascript/machine.ts'
import { isErrorName } from '../../javascript/natives/error.ts'
import type { Module } from '../../javascript/scope.ts'
import { declare, findBinding } from '../../javascript/scope.ts'
import type { Scope } from '../../javascript/scope.ts'
import { UNDEFINED, arrayOf, constant, objectOf } from '../../javascript/value.ts'
import type { ClassValue, FunctionValue, NativeValue, ObjectValue, Value } from '../../javascript/value.ts'
import { declarePattern } from './assign.ts'
import { membersWritten } from './error-writes.ts'
import { builtInError, constructorName, markBuiltIn, openError } from './errors.ts'
import { leaveAnything } from './exchange.ts'
import { evaluate, keyName } from './expression.ts'
import { own } from './made.ts'
import type { Site, Spread } from './site.ts'
import { construct as constructBuiltIn } from './globals.ts'
import { isCarrier } from './carrier.ts'
import { collect, ending, isAbrupt, orElse, then, valued } from './course.ts'
import type { Course, Where } from './course.ts'
import type { Completion, Ended } from './joins.ts'
import { pureOfEach } from './each-of.ts'
import { glancesFrom, hostedOf } from './native.ts'
import { joinedValue } from './piece.ts'
import { settle } from './operators.ts'
import { callExternal, constructExternal, isSeen } from './packages.ts'
import { promiseOf } from './promise.ts'
import { purposeOf } from './purpose.ts'
import { GiveUp, TOO_DEEP, Thrown, anUnknown, rangeOf, step, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { closeScopes, openScope } from './scopes.ts'
import { executeAll } from './statement.ts'
import { Tail, VALUE, withValue } from './tail.ts'
import { callUnseen, handOver, mayFail } from './unseen.ts'
import { settleDeep, settleSort, sortOf } from './selector.ts'
import { declareIn, owns, save } from './trail.ts'
import { derivedCall, derivedParts } from './derived.ts'
import { lookUpIn } from './lookup.ts'
import { isNoConstructor, notAConstructor } from './type-errors.ts'
import { isUnread, look, lookForSort } from './unread.ts'
import type { UnreadValue } from './unread.ts'
import { behaviourAt } from './world.ts'

export interface Invocation {
  self: Value
  args: Spread
  node: TSESTree.Node | null
  caller: Module | null
  callback: boolean
}

const DEEPEST = 24

/** Carries out a function of the linted code, inside an expression. */
export function callFunction(run: Run, fn: FunctionValue, invocation: Invocation): Value {
  const { tail } = run
  const value = joinedValue(run, [fn, invocation.self, ...invocation.args.items], () => callCourse(run, fn, invocation))
  run.tail = tail
  return value
}

/** The ways of a function; each ends with its value, or with an error. One that cannot be followed, and has nothing to answer with, gives a
 * value that is open. */
export function callCourse(run: Run, fn: FunctionValue, invocation: Invocation): Course {
  const { self, args } = invocation
  const answers =
    run.frames.length === 0 ||
    isCarrier(run, fn) ||
    isCarrier(run, self) ||
    args.items.some((item) => isCarrier(run, item))
  if (answers || (isConstructor(fn) && lengthOf(fn) < SHORT_CONSTRUCTOR)) return carriedOut(run, fn, invocation)
  const where = { module: fn.module, node: fn.node }
  const otherwise = (): Completion => ({ kind: 'value', value: leaveOpen(run, fn, invocation) })
  if (run.isCoarse && lengthOf(fn) > SHORT) return collect(run, where, otherwise)
  return orElse(run, where, () => carriedOut(run, fn, invocation), otherwise)
}

/** Characters of a helper that is followed in any case, and of a constructor, most of which only assigns what it is given. */
const SHORT = 200
const SHORT_CONSTRUCTOR = 3000

const lengthOf = ({
  node: {
    range: [start, end],
  },
}: FunctionValue): number => end - start

/** What calling a function comes to that cannot be followed: what it gives is open, as is what it can write, and what it throws. */
function leaveOpen(run: Run, fn: FunctionValue, { self, args, caller, node }: Invocation): Value {
  let written: ReadonlySet<string> | null | undefined
  handOver(run, [fn, self, ...args.items], (name) => {
    if (written === undefined) written = membersWritten(run, fn, self)
    return written === null || written.has(name)
  })
  if (args.items.includes(run.request)) leaveAnything(run.exchange)
  const place = node && caller ? { module: caller, node } : fn
  const isAsync = 'async' in fn.node && fn.node.async
  try {
    const purpose = purposeOf(run, fn, self)
    if (purpose !== 'nothing') failOnPurpose(run, place, purpose === 'plain')
    else mayFail(run, place.module, place.node)
  } catch (error) {
    if (isAsync && error instanceof Thrown) return promiseOf(run, { state: 'rejected', error })
    throw error
  }
  const value = anUnknown(wordsOf(place.module, place.node))
  return isAsync ? promiseOf(run, { state: 'fulfilled', value }) : value
}

function failOnPurpose(run: Run, { module, node }: { module: Module; node: TSESTree.Node }, plain: boolean): void {
  if (run.choices.pick((way) => (way === 0 ? '' : `if \`${wordsOf(module, node)}\` fails`), 2) === 1)
    throw new Thrown(own(run, openError(plain)), rangeOf(module, node))
}

function carriedOut(run: Run, fn: FunctionValue, { self, args, node, caller, callback }: Invocation): Course {
  const where = { module: fn.module, node: fn.node }
  const begun = run.opened.length
  const scope = openScope(run, fn.scope)
  const site: Site = { module: fn.module, scope, self: fn.self ?? self, home: fn.home }
  const isGenerator = 'generator' in fn.node && fn.node.generator
  const isAsync = 'async' in fn.node && fn.node.async && !isGenerator
  const { frames, guard } = run
  const depth = frames.length
  if (isAsync && run.isAwaited) run.guard = ++run.guards
  frames.push({ fn, call: node, caller, callback })
  const bound = collect(run, where, () => {
    step(run)
    if (depth > DEEPEST) throw new GiveUp(TOO_DEEP, node && caller && rangeOf(caller, node))
    if (isGenerator) return { kind: 'return', value: anUnknown('a generator') }
    if (fn.node.type !== 'ArrowFunctionExpression')
      declare(scope, 'arguments', own(run, { ...arrayOf([...args.items], args.open), like: true }))
    bindParameters(run, site, fn, args)
    for (const binding of scope.bindings.values()) run.parameters.add(binding)
    hoistVars(run, scope, fn)
    return null
  })
  const done = then(run, where, bound, () => runBody(run, site, fn), isAbrupt)
  const course = isAsync
    ? then(run, where, done, (end) => {
        run.guard = guard
        return promised(run, where, end)
      })
    : ending(run, done, (end) => ('error' in end ? end : valued(valueOf(end))), guard)
  frames.length = depth
  closeScopes(run, begun)
  return course
}

const valueOf = (end: Ended): Value =>
  'completion' in end && end.completion && 'value' in end.completion ? end.completion.value : UNDEFINED

/** What an async function gives. */
function promised(run: Run, where: Where, end: Ended): Course {
  if ('error' in end)
    return end.error instanceof Thrown ? valued(promiseOf(run, { state: 'rejected', error: end.error })) : end
  const value = valueOf(end)
  return collect(run, where, () => ({ kind: 'value', value: promiseOf(run, { state: 'fulfilled', value }) }))
}

function bindParameters(run: Run, site: Site, fn: FunctionValue, args: Spread): void {
  const params = fn.node.params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
  params.forEach((param, index) => {
    if (param.type === 'RestElement')
      return declarePattern(run, site, param.argument, own(run, arrayOf(args.items.slice(index), args.open)))
    const value = args.items[index] ?? (args.open ? anUnknown('an argument') : UNDEFINED)
    declarePattern(run, site, param, value)
    if (param.type === 'TSParameterProperty' && site.self.kind === 'object') {
      const inner = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter
      if (inner.type === 'Identifier' && owns(run, site.self))
        site.self.members.set(inner.name, findBinding(site.scope, inner.name)?.value ?? value)
    }
  })
}

/** What `var` declares anywhere in a function is there from its start, undefined; a parameter of the name keeps its value. */
function hoistVars(run: Run, scope: Scope, { node: { body } }: FunctionValue): void {
  if (body?.type !== 'BlockStatement') return
  for (const name of varNames(body)) if (!scope.bindings.has(name)) declareIn(run, scope, name, UNDEFINED)
  for (const name of blockFunctions(body))
    if (!findBinding(scope, name)) declareIn(run, scope, name, anUnknown('a function of a block'))
}

function runBody(run: Run, site: Site, fn: FunctionValue): Course {
  const { body } = fn.node
  if (!body) return valued(anUnknown('a function without a body'))
  if (body.type === 'BlockStatement') return executeAll(run, site, body.body)
  return withValue(run, site, { module: fn.module, node: body }, body, VALUE)
}

/** Whether the callee is a parameter of a function around the call: what a wrapper calls is not its helper. */
function isParameter(run: Run, site: Site, callee: TSESTree.Node): boolean {
  const binding = callee.type === 'Identifier' ? findBinding(site.scope, callee.name) : null
  return binding !== null && (binding.parameter !== undefined || run.parameters.has(binding))
}

/** A call whose callee and arguments are evaluated. */
export function callValue(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: Value,
  self: Value,
  given: Spread,
): Value {
  if (callee.kind === 'function') {
    const invocation: Invocation = {
      self,
      args: given,
      node,
      caller: site.module,
      callback: isParameter(run, site, node.callee),
    }
    if (node === run.tail) throw new Tail(callee, invocation)
    return callFunction(run, callee, invocation)
  }
  const made =
    derivedCall(run, { module: site.module, node }, callee, self, given) ?? lookUpIn(run, callee, self, given)
  if (made) return made
  const parts = derivedParts(run, callee, self, given)
  if (parts) return own(run, arrayOf(parts))
  if (isUnread(self)) return callOnText(run, site, node, callee, self, given)
  if (callee.kind === 'native' && !given.items.some(({ kind }) => kind === 'function')) lookInside(run, self)
  const open = callee.kind === 'native' ? pureOfEach(run, site, node, callee, self, given) : null
  if (open) return open
  const behaviour = behaviourAt(callee)
  if (behaviour) return behaviour({ run, site, node, self, args: plain(run, given, callee) })
  const args = callee.kind === 'external' && isSeen(callee) ? plain(run, given, callee) : given
  switch (callee.kind) {
    case 'native':
      return callForeign(run, site, node, callee, self, plain(run, args, callee))
    case 'external':
      return callExternal(run, site, node, callee, args)
    case 'constant':
    case 'object':
    case 'array':
    case 'regex':
    case 'class':
      throw new Thrown(builtInError('TypeError', constant('not a function')), rangeOf(site.module, node))
    default:
      return callUnseen(run, site, node, callee, args)
  }
}

/** The language's functions look at what an array holds. */
function lookInside(run: Run, self: Value): void {
  if (self.kind !== 'array' || !self.items.some(isUnread) || !owns(run, self)) return
  self.items = self.items.map((item) => (isUnread(item) ? look(run, item) : item))
}

const OPEN: ReadonlySet<Value['kind']> = new Set(['unknown', 'external', 'open-text'])

/** A method of a text of the request. What is open because of what the method is given, is open for every text. */
function callOnText(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: Value,
  self: UnreadValue,
  given: Spread,
): Value {
  if (!given.items.some(({ kind }) => OPEN.has(kind))) return callValue(run, site, node, callee, look(run, self), given)
  const value = callValue(run, site, node, callee, lookForSort(run, self, sortOf), given)
  if (value.kind !== 'unknown') look(run, self)
  return value
}

/** Express and packages look into what they are given, the functions of the language only at it. */
function plain(run: Run, { items, open }: Spread, callee: Value): Spread {
  const settled = callee.kind === 'native' && callee.language ? settle : settleDeep
  const from = glancesFrom(callee)
  return { items: items.map((item, at) => (at < from ? settled : settleSort)(run, item)), open }
}

/** A native function of the program's own evaluation: it only gives values, as long as it is given no functions. */
function callForeign(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: NativeValue,
  self: Value,
  args: Spread,
): Value {
  if (args.items.some((arg) => arg.kind === 'function' || hostedOf(arg) || isCarrier(run, arg)))
    return callUnseen(run, site, node, callee, args)
  return settle(run, callee.call(makeCall(run.machine, node, { ...site }, self, args.items, args.open)))
}

/** Calls a function value from native code: `array.map(fn)`. */
export function callBack(
  run: Run,
  site: Site,
  node: TSESTree.Node,
  fn: Value,
  args: Value[],
  self: Value = UNDEFINED,
): Value {
  return callWith(run, site, node, fn, { items: args, open: false }, self)
}

/** The same with arguments of which not all may be known. */
export function callWith(run: Run, site: Site, node: TSESTree.Node, fn: Value, args: Spread, self: Value): Value {
  const behaviour = behaviourAt(fn)
  if (behaviour) return behaviour({ run, site, node, self, args: plain(run, args, fn) })
  return fn.kind === 'function'
    ? callFunction(run, fn, { self, args, node: null, caller: null, callback: true })
    : anUnknown('a callback')
}

/** Whether what is constructed hangs on its arguments here: an error only keeps its message. */
const looksAtArguments = (callee: Value): boolean =>
  callee.kind === 'native' ? !isErrorName(callee.name) : callee.kind === 'external' && isSeen(callee)

/** `new callee(…)`; `self`: the object under construction, for `super(…)`. */
export function constructValue(
  run: Run,
  site: Site,
  node: TSESTree.Node,
  callee: Value,
  given: Spread,
  self?: Value,
): Value {
  if (!self && isNoConstructor(callee)) throw notAConstructor(site.module, node)
  const args = looksAtArguments(callee) ? plain(run, given, callee) : given
  if (self) save(run, self)
  if (callee.kind === 'class')
    return constructClass(run, node, site.module, callee, args, self?.kind === 'object' ? self : null)
  const name = constructorName(callee)
  if (callee.kind === 'native' && name) {
    const made = constructBuiltIn(run, site, node, callee, args)
    if (self?.kind !== 'object' || made.kind !== 'object') return made
    markBuiltIn(self, name)
    for (const [key, value] of made.members) self.members.set(key, value)
    self.hidden = made.hidden
    return self
  }
  if (callee.kind === 'external') {
    const made = constructExternal(run, site, node, callee, args)
    if (self?.kind === 'object' && made.kind === 'object') {
      for (const [key, value] of made.members) self.members.set(key, value)
      return self
    }
    if (self?.kind === 'object') self.open = true
    return self ?? made
  }
  if (callee.kind === 'native') return constructBuiltIn(run, site, node, callee, args)
  if (callee.kind === 'function') {
    const made = own(run, { ...objectOf(), proto: prototypeOfFunction(callee) })
    const result = settle(
      run,
      callFunction(run, callee, { self: made, args, node, caller: site.module, callback: false }),
    )
    return result.kind === 'object' ? result : made
  }
  if (self?.kind === 'object') {
    self.open = true
    return self
  }
  return anUnknown('new')
}

function prototypeOfFunction(fn: FunctionValue): ObjectValue | null {
  const proto = fn.members.get('prototype')
  return proto?.kind === 'object' ? proto : null
}

/** What a class extends: one of the program's own, of a package, or of the language. */
export function parentOf(run: Run, site: Site, of: ClassValue): Value | null {
  if (of.parent?.kind === 'class' || of.parent?.kind === 'external') return of.parent
  return of.node.superClass ? evaluate(run, { ...site, module: of.module, scope: of.scope }, of.node.superClass) : null
}

function constructClass(
  run: Run,
  node: TSESTree.Node,
  caller: Module,
  callee: ClassValue,
  args: Spread,
  derived: ObjectValue | null,
): Value {
  const self = derived ?? own(run, { ...objectOf(), proto: callee.prototype })
  const scope = openScope(run, callee.scope)
  const site: Site = { module: callee.module, scope, self, home: callee }
  const maker = constructorValue(callee)
  const fields = (): void => {
    for (const member of callee.node.body.body) {
      if (member.type !== 'PropertyDefinition' || member.static) continue
      const key =
        member.key.type === 'PrivateIdentifier' ? `#${member.key.name}` : member.computed ? null : keyName(member.key)
      if (key !== null && owns(run, self))
        self.members.set(key, member.value ? evaluate(run, site, member.value) : UNDEFINED)
    }
  }
  if (!maker) {
    const parent = parentOf(run, site, callee)
    if (parent) constructValue(run, site, node, parent, args, self)
    fields()
    return self
  }
  // Fields are set before the body of a base class, after super() in a derived one: with the defaults of people's classes it is the same.
  fields()
  callFunction(run, maker, { self, args, node, caller, callback: false })
  return self
}
