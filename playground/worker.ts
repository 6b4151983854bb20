import { cellLabel, hostLabel, toneShown } from '../src/format/routes/label.ts'
import { isAbout, said } from '../src/format/routes/story.ts'
import type { Problem } from '../src/lint/report.ts'
import type { Outcome } from '../src/model/outcome.ts'
import { methodLabel, plain } from '../src/site/words.ts'
import { routeTable, type TableCell } from '../src/site/table.ts'
import type { Severity } from '../src/text/finding.ts'
import type { SourceRange } from '../src/text/range.ts'
import { withLinted } from './engine.ts'
import type { Answer, Ask, Branch, Cell, Found, Host, Spot } from './protocol.ts'

const spotOf = ({ file, start, end }: SourceRange): Spot => ({
  file,
  line: start.line,
  column: start.column,
  start: start.offset,
  end: end.offset,
})

const foundOf = ({ ruleId, severity, message, file, range, related = [], fix, suggestions = [] }: Problem): Found => ({
  ruleId,
  severity,
  message,
  at: spotOf({ file, ...range }),
  related: related.map((one) => ({ message: one.message, at: spotOf({ file: one.file, ...one.range }) })),
  changes: [...(fix ? [fix] : []), ...suggestions],
})

const branchOf = (outcome: Outcome): Branch => ({
  status: outcome.status,
  said: said(outcome),
  by: outcome.by,
  when: outcome.when === undefined ? null : plain(outcome.when),
  decided: outcome.decidedBy && spotOf(outcome.decidedBy),
  hops: outcome.steps.map(({ kind, text, range, forwarded }) => ({
    kind,
    text: plain(text),
    at: range && spotOf(range),
    sentOn: forwarded ? `${forwarded.method} ${forwarded.target} to ${forwarded.upstream}` : null,
  })),
  headers: Object.entries(outcome.headers).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, plain(value)]],
  ),
})

const RANK: Severity[] = ['error', 'warn', 'info']

/** The worst finding at the line that decides a cell. */
function worstAt({ outcomes }: TableCell, problems: Problem[]): Severity | null {
  const lines = new Set(
    outcomes.flatMap(({ decidedBy }) => (decidedBy ? [`${decidedBy.file}:${decidedBy.start.line}`] : [])),
  )
  return (
    RANK.find((severity) =>
      problems.some(
        (problem) =>
          problem.severity === severity &&
          isAbout(problem, outcomes) &&
          lines.has(`${problem.file}:${problem.range.start.line}`),
      ),
    ) ?? null
  )
}

const cellOf = (cell: TableCell, problems: Problem[]): Cell => {
  const decided = cell.outcomes.find(({ decidedBy }) => decidedBy)?.decidedBy
  return {
    method: methodLabel(cell.method),
    label: cellLabel(cell),
    tone: toneShown(cell),
    layer: cell.layer,
    at: decided ? spotOf(decided) : null,
    found: worstAt(cell, problems),
  }
}

const answer = ({ id, files, query }: Ask): Promise<Answer> =>
  withLinted(files, { level: 'info' }, async ({ report, site }) => {
    const hosts = routeTable(site).hosts.map(({ methods, rows, ...host }): Host => ({
      name: hostLabel(host),
      methods: methods.map(methodLabel),
      rows: rows.map(({ path, like, cells }) => ({
        path,
        like: like ?? null,
        cells: methods.map((method) => {
          const cell = cells.find((one) => one.method === method)
          return cell ? cellOf(cell, report.problems) : null
        }),
      })),
    }))
    const { outcomes } = await site.trace(query)
    return {
      id,
      hosts,
      found: report.problems.map(foundOf),
      branches: outcomes.map(branchOf),
      open: report.coverage.open.map(({ why, count }) => `${count} × ${plain(why)}`),
      faults: [...report.faults, ...report.refused.map(({ path, reason }) => `${path} ${reason}`)],
    }
  })

let latest = 0
addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  latest = data.id
  // What has been asked anew in the meantime is not answered.
  setTimeout(() => {
    if (data.id !== latest) return
    answer(data)
      .catch((error: unknown): Answer => ({
        id: data.id,
        fault: error instanceof Error ? error.message : String(error),
      }))
      .then((said) => {
        postMessage(said)
      })
  })
})
