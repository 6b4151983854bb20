import { statusLine } from '../http/status.ts'
import type { Outcome, SourceRange, Step, Written } from '../index.ts'
import { groupBy } from '../text/group.ts'
import type { SourceFile } from '../text/source-file.ts'
import { visible, wrap } from './terminal.ts'
import type { Paint } from './terminal.ts'

/** What the story is told with: the files to quote from, the width that is left, and the colours. */
interface Teller {
  files: ReadonlyMap<string, SourceFile>
  columns: number
  paint: Paint
}

const KIND_WIDTH = 11
/** A static file's answer, as nginx's story has it. */
const FOUND = 'the file is there'
/** Characters of a quoted line, at most and at least. */
const QUOTED = 90
const LEAST_QUOTED = 24
/** What was beaten is told of so many. */
const BEATEN = 2

/** The story of a request: what it meets in each server, in order, and the answer; where the files leave it open, each branch. */
export function traceText(
  request: string,
  outcomes: Outcome[],
  files: ReadonlyMap<string, SourceFile>,
  columns: number,
  paint: Paint,
): string {
  const teller = { files, columns: columns - 2, paint }
  const usual = outcomes.filter(({ rare }) => !rare)
  const told = usual.length > 0 ? usual : outcomes
  const tales = told.map((outcome) => ({ outcome, steps: withoutRounds(withoutEchoes(outcome.steps)) }))
  const lines = [
    ...tell(tales, 0, teller),
    ...rareLines(
      outcomes.filter((outcome) => !told.includes(outcome)),
      teller,
    ),
  ]
  return [paint('bold', visible(request)), '', ...lines.map((line) => `  ${line}`.trimEnd()), ''].join('\n')
}

/** What hardly ever comes back is told in a line for each status, without its story. */
function rareLines(outcomes: Outcome[], { columns, paint }: Teller): string[] {
  const byStatus = [...groupBy(outcomes, ({ status }) => status).values()]
  const lines = byStatus.flatMap((same) => {
    const [first] = same
    if (!first) return []
    const label = first.status === null ? 'not decided' : String(first.status)
    const conditions = [...new Set(same.flatMap(({ rare = [] }) => rare))].sort((a, b) => a.length - b.length)
    return wrap(
      visible(`${label} ${shortened(`if ${conditions.join(', or ')}`, Math.min(CONDITION, columns - KIND_WIDTH))}`),
      columns - KIND_WIDTH,
    )
  })
  return lines.length === 0
    ? []
    : [...lines.map((line, index) => paint('dim', `${(index === 0 ? 'rarely' : '').padEnd(KIND_WIDTH)}${line}`)), '']
}

/** A handler that sends the request on says so itself, and so does middleware that handles an error; who finds a file says that it is there. A request
 * that comes by the same location again does not leave it. */
export const withoutEchoes = (steps: Step[]): Step[] =>
  steps.filter(({ kind, range, text }, index) => {
    const before = steps[index - 1]
    const next = steps[index + 1]
    const isSaidNext =
      (kind === 'handler' && next?.kind === 'forward') || (kind === 'middleware' && next?.kind === 'error-page')
    const isSaidBefore = kind === 'file' && text === FOUND && before?.kind === 'file'
    const isStillThere =
      kind === 'location' &&
      isSamePlace(
        range,
        steps.slice(0, index).findLast((step) => step.kind === 'location' || step.kind === 'forward')?.range,
      )
    return !(isSaidNext && isSamePlace(range, next?.range)) && !isSaidBefore && !isStillThere
  })

const isSamePlace = (a: SourceRange | null | undefined, b: SourceRange | null | undefined): boolean =>
  a?.file === b?.file && a?.start.offset === b?.start.offset

interface Tale {
  outcome: Outcome
  steps: Step[]
}

/** The steps that all of them share from `from` on are told once; then each goes its own way. */
function tell(tales: Tale[], from: number, teller: Teller): string[] {
  const [first, ...others] = tales
  if (!first) return []
  let to = from
  while (to < first.steps.length && others.every(({ steps }) => sameStep(steps[to], first.steps[to]))) to++
  const shared = first.steps.slice(from, to).flatMap((step) => stepLines(step, teller))
  if (others.length === 0)
    return [
      ...shared,
      ...first.steps.slice(to).flatMap((step) => stepLines(step, teller)),
      ...answerLines(first, teller),
    ]
  const branches = [...groupBy(tales, ({ steps }) => stepKey(steps[to])).values()]
  const told = branches.length === 1 ? tales.map((tale) => [tale]) : branches
  return [...shared, ...told.flatMap((branch, index) => branchLines(branch, to, index === told.length - 1, teller))]
}

function branchLines(branch: Tale[], from: number, last: boolean, teller: Teller): string[] {
  const { paint, columns } = teller
  const [only, ...others] = branch
  const head = others.length > 0 ? `in ${branch.length} of these cases` : shortened(only?.outcome.when ?? 'otherwise')
  const [corner, bar] = last ? ['└─', '  '] : ['├─', '│ ']
  const [first = '', ...rest] = wrap(visible(head), columns - 3)
  return [
    `${paint('dim', corner)} ${paint('yellow', first)}`,
    ...rest.map((line) => `${paint('dim', bar)} ${paint('yellow', line)}`),
    ...tell(branch, from, { ...teller, columns: columns - 3 }).map((line) => `${paint('dim', bar)} ${line}`),
  ]
}

const CONDITION = 120

/** A condition of many ways is told by its first. */
function shortened(when: string, most = CONDITION): string {
  if (when.length <= most) return when
  const [first = when, ...others] = when.split(', or ')
  return others.length > 0 ? `${first}, or in ${others.length} other ${others.length === 1 ? 'case' : 'cases'}` : when
}

