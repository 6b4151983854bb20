import { createRequire } from 'node:module'
import { statusLine } from '../../http/status.ts'
import type { Outcome } from '../../model/outcome.ts'
import { isOwnRoute, mayServe } from '../../model/served.ts'
import type { HostTable, RouteTable, TableCell, TableRow } from '../../site/table.ts'
import { schemeFor } from '../../site/entries.ts'
import { NOBODY } from '../../model/request.ts'
import { templatesOf } from '../../site/templates.ts'
import { methodLabel } from '../../site/words.ts'

type Fields = Record<string, unknown>

/** Methods with a field of their own in a path item; OpenAPI 3.2 has `query`, and `additionalOperations` for any other. */
const FIELDS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'])
const SINCE_32 = new Set(['QUERY'])

/** Where a host's own name and port are known. */
function urlOf({ host, port }: HostTable): string | null {
  if (host === NOBODY || /[^\w.:[\]-]/.test(host)) return null
  const scheme = schemeFor(port)
  return `${scheme}://${host}${port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`}`
}

const responsesOf = (outcomes: Outcome[]): Fields => {
  const statuses = [
    ...new Set(outcomes.flatMap(({ status }) => (status !== null && status >= 100 && status < 600 ? [status] : []))),
  ].sort()
  const open = outcomes.some(({ status, unless = [] }) => status === null || unless.length > 0) || statuses.length === 0
  return Object.fromEntries([
    ...statuses.map((status) => [String(status), { description: statusLine(status) }]),
    ...(open ? [['default', { description: 'Not decided by the files' }]] : []),
  ])
}

/** A route names the method; or, of what answers every method, the one that a client would use. */
const isListed = ({ method, tone, outcomes }: TableCell): boolean =>
  method !== 'CONNECT' &&
  methodLabel(method) === method &&
  (outcomes.some((outcome) => mayServe(outcome) && isOwnRoute(outcome)) ||
    (method === 'GET' && tone === 'served' && outcomes.every(({ status }) => status !== null)))

/** Without what Express answers to HEAD and OPTIONS by itself. */
const ownCells = ({ cells }: TableRow): TableCell[] =>
  cells.filter(
    (cell) =>
      isListed(cell) && !(cell.method === 'HEAD' && cells.some((other) => other.method === 'GET' && isListed(other))),
  )

const parameter = (name: string): Fields => ({ name, in: 'path', required: true, schema: { type: 'string' } })

interface Item {
  template: string
  parameters: string[]
  servers: Set<string>
  operations: Map<string, Fields>
}

/** Paths that differ in the names of their parameters alone are one. */
const keyOf = (template: string): string => template.replace(/\{[^}]+\}/g, '{}')

function itemsOf({ hosts }: RouteTable): { items: Item[]; left: string[] } {
  const found = new Map<string, Item>()
  const left = new Set<string>()
  for (const host of hosts) {
    const url = urlOf(host)
    for (const row of host.rows) {
      const cells = ownCells(row)
      const templates = row.like === undefined ? templatesOf(row.path) : []
      if (cells.length > 0 && templates.length === 0 && !row.path.endsWith('/…')) left.add(row.path)
      for (const { template, parameters } of cells.length > 0 ? templates : []) {
        const item = found.get(keyOf(template)) ?? {
          template,
          parameters,
          servers: new Set<string>(),
          operations: new Map<string, Fields>(),
        }
        found.set(keyOf(template), item)
        if (url !== null) item.servers.add(url)
        for (const { method, outcomes } of cells)
          if (!item.operations.has(method)) item.operations.set(method, { responses: responsesOf(outcomes) })
      }
    }
  }
  return { items: [...found.values()], left: [...left] }
}

function pathItem({ parameters, servers, operations }: Item, all: string[]): Fields {
  const own = [...operations]
    .filter(([method]) => FIELDS.has(method) || SINCE_32.has(method))
    .map(([method, operation]) => [method.toLowerCase(), operation])
  const more = [...operations].filter(([method]) => !FIELDS.has(method) && !SINCE_32.has(method))
  return {
    ...(servers.size > 0 && servers.size < all.length && { servers: [...servers].map((url) => ({ url })) }),
    ...(parameters.length > 0 && { parameters: parameters.map(parameter) }),
    ...Object.fromEntries(own),
    ...(more.length > 0 && { additionalOperations: Object.fromEntries(more) }),
  }
}

/** What the site serves as an OpenAPI document: a skeleton to fill in. What a template cannot say is named on top. */
export function routesOpenapi(table: RouteTable, title: string): string {
  const { items, left } = itemsOf(table)
  const urls = [...new Set(table.hosts.flatMap((host) => urlOf(host) ?? []))]
  const is32 = items.some(({ operations }) => [...operations.keys()].some((method) => !FIELDS.has(method)))
  const document = {
    openapi: is32 ? '3.2.0' : '3.1.1',
    info: { title, version: '0.0.0' },
    ...(urls.length > 0 && { servers: urls.map((url) => ({ url })) }),
    paths: Object.fromEntries(items.map((item) => [item.template, pathItem(item, urls)])),
  }
  const { stringify } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const comment = left
    .map((path) => `# ${path.replace(/[\r\n]/g, ' ')} is served, and no template of OpenAPI can say it\n`)
    .join('')
  return comment + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })
}
