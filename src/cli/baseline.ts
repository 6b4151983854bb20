import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fingerprints } from '../format/fingerprint.ts'
import { toJson } from '../format/json.ts'
import { type Problem, type Report, UsageError } from '../index.ts'

/** The problems that a project has agreed to live with, by fingerprint; their rule and file are for a reader. */
interface Baseline {
  version: 1
  problems: Record<string, { rule: string; file: string }>
}

const EMPTY: Baseline = { version: 1, problems: {} }

/** The report without the problems that stand in the baseline. With `update`, all problems of now are written to it first. */
export function withoutOld(
  report: Report,
  path: string,
  { cwd, update }: { cwd: string; update: boolean },
): { report: Report; gone: number } {
  const absolute = resolve(cwd, path)
  const pathOf = (file: string): string => relative(dirname(absolute), resolve(cwd, file)).replaceAll('\\', '/')
  const nameOf = fingerprints(report.files, pathOf)
  const named = report.problems.map((problem) => ({ problem, name: nameOf(problem) }))
  const old = update ? EMPTY : read(absolute, path)
  const now = new Set(named.map(({ name }) => name))
  const looked = new Set([...report.files.keys()].map(pathOf))
  if (update) write(absolute, path, baselineOf(named, pathOf))
  const left = update
    ? []
    : named.filter(({ name }) => !Object.hasOwn(old.problems, name)).map(({ problem }) => problem)
  const gone = Object.entries(old.problems).filter(([name, { file }]) => !now.has(name) && looked.has(file)).length
  return { report: { ...report, problems: left }, gone }
}

const baselineOf = (named: { problem: Problem; name: string }[], pathOf: (file: string) => string): Baseline => ({
  version: 1,
  problems: Object.fromEntries(
    named.map(({ problem, name }) => [name, { rule: problem.ruleId, file: pathOf(problem.file) }]),
  ),
})

function read(absolute: string, path: string): Baseline {
  try {
    const value: unknown = JSON.parse(readFileSync(absolute, 'utf8'))
    if (isBaseline(value)) return value
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') throw new UsageError(`the baseline ${path} does not exist: make it with --update-baseline`)
    if (code !== undefined) throw new UsageError(`the baseline ${path} cannot be read (${String(code)})`)
  }
  throw new UsageError(`${path} is not a baseline: make one with --update-baseline`)
}

const isBaseline = (value: unknown): value is Baseline =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 1 &&
  'problems' in value &&
  typeof value.problems === 'object' &&
  value.problems !== null &&
  Object.values(value.problems).every(
    (entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'file' in entry && typeof entry.file === 'string',
  )

/** At once, so that nobody reads half of it. */
function write(absolute: string, path: string, baseline: Baseline): void {
  const beside = `${absolute}.${process.pid}.tmp`
  try {
    writeFileSync(beside, toJson(baseline), { flag: 'wx' })
    renameSync(beside, absolute)
  } catch (error) {
    rmSync(beside, { force: true })
    throw new UsageError(
      `the baseline ${path} cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'})`,
    )
  }
}
