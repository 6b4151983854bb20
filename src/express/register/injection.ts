import { basename } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callBack } from '../../javascript/evaluator.ts'
import { instantiate } from '../../javascript/classes.ts'
import { evaluate } from '../../javascript/evaluate.ts'
import { cwdOf } from '../../javascript/files.ts'
import { importedModule } from '../../javascript/linking.ts'
import { makeCall } from '../../javascript/machine.ts'
import type { Env, Machine } from '../../javascript/machine.ts'
import { globbed } from '../../javascript/natives/glob.ts'
import { getMember } from '../../javascript/access.ts'
import { findBinding, readBinding } from '../../javascript/scope.ts'
import type { Scope } from '../../javascript/scope.ts'
import { UNDEFINED, isUndefined, native, stringOf, unknown } from '../../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, HostValue, Value } from '../../javascript/value.ts'

/** What stands for a token: a text, a class's own node, or the very value. */
type Key = string | object

/** A container of dependencies: how each is made, and what was. */
export interface Shelf {
  machine: Machine
  call: Call
  makers: Map<Key, () => Value>
  made: Map<Key, Value>
  making: Set<Key>
  fill(of: ClassValue): Value[]
}

export const keyOf = (token: Value): Key => stringOf(token) ?? (token.kind === 'class' ? token.node : token)

export function shelf(machine: Machine, call: Call, fill: (own: Shelf, of: ClassValue) => Value[]): Shelf {
  const own: Shelf = {
    machine,
    call,
    makers: new Map(),
    made: new Map(),
    making: new Set(),
    fill: (of) => fill(own, of),
  }
  return own
}

/** An object of a class, with what its constructor asks for. */
export function construct(own: Shelf, value: ClassValue): Value {
  const env: Env = { scope: value.scope, self: UNDEFINED, module: value.module, home: null }
  return instantiate(own.machine, value, makeCall(own.machine, value.node, env, UNDEFINED, own.fill(value), true))
}

/** What a token gives: made once. */
export function resolve(own: Shelf, token: Value): Value {
  const key = keyOf(token)
  const known = own.made.get(key)
  if (known) return known
  const maker = own.makers.get(key) ?? (token.kind === 'class' ? () => construct(own, token) : null)
  if (!maker || own.making.has(key)) return unknown('a dependency')
  own.making.add(key)
  const made = maker()
  own.making.delete(key)
  own.made.set(key, made)
  return made
}

export function put(own: Shelf, token: Value, maker: () => Value): void {
  own.makers.set(keyOf(token), maker)
  own.made.delete(keyOf(token))
}

export function constructorOf({ node }: ClassValue): TSESTree.Parameter[] {
  const member = node.body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor')
  return member?.type === 'MethodDefinition' ? member.value.params : []
}

/** What a parameter asks for: the token of its decorator, or the class that is its type. */
function wantedBy(machine: Machine, { scope, module }: ClassValue, param: TSESTree.Parameter): Value | null {
  const [decorator] = param.decorators
  const env: Env = { scope, self: UNDEFINED, module, home: null }
  const made = decorator ? evaluate(machine, decorator.expression, env) : null
  if (made?.kind === 'external' && made.args?.[0]) return made.args[0]
  return typeOf(scope, param)
}

/** The class that is the type of a parameter; null: none that can be named. */
export function typeOf(scope: Scope, param: TSESTree.Parameter): Value | null {
  const inner = param.type === 'TSParameterProperty' ? param.parameter : param
  const type = inner.type === 'Identifier' ? inner.typeAnnotation?.typeAnnotation : undefined
  const name = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : null
  const binding = name === null ? null : findBinding(scope, name)
  return binding && name !== null ? readBinding(binding, name) : null
}

const byType = (own: Shelf, value: ClassValue): Value[] =>
  constructorOf(value).map((param) => {
    const wanted = wantedBy(own.machine, value, param)
    return wanted ? resolve(own, wanted) : unknown('a dependency')
  })

const chain = (names: RegExp, of: object): HostValue => {
  const self: HostValue = {
    kind: 'host',
    of,
    member: (name) => native(name, () => (names.test(name) ? self : unknown(name))),
  }
  return self
}

/** What `asClass()` and its like of awilix say, by the value that stands for it. */
const resolvers = new WeakMap<object, (own: Shelf) => Value>()

function resolver(make: (own: Shelf) => Value): Value {
  const self = chain(/./, { resolver: make })
  resolvers.set(self.of, make)
  return self
}

const resolverOf = (value: Value | undefined): ((own: Shelf) => Value) | null =>
  value?.kind === 'host' ? (resolvers.get(value.of) ?? null) : null

/** What awilix hands to whatever it makes: `({ router, users }) => …`. */
const cradleOf = (own: Shelf): HostValue => ({
  kind: 'host',
  of: own,
  member: (name) => resolve(own, { kind: 'constant', value: name }),
  keys: () => [...own.makers.keys()].filter((key) => typeof key === 'string'),
})

const build = (own: Shelf, value: Value, call: Call): Value =>
  resolverOf(value)?.(own) ??
  (value.kind === 'class' ? construct(own, value) : callBack(own.machine, value, [cradleOf(own)], call))

const camel = (text: string): string =>
  text
    .replace(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())

