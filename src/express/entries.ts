import type { Resolve } from '../javascript/resolve.ts'
import { importsOf } from './importers.ts'
import type { SourceFile } from '../source/source-file.ts'

/** Programs first, then what nobody imports dynamically either: a module's routes belong where it is imported. */
export function inImportOrder(files: SourceFile[], resolve: Resolve): SourceFile[] {
  const imported = new Set<string>()
  for (const file of files) {
    for (const path of importsOf(file, resolve)) if (path !== file.absolute) imported.add(path)
  }
  return [...files.filter((file) => !imported.has(file.absolute)), ...files.filter((file) => imported.has(file.absolute))]
}
