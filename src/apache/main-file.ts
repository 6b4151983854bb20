import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'
import { build, type Building, LINE_BUDGET } from './build.ts'
import type { ApacheDirective } from './directive.ts'
import { isDirectiveModule } from './directives.ts'
import { includedFiles, serverPaths, type ServerPaths } from './includes.ts'
import { CONFIG_LINE_BYTES, HTACCESS_LINE_BYTES, readLines } from './lines.ts'
import { createModules, type Modules } from './modules.ts'
import { createVariables } from './variables.ts'

/** A main file read with all that it includes. */
export interface MainReading { main: SourceFile; files: SourceFile[]; directives: ApacheDirective[]; building: Building; paths: ServerPaths }

const startBuilding = (modules: Modules, version: string, exists: Building['exists']): Building => ({
  modules, version, exists, variables: createVariables(), macros: new Map(), uses: new Map(), incomplete: false, include: null,
  setServerRoot: () => undefined, problems: [], refusal: null, budget: LINE_BUDGET,
})

function readWith(main: SourceFile, disk: Disk, version: string, open: boolean): MainReading {
  const paths = serverPaths(main, disk)
  const files = new Set([main])
  const exists = (path: string): boolean | null => {
    const entry = disk.entry(paths.locate(path))
    return entry === 'outside' ? null : entry !== 'missing'
  }
  const building: Building = {
    ...startBuilding(createModules(open, isDirectiveModule), version, exists),
    setServerRoot: paths.setRoot,
    include(path, optional, at, problems) {
      const { files: found, hidden } = includedFiles(path, optional, at, problems, disk, paths)
      if (hidden) building.incomplete = true
      return found.map((file) => {
        files.add(file)
        return readLines(file, CONFIG_LINE_BYTES, [at, ...(at.includedFrom ?? [])])
      })
    },
  }
  const directives: ApacheDirective[] = []
  build(building, readLines(main, CONFIG_LINE_BYTES), directives)
  return { main, files: [...files], directives, building, paths }
}

/** A whole server's configuration; a file of `conf.d` may load a module, too. */
export const isWhole = (directives: readonly ApacheDirective[]): boolean => directives.some(({ key }) => key === 'serverroot' || key === 'listen')

/** Reads it twice where it loads modules: only then is it known that those it does not load are not there. */
export function readMain(main: SourceFile, disk: Disk, version: string): MainReading {
  const first = readWith(main, disk, version, true)
  return first.building.modules.seen() && !first.building.incomplete && isWhole(first.directives) ? readWith(main, disk, version, false) : first
}

export interface HtaccessReading { directives: ApacheDirective[]; building: Building }

/** Reads an `.htaccess` as the given configuration has it read; null: none in sight. */
export function readHtaccess(file: SourceFile, around: MainReading | null, version: string): HtaccessReading {
  const fresh = startBuilding(around?.building.modules ?? createModules(true, isDirectiveModule), version, (path) => around?.building.exists(path) ?? null)
  const building: Building = around
    ? { ...fresh, variables: around.building.variables, macros: new Map(around.building.macros), incomplete: around.building.incomplete }
    : { ...fresh, incomplete: true }
  const directives: ApacheDirective[] = []
  build(building, readLines(file, HTACCESS_LINE_BYTES), directives)
  return { directives, building }
}
