import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callBack } from '../../../javascript/evaluator.ts'
import { evaluate } from '../../../javascript/evaluate.ts'
import type { Machine } from '../../../javascript/machine.ts'
import type { Call, ClassValue, Value } from '../../../javascript/value.ts'
import { constructorOf, keyOf, put, resolve, shelf, typeOf } from '../injection.ts'
import type { Shelf } from '../injection.ts'
import { envOf } from './controllers.ts'
import { aDependency, lineOf, madeBy } from './objects.ts'

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

/** What `{ provide, useClass | useValue | useExisting }` makes; null: what a factory gives. */
function makerOf(own: Shelf, provider: Value & { kind: 'object' }): () => Value {
  const by = (name: string): Value | undefined => provider.members.get(name)
  const [of, value, other] = [by('useClass'), by('useValue'), by('useExisting')]
  if (of?.kind === 'class') return () => madeBy(own, of)
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
    else put(own, token, provider.kind === 'class' ? () => madeBy(own, provider) : makerOf(own, provider))
  }
  return own
}
