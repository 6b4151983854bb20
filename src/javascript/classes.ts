import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember, setMember } from './access.ts'
import { callValue, worldOf, invoke } from './call.ts'
import { functionValue, born, makeCall, openDepth, type Env, type Machine } from './machine.ts'
import { propertyName } from './patterns.ts'
import { evaluate, execute } from './evaluator.ts'
import { childScope, declare } from './scope.ts'
import { isErrorName, prototypeOf } from './natives/error.ts'
import { defineAccessor } from './natives/object.ts'
import {
  UNDEFINED,
  constant,
  either,
  isNullish,
  isUndefined,
  objectOf,
  unknown,
  type Call,
  type ClassValue,
  type FunctionValue,
  type ObjectValue,
  type Value,
} from './value.ts'

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression

const constructorOf = (node: ClassNode): TSESTree.MethodDefinition | null =>
  node.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  ) ?? null

/** The constructor that a class writes itself, as the function it is; null: it has none, or one without a body. */
export function constructorValue(of: ClassValue): FunctionValue | null {
  const maker = constructorOf(of.node)?.value
  if (maker?.type !== 'FunctionExpression') return null
  return { kind: 'function', node: maker, module: of.module, scope: of.scope, self: null, home: of, members: new Map() }
}

export const isConstructor = ({ home, node }: FunctionValue): boolean =>
  home !== null && constructorOf(home.node)?.value === node

/** A method without a body is an overload or abstract. */
function method(value: ClassValue, member: TSESTree.MethodDefinition, env: Env): FunctionValue | null {
  if (member.value.type !== 'FunctionExpression') return null
  return { ...functionValue(member.value, env), self: null, home: value }
}

function addMethod(machine: Machine, value: ClassValue, member: TSESTree.MethodDefinition, env: Env): void {
  const name = propertyName(machine, member, env)
  const fn = method(value, member, env)
  if (!fn || member.kind === 'constructor') return
  machine.functions.set(fn.node, fn)
  const holder = member.static ? value : value.prototype
  if (name === null) holder.open = true
  else if (holder.kind === 'class')
    holder.members.set(name, member.kind === 'method' ? fn : unknown('an accessor of a class'))
  else if (member.kind === 'method') holder.members.set(name, fn)
  else defineAccessor(holder, name, member.kind === 'get' ? fn : undefined, member.kind === 'set' ? fn : undefined)
  if (name !== null) holder.hidden = new Set([...(holder.hidden ?? []), name])
}

function addStatic(machine: Machine, value: ClassValue, member: TSESTree.ClassElement, env: Env): void {
  if (member.type === 'StaticBlock') {
    for (const statement of member.body) execute(machine, statement, env)
  } else if (member.type === 'PropertyDefinition' && member.static) {
    const name = propertyName(machine, member, env)
    if (name !== null) value.members.set(name, member.value ? evaluate(machine, member.value, env) : UNDEFINED)
  }
}

export function classValue(machine: Machine, node: ClassNode, env: Env): Value {
  const scope = childScope(env.scope)
  const parent = node.superClass ? evaluate(machine, node.superClass, env) : null
  const prototype = objectOf()
  if (parent?.kind === 'class') prototype.proto = parent.prototype
  else if (parent?.kind === 'function') prototype.proto = parentPrototype(machine, parent)
  else if (parent?.kind === 'native' && isErrorName(parent.name)) prototype.proto = prototypeOf(parent.name)
  else if (parent && !isNullish(parent)) prototype.open = true
  const value: ClassValue = { kind: 'class', node, module: env.module, scope, parent, members: new Map(), prototype }
  if (node.id) declare(scope, node.id.name, value)
  prototype.members.set('constructor', value)
  prototype.hidden = new Set(['constructor'])
  machine.classes.set(node, value)
  const inside: Env = { scope, self: value, module: env.module, home: value }
  for (const member of node.body.body) if (member.type === 'MethodDefinition') addMethod(machine, value, member, inside)
  for (const member of node.body.body) addStatic(machine, value, member, inside)
  return decorate(machine, value, inside)
}

/** Calls decorators of the program's own, as TypeScript does: those of members first, then the class's, the last one first. One may give another class. */
function decorate(machine: Machine, value: ClassValue, env: Env): Value {
  const use = (decorator: TSESTree.Decorator, args: Value[]): Value => {
    const made = evaluate(machine, decorator.expression, env)
    const isOwn = made.kind === 'function' || made.kind === 'native'
    return isOwn ? callValue(machine, made, makeCall(machine, decorator.expression, env, UNDEFINED, args)) : UNDEFINED
  }
  for (const member of value.node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue
    const name = member.decorators.length > 0 ? propertyName(machine, member, env) : null
    if (name === null) continue
    const holder = member.static ? value : value.prototype
    const own = holder.members.get(name) ?? UNDEFINED
    for (const decorator of member.decorators.toReversed())
      use(decorator, [holder, constant(name), objectOf([['value', own]])])
  }
  return value.node.decorators.toReversed().reduce<Value>((held, decorator) => {
    const given = use(decorator, [held])
    return given.kind === 'class' ? given : held
  }, value)
}

