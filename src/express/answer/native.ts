import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { UNDEFINED } from '../../javascript/value.ts'
import type { ArrayValue, HostValue, NativeValue, Value } from '../../javascript/value.ts'
import type { Site, Spread } from './expression.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'

/** A call as a native function sees it. */
export interface NativeCall { run: Run; site: Site; node: TSESTree.Node; self: Value; args: Spread }
export type Behaviour = (call: NativeCall) => Value

const behaviours = new WeakMap<object, Behaviour>()

/** A function of the language or of Express whose behaviour is known here. */
export function lend(name: string, behaviour: Behaviour): NativeValue {
  const value: NativeValue = { kind: 'native', name, call: () => anUnknown(name) }
  behaviours.set(value, behaviour)
  return value
}

export const behaviourOf = (value: Value): Behaviour | undefined => behaviours.get(value)

/** An object of Node or Express: what its members are, and what assigning them does. */
export interface Hosted { iterate?(): ArrayValue; get(run: Run, name: string, call: { site: Site; node: TSESTree.Node }): Value; set?(run: Run, name: string, value: Value, call: { site: Site; node: TSESTree.Node }): void }
const hosted = new WeakMap<object, Hosted>()

export function host(of: Hosted, behaviour?: Behaviour): HostValue {
  const value: HostValue = { kind: 'host', of, member: () => UNDEFINED, ...(behaviour ? { call: () => UNDEFINED } : {}) }
  hosted.set(value, of)
  if (behaviour) behaviours.set(value, behaviour)
  return value
}

export const hostedOf = (value: Value): Hosted | undefined => hosted.get(value)

export const argument = (args: Spread, index: number): Value => args.items[index] ?? (args.open ? anUnknown('a spread argument') : UNDEFINED)
