import { callValue } from '../call.ts'
import type { Machine } from '../machine.ts'
import { iterate } from '../access.ts'
import { UNDEFINED, constant, native, objectOf, unknown } from '../value.ts'
import type { FunctionValue, NativeValue, Value } from '../value.ts'

function bind(machine: Machine, value: FunctionValue | NativeValue, self: Value, before: Value[]): Value {
  if (value.kind === 'function' && before.length === 0) return { ...value, self: value.self ?? self }
  return native('bound', (call) => callValue(machine, value, { ...call, self, args: [...before, ...call.args] }))
}

/** `bind`, `call`, `apply` and what every function has. */
export function functionMember(machine: Machine, value: FunctionValue | NativeValue, name: string): Value {
  switch (name) {
    case 'bind': return native(name, ({ args: [self = UNDEFINED, ...before] }) => bind(machine, value, self, before))
    case 'call': return native(name, (call) => callValue(machine, value, { ...call, self: call.args[0] ?? UNDEFINED, args: call.args.slice(1) }))
    case 'apply': return native(name, (call) => {
      const { items, open } = iterate(call.args[1] ?? UNDEFINED)
      return callValue(machine, value, { ...call, self: call.args[0] ?? UNDEFINED, args: items, open })
    })
    case 'name': return value.kind === 'function' && 'id' in value.node && value.node.id ? constant(value.node.id.name) : unknown('name')
    case 'length': return value.kind === 'function' ? constant(value.node.params.length) : unknown('length')
    case 'prototype': {
      if (value.kind === 'native') return unknown(name)
      const prototype = objectOf()
      value.members.set(name, prototype)
      return prototype
    }
    default: return UNDEFINED
  }
}
