import { statusLine } from '../http/status.ts'
import type { Outcome, SourceRange, Step } from '../index.ts'
import type { SourceFile } from '../source/source-file.ts'
import { visible } from './terminal.ts'
import type { Paint } from './terminal.ts'

/** What the story is told with: the files to quote from, and the colours. */
interface Teller { files: ReadonlyMap<string, SourceFile>; paint: Paint }

const KIND_WIDTH = 11
const QUOTED = 90

/** The story of a request: what it meets in each server, in order, and the answer; where the files leave it open, each branch. */
export function traceText(request: string, outcomes: Outcome[], files: ReadonlyMap<string, SourceFile>, paint: Paint): string {
  const teller = { files, paint }
  const tales = outcomes.map((outcome) => ({ outcome, steps: withoutRounds(withoutEchoes(outcome.steps)) }))
  return [paint('bold', visible(request)), '', ...tell(tales, 0, teller).map((line) => `  ${line}`.trimEnd()), ''].join('\n')
}

/** A handler that sends the request on says so itself. */
const withoutEchoes = (steps: Step[]): Step[] => steps.filter(({ kind, range }, index) => {
  const next = steps[index + 1]
  return !(kind === 'handler' && next?.kind === 'forward' && range && next.range?.file === range.file && next.range.start.offset === range.start.offset)
})

interface Tale { outcome: Outcome; steps: Step[] }

/** The steps that all of them share from `from` on are told once; then each goes its own way. */
function tell(tales: Tale[], from: number, teller: Teller): string[] {
  const [first, ...others] = tales
  if (!first) return []
  let to = from
  while (to < first.steps.length && others.every(({ steps }) => sameStep(steps[to], first.steps[to]))) to++
  const shared = first.steps.slice(from, to).flatMap((step) => stepLines(step, teller))
  if (others.length === 0) return [...shared, ...first.steps.slice(to).flatMap((step) => stepLines(step, teller)), ...answerLines(first.outcome, teller)]
  const branches = groupBy(tales, ({ steps }) => stepKey(steps[to]))
  const told = branches.length === 1 ? tales.map((tale) => [tale]) : branches
  return [...shared, ...told.flatMap((branch, index) => branchLines(branch, to, index === told.length - 1, teller))]
}

function branchLines(branch: Tale[], from: number, last: boolean, teller: Teller): string[] {
  const { paint } = teller
  const [only, ...others] = branch
  const head = others.length > 0 ? `in ${branch.length} of these cases` : shortened(only?.outcome.when ?? 'otherwise')
  const [corner, bar] = last ? ['└─', '  '] : ['├─', '│ ']
  return [`${paint('dim', corner)} ${paint('yellow', visible(head))}`, ...tell(branch, from, teller).map((line) => `${paint('dim', bar)} ${line}`)]
}

const CONDITION = 120

/** A condition of many ways is told by its first. */
function shortened(when: string): string {
  if (when.length <= CONDITION) return when
  const [first = when, ...others] = when.split(', or ')
  return others.length > 0 ? `${first}, or in ${others.length} other ${others.length === 1 ? 'case' : 'cases'}` : when
}

const stepKey = (step: Step | undefined): string => (step ? JSON.stringify([step.kind, step.text, step.range?.file, step.range?.start.offset]) : '')
const sameStep = (a: Step | undefined, b: Step | undefined): boolean => stepKey(a) === stepKey(b)

function groupBy(tales: Tale[], keyOf: (tale: Tale) => string): Tale[][] {
  const groups = new Map<string, Tale[]>()
  for (const tale of tales) groups.set(keyOf(tale), [...(groups.get(keyOf(tale)) ?? []), tale])
  return [...groups.values()]
}

const LONGEST_ROUND = 4

/** A round that repeats (a rewrite cycle) is told once, with how often it is gone through. */
function withoutRounds(steps: Step[]): Step[] {
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    for (let start = 0; start + 2 * length <= steps.length; start++) {
      const key = (round: number): string => steps.slice(start + round * length, start + (round + 1) * length).map(stepKey).join()
      let rounds = 1
      while (start + (rounds + 1) * length <= steps.length && key(rounds) === key(0)) rounds++
      if (rounds < 3) continue
      const once = steps.slice(start, start + length)
      const last = once.at(-1)
      if (!last) continue
      return withoutRounds([...steps.slice(0, start), ...once.slice(0, -1), { ...last, text: `${last.text}, and so on ${rounds} times` }, ...steps.slice(start + rounds * length)])
    }
  }
  return steps
}

const at = (range: SourceRange): string => `${visible(range.file)}:${range.start.line}`

function quote({ range, teller: { files, paint } }: { range: SourceRange; teller: Teller }): string {
  const line = files.get(range.file)?.line(range.start.line).trim() ?? ''
  const shown = visible(line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line)
  return `${' '.repeat(KIND_WIDTH)}${paint('cyan', at(range))}${shown === '' ? '' : paint('dim', `  ${shown}`)}`
}

function stepLines({ kind, text, range, beat = [], forwarded }: Step, teller: Teller): string[] {
  const { paint } = teller
  const lines = [`${paint('bold', kind.padEnd(KIND_WIDTH))}${visible(text)}`]
  if (range) lines.push(quote({ range, teller }))
  if (beat.length > 0) lines.push(`${' '.repeat(KIND_WIDTH)}${paint('dim', `before ${beat.map(at).join(', ')}`)}`)
  if (forwarded) lines.push('', `${paint(['bold', 'blue'], `→ ${visible(`${forwarded.method} ${forwarded.target}`)}`)}${paint('dim', `  to ${visible(forwarded.upstream)}`)}`)
  return lines
}

const HEADERS = [['location', 'Location'], ['cache-control', 'Cache-Control'], ['access-control-allow-methods', 'Access-Control-Allow-Methods']] as const

function answerLines({ status, headers, by, decidedBy, when, written, forwarded }: Outcome, { paint }: Teller): string[] {
  const said = status !== null ? statusLine(status) : by === 'closed' ? 'no answer: the connection is closed, or nobody ever sends one' : forwarded ? 'whatever the backend answers' : `not decided by the files${when ? `: ${when}` : ''}`
  const colour = status === null ? 'yellow' : status < 400 ? 'green' : 'red'
  const facts = HEADERS.flatMap(([key, name]) => (typeof headers[key] === 'string' ? [`${name}: ${headers[key]}`] : []))
  if (typeof headers.allow === 'string') facts.unshift(`Allow: ${headers.allow}`)
  else if (headers.allow === null && (status === 405 || status === 501)) facts.unshift('no Allow')
  const lost = written.filter(({ arrives }) => !arrives).map(({ name, range }) => `${name} of ${at(range)} does not arrive`)
  const place = decidedBy ? paint('cyan', at(decidedBy)) : paint('dim', status === null ? '' : 'built into the server')
  return [`${paint(['bold', colour], `= ${visible(said)}`)}  ${place}`.trimEnd(), ...[...facts, ...lost].map((fact) => `  ${visible(fact)}`), '']
}
