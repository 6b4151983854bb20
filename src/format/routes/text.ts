import type { Link } from '../../model/site.ts'
import { addTo } from '../../text/group.ts'
import type { Assumption, HostTable, Reach, RouteTable, TableCell, TableRow, Tone } from '../../site/table.ts'
import { visible, width, wrap } from '../terminal.ts'
import type { Paint, Style } from '../terminal.ts'
import { plural } from '../summary.ts'
import { methodLabel } from '../../site/words.ts'
import {
  assumptionLabel,
  cellLabel,
  hostLabel,
  LAYER_NAMES,
  outcomeLabel,
  reachName,
  toneShown,
  unsureLinks,
} from './label.ts'

const STYLES: Record<Tone, Style> = {
  served: 'green',
  redirect: 'cyan',
  refused: 'yellow',
  missing: 'dim',
  failing: 'red',
  closed: 'yellow',
  unknown: 'magenta',
}

/** Columns: of a path before it stands on a line of its own, of an answer in the narrow form, of the legend. */
const LONG_PATH = 44
const ANSWER = 11
const WIDEST_LEGEND = 100

const SIGNS = { '→': 'whatever the backend says', '?': 'not decided by the files', '✕': 'no answer' }

const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

/** A status with the initial of the layer where the request ends: `403n`. */
const shown = (cell: TableCell | undefined): string => (cell ? `${cellLabel(cell)}${cell.layer?.[0] ?? ''}` : '')

/** A path as it is named, and the regular expression that it is an example of. */
const named = ({ path, like }: TableRow): string => visible(like === undefined ? path : `${path} (for ${like})`)

function hostLines({ origin, methods, rows, ...host }: HostTable, columns: number, paint: Paint): string[] {
  const head = `${paint('bold', visible(hostLabel(host)))}  ${paint('dim', visible(`${LAYER_NAMES[origin.layer]}, ${origin.name}`))}`
  const table = tableLines(methods, rows, paint)
  return [head, ...(table.width <= columns ? table.lines : rows.flatMap((row) => rowLines(row, columns, paint))), '']
}

/** Paths down, methods across. A path longer than others stands on a line of its own. */
function tableLines(methods: string[], rows: TableRow[], paint: Paint): { width: number; lines: string[] } {
  const table = rows.map((row) => {
    const byMethod = new Map(row.cells.map((cell) => [cell.method, cell]))
    return { path: named(row), cells: methods.map((method) => byMethod.get(method)) }
  })
  const pathWidth = Math.max(4, ...table.map(({ path }) => width(path)).filter((one) => one <= LONG_PATH))
  const widths = methods.map((method, index) =>
    Math.max(methodLabel(method).length, ...table.map(({ cells }) => width(shown(cells[index])))),
  )
  const lineOf = (path: string, cells: string[]): string[] =>
    (width(path) > pathWidth
      ? [`  ${path}`, `  ${pad('', pathWidth)}  ${cells.join('  ')}`]
      : [`  ${pad(path, pathWidth)}  ${cells.join('  ')}`]
    ).map((line) => line.trimEnd())
  const head = methods.map((method, index) => pad(visible(methodLabel(method)), widths[index] ?? 0))
  return {
    width: 2 + pathWidth + widths.reduce((sum, one) => sum + 2 + one, 0),
    lines: [
      paint('dim', lineOf('path', head)[0] ?? ''),
      ...table.flatMap(({ path, cells }) =>
        lineOf(
          path,
          cells.map((cell, index) => paintCell(cell, widths[index] ?? 0, paint)),
        ),
      ),
    ],
  }
}

const paintCell = (cell: TableCell | undefined, columns: number, paint: Paint): string =>
  cell ? paint(STYLES[toneShown(cell)], pad(shown(cell), columns)) : ' '.repeat(columns)

/** For a narrow terminal: below each path, the methods that are answered alike stand together. */
function rowLines(row: TableRow, columns: number, paint: Paint): string[] {
  const groups = new Map<string, TableCell[]>()
  for (const cell of row.cells) addTo(groups, shown(cell), cell)
  const lines = [...groups].flatMap(([answer, cells]) => {
    const [first] = cells
    const words = wrap(cells.map(({ method }) => visible(methodLabel(method))).join(' '), columns - 4 - ANSWER)
    return words.map(
      (line, index) =>
        `    ${index === 0 && first ? paint(STYLES[toneShown(first)], pad(answer, ANSWER)) : ' '.repeat(ANSWER)}${line}`,
    )
  })
  return [`  ${named(row)}`, ...lines]
}

function behindLines(behind: Reach[], paint: Paint): string[] {
  if (behind.length === 0) return []
  const hidden = behind.filter(({ reached }) => !reached)
  const head = `${behind.length - hidden.length} of ${plural(behind.length, 'backend route')} can be reached from outside`
  if (hidden.length === 0) return [head, '']
  const longest = Math.max(...hidden.map((one) => width(visible(reachName(one)))))
  return [
    `${head}; no request that comes in by the front reaches:`,
    ...hidden.map(
      (one) =>
        `  ${pad(visible(reachName(one)), longest)}  ${paint('cyan', `${visible(one.route.range.file)}:${one.route.range.start.line}`)}`,
    ),
    '',
  ]
}

function assumptionLines(assumptions: Assumption[], paint: Paint): string[] {
  if (assumptions.length === 0) return []
  return [
    'Paths that hang on a default:',
    ...assumptions.map((one) => `  ${visible(one.words)}  ${paint('dim', visible(assumptionLabel(one)))}`),
    '',
  ]
}

function unsureLines(links: Link[], paint: Paint): string[] {
  const unsure = unsureLinks(links)
  if (unsure.length === 0) return []
  return [
    'Who may be behind a proxy, not surely enough to follow:',
    ...unsure.map(
      ({ upstream, to, why }) => `  ${visible(upstream)} → ${visible(to.name)}  ${paint('dim', visible(why))}`,
    ),
    '',
  ]
}

function legend(hosts: HostTable[]): string[] {
  const cells = hosts.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
  const labels = new Set(cells.flatMap(({ outcomes }) => outcomes.map(outcomeLabel)))
  const layers = new Set(cells.flatMap(({ layer }) => layer ?? []))
  return [
    ...[...layers].map((layer) => `${layer[0]} ends in ${LAYER_NAMES[layer]}`),
    ...Object.entries(SIGNS).flatMap(([sign, text]) => (labels.has(sign) ? [`${sign} ${text}`] : [])),
    'other: any method that nobody names',
    ...(hosts.some((host) => hostLabel(host).startsWith('*')) ? ['*: any host'] : []),
  ]
}

/** The route × method table for a terminal of so many columns. */
export function routesText(
  { hosts, behind, assumptions }: RouteTable,
  links: Link[],
  columns: number,
  paint: Paint,
): string {
  if (hosts.length === 0) return 'No routes were found\n'
  const words = wrap(legend(hosts).join(', '), Math.min(columns, WIDEST_LEGEND))
  return (
    [
      ...hosts.flatMap((host) => hostLines(host, columns, paint)),
      ...behindLines(behind, paint),
      ...assumptionLines(assumptions, paint),
      ...unsureLines(links, paint),
      ...words.map((line) => paint('dim', line)),
    ].join('\n') + '\n'
  )
}
