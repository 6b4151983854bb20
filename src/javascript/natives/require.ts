import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { requiredModule } from '../linking.ts'
import type { Env, Machine } from '../machine.ts'
import type { Module } from '../scope.ts'
import { UNDEFINED, constant, objectOf, unknown, type Value } from '../value.ts'
import { metaGlob, requireContext } from './listed.ts'

/** `import.meta`. */
export function metaOf(machine: Machine, module: Module): Value {
  const { absolute } = module.file
  return objectOf(
    [
      ['url', constant(pathToFileURL(absolute).href)],
      ['dirname', constant(dirname(absolute))],
      ['filename', constant(absolute)],
      ['glob', metaGlob(machine, module)],
    ],
    true,
  )
}

export const requireFunction = (machine: Machine, env: Env): Value => ({
  kind: 'native',
  name: 'require',
  call: (call) => requiredModule(machine, env, call.args[0] ?? UNDEFINED),
  member: (name) => {
    if (name === 'context') return requireContext(machine, env.module)
    return name === 'resolve'
      ? { kind: 'native', name, call: ({ args }) => args[0] ?? UNDEFINED }
      : unknown(`require.${name}`)
  },
})
