import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { World } from '../../javascript/natives/world.ts'
import { constant, truth, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { callBack, callWith } from './call.ts'
import { builtInError } from './errors.ts'
import { setMember } from './assign.ts'
import { own } from './made.ts'
import type { Site } from './site.ts'
import { getMember } from './member.ts'
import { behaviourOf } from './native.ts'
import type { Behaviour } from './native.ts'
import { Thrown, rangeOf, wordsOf } from './run.ts'
import { assume, settle } from './selector.ts'
import { owns } from './trail.ts'
import type { Run } from './run.ts'
import { callAnyTimes } from './unseen.ts'

/** What a thing holds may be anything from now on. */
export function mayOverwrite(run: Run, thing: Value): void {
  if (thing.kind !== 'object' || !owns(run, thing)) return
  for (const name of thing.members.keys()) thing.members.set(name, unknown('it may be overwritten'))
  thing.getters.clear()
  thing.open = true
}

/** Whether what a callback answers is true; where the files leave that open, each way is taken in a run of its own. */
const holds =
  (run: Run, { module }: Site, node: TSESTree.Node) =>
  (answer: Value): boolean => {
    const value = settle(run, answer)
    const known = truth(value) ?? run.truths.get(value)
    if (known !== undefined) return known
    const taken = run.choices.pick((way) => `${way === 0 ? 'if' : 'unless'} \`${wordsOf(module, node)}\``, 2) === 0
    assume(run, value, taken)
    return taken
  }

/** What the functions of the language ask of this evaluator, one run of which takes one way. */
export const worldOf = (run: Run, site: Site, node: TSESTree.Node): World => ({
  call: (fn, args, self) => settle(run, callBack(run, site, node, fn, args, self)),
  callWith: (fn, args, self) => settle(run, callWith(run, site, node, fn, args, self)),
  callAnyTimes: (fn) => callAnyTimes(run, site, node, fn),
  get: (of, name) => settle(run, getMember(run, site.module, node, of, name)),
  set: (of, name, value) => setMember(run, site, node, { of, name }, value),
  mayOverwrite: (thing) => mayOverwrite(run, thing),
  owns: (thing) => owns(run, thing),
  isSure: () => true,
  own: (made) => own(run, made),
  bound: (fn) => {
    run.bound.add(fn)
    return fn
  },
  holds: holds(run, site, node),
  raise: (error, message, code) => {
    throw new Thrown(own(run, builtInError(error, constant(message), code)), rangeOf(site.module, node))
  },
})

/** What calling a value does, of Express or of the language; undefined: it is none of theirs. */
export function behaviourAt(value: Value): Behaviour | undefined {
  const own = behaviourOf(value)
  if (own || value.kind !== 'native' || !value.language) return own
  const { call } = value.language
  return ({ run, site, node, self, args }) => call(worldOf(run, site, node), self, args)
}
