import { relative, resolve } from 'node:path'
import { isAside } from '../files/aside.ts'
import type { LocalDisk } from '../files/disk.ts'
import {
  isForeign,
  isForTemplating,
  isBundle,
  isMinified,
  loadsExpress,
  isSectioned,
  isTest,
  kindByContent,
  kindByName,
  mentionsClient,
  mentionsExpress,
  type Kind,
  type Named,
} from '../files/kind.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Ground } from '../files/ground.ts'
import type { Ignored } from '../files/walk.ts'

/** A file that was to be linted and could not be; `expected`: it was named on the command line, or its name says that it is ours. */
export interface Refusal {
  path: string
  reason: string
  expected: boolean
}

/** `others`: scripts (absolute paths) that name neither Express nor an HTTP client, but may use one that another file makes;
 * `named`: the files (absolute paths) that a person named. */
export interface Discovered {
  files: Record<Kind, SourceFile[]>
  refused: Refusal[]
  others: string[]
  named: ReadonlySet<string>
}

type Verdict = Kind | { refused: string; expected: boolean } | null

const isGlob = (path: string): boolean => /[*?]|\{.*\}|\[.*\]|^!/.test(path)

/** What a file is that nothing here reads by itself. */
function whatElse(path: string, text: string): string {
  if (/\.(?:ya?ml|json)$/.test(path) && /^[\s{]*["']?(?:openapi|swagger)["']?\s*:/m.test(text))
    return 'is an OpenAPI document: name the site that it promises, with the document as "expect" in the configuration'
  if (isAside(path)) return 'is read along with the files that it is about: name these, or its folder'
  return 'is not recognised as nginx, Apache, JavaScript or TypeScript'
}

/** A file that a person named: linted, or refused with a reason. */
function judgeNamed(disk: LocalDisk, absolute: string, path: string): Verdict {
  const file = disk.read(absolute)
  if (!file) return { refused: disk.whyNot(absolute) ?? 'cannot be read', expected: true }
  const named = kindByName(path)
  if (named === 'script') return scriptKind(disk.bytes(absolute), path) ?? 'express'
  if (named !== null && named !== 'config') return named
  if (file.text.trim() === '') return { refused: 'is empty', expected: true }
  return (isForeign(path) ? null : kindByContent(file.text)) ?? { refused: whatElse(path, file.text), expected: true }
}

/** A server's script is no client of its own site, whatever else it calls. */
function scriptKind(bytes: Buffer | null, path: string): 'express' | 'client' | null {
  if (!bytes || isMinified(path, bytes)) return null
  return mentionsExpress(bytes) ? 'express' : mentionsClient(bytes) && !isTest(path) ? 'client' : null
}

/** A script of the program itself that names nobody whom we read. */
function isPlainScript(disk: LocalDisk, absolute: string, path: string): boolean {
  const bytes = kindByName(path) === 'script' && !isTest(path) ? disk.bytes(absolute) : null
  return bytes !== null && !isMinified(path, bytes) && !isBundle(bytes)
}

const MINIFIED: Verdict = { refused: 'counts as minified and was not read', expected: false }

/** A server that only a machine could read; of other minified scripts nobody asks. */
const isHidden = (bytes: Buffer, path: string): boolean => isMinified(path, bytes) && loadsExpress(bytes)

/** A distribution's configuration is full of links to what its packages hold elsewhere. */
function refusedFound(reason: string, named: Named): Verdict {
  if (named === 'config' && reason.startsWith('lies outside')) return null
  return { refused: reason, expected: named !== 'config' && named !== 'script' }
}

/** A file that a folder or glob brought: left alone unless it is one of ours. */
function judgeFound(disk: LocalDisk, absolute: string, path: string): Verdict {
  const named = kindByName(path)
  if (named === null) return null
  const bytes = disk.bytes(absolute)
  if (!bytes) return refusedFound(disk.whyNot(absolute) ?? 'cannot be read', named)
  if (named === 'script') return isHidden(bytes, path) ? MINIFIED : scriptKind(bytes, path)
  const text = disk.read(absolute)?.text ?? ''
  const read = named === 'config' ? kindByContent(text) : named
  if (read === 'apache' && isForTemplating(text)) return null
  if (named === 'config') return read
  return isSectioned(text) ? null : named
}

/** Finds what is to be linted below `disk.cwd`. Each file comes once, sorted by path, whatever symbolic links lead to it. */
export async function discover(
  { disk, finder }: Pick<Ground, 'disk' | 'finder'>,
  paths: string[],
  ignored: Ignored = { folder: disk.cwd, patterns: [] },
): Promise<Discovered> {
  const found = new Map<string, { file: SourceFile; kind: Kind }>()
  const refused: Refusal[] = []
  const others: string[] = []
  const named = new Set<string>()
  const take = (absolute: string, path: string, byHand: boolean): void => {
    const verdict = byHand ? judgeNamed(disk, absolute, path) : judgeFound(disk, absolute, path)
    if (verdict === null && isPlainScript(disk, absolute, path)) others.push(absolute)
    if (verdict === null) return
    if (typeof verdict === 'object') {
      refused.push({ path, reason: verdict.refused, expected: verdict.expected })
      return
    }
    const file = disk.read(absolute)
    if (file) found.set(file.absolute, { file, kind: verdict })
    if (file && byHand) named.add(file.absolute)
  }
  const folders: string[] = []
  const globs: string[] = []
  for (const path of new Set(paths)) {
    const absolute = resolve(disk.cwd, path)
    const entry = disk.entry(absolute)
    if (entry === 'directory') folders.push(absolute)
    else if (entry === 'missing' && isGlob(path)) globs.push(path)
    else take(absolute, path, true)
  }
  if (folders.length || globs.length) {
    const { walk } = await import('../files/walk.ts')
    const walked = await walk(disk, finder, folders, globs, ignored)
    for (const path of walked.files) take(resolve(disk.cwd, path), path, false)
    for (const path of walked.empty) refused.push({ path, reason: 'matches no file', expected: true })
    for (const [path, reason] of finder.unread)
      refused.push({ path: relative(disk.cwd, path) || '.', reason, expected: folders.includes(path) })
  }
  const files: Discovered['files'] = { nginx: [], apache: [], express: [], client: [] }
  for (const path of [...found.keys()].sort()) {
    const one = found.get(path)
    if (one) files[one.kind].push(one.file)
  }
  return { files, refused, others, named }
}
