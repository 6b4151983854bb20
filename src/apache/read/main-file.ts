import type { Disk } from '../../files/disk.ts'
import { Ledger } from '../../text/limits.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { build } from './build.ts'
import type { Building } from './building.ts'
import type { ApacheDirective } from './directive.ts'
import { isDirectiveModule } from '../directives/index.ts'
import { includedFiles, serverPaths, type ServerPaths } from './includes.ts'
import { CONFIG_LINE_BYTES, HTACCESS_LINE_BYTES, readLines } from './lines.ts'
import { createModules, moduleOf, type Modules, withProof } from '../directives/modules.ts'
import { createVariables, type Start, UNSEEN_START } from './variables.ts'

/** A main file read with all that it includes. */
export interface MainReading {
  main: SourceFile
  files: SourceFile[]
  directives: ApacheDirective[]
  building: Building
  paths: ServerPaths
}

const startBuilding = (
  modules: Modules,
  version: string,
  exists: Building['exists'],
  ledger: Ledger,
  start: Start,
): Building => ({
  modules,
  version,
  exists,
  variables: createVariables(start),
  macros: new Map(),
  uses: new Map(),
  incomplete: false,
  unseen: new Set(),
  include: null,
  proven: new Set(),
  setServerRoot: () => undefined,
  problems: [],
  refusal: null,
  budget: ledger.limits.lines,
  ledger,
})

function readWith(main: SourceFile, disk: Disk, { version, ledger, start }: Reader, modules: Modules): MainReading {
  const paths = serverPaths(main, disk)
  const files = new Set([main])
  const exists = (path: string): boolean | null => {
    const entry = disk.entry(paths.locate(path))
    return entry === 'outside' ? null : entry !== 'missing'
  }
  const building: Building = {
    ...startBuilding(modules, version, exists, ledger, start),
    setServerRoot: paths.setRoot,
    include(path, optional, at, problems) {
      const { files: found, hidden } = includedFiles(path, optional, at, problems, disk, paths)
      if (hidden) {
        building.incomplete = true
        building.unseen.add(at)
        building.variables.miss()
      }
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

/** What a main file is read with. */
export interface Reader {
  version: string
  ledger: Ledger
  start: Start
}

/** A whole server's configuration; a file of `conf.d` may load a module, too. */
export const isWhole = (directives: readonly ApacheDirective[]): boolean =>
  directives.some(({ key }) => key === 'serverroot' || key === 'listen')

/** Whether a section is open that asks for a module of which a directive proves that it is there. */
const isDecidedBy = (directives: readonly ApacheDirective[], proven: ReadonlySet<string>): boolean =>
  directives.some(
    ({ key, open, args: [name], block }) =>
      (open && key === 'ifmodule' && proven.has(moduleOf((name?.value ?? '').replace(/^!|>$/g, '')) ?? '')) ||
      isDecidedBy(block ?? [], proven),
  )

/** Reads it twice where it loads modules: only then is it known that those it does not load are not there; or where its directives prove that modules are. */
export function readMain(main: SourceFile, disk: Disk, reader: Reader): MainReading {
  const first = readWith(main, disk, reader, createModules(true, isDirectiveModule))
  const { modules, incomplete, proven } = first.building
  if (modules.seen() && !incomplete && isWhole(first.directives))
    return readWith(main, disk, reader, createModules(false, isDirectiveModule))
  return isDecidedBy(first.directives, proven)
    ? readWith(main, disk, reader, withProof(createModules(true, isDirectiveModule), proven))
    : first
}

export interface HtaccessReading {
  directives: ApacheDirective[]
  building: Building
}

/** Reads an `.htaccess` as the given configuration has it read; null: none in sight. `above`: the modules that the files of the folders around it prove. */
export function readHtaccess(
  file: SourceFile,
  around: MainReading | null,
  version: string,
  above: ReadonlySet<string> = new Set(),
): HtaccessReading {
  const modules = withProof(around?.building.modules ?? createModules(true, isDirectiveModule), above)
  const first = readAs(file, around, version, modules)
  const { proven } = first.building
  return isDecidedBy(first.directives, proven) ? readAs(file, around, version, withProof(modules, proven)) : first
}

function readAs(file: SourceFile, around: MainReading | null, version: string, modules: Modules): HtaccessReading {
  const fresh = startBuilding(
    modules,
    version,
    (path) => around?.building.exists(path) ?? null,
    around?.building.ledger ?? new Ledger(),
    UNSEEN_START,
  )
  const building: Building = around
    ? {
        ...fresh,
        variables: around.building.variables,
        macros: new Map(around.building.macros),
        incomplete: around.building.incomplete,
      }
    : { ...fresh, incomplete: true }
  const directives: ApacheDirective[] = []
  build(building, readLines(file, HTACCESS_LINE_BYTES), directives)
  return { directives, building }
}
