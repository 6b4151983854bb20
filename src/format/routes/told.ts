import type { Site } from '../../model/site.ts'
import type { HostTable, TableCell, TableRow } from '../../site/table.ts'
import { methodLabel } from '../../site/words.ts'
import { type Faults, faultFinder } from './about.ts'
import { cellLabel, LAYER_NAMES, toneShown } from './label.ts'
import { numbered } from './numbered.ts'
import { storyteller } from './story.ts'

/** What a cell shows; its path and method come from where it stands. */
type CellShown = [label: string, tone: string, layer: string, mark: string, story: number]

/** A path, for which expression it stands ('': none), and its cells by their numbers; -1: there is none. */
type RowShown = [path: string, like: string, ...cells: number[]]

const LEVELS = ['error', 'warn', 'info'] as const

/** All that the page's script draws the tables from, everything that comes twice kept once: ten thousand rows are a few megabytes. */
export function toldOf(site: Site, hosts: HostTable[], faults: Faults) {
  const { problems } = faults
  const teller = storyteller(site, problems)
  const faultsOf = faultFinder(site, faults)
  const cells = numbered<CellShown>()
  const cellNumber = (table: HostTable, path: string, cell: TableCell | undefined): number => {
    if (!cell) return -1
    const findings = faultsOf(table, path, cell)
    const story = teller.tell(cell, findings)
    const mark = LEVELS.find((level) => findings.some((index) => problems[index]?.severity === level)) ?? ''
    return cells.number([cellLabel(cell), toneShown(cell), cell.layer ? LAYER_NAMES[cell.layer] : '', mark, story])
  }
  const rowShown = (table: HostTable, { path, like = '', cells: own }: TableRow): RowShown => {
    const byMethod = new Map(own.map((cell) => [cell.method, cell]))
    return [path, like, ...table.methods.map((method) => cellNumber(table, path, byMethod.get(method)))]
  }
  const tables = hosts.map((table) => ({
    methods: table.methods.map(methodLabel),
    rows: table.rows.map((row) => rowShown(table, row)),
  }))
  return { tables, cells: cells.all, ...teller.told() }
}
