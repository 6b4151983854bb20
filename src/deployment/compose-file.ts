import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { isTooDeep } from '../text/depth.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type Draft, fields, type Fields, list, mergeDrafts, type Place, readDraft, text } from './draft.ts'
import { interpolate, readEnvironment } from './interpolate.ts'
import type { Environment } from './service.ts'

const require = createRequire(import.meta.url)

export const COMPOSE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDE_NAMES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** Extensions go no deeper. */
const MAX_DEPTH = 8

/** The services of one application, each merged from all its definitions. */
export interface Application {
  drafts: Map<string, Draft>
  variables: Environment
  /** Every compose file that it was read from, absolute. */
  files: string[]
}

/** The compose file of a folder with its override file, or those that the folder's `.env` names (`COMPOSE_FILE`). */
export function composeFiles(folder: string, disk: Disk): string[] {
  const { COMPOSE_FILE: listed, COMPOSE_PATH_SEPARATOR: separator } = Object.fromEntries(
    variablesOf(join(folder, '.env'), disk),
  )
  if (listed)
    return listed
      .split(separator ?? ':')
      .map((path) => resolve(folder, path))
      .filter((path) => disk.entry(path) === 'file')
  const first = (names: string[]): string[] =>
    names
      .map((name) => join(folder, name))
      .filter((path) => disk.entry(path) === 'file')
      .slice(0, 1)
  const main = first(COMPOSE_NAMES)
  return main.length > 0 ? [...main, ...first(OVERRIDE_NAMES)] : []
}

const variablesOf = (path: string, disk: Disk): Map<string, string> => readEnvironment(disk.read(path)?.text ?? '')

/** Reads the files of one application, later ones over earlier ones, with all that they include. `folder`: what their paths are relative to. */
export const readApplication = (paths: string[], folder: string, disk: Disk): Application =>
  readParts(paths, { folder, disk, variables: variablesOf(join(folder, '.env'), disk) }, new Set())

/** `seen`: the files that were read already, each from its folder; a second reading of one would add nothing. */
function readParts(paths: string[], place: Place, seen: Set<string>): Application {
  const found: Application = { drafts: new Map(), variables: place.variables, files: [] }
  const key = JSON.stringify([place.folder, ...paths])
  if (seen.has(key)) return found
  seen.add(key)
  const { disk } = place
  const included: unknown[] = []
  for (const path of paths) {
    const file = disk.read(path)
    if (!file) continue
    found.files.push(path)
    const document = readDocument(file)
    included.push(...list(document.root.include))
    for (const [name, definition] of document.services) {
      const draft = extended(definition, file, place, 0)
      const before = found.drafts.get(name)
      found.drafts.set(name, before ? mergeDrafts(before, draft) : draft)
    }
  }
  for (const one of included) {
    const other = includedApplication(one, place, seen)
    found.files.push(...(other?.files ?? []))
    for (const [name, draft] of other?.drafts ?? []) if (!found.drafts.has(name)) found.drafts.set(name, draft)
  }
  return found
}

/** `include: [path]`, or `{ path, project_directory, env_file }`; what is not on this disk is left out. */
function includedApplication(
  written: unknown,
  { folder, disk, variables }: Place,
  seen: Set<string>,
): Application | null {
  const one = typeof written === 'object' && written !== null ? fields(written) : { path: written }
  const placesOf = (value: unknown): string[] => {
    const path = interpolate(text(value) ?? '', variables)
    return path ? [resolve(folder, path)] : []
  }
  const paths = list(one.path).flatMap(placesOf)
  const [first] = paths
  if (first === undefined) return null
  const [home = dirname(first)] = list(one.project_directory).flatMap(placesOf)
  const files = one.env_file === undefined ? [join(home, '.env')] : list(one.env_file).flatMap(placesOf)
  const own = files.flatMap((path) => [...variablesOf(path, disk)])
  return readParts(paths, { folder: home, disk, variables: new Map([...own, ...variables]) }, seen)
}

interface Definition {
  fields: Fields
  start: number
  end: number
  replaces: Set<string>
}

interface ComposeDocument {
  root: Fields
  services: Map<string, Definition>
}

/** A service's own words over those of the service that it extends. */
function extended(
  { fields: own, start, end, replaces }: Definition,
  file: SourceFile,
  place: Place,
  depth: number,
): Draft {
  const draft = readDraft(own, place, file.range(start, end), replaces)
  const base =
    own.extends === undefined
      ? null
      : extendedBase(
          typeof own.extends === 'string' ? { service: own.extends } : fields(own.extends),
          file,
          place,
          depth + 1,
        )
  return base ? { ...mergeDrafts(base, draft), range: draft.range } : draft
}

function extendedBase({ file: path, service }: Fields, from: SourceFile, place: Place, depth: number): Draft | null {
  const written = interpolate(text(path) ?? '', place.variables)
  const other = written ? place.disk.read(resolve(place.folder, written)) : from
  const definition = other && readDocument(other).services.get(text(service) ?? '')
  if (!other || !definition || depth > MAX_DEPTH) return null
  // Another file's paths start from its own folder.
  return extended(definition, other, other === from ? place : { ...place, folder: dirname(other.absolute) }, depth)
}

const documents = new WeakMap<SourceFile, ComposeDocument>()

/** A compose file, parsed once. One that is no YAML, or holds no services, has none. */
function readDocument(file: SourceFile): ComposeDocument {
  const known = documents.get(file) ?? parseCompose(file)
  documents.set(file, known)
  return known
}

/** The parser goes down by recursion, and lists nest without a bracket: `- - - -`. */
function parsed<Made>(parse: () => Made): Made | null {
  try {
    return parse()
  } catch {
    return null
  }
}

function parseCompose(file: SourceFile): ComposeDocument {
  const { isMap, isNode, isScalar, parseDocument }: typeof import('yaml') = require('yaml')
  const found: ComposeDocument = { root: {}, services: new Map() }
  if (isTooDeep(file.text)) return found
  const document = parsed(() => parseDocument(file.text, { logLevel: 'silent', merge: true }))
  if (document === null) return found
  if (document.errors.length > 0) return found
  const include = document.get('include')
  if (include !== undefined)
    found.root = {
      include: isNode(include) ? orNothing(() => include.toJS(document, { maxAliasCount: 100 })) : include,
    }
  const services = document.get('services')
  if (!isMap(services)) return found
  for (const { key, value } of services.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || !isMap(value)) continue
    const [start = 0, end = start] = key.range ?? []
    const tagged = value.items.flatMap(({ key: name, value: held }) =>
      isScalar(name) && isNode(held) && /^!(?:reset|override)$/.test(held.tag ?? '')
        ? [{ name: String(name.value), tag: held.tag }]
        : [],
    )
    const given = { ...fields(orNothing(() => value.toJS(document, { maxAliasCount: 100 }))) }
    for (const { name, tag } of tagged) if (tag === '!reset') delete given[name]
    found.services.set(key.value, { fields: given, start, end, replaces: new Set(tagged.map(({ name }) => name)) })
  }
  return found
}

/** A dangling alias, or more of them than a person would write, throws. */
function orNothing(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}
