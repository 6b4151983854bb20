import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { holderOf } from '../../javascript/access.ts'
import { isErrorName } from '../../javascript/natives/error.ts'
import { FUNCTION_METHODS } from '../../javascript/natives/function.ts'
import { languageMember } from '../../javascript/natives/language.ts'
import { OBJECT_METHODS } from '../../javascript/natives/object.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { ClassValue, NativeValue, ObjectValue, Value } from '../../javascript/value.ts'
import { callFunction } from './call.ts'
import { bearsNoStatus, builtInError, isStatus } from './errors.ts'
import { ownMember } from './globals.ts'
import { hostedOf } from './native.ts'
import { isChanged, isMutableMember, isWrittenLater } from './mutation.ts'
import { memberSource } from '../packages/failures.ts'
import { externalMember } from './packages.ts'
import { anUnknown, child, rangeOf, Thrown } from './run.ts'
import type { Run } from './run.ts'
import { childScope } from '../../javascript/scope.ts'

/** What a member of a value is; `key` null: which one is open. */
export function getMember(run: Run, module: Module, node: TSESTree.Node, of: Value, key: string | null): Value {
  if (of.kind === 'constant' && (of.value === null || of.value === undefined)) {
    throw new Thrown(
      builtInError('TypeError', constant(`Cannot read properties of ${String(of.value)}`)),
      rangeOf(module, node),
    )
  }
  if (key === null) return openMember(run, of)
  const hosted = hostedOf(of)
  if (hosted)
    return hosted.get(run, key, { site: { module, scope: childScope(null), self: UNDEFINED, home: null }, node })
  switch (of.kind) {
    case 'object':
      return objectMember(run, module, node, of, key)
    case 'class':
      return classMember(run, of, key)
    case 'function':
      return (
        of.members.get(key) ??
        (of.open ? child(run, of, key) : (languageMember(of, key, (thing) => run.owned.has(thing)) ?? UNDEFINED))
      )
    case 'native':
      return nativeMember(run, module, node, of, key)
    case 'external':
      return externalMember(run, of, key)
    case 'unknown':
      return bearsNoStatus(run, of) && isStatus(key) ? UNDEFINED : child(run, of, key, memberSource(run, of, key))
    case 'host':
      return readable(run, of) ? of.member(key) : anUnknown(`.${key}`)
    case 'either':
      return anUnknown(`.${key}`)
    case 'open-text':
      return known(
        languageMember(of, key, () => true),
        () => child(run, of, key),
      )
    default:
      return languageMember(of, key, (thing) => run.owned.has(thing)) ?? UNDEFINED
  }
}

/** What is open of a thing is the same each time that it is asked for. */
const known = (value: Value | null, open: () => Value): Value => (!value || value.kind === 'unknown' ? open() : value)

function nativeMember(run: Run, module: Module, node: TSESTree.Node, of: NativeValue, key: string): Value {
  if (of.name === 'process' && key === 'env') return getMember(run, module, node, run.machine.process, key)
  const own = ownMember(of, key)
  if (own) return own
  return of.language
    ? (languageMember(of, key, () => true) ?? UNDEFINED)
    : (FUNCTION_METHODS.get(key) ?? anUnknown(`${of.name}.${key}`))
}

/** Namespaces, Maps and Sets of the program and the environment may be read; an app's own members would register things. */
const readable = (run: Run, of: Value & { kind: 'host' }): boolean =>
  of.iterate !== undefined ||
  of.keys !== undefined ||
  of === run.machine.process ||
  of === run.machine.process.member('env')

/** One of the members, where all are known: `table[req.params.x]`. */
function openMember(run: Run, of: Value): Value {
  if (of.kind === 'unknown') return child(run, of, '[…]')
  return anUnknown('a computed member')
}

function objectMember(run: Run, module: Module, node: TSESTree.Node, of: ObjectValue, key: string): Value {
  const found = holderOf(of, key)
  if (!run.owned.has(of) && isWrittenLater(found?.holder ?? of, key)) return child(run, of, key)
  if (!found)
    return (
      (of.bare ? null : OBJECT_METHODS.get(key)) ??
      (key === 'constructor' || key === '__proto__' ? child(run, of, key) : UNDEFINED)
    )
  const { holder, open } = found
  if (open) return OBJECT_METHODS.get(key) ?? child(run, holder, key)
  const getter = holder.getters.get(key)
  if (getter)
    return callFunction(run, getter, {
      self: of,
      args: { items: [], open: false },
      node,
      caller: module,
      callback: false,
    })
  const value = holder.members.get(key) ?? UNDEFINED
  const persistent = !run.owned.has(of)
  return persistent && value.kind !== 'function' && isMutableMember(module.program, key) ? child(run, of, key) : value
}

function classMember(run: Run, of: ClassValue, key: string): Value {
  let at: Value | null = of
  for (; at && at.kind === 'class'; at = at.parent) {
    const value = at.members.get(key)
    if (value) return value.kind === 'constant' && isChanged(of) ? child(run, of, key) : value
    if (at.open) return child(run, of, key)
  }
  if (key === 'prototype') return of.prototype
  // What it inherits from a class out of sight is not known: `Model.findAll`.
  if (at && !(at.kind === 'native' && isErrorName(at.name))) return child(run, of, key, memberSource(run, at, key))
  return key === 'name' ? constant(of.node.id?.name ?? '') : (FUNCTION_METHODS.get(key) ?? UNDEFINED)
}
