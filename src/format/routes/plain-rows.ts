import { methodLabel } from '../../site/words.ts'
import type { HostTable, TableRow } from '../../site/table.ts'
import { plural } from '../summary.ts'
import { cellLabel, toneShown } from './label.ts'
import { escape } from './markup.ts'

/** So many rows stand in the page itself; the script makes any number. */
const MOST_PLAIN = 40

/** Where no script runs, the parts of the page that need one are not there. */
export const PLAIN_STYLE = '<noscript><style>.bar, .scroll { display: none }</style></noscript>'

function rowHtml({ path, cells }: TableRow, methods: string[]): string {
  const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
  const chips = methods.map((method) => {
    const cell = byMethod.get(method)
    return cell ? `<td><span class="chip ${toneShown(cell)}">${escape(cellLabel(cell))}</span></td>` : '<td></td>'
  })
  return `<tr><th class="path" scope="row">${escape(path)}</th>${chips.join('')}</tr>`
}

/** A host's first rows for a reader whose browser runs no script. */
export function plainRows({ methods, rows }: HostTable): string {
  const head = methods.map((method) => `<th scope="col">${escape(methodLabel(method))}</th>`).join('')
  const left = rows.length - MOST_PLAIN
  const note = left > 0 ? `<p>${plural(left, 'more path')}: they are shown where scripts may run.</p>` : ''
  const body = rows.slice(0, MOST_PLAIN).map((row) => rowHtml(row, methods))
  return `<noscript><table class="plain"><thead><tr><th class="path" scope="col">path</th>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${note}</noscript>`
}
