import { join, posix, relative, sep } from 'node:path'
import type { SourceRange } from '../source/range.ts'

/** `published` is where people reach the container's `target` port; null: docker picks one. */
export interface PublishedPort { published: number | null; target: number }

/** A project's file or folder (absolute) and where the container sees it. */
export interface Mount { source: string; target: string }

/** One container of a deployment, as a compose file describes it. */
export interface Service {
  name: string
  /** What other containers of the same compose file call it: service name, container name, host name, network aliases. */
  names: string[]
  /** The compose file, relative to the working directory: names mean something within it only. */
  project: string
  range: SourceRange
  /** The folder that its image is built from, absolute. */
  context: string | null
  environment: ReadonlyMap<string, string>
  ports: PublishedPort[]
  mounts: Mount[]
}

const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}

/** How closely a service holds a file: the length of the mount's or the build folder's path; 0: not at all. */
function holds({ context, mounts }: Service, path: string): number {
  const folders = [...mounts.map((mount) => mount.source), ...(context === null ? [] : [context])]
  return Math.max(0, ...folders.filter((folder) => isBelow(path, folder)).map((folder) => folder.length))
}

/** The service that runs a file (absolute path); null where none or more than one might. */
export function serviceOf(services: Service[], path: string): Service | null {
  const best = Math.max(0, ...services.map((service) => holds(service, path)))
  const [only, ...others] = services.filter((service) => best > 0 && holds(service, path) === best)
  return only && others.length === 0 ? only : null
}

/** Where a path inside the container lies in the project, or null: the deepest mount counts. */
export function inProject({ mounts }: Service, path: string): string | null {
  const found = mounts.filter(({ target }) => path === target || path.startsWith(target.endsWith('/') ? target : `${target}/`))
  const [deepest] = found.sort((a, b) => b.target.length - a.target.length)
  return deepest ? join(deepest.source, posix.relative(deepest.target, path)) : null
}
