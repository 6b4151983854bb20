import { readHeader } from './reads.ts'
import type { Run } from './run.ts'
import { lookUp } from '../../text/lookup.ts'

const TYPES: Record<string, string> = {
  html: 'text/html',
  text: 'text/plain',
  txt: 'text/plain',
  json: 'application/json',
  xml: 'application/xml',
  csv: 'text/csv',
  js: 'text/javascript',
  css: 'text/css',
}
const full = (type: string): string => lookUp(TYPES, type) ?? type

/** How much an Accept header wants a type: the quality of the most specific range that takes it. */
function quality(header: string, type: string): number {
  let best = { specific: -1, q: 0 }
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1)
    const specific =
      range === '*/*' ? 0 : range.endsWith('/*') && type.startsWith(range.slice(0, -1)) ? 1 : range === type ? 2 : -1
    if (specific > best.specific) best = { specific, q }
  }
  return best.specific < 0 ? 0 : best.q
}

/** The type that req.accepts() chooses: without an Accept header, the first. null: none is acceptable. */
export function accepted(run: Run, types: readonly string[]): string | null {
  const accept = readHeader(run, 'accept')
  if (accept === null) return types[0] ?? null
  const [best] = types
    .map((type) => ({ type, q: quality(accept, full(type)) }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
  return best?.type ?? null
}

const BODY_TYPES: Record<string, string> = { ...TYPES, urlencoded: 'application/x-www-form-urlencoded' }

/** type-is: what req.is() makes of a body's type; undefined: that is not known here. Without a type it is false, or null without a body: no
 * client is certain to send a length or none. */
export function isOfType(run: Run, types: readonly string[]): string | false | undefined {
  const type = readHeader(run, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === undefined) return false
  if (readHeader(run, 'transfer-encoding') === null && readHeader(run, 'content-length') === null) return undefined
  const named = types.map((one) => ({ one, full: one.includes('/') ? one.toLowerCase() : lookUp(BODY_TYPES, one) }))
  if (named.length === 0 || named.some(({ full: whole }) => whole === undefined || whole.includes('*')))
    return undefined
  return named.find(({ full: whole }) => whole === type)?.one ?? false
}
