import type { DirectiveFile } from '../text/directive.ts'
import { Ledger } from '../text/limits.ts'
import type { Limits } from '../text/limits.ts'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import { check, type Rules } from './check/check.ts'
import type { ApacheDirective } from './read/directive.ts'
import { type Htaccess, htaccessViews, type Ruling } from './htaccess.ts'
import { folderOf, parentsFirst, type Placed } from './read/htaccess-files.ts'
import { isWhole, type MainReading, readHtaccess, readMain } from './read/main-file.ts'
import { EVERYTHING } from './read/overrides.ts'
import { isHtaccess, readTree } from './read/reader.ts'
import { type Start, UNSEEN_START } from './read/variables.ts'
import { groupBy } from '../text/group.ts'

export type { Htaccess } from './htaccess.ts'

/** One httpd: a main configuration with all that it includes, or `.htaccess` files without one in sight. */
export interface Configuration {
  /** null: none in sight. */
  main: SourceFile | null
  /** A whole server's (it has a ServerRoot or Listen), not a lone vhost file. */
  complete: boolean
  /** A whole server's of which nothing is out of sight: what it does not say is not said. */
  closed: boolean
  /** Includes whose files are out of sight, all or in part. */
  unseen: ReadonlySet<SourceRange>
  /** The whole configuration in reading order: includes, macros, variables and decided conditionals are expanded. */
  directives: ApacheDirective[]
  /** Every `.htaccess` as this virtual host's section sees it (null: the main server), parents before children. */
  htaccess(server: ApacheDirective | null): Htaccess[]
  /** Whether a module is there, by `mod_x.c` or `x_module`; null: the files do not say. */
  hasModule(name: string): boolean | null
  /** A module that is not httpd's own may be loaded, whose handlers nobody knows here. */
  foreignModules: boolean
  /** httpd refuses to start with this. */
  refusal: Finding | null
  /** All that is wrong with its files, those of its `.htaccess` included. */
  problems: Finding[]
  trees: DirectiveFile[]
  /** What is not looked at of it. */
  ledger: Ledger
}

export interface ConfigurationOptions {
  version?: string
  /** How it is started, where that is in sight. */
  start?: Start
  limits?: Partial<Limits>
}

/** What Debian ships and the facts were observed on. */
const CURRENT_VERSION = '2.4.66'

/** The release that stands for a branch, `2.4`: its newest, whatever that is by now. */
const newestOf = (version: string): string => {
  if (!/^\d+\.\d+$/.test(version)) return version
  return CURRENT_VERSION.startsWith(`${version}.`) ? CURRENT_VERSION : `${version}.${Number.MAX_SAFE_INTEGER}`
}

/** Sorts the given files into configurations and reads them, with what they include. */
export function loadConfigurations(files: SourceFile[], disk: Disk, options: ConfigurationOptions): Configuration[] {
  const version = newestOf(options.version ?? CURRENT_VERSION)
  const read = files
    .filter((file) => !isHtaccess(file))
    .map((file) =>
      readMain(file, disk, { version, ledger: new Ledger(options.limits), start: options.start ?? UNSEEN_START }),
    )
  const mains = outermost(read)
  const given = files.filter(isHtaccess)
  const configurations = mains.map((main) => configure(main, given, disk, { version }))
  const placed = new Set(configurations.flatMap(({ trees }) => trees.map(({ file }) => file.absolute)))
  return [
    ...configurations,
    ...lone(
      given.filter(({ absolute }) => !placed.has(absolute)),
      { version, limits: options.limits },
    ),
  ]
}

interface LoneOptions {
  version: string
  limits: Partial<Limits> | undefined
}

/** Those that no other includes; of two that include each other, one. */
function outermost(readings: MainReading[]): MainReading[] {
  const covered = new Set<string>()
  const kept = [...readings]
    .sort((a, b) => b.files.length - a.files.length)
    .filter(({ main, files }) => {
      if (covered.has(main.absolute)) return false
      for (const file of files) covered.add(file.absolute)
      return true
    })
  return readings.filter((reading) => kept.includes(reading))
}

/** Virtual hosts, in open sections too. */
const virtualHosts = (directives: ApacheDirective[]): ApacheDirective[] =>
  directives.flatMap((directive) =>
    directive.key === 'virtualhost' ? [directive] : directive.open ? virtualHosts(directive.block ?? []) : [],
  )

