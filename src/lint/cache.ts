import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type Disk, openDisk } from '../files/disk.ts'
import { FactBook, type Facts } from '../files/facts.ts'
import { realPath } from '../files/real-path.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import type { Options } from './options.ts'
import type { Report } from './report.ts'
import { settingsFor } from './settings.ts'
import { localTexts } from '../files/texts.ts'

/** Where the last report is kept. */
export interface Cache {
  /** The file. */
  location: string
  /** What it is signed with: a report that somebody else has put there, as in a pull request, is none. */
  secret: string
  /** What tells one build of verblint from another. */
  program: string
}

/** `cwd`: the folder where the report names it; else it holds wherever the folder is moved. `files`: by their paths, from the folder. */
interface Kept {
  question: string
  cwd: string | null
  facts: Facts
  report: Omit<Report, 'files'>
  files: [path: string, from: string][]
}

type Lint = (options: Options) => Promise<Report>

/** The report of the last run, if it was asked the same and the disk would tell it the same; else that of `lint`, which is kept. */
export async function lintCached(lint: Lint, options: Options, cache: Cache): Promise<Report> {
  const root = realPath(resolve(options.cwd))
  const question = await questionOf(options, root, cache.program)
  const book = new FactBook(root, resolve(cache.location))
  const kept = readKept(cache)
  if (kept?.question === question && (kept.cwd ?? root) === root && book.holds(kept.facts))
    return revived(kept, openDisk(root, options), root)
  const { notes, facts } = book.take()
  const report = await lint({ ...options, notes })
  const { files, ...rest } = report
  if (report.faults.length === 0) {
    const text = JSON.stringify(rest)
    const from = ([path, { absolute }]: [string, SourceFile]): [string, string] => [
      path,
      relative(root, absolute).replaceAll(sep, '/'),
    ]
    writeKept(
      { question, cwd: text.includes(root) ? root : null, facts: facts(), report: rest, files: [...files].map(from) },
      cache,
    )
  }
  return report
}

/** Everything besides the files that a report hangs on. */
async function questionOf(
  { paths, within, level, rules, config, nginx, apache, express }: Options,
  root: string,
  program: string,
): Promise<string> {
  const settings = await settingsFor(
    {
      cwd: root,
      ...(config !== undefined && { config }),
      ...(nginx && { nginx }),
      ...(apache && { apache }),
      ...(express && { express }),
    },
    localTexts,
  )
  const at = (path: string): string => relative(root, resolve(root, path)) || '.'
  const loaded = settings.config && {
    ...settings.config,
    file: settings.config.file && [at(settings.config.file.absolute), settings.config.file.text],
    folder: at(settings.config.folder),
  }
  return JSON.stringify([
    program,
    process.version,
    process.platform,
    paths?.map(at),
    within?.map(at),
    level,
    rules,
    { ...settings, ignored: settings.ignored.patterns, config: loaded },
  ])
}

function readKept({ location, secret }: Cache): Kept | null {
  try {
    const text = readFileSync(location, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    const [given, right] = [Buffer.from(text.slice(0, Math.max(end, 0)), 'base64url'), signatureOf(body, secret)]
    // Nobody but this program, with this secret, has written what is read here.
    return given.length === right.length && timingSafeEqual(given, right) ? (JSON.parse(body) as Kept) : null
  } catch {
    return null
  }
}

const signatureOf = (body: string, secret: string): Buffer => createHmac('sha256', secret).update(body).digest()

/** Each run writes a file of its own and puts it in place whole: of two at once the last one stays. */
function writeKept(kept: Kept, { location, secret }: Cache): void {
  const body = JSON.stringify(kept)
  const aside = `${location}.${process.pid}`
  try {
    writeFileSync(aside, `${signatureOf(body, secret).toString('base64url')}\n${body}`, { mode: 0o600 })
    renameSync(aside, location)
  } catch {
    // Where nothing can be written, the next run looks again.
    rmSync(aside, { force: true })
  }
}

const revived = ({ report, files }: Kept, disk: Disk, root: string): Report => ({
  ...report,
  files: new Map(files.map(([path, from]) => [path, whenAsked(path, resolve(root, from), disk)])),
})

/** A file that is read when a formatter quotes it. */
function whenAsked(path: string, absolute: string, disk: Disk): SourceFile {
  let made: SourceFile | undefined
  const file = (): SourceFile => (made ??= disk.read(absolute) ?? sourceFile(path, absolute, ''))
  return {
    path,
    absolute,
    get text() {
      return file().text
    },
    get encoding() {
      return file().encoding
    },
    position: (offset) => file().position(offset),
    range: (start, end) => file().range(start, end),
    line: (number) => file().line(number),
  }
}
