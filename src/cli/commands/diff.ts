import { basename, resolve } from 'node:path'
import { diffMarkdown, diffText } from '../../format/diff.ts'
import { toJson } from '../../format/json.ts'
import { type Change, CHANGE_KINDS, diff, loadSite, type Options, UsageError } from '../../index.ts'
import { isFolder } from '../../files/real-path.ts'
import { checkOut, defaultBase, GitError } from '../../files/revision.ts'
import { CLEAN, PROBLEMS } from '../command.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'
import { cleanly } from '../signals.ts'
import { SETTINGS, settingsFrom } from '../settings.ts'
import { tellLeftOut } from '../refusals.ts'

const FORMATS = ['text', 'json', 'markdown', 'html'] as const

const FLAGS: Flags = {
  ...SETTINGS,
  format: { type: 'string', short: 'f' },
  'fail-on': { type: 'list' },
}

export default async function diffCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const format = oneOf('format', given.text('format'), FORMATS, 'text')
  const failing = given
    .list('fail-on')
    .flatMap((kinds) => kinds.split(','))
    .map((kind) => oneOf('fail-on', kind.trim(), CHANGE_KINDS, 'lost'))
  const changes = await changesBetween(given.positionals, settingsFrom(given, io), io)
  io.stdout.write(await render(format, changes, given.positionals, io))
  return changes.some(({ kind }) => failing.includes(kind)) ? PROBLEMS : CLEAN
}

async function render(
  format: (typeof FORMATS)[number],
  changes: Change[],
  [base = 'where the branch left main', other = 'the working directory']: string[],
  io: Io,
): Promise<string> {
  if (format === 'json') return toJson(changes)
  if (format === 'markdown') return diffMarkdown(changes)
  if (format === 'html')
    return (await import('../../format/diff-html.ts')).diffHtml(changes, {
      title: basename(io.cwd),
      sides: [base, other],
    })
  return diffText(changes, paintFor(io.stdout, io.env))
}

/** Between two folders or revisions, or a revision and the working directory. */
async function changesBetween(
  [base, other, ...more]: string[],
  settings: Pick<Options, 'config'>,
  io: Io,
): Promise<Change[]> {
  if (more.length > 0) throw new UsageError('diff takes one git revision, or two folders or revisions')
  const { cwd } = io
  const copies: ReturnType<typeof checkOut>[] = []
  const copy = (revision: string): string => {
    const made = checkOut(cwd, revision)
    copies.push(made)
    return made.folder
  }
  const side = (name: string): string => (isFolder(resolve(cwd, name)) ? resolve(cwd, name) : copy(name))
  try {
    // A site looks at its files as it is asked: the copies have to stay until the answers are there.
    return await cleanly(
      async () => {
        const [before, after] =
          base !== undefined && other !== undefined ? [side(base), side(other)] : [copy(base ?? defaultBase(cwd)), cwd]
        const sites = [
          await loadSite({ cwd: before, ...settings }),
          await loadSite({ cwd: after, ...settings }),
        ] as const
        const changes = await diff(...sites)
        for (const { leftOut } of sites) tellLeftOut(leftOut, io)
        return changes
      },
      () => {
        for (const { remove } of copies) remove()
      },
    )
  } catch (error) {
    if (error instanceof GitError)
      throw new UsageError(`${['diff', ...[base, other].flatMap((name) => name ?? [])].join(' ')}: ${error.message}`)
    throw error
  }
}
