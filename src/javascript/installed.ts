import { getMember } from './access.ts'
import { declaredDefault } from './declared-defaults.ts'
import { importedModule } from './linking.ts'
import type { Machine } from './machine.ts'
import { installedFile } from './manifest.ts'
import type { ExternalValue, Value } from './value.ts'

/** What may be taken from a package: a value that is written out, and nothing that is done. */
const isPlain = (value: Value): boolean =>
  value.kind === 'constant' ||
  value.kind === 'regex' ||
  (value.kind === 'array' && !value.open && value.items.every(isPlain))

/** A constant that an installed package exports, read where the program would load it; null: not on disk, or no constant. */
function installedValue(machine: Machine, external: ExternalValue): Value | null {
  const { package: name, path, args, of, module } = external
  if (args !== null || of?.args || path.length === 0) return null
  const file = installedFile(machine.disk, module.file.absolute, name)
  if (file === null || machine.foreign) return null
  machine.foreign = true
  try {
    const exports = importedModule(machine, module, file, 'require')
    const value = path.reduce<Value>((held, member) => getMember(machine, held, member), exports)
    return isPlain(value) ? value : null
  } finally {
    machine.foreign = false
  }
}

/** The same value, or the constant that it is of an installed package, that a schema declares, or that a sample of the environment sets. */
export function readable(machine: Machine, value: Value): Value {
  if (value.kind === 'unknown') return value.sample ?? value
  return value.kind === 'external'
    ? (installedValue(machine, value) ?? declaredDefault(machine, value) ?? value)
    : value
}
