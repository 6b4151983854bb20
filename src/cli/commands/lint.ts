import { existsSync, readdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { formats } from '../../format/format.ts'
import type { FormatContext } from '../../format/context.ts'
import { lint, type Options, type Problem, type Report, UsageError } from '../../index.ts'
import { CLEAN, PROBLEMS, WRONG_USE } from '../command.ts'
import { type Flags, type Given, oneOf, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'
import { named } from '../named.ts'
import { EVERYTHING, type Keeps, keepsOnly } from '../only.ts'
import { type Place, placeFor } from '../../lint/place.ts'
import { suggestion } from '../place.ts'
import { complain, confess, tellLeftOut } from '../refusals.ts'
import { SETTINGS, settingsFrom } from '../settings.ts'
import { packageVersion } from '../package.ts'
import { bufferFrom, pathsFrom } from '../stdin.ts'

const FLAGS: Flags = {
  ...SETTINGS,
  format: { type: 'string', short: 'f' },
  level: { type: 'string' },
  rule: { type: 'list' },
  'max-warnings': { type: 'string' },
  'print-config': { type: 'boolean' },
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  only: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  cache: { type: 'boolean' },
  'cache-location': { type: 'string' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  'no-fold': { type: 'boolean' },
  watch: { type: 'boolean' },
  stats: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  version: { type: 'boolean', short: 'v' },
}

/** The formats that have a place for what was not looked at. */
const TELLS_ALL = new Set(['text', 'json'])

export default async function lintCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  formatFrom(given, io)
  maxWarnings(given)
  if (given.has('fix') && given.positionals.includes('-'))
    throw new UsageError('--fix cannot write to standard input, --fix-dry-run shows the corrections')
  if (given.has('update-baseline') && !given.has('baseline'))
    throw new UsageError('--update-baseline needs --baseline FILE')
  refuseToWatch(given)
  const place = await optionsFrom(given, io)
  if (given.has('print-config')) return (await import('../print-config.ts')).printConfig(place, io)
  if (!given.has('watch')) return once(given, place, io)
  const settings = ['config', 'baseline'].flatMap((flag) => given.text(flag) ?? []).map((path) => resolve(io.cwd, path))
  return (await import('../watch.ts')).watch(place, settings, (more) => once(given, { ...place, ...more }, io), io)
}

/** Flags that write, or that read what comes but once. */
const ONCE = ['fix', 'fix-dry-run', 'update-baseline', 'stdin-filename', 'cache', 'cache-location', 'print-config']

function refuseToWatch(given: Given): void {
  const other = given.positionals.includes('-')
    ? '-'
    : ONCE.filter((flag) => given.has(flag)).map((flag) => `--${flag}`)[0]
  if (given.has('watch') && other !== undefined) throw new UsageError(`--watch does not go with ${other}`)
}

async function once(given: Given, { prefix, ...place }: Options & Place, io: Io): Promise<number> {
  const format = formatFrom(given, io)
  const allowed = maxWarnings(given)
  const watched = given.has('stats') ? (await import('../stats.ts')).stopwatch() : null
  const options = { ...place, ...(watched && { clock: watched.clock }) }
  const keeps = keepsFor(given, isPart(given, prefix), io)
  if (given.has('fix-dry-run')) {
    const { report, code } = await (await import('../fix.ts')).showFixes(options, keeps, io)
    return unreadable(report, io) ? WRONG_USE : code
  }
  const fixed = given.has('fix') ? await (await import('../fix.ts')).writeAll(options, keeps, io) : null
  const whole = named(fixed?.after ?? (await reportOf(options, given, io)), prefix)
  const report = await withoutKnown(
    { ...whole, problems: whole.problems.filter(isKept(keeps, isPart(given, prefix))) },
    keeps,
    given,
    io,
  )
  if (given.positionals.length === 0 && isEmpty(report))
    throw new UsageError(`No nginx, Apache or Express files found in ${io.cwd}; ${suggestion()}`)
  for (const [kind, count] of Object.entries(report.coverage.files)) if (count > 0) io.meet?.(kind)
  const shown = given.has('quiet')
    ? { ...report, problems: report.problems.filter(({ severity }) => severity === 'error') }
    : report
  const load = formats[format]
  if (load) io.stdout.write(await (await load()).default(shown, contextFor(given, io)))
  watched?.tell(io)
  if (given.has('quiet') || !TELLS_ALL.has(format)) tellLeftOut(report.coverage.leftOut, io)
  if (unreadable(report, io) || fixed?.failed) return WRONG_USE
  return exitCode(report, given.has('quiet') && allowed === undefined ? Number.POSITIVE_INFINITY : (allowed ?? 0))
}

const formatFrom = (given: Given, io: Io): string =>
  oneOf('format', given.text('format'), Object.keys(formats), io.env.GITHUB_ACTIONS === 'true' ? 'github' : 'text')

/** The report, by the cache where one is asked for; what an editor has not saved is nothing to keep. */
async function reportOf(options: Options, given: Given, io: Io): Promise<Report> {
  if (options.unsaved || !(given.has('cache') || given.has('cache-location'))) return lint(options)
  const [{ cacheFor }, { lintCached }] = await Promise.all([import('../cache.ts'), import('../../lint/cache.ts')])
  return lintCached(lint, options, cacheFor(given, options.cwd, io))
}

/** Tells of faults and of files that could not be read; whether the run has failed by them. */
function unreadable({ faults, refused }: Report, io: Io): boolean {
  const failed = confess(faults, io)
  return complain(refused, io) || failed
}

/** Whether somebody works in one folder of a server's configuration. */
const isPart = (given: Given, prefix: string): boolean => prefix !== '' && given.positionals.length === 0

/** What such a folder includes is its own. */
const isKept =
  (keeps: Keeps, part: boolean) =>
  ({ file, includedFrom = [] }: Problem): boolean =>
    keeps(file) || (part && includedFrom.some((include) => keeps(include.file)))

/** What the report is about: all of it, the files that are named, or what stands in the folder, be it as a link, of a configuration around it. */
function keepsFor(given: Given, part: boolean, { cwd }: Io): Keeps {
  const unsaved = given.text('stdin-filename')
  if (unsaved !== undefined) return keepsOnly([unsaved], cwd)
  if (part) return keepsOnly(['.', ...readdirSync(cwd)], cwd)
  if (!given.has('only')) return EVERYTHING
  if (given.positionals.length === 0) throw new UsageError('--only needs the files to report on')
  const missing = given.positionals.find((path) => !existsSync(resolve(cwd, path)))
  if (missing !== undefined) throw new UsageError(`${missing} does not exist`)
  return keepsOnly(given.positionals, cwd)
}

async function withoutKnown(report: Report, keeps: Keeps, given: Given, io: Io): Promise<Report> {
  const path = given.text('baseline')
  if (path === undefined) return report
  const { withoutOld } = await import('../baseline.ts')
  const { report: left, gone } = withoutOld(report, path, {
    cwd: io.cwd,
    keeps,
    update: given.has('update-baseline'),
    rules: rulesFrom(given),
  })
  if (gone > 0)
    io.stderr.write(
      `verblint: ${gone} of the problems in the baseline ${gone === 1 ? 'is' : 'are'} gone, --update-baseline takes them out\n`,
    )
  return left
}

const isEmpty = ({ coverage, refused, faults }: Report): boolean =>
  Object.values(coverage.files).every((count) => count === 0) && refused.length === 0 && faults.length === 0

/** What is read: the paths; all, where they only say what is reported, and for a buffer that is not saved yet. */
async function inputsFrom(given: Given, io: Io): Promise<Pick<Options, 'paths' | 'unsaved'>> {
  const unsaved = given.text('stdin-filename')
  if (unsaved !== undefined) return bufferFrom(unsaved, given.positionals, io)
  return given.has('only') ? {} : pathsFrom(given.positionals, io)
}

const rulesFrom = (given: Given): string[] =>
  given
    .list('rule')
    .flatMap((ids) => ids.split(','))
    .map((id) => id.trim())

async function optionsFrom(given: Given, io: Io): Promise<Options & Place> {
  const { paths, unsaved } = await inputsFrom(given, io)
  const rules = rulesFrom(given)
  const { paths: found, ...place } = placeFor(io.cwd, paths)
  return {
    ...place,
    // Of a configuration in one of whose folders somebody works, all is read.
    ...(paths && found && { paths: found }),
    ...(unsaved ? { unsaved } : {}),
    ...(given.has('level')
      ? { level: oneOf('level', given.text('level'), ['error', 'warn', 'info'] as const, 'warn') }
      : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...settingsFrom(given, io),
  }
}

function maxWarnings(given: Given): number | undefined {
  const text = given.text('max-warnings')
  if (text !== undefined && !/^\d+$/.test(text))
    throw new UsageError(`--max-warnings takes a whole number, not "${text}"`)
  return text === undefined ? undefined : Number(text)
}

/** An error, or more warnings than are allowed; a note alone never fails a run. */
function exitCode({ problems }: Report, allowed: number): number {
  const count = (severity: string): number => problems.filter((problem) => problem.severity === severity).length
  return count('error') > 0 || count('warn') > allowed ? PROBLEMS : CLEAN
}

function contextFor(given: Given, io: Io): FormatContext {
  const root = io.env.GITHUB_WORKSPACE ?? io.env.CI_PROJECT_DIR
  const way = root ? relative(root, io.cwd).replaceAll('\\', '/') : ''
  return {
    paint: paintFor(io.stdout, io.env),
    columns: io.stdout.isTTY ? io.stdout.columns : undefined,
    get version() {
      return packageVersion()
    },
    prefix: way === '' || way.startsWith('..') ? '' : `${way}/`,
    quiet: given.has('quiet'),
    fold: !given.has('no-fold'),
  }
}
