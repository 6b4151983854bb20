import { dirname, join, relative, sep } from 'node:path'
import { isAside } from '../files/aside.ts'
import type { LocalDisk } from '../files/disk.ts'
import { isTooDeep } from '../text/depth.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Refusal } from './discover.ts'

/** Some keep their secrets in a pipe, or have none that others may read. */
const MAY_BE_CLOSED = /^\.(?:env|gitignore)$/

/** The folders of some files and those above them, up to the working directory. */
function foldersOf({ cwd }: LocalDisk, files: SourceFile[]): Set<string> {
  const folders = new Set<string>([cwd])
  for (const { absolute } of files)
    for (let folder = dirname(absolute); folder.startsWith(cwd) && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  return folders
}

/** Its readers take no notice of such a file. */
const isTooNested = (disk: LocalDisk, path: string): boolean =>
  /\.(?:json|ya?ml)$/.test(path) && isTooDeep(disk.read(path)?.text ?? '')

/** What lies beside the linted files and cannot be read, so that it is as if it were not there. */
export function asideRefusals(disk: LocalDisk, files: SourceFile[]): Refusal[] {
  return [...foldersOf(disk, files)].flatMap((folder) =>
    disk
      .list(folder)
      .filter((name) => isAside(name))
      .flatMap((name): Refusal[] => {
        const path = join(folder, name)
        const reason = disk.whyNot(path) ?? (isTooNested(disk, path) ? 'nests too deep' : null)
        if (reason === null || reason === 'is a folder' || reason === 'does not exist') return []
        const said = relative(disk.cwd, path).replaceAll(sep, '/')
        return [{ path: said, reason, expected: !MAY_BE_CLOSED.test(name) }]
      }),
  )
}
