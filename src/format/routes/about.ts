import type { Problem } from '../../lint/report.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Cell, Site } from '../../model/site.ts'
import { blocksAround } from '../../questions/blocks.ts'
import type { HostTable, TableCell } from '../../site/table.ts'
import { pathName } from '../../site/words.ts'
import { addTo } from '../../text/group.ts'
import type { SourceRange } from '../../text/range.ts'

/** Problems, and the answers that each finds fault with, where its rule says so. */
export interface Faults {
  problems: Problem[]
  about?: ReadonlyMap<Problem, Pick<Cell, 'origin' | 'host' | 'port' | 'method' | 'path' | 'pattern'>[]>
}

const placeKey = ({ file, start }: Pick<SourceRange, 'file' | 'start'>): string => `${file}:${start.offset}`

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

/** Finds the problems that are about one answer of a table, by their numbers. */
export function faultFinder(
  site: Site,
  { problems, about }: Faults,
): (table: HostTable, path: string, cell: TableCell) => number[] {
  const origins = new Map(site.origins.map((origin, index) => [origin, index]))
  const byAnswer = new Map<string, number[]>()
  const byPlace = new Map<string, number[]>()
  const keyOf = ({ origin, host, port }: Pick<HostTable, 'origin' | 'host' | 'port'>, method: string, path: string) =>
    `${origins.get(origin)} ${host}:${port} ${method} ${path}`
  problems.forEach((problem, index) => {
    const cells = about?.get(problem)
    if (cells) for (const cell of cells) addTo(byAnswer, keyOf(cell, cell.method, pathName(cell)), index)
    else addTo(byPlace, placeKey({ file: problem.file, ...problem.range }), index)
  })

  /** Those reported at a place that takes part in the answer. */
  const atPlaces = (outcomes: Outcome[]): number[] => {
    if (byPlace.size === 0) return []
    const ranges = outcomes.flatMap(({ decidedBy, steps, written }) => [
      decidedBy,
      ...steps.map(({ range }) => range),
      ...written.map(({ range }) => range),
      ...(decidedBy ? guardsAround(site, decidedBy) : []),
    ])
    return ranges
      .flatMap((range) => (range ? (byPlace.get(placeKey(range)) ?? []) : []))
      .filter((index) => problems[index] && isAbout(problems[index], outcomes))
  }
  return (table, path, { method, outcomes }) =>
    [...new Set([...(byAnswer.get(keyOf(table, method, path)) ?? []), ...atPlaces(outcomes)])].sort((a, b) => a - b)
}
