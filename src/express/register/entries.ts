import type { Resolve } from '../../javascript/resolve.ts'
import { importsOf } from './importers.ts'
import type { SourceFile } from '../../text/source-file.ts'

/** Programs first, then what nobody imports dynamically either: a module's routes belong where it is imported. */
export function inImportOrder(files: SourceFile[], resolve: Resolve): SourceFile[] {
  const imported = new Set<string>()
  for (const file of files) {
    for (const path of importsOf(file, resolve)) if (path !== file.absolute) imported.add(path)
  }
  return [
    ...files.filter((file) => !imported.has(file.absolute)),
    ...files.filter((file) => imported.has(file.absolute)),
  ]
}

/** How far down each file stands: importers before what they import. */
export function importersFirst(files: SourceFile[], resolve: Resolve): Map<string, number> {
  const known = new Map(files.map((file) => [file.absolute, file]))
  const done = new Set<string>()
  const order: string[] = []
  const visit = (file: SourceFile): void => {
    if (done.has(file.absolute)) return
    done.add(file.absolute)
    for (const path of importsOf(file, resolve)) {
      const target = known.get(path)
      if (target) visit(target)
    }
    order.push(file.absolute)
  }
  for (const file of inImportOrder(files, resolve)) visit(file)
  return new Map(order.reverse().map((path, index) => [path, index]))
}
