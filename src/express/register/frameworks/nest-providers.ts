import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callBack } from '../../../javascript/evaluator.ts'
import { evaluate } from '../../../javascript/evaluate.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { propertyName } from '../../../javascript/patterns.ts'
import { isUndefined, unknown } from '../../../javascript/value.ts'
import type { Call, ClassValue, Value } from '../../../javascript/value.ts'
import { construct, constructorOf, keyOf, put, resolve, shelf, typeOf } from '../injection.ts'
import type { Shelf } from '../injection.ts'
import { envOf } from './controllers.ts'

const aDependency = (): Value => unknown('a dependency')

/** A class and those that it extends. */
function lineOf(value: ClassValue): ClassValue[] {
  const line: ClassValue[] = []
  for (let at: Value | null = value; at?.kind === 'class' && !line.includes(at); at = at.parent) line.push(at)
  return line
}

/** The token that a parameter asks for: that of `@Inject()`, or its type; null: another decorator decides, or nothing does. */
function tokenOf(machine: Machine, of: ClassValue, param: TSESTree.Parameter, call: Call): Value | null {
  const [decorator, ...more] = param.decorators.map(({ expression }) => evaluate(machine, expression, envOf(of)))
  if (!decorator) return typeOf(of.scope, param)
  const given = decorator.kind === 'external' && decorator.path.at(-1) === 'Inject' ? decorator.args?.[0] : undefined
  if (!given || more.length > 0) return null
  const late = given.kind === 'external' && given.path.at(-1) === 'forwardRef' ? given.args?.[0] : undefined
  return late ? callBack(machine, late, [], call) : given
}

/** What is provided for a token, or something that cannot be seen. */
const provided = (own: Shelf, token: Value | null): Value =>
  token && own.makers.has(keyOf(token)) ? resolve(own, token) : aDependency()

/** Fields that are declared and not set as an object is made are set later, by whom nobody sees. */
function openFields(machine: Machine, value: ClassValue, made: Value): void {
  if (made.kind !== 'object') return
  for (const of of lineOf(value))
    for (const member of of.node.body.body) {
      if (member.type !== 'PropertyDefinition' || member.static || member.value) continue
      const name = propertyName(machine, member, envOf(of))
      const held = name === null ? undefined : made.members.get(name)
      if (name !== null && (!held || isUndefined(held))) made.members.set(name, unknown('a field'))
    }
}

function objectOfClass(own: Shelf, value: ClassValue): Value {
  if (value.node.abstract) return aDependency()
  const made = construct(own, value)
  openFields(own.machine, value, made)
  return made
}

/** What `{ provide, useClass | useValue | useExisting }` makes; null: what a factory gives. */
function makerOf(own: Shelf, provider: Value & { kind: 'object' }): () => Value {
  const by = (name: string): Value | undefined => provider.members.get(name)
  const [of, value, other] = [by('useClass'), by('useValue'), by('useExisting')]
  if (of?.kind === 'class') return () => objectOfClass(own, of)
  if (value) return () => value
  return other ? () => provided(own, other) : aDependency
}

/** What the providers of an application's modules make, each for its token. One that several provide is open. */
export function nestProviders(machine: Machine, providers: readonly Value[], call: Call): Shelf {
  const own = shelf(machine, call, (at, of) => {
    const maker = lineOf(of).find((one) => constructorOf(one).length > 0)
    return maker ? constructorOf(maker).map((param) => provided(at, tokenOf(machine, maker, param, call))) : []
  })
  const given = new Map<unknown, Value>()
  for (const provider of new Set(providers)) {
    const token = provider.kind === 'object' ? provider.members.get('provide') : provider
    if (!token || (provider.kind !== 'object' && provider.kind !== 'class')) continue
    const isTaken = given.has(keyOf(token))
    given.set(keyOf(token), provider)
    if (isTaken) put(own, token, aDependency)
    else put(own, token, provider.kind === 'class' ? () => objectOfClass(own, provider) : makerOf(own, provider))
  }
  return own
}

/** The one object of a class that is a controller, a guard or middleware: made by Nest, with what it asks for. */
export function nestObject(own: Shelf, value: ClassValue): Value {
  if (!own.makers.has(keyOf(value))) put(own, value, () => objectOfClass(own, value))
  return resolve(own, value)
}
