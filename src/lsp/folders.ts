import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { placeFor } from '../lint/place.ts'
import { isFolder } from '../files/real-path.ts'
import { isBelow } from '../files/below.ts'
import { uriOf } from './positions.ts'
import type { Project } from './protocol.ts'
import { realPath } from '../files/real-path.ts'

/** A workspace folder as the editor calls it, and as it really lies. */
interface Folder {
  given: string
  real: string
  project: Project
}

/** The path of a file's URI; null: it is no file. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null
  } catch {
    return null
  }
}

/** The folders of a workspace, and the files outside of them that are open. */
export interface Folders {
  add(uri: string): void
  remove(uri: string): void
  /** What a file (its real path) belongs to: the folders around it, or else what stands around it alone. */
  projectsOf(path: string): Project[]
  all(): Project[]
  /** A path as the editor would write it: it may have come by a link. */
  uriFor(path: string): string
}

export function openFolders(): Folders {
  const folders = new Map<string, Folder>()
  return {
    add(uri) {
      const given = pathOf(uri)
      if (given === null || !isFolder(given)) return
      const { prefix: _, ...place } = placeFor(given, undefined)
      folders.set(uri, { given, real: realPath(given), project: { key: uri, ...place } })
    },
    remove(uri) {
      folders.delete(uri)
    },
    projectsOf(path) {
      const around = [...folders.values()].filter(
        ({ real, project }) => isBelow(path, real) || isBelow(path, project.cwd),
      )
      if (around.length > 0) return around.map(({ project }) => project)
      const { prefix: _, ...place } = placeFor(dirname(path), [path])
      return [{ key: uriOf(path), ...place, only: path }]
    },
    all: () => [...folders.values()].map(({ project }) => project),
    uriFor(path) {
      const around = [...folders.values()].find(({ real }) => isBelow(path, real))
      return uriOf(around ? join(around.given, relative(around.real, path)) : path)
    },
  }
}
