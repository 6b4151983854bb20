import { join } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { foldersOf } from './compose-folders.ts'
import { readDockerfile, type Stage } from './dockerfile.ts'
import { editedAtStart, OF_SERVERS } from './edits.ts'
import { isBelow, type Mount } from './service.ts'
import { wordsInSight } from './start.ts'

/** What a Dockerfile puts into an image of a web server's. */
export type Image = Stage

const IS_DOCKERFILE = /^(?:dockerfile(?:\.[\w-]+)?|[\w-]+\.dockerfile)$/i

const holdsAny = ({ source }: Mount, files: readonly SourceFile[]): boolean =>
  files.some(({ absolute }) => isBelow(absolute, source))

/** It is built in its own folder, or in the working directory: there where what it copies is. */
function readImage(text: string, folder: string, disk: Disk): Image | undefined {
  return [folder, disk.cwd]
    .map((context) => readDockerfile(text, { context, disk }))
    .map((image) => ({
      ...image,
      edited: [...image.edited, ...editedAtStart(wordsInSight(image.start), image.mounts, disk)],
    }))
    .find(({ mounts }) => mounts.some(({ source }) => /^(?:file|directory)$/.test(disk.entry(source))))
}

/** The images that Dockerfiles beside or above the given files make, and that get their configuration from these. */
const imagesFor = (disk: Disk, files: SourceFile[]): Image[] =>
  foldersOf(disk, files)
    .flatMap((folder) => disk.list(folder).flatMap((name) => (IS_DOCKERFILE.test(name) ? [{ folder, name }] : [])))
    .flatMap(({ folder, name }) => {
      const text = disk.read(join(folder, name))?.text
      const image = text === undefined ? undefined : readImage(text, folder, disk)
      return image?.mounts.some((mount) => OF_SERVERS.test(mount.target) && holdsAny(mount, files)) ? [image] : []
    })

/** The files by the one image that each goes into; null: none, or several do. */
export function byImage(disk: Disk, files: SourceFile[]): Map<Image | null, SourceFile[]> {
  const images = imagesFor(disk, files)
  const found = new Map<Image | null, SourceFile[]>()
  for (const file of files) {
    const [image = null, ...others] = images.filter(({ mounts }) => mounts.some((mount) => holdsAny(mount, [file])))
    const key = others.length === 0 ? image : null
    found.set(key, [...(found.get(key) ?? []), file])
  }
  return found
}