/** What a file is to the check: one of a server's own, or made to be included where nobody sees. */
const contextOf = (directives: ApacheDirective[]): 'server' | 'fragment' =>
  virtualHosts(directives).length > 0 || directives.some(({ key }) => /^(?:listen|serverroot|loadmodule)$/.test(key))
    ? 'server'
    : 'fragment'

/** One finding a place: several servers may see the same file. */
function distinct(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ ruleId, message, range }) => {
    const id = `${ruleId} ${range.file} ${range.start.offset} ${message}`
    return !seen.has(id) && seen.add(id)
  })
}

function treesOf(files: Iterable<SourceFile>, problems: Finding[]): DirectiveFile[] {
  const byFile = groupBy(problems, ({ range }) => range.file)
  return [...new Set(files)].map((file) => ({ ...readTree(file), problems: byFile.get(file.path) ?? [] }))
}

function configure(
  reading: MainReading,
  given: SourceFile[],
  disk: Disk,
  ruling: Omit<Ruling, 'registered'>,
): Configuration {
  const { main, directives, building } = reading
  const registered: Rules['registered'] = {
    methods: new Set(),
    providers: new Set(),
    actions: new Set(),
    settings: new Set(),
  }
  const checked = check(directives, { file: contextOf(directives), modules: building.modules, registered })
  const views = htaccessViews(reading, given, disk, { ...ruling, registered })
  const hosts = virtualHosts(directives)
  const servers = directives.some(({ key }) => key === 'documentroot') || hosts.length === 0 ? [null, ...hosts] : hosts
  const htaccessFiles = servers.flatMap(views.of).map(({ file }) => file)
  building.ledger.tell(views.leftOut())
  const problems = distinct([...building.problems, ...checked.problems, ...views.problems])
  return {
    main,
    directives,
    problems,
    htaccess: views.of,
    complete: isWhole(directives),
    closed: isWhole(directives) && !building.incomplete,
    unseen: building.unseen,
    hasModule: building.modules.has,
    foreignModules: building.modules.foreign(),
    refusal: building.refusal ?? checked.refusal,
    trees: treesOf([...reading.files, ...htaccessFiles], problems),
    ledger: building.ledger,
  }
}

/** `.htaccess` files that no configuration in sight serves: one for each topmost folder, as if AllowOverride granted everything. */
function lone(files: SourceFile[], options: LoneOptions): Configuration[] {
  const groups = new Map<string, Placed[]>()
  for (const placed of files
    .map((file) => ({ file, folder: folderOf(file), servedFrom: folderOf(file) }))
    .sort(parentsFirst)) {
    const top =
      [...groups.keys()].find((folder) => placed.folder === folder || placed.folder.startsWith(`${folder}/`)) ??
      placed.folder
    groups.set(top, [...(groups.get(top) ?? []), placed])
  }
  return [...groups.values()].map((group) => loneGroup(group, options))
}

function loneGroup(group: Placed[], { version, limits }: LoneOptions): Configuration {
  const proofs = new Map<string, ReadonlySet<string>>()
  const read = group.map((placed) => {
    const above = [...proofs].flatMap(([folder, proven]) => (placed.folder.startsWith(`${folder}/`) ? [...proven] : []))
    const reading = readHtaccess(placed.file, null, version, new Set(above))
    proofs.set(placed.folder, reading.building.proven)
    return {
      placed,
      reading,
      checked: check(reading.directives, {
        file: EVERYTHING,
        modules: reading.building.modules,
        registered: { methods: new Set(), providers: new Set(), actions: new Set(), settings: new Set() },
      }),
    }
  })
  const htaccess = read.map(({ placed, reading, checked }): Htaccess => ({
    ...placed,
    read: null,
    directives: reading.directives,
    refusal: reading.building.refusal ?? checked.refusal,
  }))
  const problems = distinct(read.flatMap(({ reading, checked }) => [...reading.building.problems, ...checked.problems]))
  return {
    main: null,
    complete: false,
    closed: false,
    unseen: new Set(),
    directives: [],
    problems,
    refusal: null,
    htaccess: (server) => (server === null ? htaccess : []),
    hasModule: (name) => read[0]?.reading.building.modules.has(name) ?? null,
    foreignModules: true,
    trees: treesOf(
      group.map(({ file }) => file),
      problems,
    ),
    ledger: new Ledger(limits),
  }
}