/** `loadModules(['routes/*.js'])`: each by its name, in camel case. */
function loadModules(own: Shelf, call: Call): void {
  const { machine } = own
  const patterns = (call.args[0]?.kind === 'array' ? call.args[0].items : [])
    .map((one) => stringOf(one) ?? (one.kind === 'array' ? stringOf(one.items[0]) : null))
    .filter((one) => one !== null)
  for (const path of globbed(machine.disk, cwdOf(machine.disk, call.module.file.absolute), patterns) ?? []) {
    const name = camel(basename(path).replace(/\.[cm]?[jt]s$/, ''))
    put(own, { kind: 'constant', value: name }, () => {
      const exported = importedModule(machine, call.module, path, 'require')
      const main =
        exported.kind === 'function' || exported.kind === 'class' ? exported : getMember(machine, exported, 'default')
      return build(own, main, call)
    })
  }
}

function awilix(machine: Machine, made: Call): Value {
  const own = shelf(machine, made, (of) => [cradleOf(of)])
  const register = (call: Call): void => {
    const [first = UNDEFINED, second] = call.args
    const given: [string, Value | undefined][] =
      first.kind === 'object' ? [...first.members] : [[stringOf(first) ?? '', second]]
    for (const [name, value] of given) {
      const make = resolverOf(value)
      if (make) put(own, { kind: 'constant', value: name }, () => make(own))
    }
  }
  const self: HostValue = {
    kind: 'host',
    of: { awilix: own },
    member: (name) => {
      if (name === 'cradle') return cradleOf(own)
      return native(name, (call) => {
        if (name === 'register') register(call)
        if (name === 'loadModules') loadModules(own, call)
        if (name === 'resolve') return resolve(own, call.args[0] ?? UNDEFINED)
        return name === 'build' ? build(own, call.args[0] ?? UNDEFINED, call) : self
      })
    },
  }
  return self
}

function awilixCall(machine: Machine, name: string, call: Call): Value | null {
  const [given = UNDEFINED] = call.args
  switch (name) {
    case 'createContainer':
      return awilix(machine, call)
    case 'asValue':
      return resolver(() => given)
    case 'asFunction':
      return resolver((own) => callBack(machine, given, [cradleOf(own)], call))
    case 'asClass':
      return given.kind === 'class' ? resolver((own) => construct(own, given)) : null
    default:
      return null
  }
}

/** `bind(token).to(Class)` of inversify. */
const binding = (own: Shelf, token: Value): HostValue => ({
  kind: 'host',
  of: { token },
  member: (name) =>
    native(name, (call) => {
      const [given = UNDEFINED] = call.args
      if (name === 'to' && given.kind === 'class') put(own, token, () => construct(own, given))
      if (name === 'toConstantValue') put(own, token, () => given)
      if (name === 'toDynamicValue') put(own, token, () => callBack(own.machine, given, [unknown('a context')], call))
      if (name === 'toService') put(own, token, () => resolve(own, given))
      return chain(/^(?:in|when|on)/, { bound: token })
    }),
})

const shelves = new WeakMap<object, Shelf>()

/** What a container of inversify holds; one of which nothing is known has nothing. */
export const shelfOf = (machine: Machine, container: Value | undefined, call: Call): Shelf =>
  (container?.kind === 'host' ? shelves.get(container.of) : undefined) ?? shelf(machine, call, byType)

function inversify(machine: Machine, made: Call): Value {
  const own = shelf(machine, made, byType)
  const bind = (name: string): Value => native(name, ({ args }) => binding(own, args[0] ?? UNDEFINED))
  const self: HostValue = {
    kind: 'host',
    of: { inversify: own },
    member: (name) => {
      if (name === 'bind' || name === 'rebind') return bind(name)
      return native(name, (call) => {
        if (/^(?:get|getAsync|resolve)$/.test(name)) return resolve(own, call.args[0] ?? UNDEFINED)
        if (name !== 'load') return unknown(name)
        for (const module of call.args)
          if (module.kind === 'external' && module.args?.[0]) callBack(machine, module.args[0], [bind('bind')], call)
        return self
      })
    },
  }
  shelves.set(self.of, own)
  return self
}

const globals = new WeakMap<Machine, Shelf>()

/** The one container of typedi and tsyringe. */
function globalCall(machine: Machine, name: string, call: Call): Value | null {
  const own = globals.get(machine) ?? shelf(machine, call, byType)
  globals.set(machine, own)
  const [token = UNDEFINED, given = UNDEFINED] = call.args
  switch (name) {
    case 'get':
    case 'resolve':
      return resolve(own, token)
    case 'set':
    case 'registerInstance': {
      put(own, token, () => given)
      return UNDEFINED
    }
    case 'register':
    case 'registerSingleton': {
      const by = (key: string): Value => (given.kind === 'object' ? getMember(machine, given, key) : UNDEFINED)
      const type = given.kind === 'class' ? given : isUndefined(given) ? token : by('useClass')
      if (type.kind === 'class') put(own, token, () => construct(own, type))
      else if (!isUndefined(by('useValue'))) put(own, token, () => by('useValue'))
      else if (by('useFactory').kind === 'function')
        put(own, token, () => callBack(machine, by('useFactory'), [unknown('the container')], call))
      return UNDEFINED
    }
    default:
      return null
  }
}

/** What containers of dependencies give that make the program's parts: awilix, inversify, typedi and tsyringe; null: nothing that is known. */
export function injectionCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.at(-1) ?? ''
  switch (callee.package) {
    case 'awilix':
      return awilixCall(machine, name, call)
    case 'inversify':
      return name === 'Container' ? inversify(machine, call) : null
    case 'typedi':
      return ['Container', 'default'].includes(callee.path.at(-2) ?? 'default') ? globalCall(machine, name, call) : null
    case 'tsyringe':
      return callee.path.at(-2) === 'container' ? globalCall(machine, name, call) : null
    default:
      return null
  }
}
