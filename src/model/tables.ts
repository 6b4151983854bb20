import type { Outcome } from './outcome.ts'

/** Headers of many answers; `key`: what tells them from others of the same server. */
export interface Table {
  key: number | string
  headers: Outcome['headers']
}

interface Tables {
  byText: Map<string, Table>
  byHeaders: WeakMap<Outcome['headers'], Table>
  /** Of answers that lead elsewhere: hardly any other path has the same one, but for its other methods. */
  leading: Map<string, Table>
}

/** As many are remembered. */
const MOST_LEADING = 64

const tables = new WeakMap<object, Tables>()

/** One table for all answers of a server that have the same headers: there are as many answers as methods and paths, and few tables. */
export function tableOf(server: object, headers: Outcome['headers']): Table {
  const own = tables.get(server) ?? { byText: new Map(), byHeaders: new WeakMap(), leading: new Map() }
  tables.set(server, own)
  const { byText, byHeaders, leading } = own
  const before = byHeaders.get(headers)
  if (before) return before
  const text = JSON.stringify(headers)
  if (headers.location) {
    const table = leading.get(text) ?? { key: text, headers }
    if (leading.size === MOST_LEADING) leading.clear()
    leading.set(text, table)
    return table
  }
  const table = byText.get(text) ?? { key: byText.size, headers }
  byText.set(text, table)
  byHeaders.set(headers, table)
  return table
}
