import { dirname, join } from 'node:path'
import type { Disk, Entry } from '../../src/files/disk.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import type { SourceFile } from '../../src/text/source-file.ts'

export const CWD = '/project'

/** A project that lies nowhere. */
export function layOut(texts: Record<string, string>): { disk: Disk; files: SourceFile[] } {
  const files = new Map(
    Object.entries(texts).map(([path, text]) => [join(CWD, path), sourceFile(path, join(CWD, path), text)]),
  )
  const folders = new Map<string, Set<string>>()
  for (const path of files.keys()) {
    for (let at = path; at !== CWD; at = dirname(at)) {
      const names = folders.get(dirname(at)) ?? new Set()
      folders.set(dirname(at), names.add(at.slice(dirname(at).length + 1)))
    }
  }
  const entry = (path: string): Entry =>
    files.has(path) ? 'file' : folders.has(path) ? 'directory' : path.startsWith(CWD) ? 'missing' : 'outside'
  const disk: Disk = {
    cwd: CWD,
    read: (path) => files.get(path) ?? null,
    entry,
    list: (path) => [...(folders.get(path) ?? [])].sort(),
    isGone: () => false,
    isIgnored: () => false,
  }
  return {
    disk,
    files: [...files.values()].filter(
      (file) =>
        /\.[cm]?[jt]sx?$/.test(file.path) &&
        /express|\.Router\(|@Controller|routing-controllers|inversify|tsoa|\.(?:get|use)\(/.test(file.text),
    ),
  }
}
