import type { Outcome } from './outcome.ts'

/** Headers of many answers; `key`: what tells them from others of the same server. */
export interface Table {
  key: number | string
  headers: Outcome['headers']
}

interface Tables {
  byText: Map<string, Table>
  byHeaders: WeakMap<Outcome['headers'], Table>
}

const tables = new WeakMap<object, Tables>()

/** One table for all answers of a server that have the same headers: there are as many answers as methods and paths, and few tables. */
export function tableOf(server: object, headers: Outcome['headers']): Table {
  const own = tables.get(server) ?? { byText: new Map(), byHeaders: new WeakMap() }
  tables.set(server, own)
  const { byText, byHeaders } = own
  const before = byHeaders.get(headers)
  if (before) return before
  const text = JSON.stringify(headers)
  // Hardly any other answer has the same one.
  if (headers.location) return { key: text, headers }
  const table = byText.get(text) ?? { key: byText.size, headers }
  byText.set(text, table)
  byHeaders.set(headers, table)
  return table
}
