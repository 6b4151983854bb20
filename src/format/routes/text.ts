import type { Link } from '../../model/site.ts'
import type { HostTable, Reach, RouteTable, TableCell, Tone } from '../../site/table.ts'
import type { Paint, Style } from '../paint.ts'
import { plural } from '../summary.ts'
import { visible, width } from '../visible.ts'
import { cellLabel, LAYER_NAMES, methodLabel } from './label.ts'

const STYLES: Record<Tone, Style> = { served: 'green', redirect: 'cyan', refused: 'yellow', missing: 'dim', failing: 'red', closed: 'yellow', unknown: 'magenta' }

const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

/** A status with the initial of the layer where the request ends: `403n`. */
const shown = (cell: TableCell | undefined): string => (cell ? `${cellLabel(cell)}${cell.layer?.[0] ?? ''}` : '')

function hostLines({ origin, host, port, methods, rows }: HostTable, paint: Paint): string[] {
  const table = rows.map(({ path, cells }) => {
    const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
    return { path: visible(path), cells: methods.map((method) => byMethod.get(method)) }
  })
  const pathWidth = Math.max(4, ...table.map(({ path }) => width(path)))
  const widths = methods.map((method, index) => Math.max(methodLabel(method).length, ...table.map(({ cells }) => width(shown(cells[index])))))
  const head = methods.map((method, index) => pad(visible(methodLabel(method)), widths[index] ?? 0)).join('  ')
  return [
    `${paint('bold', visible(`${host}:${port}`))}  ${paint('dim', visible(`${LAYER_NAMES[origin.layer]}, ${origin.name}`))}`,
    paint('dim', `  ${pad('path', pathWidth)}  ${head}`.trimEnd()),
    ...table.map(({ path, cells }) => `  ${pad(path, pathWidth)}  ${cells.map((cell, index) => paintCell(cell, widths[index] ?? 0, paint)).join('  ')}`.trimEnd()),
    '',
  ]
}

const paintCell = (cell: TableCell | undefined, columns: number, paint: Paint): string => (cell ? paint(STYLES[cell.tone], pad(shown(cell), columns)) : ' '.repeat(columns))

function behindLines(behind: Reach[], paint: Paint): string[] {
  if (behind.length === 0) return []
  const hidden = behind.filter(({ reached }) => !reached)
  const head = `${plural(behind.length - hidden.length, 'backend route')} of ${behind.length} ${behind.length - hidden.length === 1 ? 'is' : 'are'} reached from outside`
  if (hidden.length === 0) return [head, '']
  return [`${head}; nothing that comes in by the front reaches:`,
    ...hidden.map(({ route: { pattern, range } }) => `  ${visible(pattern.source)}  ${paint('dim', `${visible(range.file)}:${range.start.line}`)}`), '']
}

function unsureLines(links: Link[], paint: Paint): string[] {
  const unsure = new Map(links.filter(({ sure }) => !sure).map(({ upstream, to, why }) => [`${upstream} ${to.name}`, { upstream, to, why }]))
  if (unsure.size === 0) return []
  return ['Who may be behind a proxy, not surely enough to follow:',
    ...[...unsure.values()].map(({ upstream, to, why }) => `  ${visible(upstream)} → ${visible(to.name)}  ${paint('dim', visible(why))}`), '']
}

/** The route × method table for a terminal. */
export function routesText({ hosts, behind }: RouteTable, links: Link[], paint: Paint): string {
  if (hosts.length === 0) return 'No routes were found\n'
  const layers = [...new Set(hosts.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ layer }) => layer ?? []))))]
  const legend = [...layers.map((layer) => `${layer[0]} ends in ${LAYER_NAMES[layer]}`), '→ whatever the backend says', '? not decided by the files', '✕ no answer']
  return [...hosts.flatMap((host) => hostLines(host, paint)), ...behindLines(behind, paint), ...unsureLines(links, paint), paint('dim', legend.join(', '))].join('\n') + '\n'
}
