import type { Resolve } from '../javascript/resolve.ts'
import { importsOf } from './importers.ts'
import type { SourceFile } from '../source/source-file.ts'

/** Tests make apps and routes of their own, which are none of the site's. */
export const isTest = (path: string): boolean =>
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|cypress)\/|[.-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$/.test(path)

/** Programs first, then what nobody imports dynamically either: a module's routes belong where it is imported. */
export function inImportOrder(files: SourceFile[], resolve: Resolve): SourceFile[] {
  const imported = new Set<string>()
  for (const file of files) {
    for (const path of importsOf(file, resolve)) if (path !== file.absolute) imported.add(path)
  }
  return [...files.filter((file) => !imported.has(file.absolute)), ...files.filter((file) => imported.has(file.absolute))]
}
