import { statusLine } from '../../http/status.ts'
import type { Problem } from '../../lint/report.ts'
import type { Outcome, Step } from '../../model/outcome.ts'
import type { Site } from '../../model/site.ts'
import { blocksAround } from '../../questions/blocks.ts'
import type { TableCell, Tone } from '../../site/table.ts'
import { methodLabel, plain } from '../../site/words.ts'
import type { SourceRange } from '../../text/range.ts'
import { withoutEchoes } from '../trace.ts'
import { toneShown } from './label.ts'

/** What the page's script shows of one outcome. Places and steps are kept once, and meant by their number. */
interface StoryOutcome {
  said: string
  tone: Tone
  when?: string
  facts: [name: string, value: string][]
  decided?: number
  steps: number[]
}

/** How one cell's answer comes about; `findings`: by their number in the list of problems. */
interface Story {
  findings: number[]
  outcomes: StoryOutcome[]
}

type Place = [at: string, line: string]
type StoryStep = [kind: string, text: string, place: number, sentOn: string]

/** Values by number, each kept once however often it is told. */
function numbered<Value>(): { all: Value[]; number(value: Value): number } {
  const all: Value[] = []
  const known = new Map<string, number>()
  return {
    all,
    number(value) {
      const key = JSON.stringify(value)
      const before = known.get(key) ?? all.push(value) - 1
      known.set(key, before)
      return before
    },
  }
}

const keyOf = ({ file, start }: Pick<SourceRange, 'file' | 'start'>): string => `${file}:${start.offset}`
const placeOf = ({ file, range }: Problem): SourceRange => ({ file, ...range })

const said = ({ status, by, forwarded }: Outcome): string =>
  status !== null
    ? statusLine(status)
    : by === 'closed'
      ? 'no answer'
      : forwarded
        ? 'whatever the backend answers'
        : 'not decided by the files'

function factsOf({ headers, status }: Outcome): [string, string][] {
  const facts: [string, string][] = []
  if (typeof headers.allow === 'string') facts.push(['Allow', headers.allow || 'empty'])
  else if (headers.allow === null && status === 405) facts.push(['Allow', 'none'])
  for (const [key, name] of [
    ['cache-control', 'Cache-Control'],
    ['location', 'Location'],
  ] as const) {
    const value = headers[key]
    if (typeof value === 'string') facts.push([name, plain(value)])
  }
  return facts
}

/** Whether a finding at a place that takes part in an answer is about that answer: a rule with a status in its name is about answers with it. */
export function isAbout({ ruleId }: Problem, outcomes: Outcome[]): boolean {
  const status = /(?:^|-)([1-5]\d\d)(?:-|$)/.exec(ruleId)?.[1]
  return status === undefined || outcomes.some((outcome) => outcome.status === Number(status))
}

const GUARD = /^(?:if|limit|limit_?except|require(?:all|any|none))$/i

/** The guards in which a place stands: what is said of one bites where a line in it decides. */
const guardsAround = (site: Site, range: SourceRange): SourceRange[] =>
  blocksAround(site, range)
    .filter(({ name }) => GUARD.test(name))
    .map((block) => block.range)

/** All that the page's script knows, collected while the tables are written. */
export function storyteller(site: Site, problems: Problem[]) {
  const places = numbered<Place>()
  const steps = numbered<StoryStep>()
  const stories = numbered<Story>()
  const found = new Map<string, number[]>()
  problems.forEach((problem, index) => {
    const key = keyOf(placeOf(problem))
    found.set(key, [...(found.get(key) ?? []), index])
  })

  const place = (range: SourceRange | null): number =>
    range
      ? places.number([
          `${range.file}:${range.start.line}`,
          site.files.get(range.file)?.line(range.start.line).trim() ?? '',
        ])
      : -1

  const step = ({ kind, text, range, forwarded }: Step): number =>
    steps.number([
      kind,
      plain(text),
      place(range),
      forwarded ? `${methodLabel(forwarded.method)} ${plain(forwarded.target)} to ${forwarded.upstream}` : '',
    ])

  /** The problems reported at a place that takes part in an answer. */
  const findingsAt = (outcomes: Outcome[]): number[] => {
    const ranges = outcomes.flatMap(({ decidedBy, steps: own, written }) => [
      decidedBy,
      ...own.map(({ range }) => range),
      ...written.map(({ range }) => range),
      ...(decidedBy ? guardsAround(site, decidedBy) : []),
    ])
    return [...new Set(ranges.flatMap((range) => (range ? (found.get(keyOf(range)) ?? []) : [])))]
      .filter((index) => problems[index] && isAbout(problems[index], outcomes))
      .sort((a, b) => a - b)
  }

  return {
    /** The number of a cell's story, and the problems that bite there. */
    tell({ outcomes, statuses, tone: given }: TableCell): { story: number; findings: number[] } {
      const tone = toneShown({ statuses, tone: given })
      const findings = findingsAt(outcomes)
      const story = stories.number({
        findings,
        outcomes: outcomes.map((outcome) => ({
          said: said(outcome),
          tone: outcome.status === null && outcome.by !== 'closed' && !outcome.forwarded ? 'unknown' : tone,
          ...(outcome.when ? { when: plain(outcome.when) } : {}),
          facts: factsOf(outcome),
          ...(outcome.decidedBy ? { decided: place(outcome.decidedBy) } : {}),
          steps: withoutEchoes(outcome.steps).map(step),
        })),
      })
      return { story, findings }
    },
    told: () => ({
      places: places.all,
      steps: steps.all,
      stories: stories.all,
      findings: problems.map((problem) => ({
        rule: problem.ruleId,
        severity: problem.severity,
        message: plain(problem.message),
        place: place(placeOf(problem)),
      })),
    }),
  }
}

export type Storyteller = ReturnType<typeof storyteller>
