import { dirname } from 'node:path'
import type { DirectiveFile } from '../source/directive.ts'
import type { Disk } from '../source/disk.ts'
import type { Finding } from '../source/finding.ts'
import type { SourceFile } from '../source/source-file.ts'
import { check } from './check/check.ts'
import type { ApacheDirective } from './directive.ts'
import { findHtaccess, guessServedFrom, type Placed, servedFolders } from './htaccess-files.ts'
import { type HtaccessReading, type MainReading, readHtaccess, readMain } from './main-file.ts'
import { EVERYTHING, grants, isIgnored } from './overrides.ts'
import { isHtaccess, readTree } from './reader.ts'

/** What `.htaccess` is to one server: read or ignored by AllowOverride, and whether httpd takes what it says. */
export interface Htaccess {
  file: SourceFile
  /** Its folder on this disk, absolute, without a slash at the end. */
  folder: string
  /** The same folder under the name by which the configuration knows it; differs where the files are linted away from their server. */
  servedFrom: string
  /** false: AllowOverride None, so it is ignored; null: no main configuration in sight decides it. */
  read: boolean | null
  /** Decided conditionals and macros expanded; open ones are sections marked `open`. */
  directives: ApacheDirective[]
  /** httpd refuses the file: everything below `folder` is 500, decided here. */
  refusal: Finding | null
}

/** One httpd: a main configuration with all that it includes, or `.htaccess` files without one in sight. */
export interface Configuration {
  /** null: none in sight. */
  main: SourceFile | null
  /** A whole server's (it has a ServerRoot or Listen), not a lone vhost file. */
  complete: boolean
  /** The whole configuration in reading order: includes, macros, variables and decided conditionals are expanded. */
  directives: ApacheDirective[]
  /** Every `.htaccess` as this virtual host's section sees it (null: the main server), parents before children. */
  htaccess(server: ApacheDirective | null): Htaccess[]
  /** Whether a module is there, by `mod_x.c` or `x_module`; null: the files do not say. */
  hasModule(name: string): boolean | null
  /** httpd refuses to start with this. */
  refusal: Finding | null
  /** All that is wrong with its files, those of its `.htaccess` included. */
  problems: Finding[]
  trees: DirectiveFile[]
}

export interface ConfigurationOptions { version?: string }

/** What Debian ships and the facts were observed on. */
const CURRENT_VERSION = '2.4.66'

/** Sorts the given files into configurations and reads them, with what they include. */
export function loadConfigurations(files: SourceFile[], disk: Disk, options: ConfigurationOptions): Configuration[] {
  const version = options.version ?? CURRENT_VERSION
  const read = files.filter((file) => !isHtaccess(file)).map((file) => readMain(file, disk, version))
  const mains = outermost(read)
  const given = files.filter(isHtaccess)
  const configurations = mains.map((main) => configure(main, given, disk, version))
  const placed = new Set(configurations.flatMap(({ trees }) => trees.map(({ file }) => file.absolute)))
  return [...configurations, ...lone(given.filter(({ absolute }) => !placed.has(absolute)), version)]
}

/** Those that no other includes; of two that include each other, one. */
function outermost(readings: MainReading[]): MainReading[] {
  const covered = new Set<string>()
  const kept = [...readings].sort((a, b) => b.files.length - a.files.length).filter(({ main, files }) => {
    if (covered.has(main.absolute)) return false
    for (const file of files) covered.add(file.absolute)
    return true
  })
  return readings.filter((reading) => kept.includes(reading))
}

const folderOf = (file: SourceFile): string => dirname(file.absolute)
const bySpan = (a: Placed, b: Placed): number => a.folder.length - b.folder.length || (a.folder < b.folder ? -1 : 1)

/** Virtual hosts, in open sections too. */
const virtualHosts = (directives: ApacheDirective[]): ApacheDirective[] =>
  directives.flatMap((directive) => (directive.key === 'virtualhost' ? [directive] : directive.open ? virtualHosts(directive.block ?? []) : []))

const names = (directives: ApacheDirective[], key: string): ApacheDirective | undefined => directives.findLast((directive) => directive.key === key)

/** What a file is to the check: one of a server's own, or made to be included where nobody sees. */
const contextOf = (directives: ApacheDirective[]): 'server' | 'fragment' =>
  (directives.some(({ key }) => /^(virtualhost|listen|serverroot|documentroot|servername|directory|loadmodule)$/.test(key)) ? 'server' : 'fragment')

/** One finding a place: several servers may see the same file. */
function distinct(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ ruleId, message, range }) => {
    const id = `${ruleId} ${range.file} ${range.start.offset} ${message}`
    return !seen.has(id) && seen.add(id)
  })
}

