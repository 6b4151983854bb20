import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { SourceRange } from '../text/range.ts'
import { interpolate, readEnvironment } from './interpolate.ts'
import { longPort, shortPort } from './ports.ts'
import type { Environment, Mount, PublishedPort } from './service.ts'

export type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const fields = (value: unknown): Fields => (isFields(value) ? value : {})
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
export const text = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

/** What a definition is read with: the folder that its paths start from, and the variables that fill its holes. */
export interface Place {
  folder: string
  disk: Disk
  variables: Environment
}

/** One definition of a service in its expanded form, in which definitions are merged; a key that it lacks it leaves as it was. */
export interface Draft {
  range: SourceRange
  /** Its lists and maps that take the place of earlier ones (`!override`, `!reset`). */
  replaces: ReadonlySet<string>
  build?: { context: string | null; dockerfile?: string; target?: string }
  image?: string
  container?: string
  hostname?: string
  network?: string
  command?: string[]
  entrypoint?: string[]
  aliases: string[]
  links: Map<string, string>
  profiles: string[]
  environment: Map<string, string | null>
  files: string[]
  ports: PublishedPort[]
  mounts: Mount[]
  /** Named volumes, by where they are seen. */
  volumes: Map<string, string>
}

const filled = (value: unknown, { variables }: Place): string | null => {
  const written = text(value)
  return written === null ? null : interpolate(written, variables)
}

const given = <Key extends string>(key: Key, value: string | null): Partial<Record<Key, string>> => {
  const found: Partial<Record<Key, string>> = {}
  if (value !== null) found[key] = value
  return found
}

export function readDraft(service: Fields, place: Place, range: SourceRange, replaces: ReadonlySet<string>): Draft {
  const networks = Object.values(fields(service.networks)).flatMap((network) => list(fields(network).aliases))
  return {
    range,
    replaces,
    ...(service.build === undefined || service.build === null ? {} : { build: buildOf(service.build, place) }),
    ...given('image', filled(service.image, place)),
    ...given('container', filled(service.container_name, place)),
    ...given('hostname', filled(service.hostname, place)),
    ...given('network', filled(service.network_mode, place)),
    ...(service.command ? { command: wordsOf(service.command) } : {}),
    ...(service.entrypoint ? { entrypoint: wordsOf(service.entrypoint) } : {}),
    aliases: networks.flatMap((alias) => filled(alias, place) ?? []),
    links: new Map(list(service.links).flatMap((link) => linkOf(text(link)))),
    profiles: list(service.profiles).flatMap((profile) => text(profile) ?? []),
    environment: new Map(environmentOf(service.environment, place)),
    files: list(service.env_file).flatMap((one) => pathOf(isFields(one) ? one.path : one, place)),
    ports: list(service.ports).flatMap((port) => portOf(port, place)),
    mounts: list(service.volumes).flatMap((volume) => mountOf(volume, place)),
    volumes: new Map(list(service.volumes).flatMap((volume) => volumeOf(volume, place))),
  }
}

const pathOf = (value: unknown, place: Place): string[] => {
  const path = filled(value, place)
  return path === null ? [] : [resolve(place.folder, path)]
}

/** A remote build folder is nobody's here. */
function buildOf(build: unknown, place: Place): Draft['build'] {
  const folder = filled(isFields(build) ? (build.context ?? '.') : build, place)
  const context = folder === null || /^[a-z+]+:\/\/|^git@/i.test(folder) ? null : resolve(place.folder, folder)
  return {
    context,
    ...given('dockerfile', filled(fields(build).dockerfile, place)),
    ...given('target', filled(fields(build).target, place)),
  }
}

const wordsOf = (command: unknown): string[] =>
  list(command)
    .flatMap((word) => (text(word) ?? '').split(/\s+/))
    .filter(Boolean)

/** `db`, `api:backend`. */
function linkOf(link: string | null): [string, string][] {
  const [service, alias = service] = link?.split(':') ?? []
  return service && alias ? [[alias, service]] : []
}