const stepKey = (step: Step | undefined): string =>
  step ? JSON.stringify([step.kind, step.text, step.range?.file, step.range?.start.offset]) : ''
const sameStep = (a: Step | undefined, b: Step | undefined): boolean => stepKey(a) === stepKey(b)

const LONGEST_ROUND = 4

/** A round that repeats (a rewrite cycle) is told once, with how often it is gone through. */
function withoutRounds(steps: Step[]): Step[] {
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    for (let start = 0; start + 2 * length <= steps.length; start++) {
      const key = (round: number): string =>
        steps
          .slice(start + round * length, start + (round + 1) * length)
          .map(stepKey)
          .join()
      let rounds = 1
      while (start + (rounds + 1) * length <= steps.length && key(rounds) === key(0)) rounds++
      if (rounds < 3) continue
      const once = steps.slice(start, start + length)
      const last = once.at(-1)
      if (!last) continue
      return withoutRounds([
        ...steps.slice(0, start),
        ...once.slice(0, -1),
        { ...last, text: `${last.text}, and so on ${rounds} times` },
        ...steps.slice(start + rounds * length),
      ])
    }
  }
  return steps
}

const at = (range: SourceRange): string => `${visible(range.file)}:${range.start.line}`

const INDENT = ' '.repeat(KIND_WIDTH)

/** A place and the line that stands there, cut to what is left of the width. */
function quote(range: SourceRange, { files, columns, paint }: Teller, before = ''): string {
  const line = files.get(range.file)?.line(range.start.line).trim() ?? ''
  const room = Math.max(LEAST_QUOTED, Math.min(QUOTED, columns - KIND_WIDTH - before.length - at(range).length - 3))
  const shown = visible(line.length > room ? `${line.slice(0, room)}…` : line)
  return `${INDENT}${paint('dim', before)}${paint('cyan', at(range))}${shown === '' ? '' : paint('dim', `  ${shown}`)}`
}

function stepLines({ kind, text, range, beat = [], forwarded }: Step, teller: Teller): string[] {
  const { paint, columns } = teller
  const [first = '', ...rest] = wrap(visible(text), columns - KIND_WIDTH)
  const lines = [`${paint('bold', kind.padEnd(KIND_WIDTH))}${first}`, ...rest.map((line) => `${INDENT}${line}`)]
  if (range) lines.push(quote(range, teller))
  for (const other of beat.slice(0, BEATEN)) lines.push(quote(other, teller, 'rather than '))
  if (beat.length > BEATEN) lines.push(`${INDENT}${paint('dim', `and ${beat.length - BEATEN} more`)}`)
  if (forwarded)
    lines.push(
      '',
      `${paint(['bold', 'blue'], `→ ${visible(`${forwarded.method} ${forwarded.target}`)}`)}${paint('dim', `  to ${visible(forwarded.upstream)}`)}`,
    )
  return lines
}

const HEADERS = [
  ['location', 'Location'],
  ['cache-control', 'Cache-Control'],
  ['access-control-allow-methods', 'Access-Control-Allow-Methods'],
] as const

/** How a header that was written got lost. */
const LOST: Record<NonNullable<Written['lost']>, string> = {
  'no-always': 'is not sent with this status, for lack of `always`',
  level: 'is not inherited by the level that answers',
  'error-page': 'is lost to the error page',
  intercepted: 'is lost with the answer that the proxy replaces',
  hidden: 'is hidden by the proxy',
  canned: "is not set on the server's own answer",
  empty: 'is empty, and an empty header is never sent',
}

const fieldName = (name: string): string => name.toLowerCase().replace(/(?:^|-)[a-z]/g, (text) => text.toUpperCase())

/** Whether the place only passed on what a server behind it has built in. */
const isPassedOn = ({ status, decidedBy }: Outcome, steps: Step[]): boolean =>
  status !== null &&
  status < 500 &&
  steps.some(({ kind, range }) => kind === 'forward' && isSamePlace(range, decidedBy))

function answerLines({ outcome, steps }: Tale, teller: Teller): string[] {
  const { status, headers, by, decidedBy, when, written, forwarded } = outcome
  const { paint } = teller
  const said =
    status !== null
      ? statusLine(status)
      : by === 'closed'
        ? 'no answer: the connection is closed, or nobody ever sends one'
        : forwarded
          ? 'whatever the backend answers'
          : `not decided by the files${when ? `: ${when}` : ''}`
  const colour = status === null ? 'yellow' : status < 400 ? 'green' : 'red'
  const facts = HEADERS.flatMap(([key, name]) => (typeof headers[key] === 'string' ? [`${name}: ${headers[key]}`] : []))
  if (typeof headers.allow === 'string') facts.unshift(`Allow: ${headers.allow}`)
  else if (headers.allow === null && (status === 405 || status === 501)) facts.unshift('no Allow')
  const lost = written
    .filter(({ arrives }) => !arrives)
    .map(({ name, range, lost: how }) => `${fieldName(name)} of ${at(range)} ${how ? LOST[how] : 'does not arrive'}`)
  const isQuoted = steps.some(({ range }) => isSamePlace(decidedBy, range))
  const builtIn =
    status === null
      ? ''
      : isPassedOn(outcome, steps)
        ? 'built into the server behind'
        : decidedBy
          ? ''
          : 'built into the server'
  const place = builtIn !== '' ? paint('dim', builtIn) : decidedBy && isQuoted ? paint('cyan', at(decidedBy)) : ''
  const quoted = decidedBy && !isQuoted && builtIn === '' ? [quote(decidedBy, teller)] : []
  return [
    `${paint(['bold', colour], `= ${visible(said)}`)}  ${place}`.trimEnd(),
    ...quoted,
    ...[...facts, ...lost].map((fact) => `  ${visible(fact)}`),
    '',
  ]
}
