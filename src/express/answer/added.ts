import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Value } from '../../javascript/value.ts'
import { prototypesOf } from '../register/prototypes.ts'
import type { Prototypes } from '../register/prototypes.ts'
import { callFunction } from './call.ts'
import type { Run } from './run.ts'
import type { Site } from './site.ts'

/** A member that the program has put on every request or response; undefined: none of that name. */
export function added(
  run: Run,
  of: keyof Prototypes,
  name: string,
  { site, node }: { site: Site; node: TSESTree.Node },
): Value | undefined {
  const { members, getters } = prototypesOf(run.machine)[of]
  const getter = getters.get(name)
  if (!getter) return members.get(name)
  const invocation = { self: run[of], args: { items: [], open: false }, node, caller: site.module, callback: false }
  return callFunction(run, getter, invocation)
}
