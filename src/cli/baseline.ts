import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fingerprints } from '../format/fingerprint.ts'
import { toJson } from '../format/json.ts'
import type { Keeps } from './only.ts'
import { groupBy } from '../text/group.ts'
import { type Problem, type Report, UsageError } from '../index.ts'

/** A problem that a project has agreed to live with. `said`: its message, by which twins are told apart; rule and file are for a reader, too. */
interface Known {
  rule: string
  file: string
  said?: string
}

/** By fingerprint. */
interface Baseline {
  version: 1
  problems: Record<string, Known>
}

interface Named {
  problem: Problem
  name: string
  known: Required<Known>
}

const EMPTY: Baseline = { version: 1, problems: {} }

/** `keeps`: the files that are reported on; `rules`: those that ran, where not all did. */
interface Run {
  cwd: string
  keeps: Keeps
  update: boolean
  rules: readonly string[]
}

/** The report without the problems that stand in the baseline. With `update`, all problems of now are written to it first. */
export function withoutOld(
  report: Report,
  path: string,
  { cwd, keeps, update, rules }: Run,
): { report: Report; gone: number } {
  const absolute = resolve(cwd, path)
  const pathOf = (file: string): string => relative(dirname(absolute), resolve(cwd, file)).replaceAll('\\', '/')
  const nameOf = fingerprints(report.files, pathOf)
  const named = report.problems.map((problem): Named => {
    const { ruleId: rule, file, message } = problem
    return { problem, name: nameOf(problem), known: { rule, file: pathOf(file), said: hashOf(message) } }
  })
  const old = update && !existsSync(absolute) ? EMPTY : read(absolute, path)
  const looked = new Set([...report.files.keys()].map(pathOf))
  // A run over a part of the project says nothing of the rest.
  const isAsked = ({ rule, file }: Known): boolean => {
    const place = resolve(dirname(absolute), file)
    return (rules.length === 0 || rules.includes(rule)) && keeps(place) && (looked.has(file) || !existsSync(place))
  }
  if (update) {
    const others = Object.entries(old.problems).filter(([, known]) => !isAsked(known))
    const today = named.map(({ name, known }): [string, Known] => [name, known])
    write(absolute, path, { version: 1, problems: Object.fromEntries([...others, ...today]) })
    return { report: { ...report, problems: [] }, gone: 0 }
  }
  const fresh = new Set(newOnes(named, old))
  const now = new Set(named.map(({ name }) => name))
  const gone = Object.entries(old.problems).filter(([name, known]) => !now.has(name) && isAsked(known)).length
  return { report: { ...report, problems: report.problems.filter((problem) => fresh.has(problem)) }, gone }
}

const hashOf = (message: string): string => createHash('sha256').update(message).digest('hex').slice(0, 8)

/** Twins have all but their number in common. */
const familyOf = (name: string): string => name.slice(0, name.lastIndexOf(':'))

/** Of more twins than are known, those are new whose words are. */
function newOnes(named: Named[], { problems }: Baseline): Problem[] {
  const old = groupBy(Object.entries(problems), ([name]) => familyOf(name))
  return [...groupBy(named, ({ name }) => familyOf(name))].flatMap(([family, twins]) => {
    const known = old.get(family) ?? []
    const words = known.map(([, { said }]) => said)
    const isNew = ({ known: { said } }: Named): boolean => {
      const at = words.indexOf(said)
      if (at >= 0) words.splice(at, 1)
      return at < 0
    }
    const unheard = twins.filter(isNew)
    return unheard
      .slice(Math.min(unheard.length, Math.max(known.length - (twins.length - unheard.length), 0)))
      .map(({ problem }) => problem)
  })
}

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
      typeof entry === 'object' &&
      entry !== null &&
      'file' in entry &&
      typeof entry.file === 'string' &&
      'rule' in entry &&
      typeof entry.rule === 'string',
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
