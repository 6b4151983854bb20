import { cellLabel, hostLabel, LAYER_NAMES, toneShown } from '../src/format/routes/label.ts'
import { faultFinder } from '../src/format/routes/about.ts'
import { withoutEchoes } from '../src/format/trace.ts'
import { said } from '../src/format/routes/story.ts'
import type { Problem } from '../src/lint/report.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Cell as SiteCell } from '../src/model/site.ts'
import { methodLabel, pathName, plain, plainest } from '../src/site/words.ts'
import { routeTable, type TableCell } from '../src/site/table.ts'
import type { Severity } from '../src/text/finding.ts'
import type { SourceRange } from '../src/text/range.ts'
import { withLinted } from './engine.ts'
import type { Answer, Ask, Asked, Branch, Cell, Found, Host, Query, Spot } from './protocol.ts'
import { requestFor, urlFault } from './request.ts'

const spotOf = ({ file, start, end }: SourceRange): Spot => ({
  file,
  line: start.line,
  column: start.column,
  start: start.offset,
  end: end.offset,
})

const askedOf = (cells: SiteCell[] = []): Asked | null => {
  const shown = plainest(cells.map((cell) => ({ cell })))?.cell
  return shown ? { method: methodLabel(shown.method), host: hostLabel(shown), path: pathName(shown) } : null
}

const foundOf = (
  { ruleId, severity, message, file, range, related = [], fix, suggestions = [] }: Problem,
  about: Asked | null,
): Found => ({
  about,
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
  rare: (outcome.rare ?? []).length > 0,
  hops: withoutEchoes(outcome.steps).map(({ kind, text, range, forwarded }) => ({
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

const cellOf = (cell: TableCell, found: Problem[]): Cell => {
  const decided = cell.outcomes.find(({ decidedBy }) => decidedBy)?.decidedBy
  return {
    method: methodLabel(cell.method),
    label: cellLabel(cell),
    tone: toneShown(cell),
    layer: cell.layer,
    at: decided ? spotOf(decided) : null,
    found: RANK.find((severity) => found.some((problem) => problem.severity === severity)) ?? null,
  }
}

/** Of what the worst finding is about, or of the first path that there is. */
function telling(found: Found[], hosts: Host[]): Query {
  const worst = RANK.flatMap((severity) => found.find((one) => one.severity === severity && one.about)?.about ?? [])
  const [host] = hosts
  const first = host?.rows[0] && { method: 'GET', host: host.name, path: host.rows[0].path }
  return requestFor(worst[0] ?? first ?? { method: 'GET', host: '*', path: '/' })
}

const answer = ({ id, files, query: given }: Ask): Promise<Answer> =>
  withLinted(files, { level: 'info' }, async ({ report, site, about }) => {
    const { problems } = report
    const faultsOf = faultFinder(site, { problems, about })
    const hosts = routeTable(site).hosts.map((table): Host => {
      const { methods, rows, ...host } = table
      return {
        name: hostLabel(host),
        by: `${LAYER_NAMES[host.origin.layer]}, ${host.origin.name}`,
        methods: methods.map(methodLabel),
        rows: rows.map(({ path, like, cells }) => ({
          path,
          like: like ?? null,
          cells: methods.map((method) => {
            const cell = cells.find((one) => one.method === method)
            return cell
              ? cellOf(
                  cell,
                  faultsOf(table, path, cell).flatMap((index) => problems[index] ?? []),
                )
              : null
          }),
        })),
      }
    })
    const found = problems.map((problem) => foundOf(problem, askedOf(about.get(problem))))
    const query = given.url === '' ? { ...given, ...telling(found, hosts) } : given
    const outcomes = urlFault(query.url) === '' ? (await site.trace(query)).outcomes : []
    return {
      id,
      query,
      hosts,
      found,
      branches: outcomes.map(branchOf),
      read: Object.values(report.coverage.files).reduce((sum, count) => sum + count, 0),
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
