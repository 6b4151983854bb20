import { parseList } from '../http/allow.ts'
import { isToken } from '../http/methods.ts'
import { REGISTERED } from '../http/registry.ts'
import { nearest } from '../text/nearest.ts'

/** `better`: the list that was meant. */
type SyntaxFault = { message: 'separator' | 'lower' | 'unknown'; method: string; guess?: string; better: string }

const SEPARATORS = /[\s;|/]+/
const NO_LETTERS = /[^A-Za-z-]+/

/** `GET|HEAD`, which the grammar would take for one name, and `["GET"`. */
function isSeveral(item: string): boolean {
  const names = item.split(NO_LETTERS).filter(Boolean)
  return names.length > 0 && names.join('') !== item && names.every((name) => REGISTERED.has(name.toUpperCase()))
}

/** What is wrong with an Allow as a list of methods (RFC 9110 §10.2.1); null: nothing, or nobody can tell what was meant. */
export function syntaxFault(value: string): SyntaxFault | null {
  const items = parseList(value)
  const wrong = items.find((item) => !isToken(item) || isSeveral(item))
  if (wrong !== undefined) {
    const parts = items.flatMap((item) => item.split(isSeveral(item) ? NO_LETTERS : SEPARATORS)).filter(Boolean)
    return parts.every(isToken) ? { message: 'separator', method: wrong, better: parts.join(', ') } : null
  }
  const lower = items.find((item) => item !== item.toUpperCase() && REGISTERED.has(item.toUpperCase()))
  if (lower !== undefined)
    return {
      message: 'lower',
      method: lower,
      better: items.map((item) => (REGISTERED.has(item.toUpperCase()) ? item.toUpperCase() : item)).join(', '),
    }
  for (const item of items) {
    const guess = REGISTERED.has(item.toUpperCase())
      ? undefined
      : nearest(item, ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    if (guess)
      return {
        message: 'unknown',
        method: item,
        guess,
        better: items.map((one) => (one === item ? guess : one)).join(', '),
      }
  }
  return null
}
