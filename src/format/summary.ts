import type { LeftOut, Limits } from '../source/limits.ts'
import type { Coverage, Problem, Report, Severity } from '../index.ts'
import { visible } from './terminal.ts'
import type { Paint } from './terminal.ts'

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export function joined(items: string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

const NAMES: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }

/** `✖ 3 problems (2 errors, 1 warning)`. */
function tallyLine(problems: Problem[], paint: Paint): string {
  if (problems.length === 0) return paint('green', '✔ No problems')
  const counts = (['error', 'warn', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    return count > 0 ? [plural(count, NAMES[severity])] : []
  })
  const fixable = problems.filter(({ fix }) => fix).length
  const worst = problems.some(({ severity }) => severity === 'error') ? 'red' : 'yellow'
  return paint(['bold', worst], `✖ ${plural(problems.length, 'problem')}`) + paint(worst, ` (${counts.join(', ')})`) + (fixable > 0 ? `, ${fixable} mended by --fix` : '')
}

/** What came of it, and below that what was covered. */
export function summaryLines({ problems, coverage }: Report, paint: Paint): string[] {
  const nothing = Object.values(coverage.files).every((count) => count === 0)
  if (nothing) return [paint('yellow', 'Nothing was checked: there is no nginx, Apache or Express file here')]
  return [tallyLine(problems, paint), ...coverageLines(coverage).map((line) => paint('dim', line)), ...leftOutLines(coverage.leftOut).map((line) => paint('yellow', line))]
}

const LIMITED: Record<keyof Limits, string> = { servers: 'server names', paths: 'paths', searches: 'pairs of a prefix and a regular expression', folders: 'folders' }

/** `7,000 of 10,000 paths of nginx.conf:3 were not looked at: raise limits.paths`. */
export const leftOutLines = (leftOut: readonly LeftOut[] = []): string[] => leftOut.map(({ limit, left, all, range: { file, start } }) =>
  `${left.toLocaleString('en')} of ${all.toLocaleString('en')} ${LIMITED[limit]} of ${visible(file)}:${start.line} were not looked at: raise limits.${limit} in the configuration`)

const KINDS = [['nginx', 'nginx'], ['apache', 'Apache'], ['express', 'Express'], ['client', 'client']] as const

/** Reasons shown before the rest is only counted. */
const REASONS_SHOWN = 3

/** What was looked at, and what the files leave open: silence must not look like health. */
function coverageLines({ files, routes, decided, unknown, open }: Coverage): string[] {
  const read = KINDS.flatMap(([kind, name]) => (files[kind] > 0 ? [plural(files[kind], `${name} file`)] : []))
  const cells = decided + unknown
  const lines = [`Read ${joined(read)}: ${plural(routes, 'route')}, ${cells === 0 ? 'no answer to check' : `${decided} of ${plural(cells, 'answer')} decided`}`]
  if (unknown > 0) {
    lines[0] += `, ${unknown} open:`
    for (const { why, count } of open.slice(0, REASONS_SHOWN)) lines.push(`  ${count} × ${visible(why)}`)
    const rest = open.slice(REASONS_SHOWN).reduce((sum, { count }) => sum + count, 0)
    if (rest > 0) lines.push(`  ${rest} × for ${plural(open.length - REASONS_SHOWN, 'other reason')}`)
  }
  return lines
}
