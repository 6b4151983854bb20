import { dirname, isAbsolute, join } from 'node:path'
import { servedEntry } from '../../deployment/served.ts'
import type { Choices, Way } from '../../model/choices.ts'
import type { Entry } from '../../files/disk.ts'
import type { Exchange } from './exchange.ts'
import type { Instance } from '../compile/instance.ts'
import { argument, levelWith, nearest, ofLevel } from '../compile/level.ts'
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

/** The same as long as the configuration is: looked up once for each level. */
const writtenAt = ofLevel((level) => {
  const { source, alias } = writtenRoot(level)
  return { source, isAlias: alias !== null, aliased: alias && locationOf(alias) }
})

const constantRoots = new WeakMap<Level, Root>()

function rootOf(exchange: Exchange): Root {
  const { level, instance } = exchange
  const known = constantRoots.get(level)
  if (known) return known
  const { source, isAlias, aliased } = writtenAt(level)
  const text = evaluate(exchange, source)
  const path = isKnown(text) ? (isAbsolute(text) ? text : join(instance.prefix, text)) : text
  const isConstant = !source.includes('$')
  const root = { path: isKnown(path) && !isAlias && isConstant ? path.replace(/\/$/, '') : path, aliased }
  if (isConstant) constantRoots.set(level, root)
  return root
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
export function entryAt(exchange: Exchange, path: Value): Found {
  if (!isKnown(path)) return exchange.choices.choose(`entry ${path.unknown}`, waysFor(path.unknown))
  const sight = sightOf(exchange, path)
  const { bare, found } = sight
  const decided = found !== 'outside' && (found === 'directory' || !changes(exchange))
  const entry = decided ? found : entryLeftOpen(exchange.choices, sight)
  return entry === 'file' && bare !== path ? 'missing' : entry
}

/** Nothing lies in a folder that this run takes for a file, or for one that is not there. */
function entryLeftOpen(choices: Choices, { folders, question, ways }: Sight): Found {
  const gone = folders.some(({ question: folder, there }) => (choices.taken(folder) ?? there) !== there)
  return gone ? 'missing' : choices.choose(question, ways)
}

interface Asked {
  question: string
  ways: Way<Found>[]
}

/** What is known of a path, and the ways that are left; `root`: the document root that it was asked below. */
interface Sight extends Asked {
  root: Value
  bare: string
  found: Entry
  /** The folders that it lies in, as they may have been asked, and the way that says that each is there. */
  folders: { question: string; there: number }[]
}

/** Paths that were asked last: the runs of one request ask for the same. */
const sights = new WeakMap<Instance, Map<string, Sight>>()
const MOST_SEEN = 64

function sightOf(exchange: Exchange, path: string): Sight {
  const seen = sights.get(exchange.instance) ?? new Map<string, Sight>()
  sights.set(exchange.instance, seen)
  const root = documentRoot(exchange)
  const known = seen.get(path)
  if (known && (known.root === root || (!isKnown(known.root) && !isKnown(root)))) return known
  if (seen.size >= MOST_SEEN) seen.clear()
  const made = lookAt(exchange, path, root)
  seen.set(path, made)
  return made
}

/** `try_files /dev/null @app` is how one says that no file is meant: below a document root there is none. */
const isNowhere = (path: string): boolean => /[^/]\/dev\/null$/.test(path)

function lookAt({ instance: { disk, roots } }: Exchange, path: string, root: Value): Sight {
  const bare = path.replace(/\/+$/, '') || '/'
  const name = fromHere(bare, disk.cwd)
  const around = rootAround(root, bare)
  return {
    root,
    bare,
    found: isNowhere(bare) ? 'missing' : servedEntry(disk, bare, { root: around, named: roots }),
    ...(bare === root ? askedOfRoot(name) : askedOf(name)),
    folders: foldersFrom(around, bare)
      .map((folder) => fromHere(folder, disk.cwd))
      .flatMap((folder) => [askedOfRoot(folder), askedOf(folder)])
      .map(({ question, ways }) => ({ question, there: ways.findIndex(({ value }) => value === 'directory') })),
  }
}

/** The folders that a path lies in, the nearest first. */
function foldersFrom(root: string, path: string): string[] {
  const found: string[] = []
  for (let at = path; at !== root && at.length > root.length;) {
    at = dirname(at)
    found.push(at)
  }
  return found
}

/** The root that a path lies below, or else its own folder. */
function rootAround(root: Value, path: string): string {
  const folder = isKnown(root) ? root.replace(/(.)\/+$/, '$1') : null
  return folder !== null && (path === folder || path.startsWith(`${folder}/`)) ? folder : dirname(path)
}

const fromHere = (path: string, cwd: string): string => (path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path)

type Found = Exclude<Entry, 'outside'>

const askedOf = (name: string): Asked => ({ question: `entry ${name}`, ways: waysFor(name) })

const askedOfRoot = (name: string): Asked => ({ question: `root ${name}`, ways: waysForRoot(name) })

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
