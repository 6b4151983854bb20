import { statusLine } from '../../http/status.ts'
import type { Problem } from '../../lint/report.ts'
import type { Outcome, Step } from '../../model/outcome.ts'
import type { Site } from '../../model/site.ts'
import type { TableCell, Tone } from '../../site/table.ts'
import { methodLabel, plain } from '../../site/words.ts'
import type { SourceRange } from '../../text/range.ts'
import { withoutEchoes } from '../trace.ts'
import { toneShown } from './label.ts'
import { numbered } from './numbered.ts'

/** What an outcome comes to, told of many alike. */
type Said = [said: string, tone: Tone, when: string, facts: [name: string, value: string][]]

/** One outcome: what it comes to, the place that decides it (-1: none), and the steps; places and steps are kept once, and meant by their number. */
type StoryOutcome = [said: number, decided: number, ...steps: number[]]

/** How one cell's answer comes about; the findings by their number in the list of problems. */
type Story = [findings: number[], ...outcomes: StoryOutcome[]]

type Place = [file: number, line: number, text: string]
type StoryStep = [kind: string, text: string, place: number, ...sentOn: string[]]

/** A line of a minified script is no help to a reader. */
const LONGEST_LINE = 200

const placeOf = ({ file, range }: Problem): SourceRange => ({ file, ...range })

/** What an outcome comes to, in words. */
export const said = ({ status, by, forwarded }: Pick<Outcome, 'status' | 'by' | 'forwarded'>): string =>
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

/** An outcome that is left open is shown as that, whatever the others are. */
const toneOf = ({ status, by, forwarded }: Outcome, tone: Tone): Tone =>
  status === null && by !== 'closed' && !forwarded ? 'unknown' : tone

/** All that the page's script knows, collected while the tables are written. */
export function storyteller(site: Site, problems: Problem[]) {
  const files = numbered<string>()
  const places = numbered<Place>()
  const sayings = numbered<Said>()
  const steps = numbered<StoryStep>()
  const stories = numbered<Story>()
  const lineOf = ({ file, start }: SourceRange): string =>
    site.files.get(file)?.line(start.line).trim().slice(0, LONGEST_LINE) ?? ''
  const place = (range: SourceRange | null): number =>
    range ? places.number([files.number(range.file), range.start.line, lineOf(range)]) : -1

  const step = ({ kind, text, range, forwarded }: Step): number =>
    steps.number([
      kind,
      plain(text),
      place(range),
      ...(forwarded ? [`${methodLabel(forwarded.method)} ${plain(forwarded.target)} to ${forwarded.upstream}`] : []),
    ])

  return {
    /** The number of the story of a cell that these problems are about. */
    tell({ outcomes, statuses, tone: given }: TableCell, findings: number[]): number {
      const tone = toneShown({ statuses, tone: given })
      return stories.number([
        findings,
        ...outcomes.map((outcome): StoryOutcome => [
          sayings.number([
            said(outcome),
            toneOf(outcome, tone),
            outcome.when ? plain(outcome.when) : '',
            factsOf(outcome),
          ]),
          place(outcome.decidedBy),
          ...withoutEchoes(outcome.steps).map(step),
        ]),
      ])
    },
    told: () => ({
      files: files.all,
      places: places.all,
      sayings: sayings.all,
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