function parentPrototype(machine: Machine, parent: FunctionValue): ObjectValue | null {
  const prototype = getMember(machine, parent, 'prototype')
  return prototype.kind === 'object' ? prototype : null
}

/** The fields of one class, in their order, when its own part of an object is made. */
function makeFields(machine: Machine, value: ClassValue, self: Value): void {
  const env: Env = { scope: value.scope, self, module: value.module, home: value }
  for (const member of value.node.body.body) {
    // TypeScript leaves out what has no value.
    if (
      member.type !== 'PropertyDefinition' ||
      member.static ||
      (!member.value && /\.[cm]?tsx?$/.test(value.module.file.path))
    )
      continue
    const name = propertyName(machine, member, env)
    const made = member.value ? evaluate(machine, member.value, env) : UNDEFINED
    if (name === null && self.kind === 'object') self.open = true
    else if (self.kind === 'object' && name !== null) self.members.set(name, made)
    else setMember(machine, self, name, made)
  }
}

/** `super(…)`: the parent's constructor, then this class's own fields. */
export function constructParent(machine: Machine, value: ClassValue, self: Value, call: Call): Value {
  const { parent } = value
  if (parent?.kind === 'class') construct(machine, parent, self, call)
  else if (parent?.kind === 'function') callValue(machine, parent, { ...call, self })
  else if (parent?.kind === 'native' && isErrorName(parent.name)) beError(self, constructValue(machine, parent, call))
  else {
    const lent = parent?.kind === 'external' ? (machine.lender.parent?.(parent, self, call) ?? null) : null
    if (self.kind === 'object') beForeign(self, lent)
    machine.lender.escape(call.args, call, parent ?? unknown('a parent class'))
  }
  makeFields(machine, value, self)
  return UNDEFINED
}

/** What a constructor of the language's errors puts on its object. */
function beError(self: Value, error: Value): void {
  if (self.kind !== 'object' || error.kind !== 'object') return
  for (const [name, member] of error.members) if (name !== 'name') self.members.set(name, member)
  self.hidden = error.hidden
}

/** Carries out a constructor; what it returns, if that is a thing, takes the place of the object. */
function construct(machine: Machine, value: ClassValue, self: Value, call: Call): Value {
  const member = constructorOf(value.node)
  const fn = member ? method(value, member, { scope: value.scope, self, module: value.module, home: value }) : null
  if (!fn) {
    if (value.parent) constructParent(machine, value, self, call)
    else makeFields(machine, value, self)
    return self
  }
  if (!value.parent) makeFields(machine, value, self)
  const from: Env = { scope: call.scope, self: call.self, module: call.module, home: null }
  const made = invoke(machine, fn, { self, args: call.args, open: call.open, call: call.node, from, callback: false })
  return isThing(made) ? made : self
}

/** What `super` is of objects whose parent a layer knows. */
const inherited = new WeakMap<Value, ObjectValue>()

/** An object on which a parent has put what nobody knows. */
function beForeign(self: ObjectValue, lent: ObjectValue | null = null): void {
  if (!self.open) self.foreign = true
  self.open = true
  if (!lent) return
  inherited.set(self, lent)
  for (const [name, member] of lent.members) self.members.set(name, member)
}

/** A parent that puts on its objects what nobody knows. */
const isForeign = (parent: Value): boolean =>
  parent.kind !== 'class' &&
  parent.kind !== 'function' &&
  !isNullish(parent) &&
  !(parent.kind === 'native' && isErrorName(parent.name))

export function instantiate(machine: Machine, value: ClassValue, call: Call): Value {
  machine.entered.add(value.node)
  const self = born(machine, objectOf())
  self.depth = openDepth(machine)
  self.proto = value.prototype
  if (value.parent && isForeign(value.parent)) beForeign(self)
  machine.instances.set(value, self)
  return construct(machine, value, self, call)
}

/** What `super` stands for in `super.method()`: in a static one, the parent itself. */
export function superMember(value: ClassValue | null, self: Value): Value {
  if (self.kind === 'class') return value?.parent ?? unknown('super')
  return value?.prototype.proto ?? inherited.get(self) ?? unknown('super')
}

/** What `new` gives, where a constructor returns it. */
export const isThing = ({ kind }: Value): boolean => !['constant', 'unknown', 'open-text'].includes(kind)

/** `new X()`, for classes of either style. */
export function constructValue(machine: Machine, callee: Value, call: Call): Value {
  if (callee.kind === 'class') return instantiate(machine, callee, call)
  if (callee.kind === 'either')
    return either(...callee.values.filter((one) => !isUndefined(one)).map((one) => constructValue(machine, one, call)))
  if (callee.kind === 'native' && callee.language?.make)
    return callee.language.make(worldOf(machine, call), UNDEFINED, { items: call.args, open: call.open })
  if (callee.kind !== 'function') return callValue(machine, callee, call)
  const self = born(machine, objectOf())
  self.depth = openDepth(machine)
  const prototype = getMember(machine, callee, 'prototype')
  if (prototype.kind === 'object') {
    self.proto = prototype
    machine.made.set(prototype, self)
  }
  const made = callValue(machine, callee, { ...call, self })
  return isThing(made) ? made : self
}
