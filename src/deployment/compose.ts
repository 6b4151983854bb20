import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'
import { readDockerfile } from './dockerfile.ts'
import { interpolate, readEnvironment } from './interpolate.ts'
import type { Mount, PublishedPort, Service } from './service.ts'

const require = createRequire(import.meta.url)

export const COMPOSE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const fields = (value: unknown): Fields => (isFields(value) ? value : {})
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null)

/** What one compose file is read with: its folder, and the variables that fill its holes. */
interface Place { file: SourceFile; folder: string; disk: Disk; variables: ReadonlyMap<string, string> }

/** The services of a compose file; one that is no YAML, or holds none, has none. */
export function readCompose(file: SourceFile, disk: Disk): Service[] {
  const { LineCounter, isMap, isScalar, parseDocument }: typeof import('yaml') = require('yaml')
  const folder = dirname(file.absolute)
  const variables = readEnvironment(disk.read(join(folder, '.env'))?.text ?? '')
  const place: Place = { file, folder, disk, variables }
  const document = parseDocument(file.text, { lineCounter: new LineCounter(), logLevel: 'silent', merge: true })
  const services = document.get('services')
  if (document.errors.length > 0 || !isMap(services)) return []
  return services.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || typeof key.value !== 'string' || !isMap(value)) return []
    const [start = 0, end = start] = key.range ?? []
    const given = orNothing(() => value.toJS(document, { maxAliasCount: 100 }))
    return [serviceFrom(key.value, fields(given), place, file.range(start, end))]
  })
}

/** A dangling alias, or more of them than a person would write, throws. */
function orNothing(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}

function serviceFrom(name: string, given: Fields, place: Place, range: Service['range']): Service {
  const context = buildContext(given, place)
  const image = context === null ? null : dockerfile(given, context, place.disk)
  const networks = Object.values(fields(given.networks)).flatMap((network) => list(fields(network).aliases))
  return {
    name, project: place.file.path, range, context,
    names: [name, given.container_name, given.hostname, ...networks].flatMap((one) => text(one) ?? []),
    environment: new Map([...(image?.environment ?? []), ...environmentFiles(given, place), ...environmentOf(given.environment, place)]),
    ports: list(given.ports).flatMap((port) => portOf(port, place)),
    mounts: [...(image?.mounts ?? []), ...list(given.volumes).flatMap((volume) => mountOf(volume, place))],
  }
}

const filled = (value: unknown, { variables }: Place): string | null => {
  const written = text(value)
  return written === null ? null : interpolate(written, variables)
}

function buildContext({ build }: Fields, place: Place): string | null {
  const folder = filled(isFields(build) ? build.context ?? '.' : build, place)
  return folder === null || /^[a-z]+:\/\//i.test(folder) ? null : resolve(place.folder, folder)
}

function dockerfile({ build }: Fields, context: string, disk: Disk): ReturnType<typeof readDockerfile> | null {
  const file = disk.read(resolve(context, text(fields(build).dockerfile) ?? 'Dockerfile'))
  return file && readDockerfile(file.text, context, (path) => disk.entry(path) === 'file')
}

function environmentFiles({ env_file: files }: Fields, place: Place): [string, string][] {
  return list(files).flatMap((one) => {
    const path = filled(isFields(one) ? one.path : one, place)
    return path === null ? [] : [...readEnvironment(place.disk.read(resolve(place.folder, path))?.text ?? '')]
  })
}

/** `{ A: b }` or `['A=b', 'A']`; a bare name takes its value from the project's variables. */
function environmentOf(given: unknown, place: Place): [string, string][] {
  const pairs: [string, unknown][] = isFields(given) ? Object.entries(given) : list(given).flatMap((one): [string, unknown][] => {
    const [, name, , value] = /^([^=]+)(=(.*))?$/s.exec(text(one) ?? '') ?? []
    return name === undefined ? [] : [[name, value ?? null]]
  })
  return pairs.flatMap(([name, value]): [string, string][] => {
    const known = value === null || value === undefined ? place.variables.get(name) ?? null : filled(value, place)
    return known === null ? [] : [[name, known]]
  })
}

/** `8080:80`, `127.0.0.1:8080:80/tcp`, `80`, `{ target, published }`; ranges are left alone. */
function portOf(given: unknown, place: Place): PublishedPort[] {
  const written = isFields(given) ? `${filled(given.published, place) ?? ''}:${filled(given.target, place) ?? ''}` : filled(given, place)
  const [, published, target] = /^(?:(?:.*:)?(\d*):)?(\d+)(?:\/tcp)?$/.exec(written ?? '') ?? []
  return target === undefined ? [] : [{ published: published ? Number(published) : null, target: Number(target) }]
}

/** Only what comes out of the project: `./nginx:/etc/nginx:ro`, `{ type: bind, source, target }`. */
function mountOf(given: unknown, place: Place): Mount[] {
  const [from, to] = isFields(given) ? [filled(given.source, place), filled(given.target, place)] : filled(given, place)?.split(':') ?? []
  if (!from || !to || !/^[./~]/.test(from)) return []
  return [{ source: resolve(place.folder, from), target: to.replace(/(.)\/$/, '$1') }]
}

/** The compose files in the folders of the given files and above, up to the working directory, and what they describe. */
export function findServices(disk: Disk, files: SourceFile[]): Service[] {
  const folders = new Set<string>([disk.cwd])
  for (const { absolute } of files) {
    for (let folder = dirname(absolute); folder.startsWith(disk.cwd) && !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  return [...folders].sort().flatMap((folder) => {
    const name = COMPOSE_NAMES.find((one) => disk.entry(join(folder, one)) === 'file')
    const file = name === undefined ? null : disk.read(join(folder, name))
    return file ? readCompose(file, disk) : []
  })
}
