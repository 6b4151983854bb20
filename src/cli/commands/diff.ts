import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { diffMarkdown, diffText } from '../../format/diff.ts'
import { toJson } from '../../format/json.ts'
import { CHANGE_KINDS, diff, loadSite, type Site, UsageError } from '../../index.ts'
import { checkOut, defaultBase, GitError } from '../../source/revision.ts'
import { CLEAN, PROBLEMS } from '../commands.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'

const FLAGS: Flags = { format: { type: 'string', short: 'f' }, 'fail-on': { type: 'list' }, help: { type: 'boolean', short: 'h' } }

export default async function diffCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const format = oneOf('format', given.text('format'), ['text', 'json', 'markdown'] as const, 'text')
  const failing = given.list('fail-on').flatMap((kinds) => kinds.split(',')).map((kind) => oneOf('fail-on', kind.trim(), CHANGE_KINDS, 'lost'))
  const [before, after] = await sides(given.positionals, io.cwd)
  const changes = await diff(before, after)
  io.stdout.write(format === 'json' ? toJson(changes) : format === 'markdown' ? diffMarkdown(changes) : diffText(changes, paintFor(io.stdout, io.env)))
  return changes.some(({ kind }) => failing.includes(kind)) ? PROBLEMS : CLEAN
}

/** Two folders, or a revision and the working directory. */
async function sides([base, other, ...more]: string[], cwd: string): Promise<[Site, Site]> {
  if (more.length > 0) throw new UsageError('diff takes one git revision, or two folders')
  if (base !== undefined && other !== undefined) {
    const folders = [base, other].map((folder) => resolve(cwd, folder))
    for (const folder of folders) if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${folder} is no folder`)
    return [await loadSite({ cwd: resolve(cwd, base) }), await loadSite({ cwd: resolve(cwd, other) })]
  }
  try {
    const old = checkOut(cwd, base ?? defaultBase(cwd))
    try {
      return [await loadSite({ cwd: old.folder }), await loadSite({ cwd })]
    } finally {
      old.remove()
    }
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${base === undefined ? 'diff' : `diff ${base}`}: ${error.message}`)
    throw error
  }
}
