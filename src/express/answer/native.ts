import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { argument } from '../../javascript/natives/world.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { ArrayValue, HostValue, NativeValue, Value } from '../../javascript/value.ts'
import type { Site, Spread } from './site.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'

/** A call as a native function sees it. */
export interface NativeCall {
  run: Run
  site: Site
  node: TSESTree.Node
  self: Value
  args: Spread
}
export type Behaviour = (call: NativeCall) => Value

/** What a value does here and what it holds stand on it: a table on the side would be swept again and again. */
const BEHAVIOUR = Symbol('behaviour')
const GLANCES = Symbol('glances')
const HOSTED = Symbol('hosted')
interface Lent {
  [BEHAVIOUR]: Behaviour
  [GLANCES]: number
}
interface Host {
  [HOSTED]: Hosted
}

/** A function of the language or of Express whose behaviour is known here. `glances`: from which argument on it
 * makes no difference what it is given, other than which number it is, or that it is none, or a function. */
export function lend(name: string, behaviour: Behaviour, glances = Infinity): NativeValue {
  const call = (): Value => anUnknown(name)
  const value: NativeValue & Lent = { kind: 'native', name, call, [BEHAVIOUR]: behaviour, [GLANCES]: glances }
  return value
}

const isLent = (value: Value): value is (NativeValue | HostValue) & Lent => BEHAVIOUR in value
export const glancesFrom = (value: Value): number => (isLent(value) ? value[GLANCES] : Infinity)
export const behaviourOf = (value: Value): Behaviour | undefined => (isLent(value) ? value[BEHAVIOUR] : undefined)

/** An object of Node or Express: what its members are, and what assigning them does. */
export interface Hosted {
  iterate?(): ArrayValue
  get(run: Run, name: string, call: { site: Site; node: TSESTree.Node }): Value
  set?(run: Run, name: string, value: Value, call: { site: Site; node: TSESTree.Node }): void
  remove?(run: Run, name: string | null): void
}

export function host(of: Hosted, behaviour?: Behaviour): HostValue {
  const value: HostValue & Host = { kind: 'host', of, member: () => UNDEFINED, [HOSTED]: of }
  if (!behaviour) return value
  const callable: HostValue & Host & Lent = {
    ...value,
    call: () => UNDEFINED,
    [BEHAVIOUR]: behaviour,
    [GLANCES]: Infinity,
  }
  return callable
}

const isHost = (value: Value): value is HostValue & Host => HOSTED in value
export const hostedOf = (value: Value): Hosted | undefined => (isHost(value) ? value[HOSTED] : undefined)

export { argument }
