import type { Link } from '../../model/site.ts'
import type { Assumption, HostTable, Reach, RouteTable } from '../../site/table.ts'
import { plural } from '../summary.ts'
import { visible } from '../terminal.ts'
import { methodLabel } from '../../site/words.ts'
import { assumptionLabel, cellLabel, hostLabel, LAYER_NAMES, reachName, unsureLinks } from './label.ts'

/** Text in a table cell: what Markdown or HTML would read as markup is taken literally. */
export const cellText = (text: string): string =>
  visible(text).replace(/[\\`*_{}[\]<>|#&]/g, (char) => `&#${char.charCodeAt(0)};`)

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`

function hostLines({ origin, methods, rows, ...host }: HostTable): string[] {
  return [
    `### ${cellText(hostLabel(host))}`,
    '',
    `${LAYER_NAMES[origin.layer]}, ${cellText(origin.name)}`,
    '',
    row(['path', ...methods.map((method) => cellText(methodLabel(method)))]),
    row([':--', ...methods.map(() => ':-:')]),
    ...rows.map(({ path, like, cells }) => {
      const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
      return row([
        cellText(path) + (like === undefined ? '' : ` <sub>for ${cellText(like)}</sub>`),
        ...methods.map((method) => {
          const cell = byMethod.get(method)
          return cell ? cellText(cellLabel(cell)) + (cell.layer ? ` <sub>${LAYER_NAMES[cell.layer]}</sub>` : '') : ''
        }),
      ])
    }),
    '',
  ]
}

function behindLines(behind: Reach[]): string[] {
  if (behind.length === 0) return []
  const hidden = behind.filter(({ reached }) => !reached)
  const head = `${behind.length - hidden.length} of ${plural(behind.length, 'backend route')} can be reached from outside`
  if (hidden.length === 0) return [`${head}.`, '']
  return [
    `${head}. No request that comes in by the front reaches:`,
    '',
    ...hidden.map(
      (one) => `- ${cellText(reachName(one))} (${cellText(`${one.route.range.file}:${one.route.range.start.line}`)})`,
    ),
    '',
  ]
}

function assumptionLines(assumptions: Assumption[]): string[] {
  if (assumptions.length === 0) return []
  return [
    'Paths that hang on a default:',
    '',
    ...assumptions.map((one) => `- ${cellText(one.words)}: ${cellText(assumptionLabel(one))}`),
    '',
  ]
}

function unsureLines(links: Link[]): string[] {
  const unsure = unsureLinks(links)
  if (unsure.length === 0) return []
  return [
    'Who may be behind a proxy, not surely enough to follow:',
    '',
    ...unsure.map(({ upstream, to, why }) => `- ${cellText(upstream)} → ${cellText(to.name)}: ${cellText(why)}`),
    '',
  ]
}

/** The route × method table as GitHub's Markdown. */
export const routesMarkdown = ({ hosts, behind, assumptions }: RouteTable, links: Link[]): string =>
  hosts.length === 0
    ? 'No routes were found.\n'
    : [
        ...hosts.flatMap(hostLines),
        ...behindLines(behind),
        ...assumptionLines(assumptions),
        ...unsureLines(links),
      ].join('\n')
