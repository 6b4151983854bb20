import type { HostTable, RouteTable } from '../../site/table.ts'
import { visible } from '../visible.ts'
import { cellLabel, LAYER_NAMES, methodLabel } from './label.ts'

/** Text in a table cell: what Markdown or HTML would read as markup is taken literally. */
export const cellText = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>|#&]/g, (char) => `&#${char.charCodeAt(0)};`)

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`

function hostLines({ origin, host, port, methods, rows }: HostTable): string[] {
  return [
    `### ${cellText(`${host}:${port}`)}`, '', `${LAYER_NAMES[origin.layer]}, ${cellText(origin.name)}`, '',
    row(['path', ...methods.map((method) => cellText(methodLabel(method)))]),
    row([':--', ...methods.map(() => ':-:')]),
    ...rows.map(({ path, cells }) => {
      const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
      return row([cellText(path), ...methods.map((method) => {
        const cell = byMethod.get(method)
        return cell ? cellText(cellLabel(cell)) + (cell.layer ? ` <sub>${LAYER_NAMES[cell.layer]}</sub>` : '') : ''
      })])
    }),
    '',
  ]
}

/** The route × method table as GitHub's Markdown. */
export const routesMarkdown = ({ hosts }: RouteTable): string => (hosts.length === 0 ? 'No routes were found.\n' : hosts.flatMap(hostLines).join('\n'))
