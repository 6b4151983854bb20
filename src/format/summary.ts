import { groupBy } from '../text/group.ts'
import type { LeftOut, Limits } from '../text/limits.ts'
import type { Coverage, Hole, Long, Problem, Report, Severity } from '../index.ts'
import { visible } from './terminal.ts'
import type { Paint } from './terminal.ts'

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export function joined(items: string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

const NAMES: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }

/** `✖ 3 problems (2 errors, 1 warning)`. */
function tallyLine(problems: Problem[], coverage: Coverage, paint: Paint): string {
  if (problems.length === 0) return cleanLine(coverage, paint)
  const counts = (['error', 'warn', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    return count > 0 ? [plural(count, NAMES[severity])] : []
  })
  const fixable = problems.filter(({ fix }) => fix).length
  const worst = problems.some(({ severity }) => severity === 'error') ? 'red' : 'yellow'
  return (
    paint(['bold', worst], `✖ ${plural(problems.length, 'problem')}`) +
    paint(worst, ` (${counts.join(', ')})`) +
    (fixable > 0 ? `, ${fixable} fixable with --fix` : '')
  )
}

/** Where the README tells what leaves answers open, and what to do. */
const HELP = 'https://unpkg.com/verblint/README.md#what-is-left-open'

const number = (count: number): string => count.toLocaleString('en-US')

/** The whole percentage, never rounded up. */
const share = (part: number, all: number): string =>
  part > 0 && part * 100 < all ? 'less than 1 %' : `${Math.floor((part * 100) / all)} %`

/** A tick stands for health only where at least half of the answers were decided. */
function cleanLine({ decided, unless, unknown, open, holes }: Coverage, paint: Paint): string {
  const all = decided + unless + unknown
  if (decided * 2 >= all) return paint('green', '✔ No problems')
  if ((decided + unless) * 2 >= all)
    return paint(
      'yellow',
      `No problems in the ${share(decided + unless, all)} of answers that are decided, most of them unless code that cannot be seen answers or fails`,
    )
  const [hole] = holes
  const [reason] = open
  const most =
    hole && hole.count >= (reason?.count ?? 0)
      ? `depends on ${visible(hole.from ?? hole.name)} (${number(hole.count)})`
      : reason && `is open for one reason: ${visible(reason.why)} (${number(reason.count)})`
  return (
    paint('yellow', `No problems in the ${share(decided, all)} of answers that could be decided`) +
    (most ? `; most ${most}, see ${HELP}` : '')
  )
}

/** What came of it, and below that what was covered. */
export function summaryLines({ problems, coverage }: Report, paint: Paint): string[] {
  const nothing = Object.values(coverage.files).every((count) => count === 0)
  if (nothing) return [paint('yellow', 'No nginx, Apache or Express files found: nothing was checked')]
  return [
    tallyLine(problems, coverage, paint),
    ...coverageLines(coverage).map((line) => paint('dim', line)),
    ...leftOutLines(coverage.leftOut).map((line) => paint('yellow', line)),
  ]
}

const LIMITED: Record<keyof Limits, string> = {
  servers: 'server names',
  paths: 'paths',
  answers: 'answers',
  work: 'answers that take long to work out',
  pairs: 'pairs of a prefix and a regular expression',
  searches: 'searches for a path that a prefix and a regular expression share',
  branches: 'branches of the regular expression',
  folders: 'folders',
  routes: 'routes',
  registrations: 'registrations',
  includes: 'included files',
  lines: 'lines',
  mapLines: 'lines of the map',
  samples: 'entries of a folder',
  steps: 'steps of the program',
  callbacks: 'callbacks',
}

/** Places of one limit that are told each for itself; of more, the first one. */
const PLACES_SHOWN = 3

/** `7,000 of 10,000 paths of nginx.conf:3 were not looked at: raise limits.paths`. */
export function leftOutLines(leftOut: readonly LeftOut[] = []): string[] {
  const byLimit = groupBy(leftOut, ({ limit }) => limit)
  return [...byLimit.values()].flatMap((alike) =>
    alike.length > PLACES_SHOWN
      ? alike.slice(0, 1).map((one) => leftOutLine(one, ` and ${number(alike.length - 1)} more places`))
      : alike.map((one) => leftOutLine(one)),
  )
}

