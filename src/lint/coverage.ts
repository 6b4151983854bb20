import type { Outcome } from '../model/outcome.ts'
import type { Cell, Site } from '../model/site.ts'
import { ofAnswers } from '../questions/index.ts'
import { OTHER } from '../site/cells.ts'
import { plain } from '../site/words.ts'
import type { Loaded } from './load.ts'
import { filesOf } from './unused.ts'
import type { Coverage, Hole, Long, Open } from './report.ts'

const isOpen = ({ status, by }: Outcome): boolean => status === null && by !== 'closed'

/** Node itself refuses methods that it does not know: that says nothing of the application. */
const isOfNode = ({ method, outcomes }: Cell): boolean =>
  method === OTHER && outcomes.every(({ status, by }) => status === 400 && by === 'built-in')

/** Whether a cell has known answers, and is open only because code that cannot be seen may answer before them, or fail. */
const isDecidedUnless = (outcomes: Outcome[]): boolean =>
  outcomes.some((outcome) => !isOpen(outcome)) &&
  outcomes.every((outcome) => !isOpen(outcome) || outcome.onFailure || (outcome.unseen && !outcome.unseen.last))

/** Why a cell is open, and where: of its first undecided outcome that neither middleware nor a failure stands for. */
function whyOpen(open: Outcome[]): Omit<Open, 'count'> {
  const first =
    open.find(({ unseen, onFailure }) => !unseen && !onFailure) ?? open.find(({ unseen }) => !unseen) ?? open[0]
  if (first?.unseen) return { why: `\`${first.unseen.name}\` may answer` }
  const at = first?.decidedBy ? { at: first.decidedBy } : {}
  return first?.by === 'response' && first.decidedBy
    ? { why: 'the status that is sent there is not known', ...at }
    : { why: plain(first?.when ?? 'the files do not say'), ...at }
}

/** The handlers that are too long to follow, by their places. */
const longIn = (open: Outcome[]): Map<string, Omit<Long, 'count'>> =>
  new Map(
    open.flatMap(({ unseen }) =>
      unseen?.long ? [[`${unseen.long.file}:${unseen.long.start.offset}`, { name: unseen.name, at: unseen.long }]] : [],
    ),
  )

export function coverageOf(
  site: Site,
  { files, elsewhere, unused, guesses }: Pick<Loaded, 'files' | 'elsewhere' | 'unused' | 'guesses'>,
): Coverage {
  const reasons = new Map<string, Open>()
  const holes = new Map<string, Hole>()
  const long = new Map<string, Long>()
  const tally = { decided: 0, unless: 0, unknown: 0 }
  const openIn = ofAnswers((outcomes) => outcomes.filter(isOpen))
  for (const cell of site.cells) {
    if (isOfNode(cell) || unused.includes(cell.origin)) continue
    const open = openIn(cell.outcomes)
    if (open.length === 0) {
      tally.decided++
      continue
    }
    for (const { name, from } of new Map(
      open.flatMap(({ unseen }) => (unseen && !unseen.apart ? [[unseen.name, unseen] as const] : [])),
    ).values()) {
      const key = from ?? name
      const hole = holes.get(key) ?? { name, from, count: 0 }
      holes.set(key, { ...hole, count: hole.count + 1 })
    }
    for (const [key, one] of longIn(open)) long.set(key, { ...one, count: (long.get(key)?.count ?? 0) + 1 })
    if (isDecidedUnless(cell.outcomes)) tally.unless++
    else {
      tally.unknown++
      const { why, ...place } = whyOpen(open)
      const reason = reasons.get(why) ?? { why, count: 0, ...place }
      reasons.set(why, { ...reason, count: reason.count + 1 })
    }
  }
  const mostFirst = (a: { count: number }, b: { count: number }): number => b.count - a.count
  return {
    files: {
      nginx: files.nginx.length,
      apache: files.apache.length,
      express: files.express.length,
      client: files.client.length,
    },
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(unused.length > 0 && { unused: unused.flatMap(filesOf) }),
    ...(guesses.length > 0 && { guesses }),
    routes: site.routes.length,
    ...tally,
    open: [...reasons.values()].sort(mostFirst),
    holes: [...holes.values()].sort(mostFirst),
    ...(long.size > 0 && { long: [...long.values()].sort(mostFirst) }),
    ...(site.leftOut.length > 0 && { leftOut: site.leftOut }),
  }
}
