import { join, posix, relative, sep } from 'node:path'
import { isPlain } from '../files/below.ts'
import type { SourceRange } from '../text/range.ts'

/** `published` is where people reach the container's `target` port; null: docker picks one. */
export interface PublishedPort {
  published: number | null
  target: number
}

/** A project's file or folder (absolute) and where the container sees it. */
export interface Mount {
  source: string
  target: string
  /** Copied into the image: it lies beside what is there, where a mount hides it. */
  copied?: true
}

/** What is set in a program's environment; null: something that the files do not say. */
export type Environment = ReadonlyMap<string, string | null>

/** One container of a deployment, as a compose file describes it. */
export interface Service {
  name: string
  /** What other containers of the same compose file call it: service name, container name, host name, network aliases. */
  names: string[]
  /** What this container alone calls others: the name, and the service that is meant. */
  links: ReadonlyMap<string, string>
  /** The compose file, relative to the working directory: names mean something within it only. */
  project: string
  range: SourceRange
  /** The folder that its image is built from, absolute. */
  context: string | null
  /** Where in the build folder its program is, where the Dockerfile's place or the command says so; absolute. */
  workplace: string | null
  /** Started on demand only (`profiles`). */
  optional: boolean
  /** Whose `localhost` it shares: its own, the machine's, or that of another service by name. */
  network: 'own' | 'machine' | { service: string }
  environment: Environment
  /** The words that it is started with, its entrypoint's first; null: not in sight. */
  command: string[] | null
  ports: PublishedPort[]
  mounts: Mount[]
  /** Places in the image that hold what no file shows: the output of another stage, or of a command. */
  made?: readonly string[]
  /** What commands change of what was copied into the image. */
  edited?: readonly string[]
  /** What was taken away of the image's own files, as a shell is told to. */
  removed?: readonly string[]
  /** The image that it starts from, by its name; '': not in sight. */
  image?: string
  /** Named volumes, which containers of one compose file may share: where it sees each, by name. */
  volumes: ReadonlyMap<string, string>
}

export const isBelow = (path: string, folder: string): boolean => {
  if (isPlain(path) && isPlain(folder))
    return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`)
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}

/** How closely a service holds a file: the length of the mount's or the build folder's path; 0: not at all. */
function holds({ context, workplace, mounts }: Service, path: string): number {
  const folders = [...mounts.map((mount) => mount.source), ...[context, workplace].flatMap((folder) => folder ?? [])]
  return Math.max(0, ...folders.filter((folder) => isBelow(path, folder)).map((folder) => folder.length))
}

/** The services that may run a file (absolute path): those that hold it most closely; one that is started on demand only where no other does. */
export function servicesOf(services: Service[], path: string): Service[] {
  const held = services.map((service) => ({ service, close: holds(service, path) })).filter(({ close }) => close > 0)
  const best = Math.max(0, ...held.map(({ close }) => close))
  const found = held.filter(({ close }) => close === best).map(({ service }) => service)
  const always = found.filter(({ optional }) => !optional)
  return always.length > 0 ? always : found
}

/** The environment of a program that several services run: what they disagree on nobody knows. */
export function sharedEnvironment(services: Service[]): Environment {
  const shared = new Map<string, string | null>()
  for (const { environment } of services) {
    for (const [name, value] of environment) shared.set(name, (shared.get(name) ?? value) === value ? value : null)
  }
  return shared
}

/** The words that start a program which several services run; null: they differ, or are not in sight. */
export function sharedCommand(services: Service[]): string[] | null {
  const [first, ...others] = services
  const words = first?.command ?? null
  return words && others.every(({ command }) => command?.join(' ') === words.join(' ')) ? words : null
}

/** Where another container sees a path of this one, by a volume that both have; null: nowhere. */
export function inOther(from: Service, path: string, to: Service): string | null {
  if (from.project !== to.project) return null
  for (const [name, target] of from.volumes) {
    const other = to.volumes.get(name)
    if (other !== undefined && path.startsWith(`${target}/`)) return other + path.slice(target.length)
  }
  return null
}

const covers = ({ target }: Mount, path: string): boolean =>
  path === target || path.startsWith(target.endsWith('/') ? target : `${target}/`)

/** The mounts by which a container may see a path, the one that counts first: the deepest mount, or all that is copied there, the last copy first. */
export function mountsAt({ mounts }: Pick<Service, 'mounts'>, path: string): Mount[] {
  const found = mounts.filter((mount) => covers(mount, path))
  const [deepest] = found.filter(({ copied }) => !copied).sort((a, b) => b.target.length - a.target.length)
  return deepest ? [deepest] : found.reverse()
}

/** Where a path that a mount holds lies in the project. */
export const throughMount = ({ source, target }: Mount, path: string): string =>
  join(source, posix.relative(target, path))

/** Where a path inside the container lies in the project, by the mount that counts first; null: nowhere. */
export function inProject(service: Pick<Service, 'mounts'>, path: string): string | null {
  const [mount] = mountsAt(service, path)
  return mount ? throughMount(mount, path) : null
}
