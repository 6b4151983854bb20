import { parseList } from '../http/allow.ts'
import { isToken } from '../http/methods.ts'
import { REGISTERED } from '../http/registry.ts'
import { nearest } from '../source/nearest.ts'

/** `better`: the list that was meant. */
type SyntaxFault = { message: 'separator' | 'lower' | 'unknown'; method: string; guess?: string; better: string }

/** What is wrong with an Allow as a list of methods (RFC 9110 §10.2.1); null: nothing, or nobody can tell what was meant. */
export function syntaxFault(value: string): SyntaxFault | null {
  const items = parseList(value)
  const wrong = items.find((item) => !isToken(item))
  if (wrong !== undefined) {
    const better = items.flatMap((item) => item.split(/[\s;|/]+/)).filter(Boolean).join(', ')
    return parseList(better).every(isToken) ? { message: 'separator', method: wrong, better } : null
  }
  const lower = items.find((item) => item !== item.toUpperCase() && REGISTERED.has(item.toUpperCase()))
  if (lower !== undefined) return { message: 'lower', method: lower, better: items.map((item) => (REGISTERED.has(item.toUpperCase()) ? item.toUpperCase() : item)).join(', ') }
  for (const item of items) {
    const guess = REGISTERED.has(item.toUpperCase()) ? undefined : nearest(item, ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    if (guess) return { message: 'unknown', method: item, guess, better: items.map((one) => (one === item ? guess : one)).join(', ') }
  }
  return null
}
