// The picture of the routes map that opens the README: the shop of the fixtures, drawn from its own table. npm run picture makes it anew.
import { join } from 'node:path'
import { cellLabel, hostLabel, LAYER_NAMES, toneShown } from '../src/format/routes/label.ts'
import { toldOf } from '../src/format/routes/told.ts'
import { lintSite, routeTable } from '../src/index.ts'
import { methodLabel } from '../src/site/words.ts'

const SHOP = join(import.meta.dirname, '../fixtures/projects/shop')

export const MAP_PICTURE = join(import.meta.dirname, '../docs/map.svg')

const LEFT = 210
const WIDE = 96
const HIGH = 32
const TOP = 84

const STYLE = `
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1a2230 } .title { font: 600 17px system-ui, sans-serif }
.dim, .head { fill: #5a6778 } .head { font: 600 12px system-ui, sans-serif } .by { font: 10.5px system-ui, sans-serif } .paper { fill: #fff; stroke: #e1e6ec } line { stroke: #e1e6ec }
.served { fill: #d6f2df } .refused, .closed { fill: #fde5d3 } .missing { fill: #eff1f4 } .failing { fill: #fbd8dd } .redirect { fill: #dceafb } .unknown { fill: #efe8fb }
.error { fill: #cf1f3f } .warn { fill: #c47a00 } .info { fill: #2457c5 }
@media (prefers-color-scheme: dark) { text { fill: #e6ebf2 } .dim, .head { fill: #9aa7b7 } .paper { fill: #161d27; stroke: #29333f } line { stroke: #29333f }
.served { fill: #12391f } .refused, .closed { fill: #46270f } .missing { fill: #212a35 } .failing { fill: #4b1720 } .redirect { fill: #152f50 } .unknown { fill: #32244c } .error { fill: #ff6b81 } .warn { fill: #f0b040 } }`.replaceAll(
  '\n',
  ' ',
)

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The table as a picture, light and dark by the reader's own setting. */
export async function mapPicture(): Promise<string> {
  const { site, report, about } = await lintSite({ cwd: SHOP, config: false })
  const [host] = (await routeTable(site)).hosts
  if (!host) throw new Error('the shop has no routes')
  const { tables, cells } = toldOf(site, [host], { ...report, about })
  const rows = host.rows.map((row, index) => ({ row, own: tables[0]?.rows[index]?.slice(2) ?? [] }))
  // Paths for which a regular expression stands are a matter for the page itself.
  const shown = rows.filter(({ row }) => row.like === undefined)
  const [width, height] = [LEFT + host.methods.length * WIDE + 16, TOP + shown.length * HIGH + 12]
  const parts = [
    `<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="14"/>`,
    `<text class="title" x="20" y="34">${escape(hostLabel(host))} <tspan class="dim">${escape(LAYER_NAMES[host.origin.layer])}, ${escape(host.origin.name)}</tspan></text>`,
    ...host.methods.map(
      (method, column) =>
        `<text class="head" x="${LEFT + (column + 0.5) * WIDE}" y="66" text-anchor="middle">${escape(methodLabel(method))}</text>`,
    ),
  ]
  shown.forEach(({ row, own }, index) => {
    const y = TOP + index * HIGH
    parts.push(
      `<line x1="1" x2="${width - 1}" y1="${y - 4}" y2="${y - 4}"/>`,
      `<text x="20" y="${y + 16}">${escape(row.path)}</text>`,
    )
    host.methods.forEach((method, column) => {
      const cell = row.cells.find((one) => one.method === method)
      if (!cell) return
      const x = LEFT + column * WIDE + 4
      const label = cellLabel(cell)
      // Beside more than one status there is no room for who answers.
      const layer = cell.layer && label.length === 3 ? ` <tspan class="by">${LAYER_NAMES[cell.layer]}</tspan>` : ''
      const mark = cells[Number(own[column])]?.[3] ?? ''
      parts.push(
        `<rect class="${toneShown(cell)}" x="${x}" y="${y}" width="${WIDE - 8}" height="24" rx="6"/>`,
        `<text x="${x + (WIDE - 8) / 2}" y="${y + 16}" text-anchor="middle">${escape(label)}${layer}</text>`,
        ...(mark === '' ? [] : [`<circle class="${mark}" cx="${x + WIDE - 10}" cy="${y + 2}" r="4.5"/>`]),
      )
    })
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Routes and methods of the shop"><style>${STYLE}</style>\n${parts.join('\n')}\n</svg>\n`
}