/** `{ A: b }` or `['A=b', 'A']`; a bare name takes its value from the project's variables, or from whoever starts it. */
function environmentOf(written: unknown, place: Place): [string, string | null][] {
  const pairs: [string, unknown][] = isFields(written)
    ? Object.entries(written)
    : list(written).flatMap((one): [string, unknown][] => {
        const [, name, , value] = /^([^=]+)(=(.*))?$/s.exec(text(one) ?? '') ?? []
        return name === undefined ? [] : [[name, value ?? null]]
      })
  return pairs.map(([name, value]) => [
    name,
    value === null || value === undefined ? (place.variables.get(name) ?? null) : filled(value, place),
  ])
}

function portOf(port: unknown, place: Place): PublishedPort[] {
  if (!isFields(port)) return shortPort(filled(port, place) ?? '')
  return longPort(
    filled(port.target, place) ?? '',
    port.published === undefined ? '' : (filled(port.published, place) ?? ''),
    text(port.protocol) ?? '',
  )
}

/** What stands where in the container: `./nginx:/etc/nginx:ro`, `run:/run/app`, `{ type, source, target }`. */
function seenAt(volume: unknown, place: Place): { from: string; to: string } | null {
  const [from, to] = isFields(volume)
    ? [filled(volume.source, place), filled(volume.target, place)]
    : (filled(volume, place)?.split(':') ?? [])
  return from && to ? { from, to: to.replace(/(.)\/$/, '$1') } : null
}

const IS_PATH = /^[./~]/

/** Only what comes out of the project. */
function mountOf(volume: unknown, place: Place): Mount[] {
  const seen = seenAt(volume, place)
  return seen && IS_PATH.test(seen.from) ? [{ source: resolve(place.folder, seen.from), target: seen.to }] : []
}

function volumeOf(volume: unknown, place: Place): [string, string][] {
  const seen = seenAt(volume, place)
  return seen && !IS_PATH.test(seen.from) ? [[seen.to, seen.from]] : []
}

/** A later definition over an earlier one: single values are replaced, maps merged, lists appended; ports and mounts are told apart by where they end. */
export function mergeDrafts(base: Draft, over: Draft): Draft {
  const earlier = <Key extends keyof Draft>(key: Key, field: string, nothing: Draft[Key]): Draft[Key] =>
    over.replaces.has(field) ? nothing : base[key]
  const { build: oldBuild, ...rest } = base
  const build = over.build
    ? { ...(over.replaces.has('build') ? {} : oldBuild), ...over.build }
    : over.replaces.has('build')
      ? undefined
      : oldBuild
  const { build: _, ...newest } = over
  return {
    ...rest,
    ...newest,
    ...(build && { build }),
    range: base.range,
    replaces: base.replaces,
    aliases: [...earlier('aliases', 'networks', []), ...over.aliases],
    links: new Map([...earlier('links', 'links', new Map()), ...over.links]),
    profiles: [...earlier('profiles', 'profiles', []), ...over.profiles],
    environment: new Map([...earlier('environment', 'environment', new Map()), ...over.environment]),
    files: [...earlier('files', 'env_file', []), ...over.files],
    ports: unique(
      [...earlier('ports', 'ports', []), ...over.ports],
      ({ published, target }) => `${published}:${target}`,
    ),
    mounts: unique([...earlier('mounts', 'volumes', []), ...over.mounts], ({ target }) => target),
    volumes: new Map([...earlier('volumes', 'volumes', new Map()), ...over.volumes]),
  }
}

/** Of those with the same key, the last. */
const unique = <Item>(items: Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
]

/** What the files named by `env_file` set, the later over the earlier; one that is not here may set anything, and is taken to set nothing. */
export const environmentFiles = (files: string[], disk: Disk): [string, string][] =>
  files.flatMap((path) => [...readEnvironment(disk.read(path)?.text ?? '')])

/** The folder of the script that a command names, below the build folder and not the build folder itself. */
export function folderOfCommand(command: string[], context: string, disk: Disk): string | null {
  const script = command
    .map((word) => join(context, word))
    .find((path) => /\.[cm]?[jt]s$/.test(path) && disk.entry(path) === 'file')
  return script === undefined || dirname(script) === context ? null : dirname(script)
}
