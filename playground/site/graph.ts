// A graph of Mermaid's simplest kind, `a["x"] --> b["y"]`, as a picture: GitHub draws these itself, and its drawer is too large for a site.

interface Node {
  name: string
  row: number
  /** Its middle, from the left. */
  x: number
  width: number
  /** '': a bend in an arrow that goes past rows. */
  label: string
}

const [ROW, HIGH, GAP, LETTER, PAD] = [76, 34, 22, 8.4, 26]
const LINE = /^\s*(\S+?)\["([^"]+)"\] --> (\S+?)\["([^"]+)"\]\s*$/

/** null: it is no such graph. */
function read(text: string): { labels: Map<string, string>; arrows: [string, string][] } | null {
  const [head = '', ...lines] = text.trim().split('\n')
  if (head.trim() !== 'graph TD') return null
  const labels = new Map<string, string>()
  const arrows: [string, string][] = []
  for (const line of lines) {
    const [, from = '', fromLabel = '', to = '', toLabel = ''] = LINE.exec(line) ?? []
    if (from === '') return null
    labels.set(from, fromLabel).set(to, toLabel)
    arrows.push([from, to])
  }
  return { labels, arrows }
}

/** How many arrows lead to each at the most: nobody stands above who points at it. */
function rowsOf(names: string[], arrows: [string, string][]): Map<string, number> {
  const rows = new Map(names.map((name) => [name, 0]))
  const at = (name: string): number => rows.get(name) ?? 0
  // As often as there are names: a circle ends there, too.
  for (const _ of names) for (const [from, to] of arrows) if (at(to) <= at(from)) rows.set(to, at(from) + 1)
  return rows
}

const middle = (nodes: Node[]): number => nodes.reduce((sum, { x }) => sum + x, 0) / nodes.length

/** Beside each other, in the order of where they want to be, and as near to that as the others let them. */
function place(row: Node[], wanted: Map<Node, number>): void {
  row.sort((a, b) => (wanted.get(a) ?? a.x) - (wanted.get(b) ?? b.x))
  let left = -Infinity
  for (const node of row) {
    node.x = Math.max(wanted.get(node) ?? node.x, left + node.width / 2)
    left = node.x + node.width / 2 + GAP
  }
  // Who pushed to the right goes back by half of it on the whole.
  const off = middle(row) - row.reduce((sum, node) => sum + (wanted.get(node) ?? node.x), 0) / row.length
  for (const node of row) node.x -= off
}

/** The nodes in rows, with bends for long arrows, and the ways of the arrows through them. */
function layOut({ labels, arrows }: { labels: Map<string, string>; arrows: [string, string][] }): {
  nodes: Node[]
  ways: Node[][]
} {
  const rowOf = rowsOf([...labels.keys()], arrows)
  const rows: Node[][] = Array.from({ length: Math.max(...rowOf.values()) + 1 }, () => [])
  const add = (name: string, row: number, label: string): Node => {
    const node = { name, row, x: 0, width: label === '' ? 8 : label.length * LETTER + PAD, label }
    const before = rows[row]?.at(-1)
    node.x = before ? before.x + before.width / 2 + GAP + node.width / 2 : 0
    rows[row]?.push(node)
    return node
  }
  const known = new Map([...labels].map(([name, label]) => [name, add(name, rowOf.get(name) ?? 0, label)]))
  const ways = arrows.flatMap(([from, to]) => {
    const [first, last] = [known.get(from), known.get(to)]
    if (!first || !last) return []
    const bends = Array.from({ length: Math.max(0, last.row - first.row - 1) }, (_, at) =>
      add(`${from} ${to}`, first.row + at + 1, ''),
    )
    return [[first, ...bends, last]]
  })
  const beside = new Map<Node, { above: Node[]; below: Node[] }>()
  const of = (node: Node): { above: Node[]; below: Node[] } => {
    const found = beside.get(node) ?? { above: [], below: [] }
    beside.set(node, found)
    return found
  }
  for (const way of ways)
    way.slice(1).forEach((node, at) => {
      const before = way[at]
      if (!before) return
      of(node).above.push(before)
      of(before).below.push(node)
    })
  for (let sweep = 0; sweep < 24; sweep++) {
    const isDown = sweep % 2 === 0
    for (const row of isDown ? rows : [...rows].reverse()) {
      const wanted = new Map(
        row.flatMap((node): [Node, number][] => {
          const near = isDown ? of(node).above : of(node).below
          return near.length > 0 ? [[node, middle(near)]] : []
        }),
      )
      place(row, wanted)
    }
  }
  return { nodes: rows.flat(), ways }
}

const curve = (way: Node[], left: number): string => {
  const points = way.map(({ x, row, label }, at) => {
    const y = row * ROW + HIGH / 2
    const edge = label === '' ? 0 : at === 0 ? HIGH / 2 : -HIGH / 2 - 5
    return [x - left, y + edge] as const
  })
  return points
    .map(([x, y], at) => {
      const before = points[at - 1]
      if (!before) return `M${x.toFixed(1)} ${y.toFixed(1)}`
      const half = (before[1] + y) / 2
      return `C${before[0].toFixed(1)} ${half.toFixed(1)} ${x.toFixed(1)} ${half.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

/** The picture as SVG; '': it is a graph of another kind. */
export function graphSvg(text: string, escape: (text: string) => string): string {
  const graph = read(text)
  if (!graph) return ''
  const { nodes, ways } = layOut(graph)
  const left = Math.min(...nodes.map(({ x, width }) => x - width / 2)) - 4
  const width = Math.max(...nodes.map((node) => node.x + node.width / 2)) - left + 4
  const height = Math.max(...nodes.map(({ row }) => row)) * ROW + HIGH + 4
  const boxes = nodes
    .filter(({ label }) => label !== '')
    .map((node) => {
      const [x, y] = [node.x - left, node.row * ROW]
      return `<rect x="${(x - node.width / 2).toFixed(1)}" y="${y + 2}" width="${node.width.toFixed(1)}" height="${HIGH - 4}" rx="8"/><text x="${x.toFixed(1)}" y="${y + HIGH / 2 + 5}" text-anchor="middle">${escape(node.label)}</text>`
    })
  const told = graph.arrows.map(([from, to]) => `${graph.labels.get(from)} to ${graph.labels.get(to)}`).join(', ')
  return `<svg class="graph" viewBox="0 0 ${width.toFixed(0)} ${height}" width="${width.toFixed(0)}" role="img" aria-label="${escape(`Arrows: ${told}`)}"><defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>${ways.map((way) => `<path d="${curve(way, left)}" marker-end="url(#tip)"/>`).join('')}${boxes.join('')}</svg>`
}