function treesOf(files: Iterable<SourceFile>, problems: Finding[]): DirectiveFile[] {
  return [...new Set(files)].map((file) => ({ ...readTree(file), problems: problems.filter(({ range }) => range.file === file.path) }))
}

function configure(reading: MainReading, given: SourceFile[], disk: Disk, version: string): Configuration {
  const { main, directives, building, paths } = reading
  const registered = { methods: new Set<string>(), providers: new Set<string>() }
  const checked = check(directives, { file: contextOf(directives), modules: building.modules, registered })
  const accessNames = names(directives, 'accessfilename')?.args.map(({ value }) => value) ?? ['.htaccess']
  const readings = new Map<string, HtaccessReading>()
  const htaccessOf = (file: SourceFile): HtaccessReading => {
    const before = readings.get(file.absolute) ?? readHtaccess(file, reading, version)
    readings.set(file.absolute, before)
    return before
  }
  const walks = new Map<string, Placed[]>()
  const walk = (root: string): Placed[] => {
    const before = walks.get(root) ?? findHtaccess(paths.locate(root), root, accessNames, disk)
    walks.set(root, before)
    return before
  }
  const place = (server: ApacheDirective | null): Placed[] => {
    const roots = servedFolders(directives, server)
    const found = new Map(roots.flatMap(walk).map((placed) => [placed.file.absolute, placed]))
    for (const file of given) {
      const servedFrom = found.has(file.absolute) ? null : guessServedFrom(folderOf(file), roots.filter((root) => disk.entry(paths.locate(root)) === 'outside'), disk)
      if (servedFrom !== null) found.set(file.absolute, { file, folder: folderOf(file), servedFrom })
    }
    return [...found.values()].sort(bySpan)
  }
  const checks: Finding[] = []
  const seen = new Map<ApacheDirective | null, Htaccess[]>()
  const htaccess = (server: ApacheDirective | null): Htaccess[] => {
    const before = seen.get(server)
    if (before) return before
    const granted = grants(directives, server)
    const all = place(server).map((placed) => {
      const { directives: inside, building: read } = htaccessOf(placed.file)
      const grant = granted(placed.servedFrom)
      const ignored = grant !== null && isIgnored(grant)
      const result = ignored ? null : check(inside, { file: grant ?? EVERYTHING, modules: building.modules, registered })
      if (result) checks.push(...read.problems, ...result.problems)
      return { ...placed, read: grant === null ? null : !ignored, directives: inside, refusal: grant === null || !result ? null : read.refusal ?? result.refusal }
    })
    seen.set(server, all)
    return all
  }
  const hosts = virtualHosts(directives)
  const htaccessFiles = [...(names(directives, 'documentroot') || hosts.length === 0 ? [null] : []), ...hosts].flatMap(htaccess).map(({ file }) => file)
  const problems = distinct([...building.problems, ...checked.problems, ...checks])
  return {
    main, directives, htaccess, problems,
    complete: directives.some(({ key }) => key === 'serverroot' || key === 'listen'),
    hasModule: building.modules.has,
    refusal: building.refusal ?? checked.refusal,
    trees: treesOf([...reading.files, ...htaccessFiles], problems),
  }
}

/** `.htaccess` files that no configuration in sight serves: one for each topmost folder, as if AllowOverride granted everything. */
function lone(files: SourceFile[], version: string): Configuration[] {
  const groups = new Map<string, Placed[]>()
  for (const placed of files.map((file) => ({ file, folder: folderOf(file), servedFrom: folderOf(file) })).sort(bySpan)) {
    const top = [...groups.keys()].find((folder) => placed.folder === folder || placed.folder.startsWith(`${folder}/`)) ?? placed.folder
    groups.set(top, [...(groups.get(top) ?? []), placed])
  }
  return [...groups.values()].map((group) => loneGroup(group, version))
}

function loneGroup(group: Placed[], version: string): Configuration {
  const read = group.map((placed) => {
    const reading = readHtaccess(placed.file, null, version)
    return { placed, reading, checked: check(reading.directives, { file: EVERYTHING, modules: reading.building.modules, registered: { methods: new Set(), providers: new Set() } }) }
  })
  const htaccess = read.map(({ placed, reading, checked }): Htaccess =>
    ({ ...placed, read: null, directives: reading.directives, refusal: reading.building.refusal ?? checked.refusal }))
  const problems = distinct(read.flatMap(({ reading, checked }) => [...reading.building.problems, ...checked.problems]))
  return {
    main: null, complete: false, directives: [], problems, refusal: null,
    htaccess: (server) => (server === null ? htaccess : []),
    hasModule: (name) => read[0]?.reading.building.modules.has(name) ?? null,
    trees: treesOf(group.map(({ file }) => file), problems),
  }
}
