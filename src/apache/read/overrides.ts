import type { ApacheDirective } from './directive.ts'
import type { OverrideClass } from '../directives/index.ts'
import { fnmatch, isPattern } from './fnmatch.ts'
import { lookUp } from '../../text/lookup.ts'

/** What AllowOverride lets the `.htaccess` of one folder say. */
export interface Grant {
  classes: ReadonlySet<OverrideClass>
  /** The bits of OPTION_BITS that Options may name; null: as it comes, all. */
  options: number | null
  /** Names in lower case (AllowOverrideList). */
  list: ReadonlySet<string>
  /** Nonfatal: what is not granted, or not known, is passed over. */
  nonfatal: { override: boolean; unknown: boolean }
}

const ALL: readonly OverrideClass[] = ['AuthConfig', 'FileInfo', 'Indexes', 'Limit', 'Options']
const NONE: Grant = {
  classes: new Set(),
  options: null,
  list: new Set(),
  nonfatal: { override: false, unknown: false },
}
export const EVERYTHING: Grant = { ...NONE, classes: new Set(ALL) }

/** http_core.h's OPT_…; All has no MultiViews and no SymLinksIfOwnerMatch. */
export const OPTION_BITS: Record<string, number> = {
  indexes: 1,
  includes: 2 | 32,
  includesnoexec: 2,
  followsymlinks: 4,
  execcgi: 8,
  symlinksifownermatch: 64,
  multiviews: 128,
  runscripts: 128 | 8,
  none: 0,
  all: 1 | 2 | 4 | 8 | 32,
}

/** `.htaccess` is not even looked for. */
export const isIgnored = ({ classes, list, nonfatal }: Grant): boolean =>
  classes.size === 0 && list.size === 0 && !nonfatal.override && !nonfatal.unknown

/** set_override: one AllowOverride line starts anew. */
function allowOverride({ args }: ApacheDirective, before: Grant): Grant {
  const classes = new Set<OverrideClass>()
  const nonfatal = { override: false, unknown: false }
  let { options } = before
  for (const { value } of args) {
    const [name = '', ...given] = value.toLowerCase().split('=')
    const known = ALL.find((each) => each.toLowerCase() === name)
    if (name === 'none' || name === 'all') {
      classes.clear()
      Object.assign(nonfatal, { override: false, unknown: false })
      if (name === 'all') for (const each of ALL) classes.add(each)
    } else if (name === 'nonfatal') {
      nonfatal.override ||= given[0] === 'override' || given[0] === 'all'
      nonfatal.unknown ||= given[0] === 'unknown' || given[0] === 'all'
    } else if (known) classes.add(known)
    if (name === 'options') {
      const all = OPTION_BITS.all ?? 0
      options =
        given.length === 0
          ? all
          : (given[0] ?? '').split(',').reduce((bits, option) => bits | (lookUp(OPTION_BITS, option) ?? 0), 0)
    }
  }
  return { classes, options, nonfatal, list: before.list }
}

/** The lines of a Directory section that count; null: one of them stands in a section that the files do not decide. */
function apply(section: ApacheDirective, before: Grant): Grant | null {
  let grant = before
  for (const directive of section.block ?? []) {
    if (
      directive.open &&
      (directive.block ?? []).some(({ key }) => key === 'allowoverride' || key === 'allowoverridelist')
    )
      return null
    if (directive.key === 'allowoverride') grant = allowOverride(directive, grant)
    else if (directive.key === 'allowoverridelist') {
      const names = directive.args.map(({ value }) => value.toLowerCase())
      grant = { ...grant, list: new Set(names[0] === 'none' ? [] : names) }
    }
  }
  return grant
}

interface Section {
  directive: ApacheDirective
  path: string
  depth: number
  pattern: boolean
  open: boolean
}

const slashes = (path: string): number => path.split('/').filter(Boolean).length

const known = new WeakMap<ApacheDirective[], Section[]>()

/** Every virtual host asks for the main server's again. */
function sectionsOf(directives: ApacheDirective[]): Section[] {
  const found = known.get(directives) ?? directorySections(directives)
  known.set(directives, found)
  return found
}

/** `<Directory>` sections without a regular expression, in the order in which httpd applies them: the fewest path segments first. */
function directorySections(directives: ApacheDirective[], open = false): Section[] {
  return directives.flatMap((directive): Section[] => {
    if (directive.open) return directorySections(directive.block ?? [], true)
    const path = directive.args[0]?.value
    if (directive.key !== 'directory' || !path || path === '~') return []
    return [{ directive, path: path.replace(/(.)\/+$/, '$1'), depth: slashes(path), pattern: isPattern(path), open }]
  })
}

/**
 * Grants by folder for one server: the main server's sections, then the virtual host's, as ap_directory_walk merges them on the way
 * down. null: the files leave it open.
 */
export function grants(
  directives: ApacheDirective[],
  server: ApacheDirective | null,
): (folder: string) => Grant | null {
  const sections = [...sectionsOf(directives), ...sectionsOf(server?.block ?? [])].sort((a, b) => a.depth - b.depth)
  const reaches = ({ path, pattern, depth }: Section, folder: string): boolean => {
    if (path === '/') return true
    if (!pattern) return folder === path || folder.startsWith(`${path}/`)
    return fnmatch(
      path,
      folder
        .split('/')
        .slice(0, depth + 1)
        .join('/'),
      { pathname: true, period: true },
    )
  }
  return (folder) => {
    let grant: Grant | null = NONE
    for (const section of sections) {
      if (!reaches(section, folder)) continue
      grant = section.open || grant === null ? null : apply(section.directive, grant)
    }
    return grant
  }
}
