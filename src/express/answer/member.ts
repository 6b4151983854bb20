import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/module.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { ClassValue, ObjectValue, Value } from '../../javascript/value.ts'
import { arrayMember } from './arrays.ts'
import { callFunction } from './call.ts'
import { builtInError } from './errors.ts'
import { child } from './expression.ts'
import { functionMember, globalMember } from './globals.ts'
import { objectMember } from './objects.ts'
import { hostedOf } from './native.ts'
import { isMutableMember } from './mutation.ts'
import { externalMember } from './packages.ts'
import { Thrown, anUnknown, rangeOf } from './run.ts'
import type { Run } from './run.ts'
import { regexMember, stringMember } from './strings.ts'
import { childScope } from '../../javascript/scope.ts'

/** What a member of a value is; `key` null: which one is open. */
export function getMember(run: Run, module: Module, node: TSESTree.Node, of: Value, key: string | null): Value {
  if (of.kind === 'constant' && (of.value === null || of.value === undefined)) {
    throw new Thrown(builtInError('TypeError', constant(`Cannot read properties of ${String(of.value)}`)), rangeOf(module, node))
  }
  if (key === null) return openMember(run, of)
  const hosted = hostedOf(of)
  if (hosted) return hosted.get(run, key, { site: { module, scope: childScope(null), self: UNDEFINED, home: null }, node })
  switch (of.kind) {
    case 'constant': return typeof of.value === 'string' ? stringMember(of.value, key) : numberMember(of.value, key)
    case 'open-text': return openTextMember(run, of, key)
    case 'array': return arrayMember(run, of, key)
    case 'object': return ownMember(run, module, node, of, key)
    case 'regex': return regexMember(of, key)
    case 'function': return of.members.get(key) ?? functionMember(of, key)
    case 'class': return classMember(of, key)
    case 'native': return of.name === 'process' && key === 'env' ? getMember(run, module, node, run.machine.process, key) : globalMember(of, key)
    case 'external': return externalMember(of, key)
    case 'unknown': return child(run, of, key)
    case 'host': return readable(run, of) ? of.member(key) : anUnknown(`.${key}`)
    case 'either': return anUnknown(`.${key}`)
  }
}

/** Namespaces, Maps and Sets of the program and the environment may be read; an app's own members would register things. */
const readable = (run: Run, of: Value & { kind: 'host' }): boolean =>
  of.iterate !== undefined || of.keys !== undefined || of === run.machine.process || of === run.machine.process.member('env')

/** One of the members, where all are known: `table[req.params.x]`. */
function openMember(run: Run, of: Value): Value {
  if (of.kind === 'unknown') return child(run, of, '[…]')
  return anUnknown('a computed member')
}

const numberMember = (value: unknown, key: string): Value => (key === 'toString' || key === 'toFixed' ? anUnknown(key) : value === null ? UNDEFINED : UNDEFINED)

function openTextMember(run: Run, of: Value, key: string): Value {
  return child(run, of, key)
}

function ownMember(run: Run, module: Module, node: TSESTree.Node, of: ObjectValue, key: string): Value {
  for (let at: ObjectValue | null = of; at; at = at.proto) {
    const getter = at.getters.get(key)
    if (getter) return callFunction(run, { ...getter, self: of }, { self: of, args: { items: [], open: false }, node, caller: module, callback: false })
    const value = at.members.get(key)
    if (value === undefined) {
      if (at.open) return child(run, at, key)
      continue
    }
    const persistent = !run.owned.has(of)
    if (persistent && value.kind !== 'function' && isMutableMember(module.program, key)) return child(run, of, key)
    return value
  }
  return objectMember(key) ?? UNDEFINED
}

function classMember(of: ClassValue, key: string): Value {
  for (let at: Value | null = of; at && at.kind === 'class'; at = at.parent) {
    const value = at.members.get(key)
    if (value) return value
  }
  if (key === 'prototype') return of.prototype
  return key === 'name' ? constant(of.node.id?.name ?? '') : UNDEFINED
}