function leftOutLine({ limit, left, all, range: { file, start } }: LeftOut, more = ''): string {
  const what =
    left === null
      ? `What is beyond ${number(all)} ${LIMITED[limit]}`
      : `${number(left)} of ${number(all)} ${LIMITED[limit]}`
  return `${what} of ${visible(file)}:${start.line}${more} ${left === null ? 'was' : 'were'} not looked at: raise limits.${limit} in the configuration`
}

const KINDS = [
  ['nginx', 'nginx'],
  ['apache', 'Apache'],
  ['express', 'Express'],
  ['client', 'client'],
] as const

/** Reasons shown before the rest is only counted. */
const REASONS_SHOWN = 3
const NAMES_SHOWN = 3

const someOf = (names: string[]): string =>
  names.length > NAMES_SHOWN
    ? `${names.slice(0, NAMES_SHOWN).map(visible).join(', ')} and ${names.length - NAMES_SHOWN} more`
    : joined(names.map(visible))

/** What was looked at, and what the files leave open: silence must not look like health. */
function coverageLines(coverage: Coverage): string[] {
  const { files, elsewhere = [], unused = [], guesses = [], routes, decided, unless, unknown, open, holes } = coverage
  const read = KINDS.flatMap(([kind, name]) => (files[kind] > 0 ? [plural(files[kind], `${name} file`)] : []))
  const cells = decided + unless + unknown
  const lines = [
    `Read ${joined(read)}: ${plural(routes, 'route')}, ${cells === 0 ? 'no answer to check' : `${decided} of ${plural(cells, 'answer')} decided`}`,
  ]
  if (unless > 0) lines[0] += `, ${unless} unless code that cannot be seen answers or fails`
  if (unknown > 0) {
    lines[0] += `, ${unknown} open:`
    for (const { why, count, at } of open.slice(0, REASONS_SHOWN)) {
      const place = at ? `, first at ${visible(at.file)}:${at.start.line}` : ''
      lines.push(`  ${count} × ${visible(why)}${place}`)
    }
    const rest = open.slice(REASONS_SHOWN).reduce((sum, { count }) => sum + count, 0)
    if (rest > 0) lines.push(`  ${rest} × for ${plural(open.length - REASONS_SHOWN, 'other reason')}`)
  }
  if (unused.length > 0) lines.push(`Not loaded by the configuration around: ${someOf(unused)}`)
  for (const { include, folder } of guesses)
    lines.push(`Taken for ${visible(include)}, which is not here: files of ${visible(folder)}/`)
  if (elsewhere.length > 0) lines.push(`Included from elsewhere: ${someOf(elsewhere)}`)
  return [...lines, ...longLines(coverage.long), ...holeLines(holes)]
}

/** The handlers that are followed no further than the bound on their steps. */
function longLines(long: Long[] = []): string[] {
  if (long.length === 0) return []
  const shown = long.slice(0, REASONS_SHOWN).map(({ name, count, at }) => {
    const place = `${at.file}:${at.start.line}`
    return `${visible(name === place ? place : `${name} at ${place}`)} (${number(count)})`
  })
  const rest = long.length - shown.length
  return [`Too long to follow: ${joined(rest > 0 ? [...shown, `${rest} more`] : shown)}`]
}

/** The middleware that most answers hang on, and how to say that it passes requests on. */
function holeLines(holes: Hole[]): string[] {
  const shown = holes.slice(0, REASONS_SHOWN)
  if (shown.length === 0) return []
  const named = shown.map(({ name, from, count }) => `${visible(from ?? name)} (${number(count)})`)
  const entries = shown.flatMap(({ from }) => (from === null ? [] : [visible(JSON.stringify(from))]))
  const how =
    entries.length > 0
      ? `: if it passes every request on, say so in the configuration: "express": { "passes": [${entries.join(', ')}] }`
      : ''
  return [`Most depends on middleware that cannot be seen, ${joined(named)}${how}`]
}
