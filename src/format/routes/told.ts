import type { Problem } from '../../lint/report.ts'
import type { Site } from '../../model/site.ts'
import type { HostTable, TableCell, TableRow } from '../../site/table.ts'
import { methodLabel } from '../../site/words.ts'
import { cellLabel, LAYER_NAMES, toneShown } from './label.ts'
import { numbered } from './numbered.ts'
import { storyteller } from './story.ts'

/** What a cell shows; its path and method come from where it stands. */
type CellShown = [label: string, tone: string, layer: string, mark: string, story: number]

/** A path, for which expression it stands ('': none), and its cells by their numbers; -1: there is none. */
type RowShown = [path: string, like: string, ...cells: number[]]

const LEVELS = ['error', 'warn', 'info'] as const

/** All that the page's script draws the tables from, everything that comes twice kept once: ten thousand rows are a few megabytes. */
export function toldOf(site: Site, hosts: HostTable[], problems: Problem[]) {
  const teller = storyteller(site, problems)
  const cells = numbered<CellShown>()
  const cellNumber = (cell: TableCell | undefined): number => {
    if (!cell) return -1
    const { story, findings } = teller.tell(cell)
    const mark = LEVELS.find((level) => findings.some((index) => problems[index]?.severity === level)) ?? ''
    return cells.number([cellLabel(cell), toneShown(cell), cell.layer ? LAYER_NAMES[cell.layer] : '', mark, story])
  }
  const rowShown = (methods: string[], { path, like = '', cells: own }: TableRow): RowShown => {
    const byMethod = new Map(own.map((cell) => [cell.method, cell]))
    return [path, like, ...methods.map((method) => cellNumber(byMethod.get(method)))]
  }
  const tables = hosts.map(({ methods, rows }) => ({
    methods: methods.map(methodLabel),
    rows: rows.map((row) => rowShown(methods, row)),
  }))
  return { tables, cells: cells.all, ...teller.told() }
}
