import { dirname, isAbsolute, join } from 'node:path'
import { servedEntry } from '../../deployment/served.ts'
import type { Way } from '../../model/choices.ts'
import type { Entry } from '../../files/disk.ts'
import type { Exchange } from './exchange.ts'
import { argument, levelWith, nearest } from '../compile/level.ts'
import type { Level } from '../compile/level.ts'
import { readLocation } from '../words/location.ts'
import type { Location } from '../compile/locations.ts'
import { isKnown } from './value.ts'
import type { Value } from './value.ts'
import { evaluate } from './evaluate.ts'

/** `aliased`: the location whose name an alias stands for. */
interface Root {
  path: Value
  aliased: Pick<Location, 'kind' | 'name'> | null
}

/** `root` or `alias`, whichever is nearer, as it is written, and the level of an alias; the compiled-in `html` where there is neither. */
export function writtenRoot(level: Level): { source: string; alias: Level | null } {
  const root = levelWith(level, 'root')
  const alias = levelWith(level, 'alias')
  const aliased = alias && (!root || isWithin(alias, root))
  const directive = aliased ? alias.own.get('alias')?.at(-1) : root?.own.get('root')?.at(-1)
  return { source: argument(directive) ?? 'html', alias: aliased ? alias : null }
}

function rootOf(exchange: Exchange): Root {
  const { level, instance } = exchange
  const { source, alias } = writtenRoot(level)
  const text = evaluate(exchange, source)
  const path = isKnown(text) ? (isAbsolute(text) ? text : join(instance.prefix, text)) : text
  return {
    path: isKnown(path) && !alias && !source.includes('$') ? path.replace(/\/$/, '') : path,
    aliased: alias && locationOf(alias),
  }
}

function isWithin(inner: Level, outer: Level): boolean {
  for (let at: Level | null = inner; at; at = at.parent) if (at === outer) return true
  return false
}

function locationOf(level: Level): Pick<Location, 'kind' | 'name'> | null {
  for (let at: Level | null = level; at; at = at.parent)
    if (at.kind === 'location' && at.directive) return readLocation(at.directive).value
  return null
}

export const documentRoot = (exchange: Exchange): Value => rootOf(exchange).path

/** Where a URI lies on disk (ngx_http_map_uri_to_path); null: nginx gives up with a 500. */
export function mapToPath(exchange: Exchange, uri = exchange.uri): Value | null {
  const { path, aliased } = rootOf(exchange)
  if (aliased && !exchange.validLocation) return null
  if (!isKnown(path)) return { unknown: 'the file' }
  if (!aliased) return path + uri
  if (aliased.kind === 'regex') return exchange.addUriToAlias ? path + uri : path
  return path + uri.slice(aliased.name.length)
}

/** How much of the URI an alias stands for; null: no alias; Infinity: all of it (a regex location). */
export function aliasLength(exchange: Exchange): number | null {
  if (!levelWith(exchange.level, 'alias')) return null
  const { aliased } = rootOf(exchange)
  return aliased && (aliased.kind === 'regex' ? Infinity : aliased.name.length)
}

const CHANGING = ['PUT', 'DELETE', 'MKCOL', 'COPY', 'MOVE']

/** Where dav_methods are enabled, clients make and remove files: only a folder that is there already is taken to stay. */
const changes = ({ level }: Exchange): boolean =>
  nearest(level, 'dav_methods').some(({ args }) => args.some(({ value }) => CHANGING.includes(value.toUpperCase())))

/** What lies at a path; a branch where it is not below the working directory. */
export function entryAt(exchange: Exchange, path: Value): Exclude<Entry, 'outside'> {
  const bare = isKnown(path) ? path.replace(/\/+$/, '') || '/' : null
  const inSight =
    bare === null
      ? 'outside'
      : servedEntry(exchange.instance.disk, bare, { root: rootAround(exchange, bare), named: exchange.instance.roots })
  const decided = inSight !== 'outside' && (inSight === 'directory' || !changes(exchange))
  const entry = decided ? inSight : bare === null ? chooseEntry(exchange, nameOf(path)) : chooseAt(exchange, bare)
  return entry === 'file' && bare !== null && bare !== path ? 'missing' : entry
}

/** The root that a path lies below, or else its own folder. */
function rootAround(exchange: Exchange, path: string): string {
  const root = documentRoot(exchange)
  const folder = isKnown(root) ? root.replace(/(.)\/+$/, '$1') : null
  return folder !== null && (path === folder || path.startsWith(`${folder}/`)) ? folder : dirname(path)
}

const nameOf = (path: Value): string => (isKnown(path) ? path : path.unknown)
const fromHere = (path: string, cwd: string): string => (path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path)

type Found = Exclude<Entry, 'outside'>

const waysFor = (name: string): Way<Found>[] => [
  { value: 'file', when: `${name} exists` },
  { value: 'missing', when: `${name} does not exist` },
  { value: 'directory', when: `${name} is a directory`, rare: /[^/]\.[a-z]\w*$/i.test(name) },
]

/** A document root is there, or nothing works. */
const waysForRoot = (name: string): Way<Found>[] => [
  { value: 'directory' },
  { value: 'missing', when: `${name} does not exist`, rare: true },
  { value: 'file', when: `${name} is a file`, rare: true },
]

const chooseEntry = ({ choices }: Exchange, name: string, ways = waysFor(name)): Found =>
  choices.choose(`entry ${name}`, ways)

function chooseAt(exchange: Exchange, path: string): Found {
  const name = fromHere(path, exchange.instance.disk.cwd)
  return chooseEntry(exchange, name, path === documentRoot(exchange) ? waysForRoot(name) : waysFor(name))
}
