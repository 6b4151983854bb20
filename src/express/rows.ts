import type { RouteRow } from '../model/reading.ts'
import type { PathValue, RouterModel, Routers, StackLayer } from './stack.ts'

interface Prefix { text: string; open: boolean }
interface Table { rows: RouteRow[]; visits: number }

/** More rows than these are no table any more: routers that mount each other in every way. */
const MOST_ROWS = 20_000
const MOST_DEPTH = 20
const MOST_VISITS = 100_000

const textOf = (path: PathValue): string => {
  if (path.kind === 'string') return path.value
  return path.kind === 'regex' ? `{regex:${path.source}}${path.flags}` : path.text
}

function join(prefix: Prefix, path: PathValue): Prefix {
  const text = textOf(path)
  const open = prefix.open || path.kind === 'open'
  if (path.kind === 'regex') return { text: prefix.text.replace(/\/+$/, '') + text, open }
  const separator = text === '' || text.startsWith('/') || text.startsWith('${') || prefix.text.endsWith('/') ? '' : '/'
  return { text: (prefix.text + separator + text).replace(/\/{2,}/g, '/'), open }
}

function rowOf(layer: StackLayer, origin: string, { text, open }: Prefix): RouteRow {
  const { file, start, end } = layer.range
  const row: RouteRow = { layer: 'express', origin, method: layer.method ?? 'ALL', path: text || '/', file, range: { start, end } }
  return open ? { ...row, unresolved: true } : row
}

function walk(model: RouterModel, origin: string, prefix: Prefix, above: RouterModel[], table: Table): void {
  table.visits += 1
  if (above.includes(model) || above.length > MOST_DEPTH || table.visits > MOST_VISITS) return
  for (const layer of model.stack) {
    if (table.rows.length >= MOST_ROWS) return
    for (const path of layer.paths) {
      const at = join(prefix, path)
      if (layer.kind === 'method' || layer.kind === 'all') table.rows.push(rowOf(layer, origin, at))
      for (const handler of layer.handlers) {
        if (handler.kind === 'router' && layer.kind === 'use') walk(handler.router, origin, at, [...above, model], table)
      }
    }
  }
}

/** The apps and routers that no other mounts. */
export function rootsOf(routers: Routers): RouterModel[] {
  const all = [...routers.apps, ...routers.routers]
  const mounted = new Set(all.flatMap((model) => model.stack.flatMap((layer) => layer.handlers.flatMap((handler) => (handler.kind === 'router' && handler.router !== model ? [handler.router] : [])))))
  return all.filter((model) => !mounted.has(model))
}

/** The route table. Where nobody is seen to mount a router, its prefix is open. */
export function routeRows(routers: Routers): RouteRow[] {
  const table: Table = { rows: [], visits: 0 }
  for (const model of rootsOf(routers)) walk(model, model.name, { text: '', open: model.kind === 'router' }, [], table)
  const seen = new Set<string>()
  return table.rows.filter((row) => {
    const key = `${row.origin} ${row.method} ${row.path} ${row.file} ${row.range.start.offset}`
    return !seen.has(key) && seen.add(key)
  })
}
