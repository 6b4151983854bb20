import { type Reading, refusedAs, taken } from '../../text/reading.ts'
import { leadingNumber } from './status.ts'

/** When an answer is stale: so many seconds from the request, or from when the file was changed. */
export interface Expires {
  from: 'access' | 'modification'
  seconds: number
}

const UNITS: [unit: string, seconds: number][] = [
  ['y', 31_536_000],
  ['mo', 2_592_000],
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['mi', 60],
  ['s', 1],
]

/** `A3600` and `access plus 1 hour 30 minutes` (check_code in mod_expires.c). */
export function readExpires(code: string): Reading<Expires> {
  // A capital is a code, whatever follows: `Access plus 1 day` lasts no second.
  if (/^[AM]/.test(code))
    return taken({ from: code.startsWith('A') ? 'access' : 'modification', seconds: leadingNumber(code.slice(1)) })
  const [base = '', ...words] = code.split(/\s+/).filter(Boolean)
  if (!/^[nam]/i.test(base)) return refusedAs(`Expected access, now or modification, not ${base || 'nothing'}`)
  if (/^p/i.test(words[0] ?? '')) words.shift()
  let seconds = 0
  for (let index = 0; index < words.length; index += 2) {
    const [number = '', unit] = words.slice(index, index + 2)
    if (!/^\d/.test(number)) return refusedAs(`Expected a number of seconds, minutes, hours or days, not ${number}`)
    if (unit === undefined) return refusedAs(`Expected a unit behind ${number}`)
    const length = UNITS.find(([start]) => unit.toLowerCase().startsWith(start))?.[1]
    if (length === undefined)
      return refusedAs(`Unknown unit ${unit}; write seconds, minutes, hours, days, weeks, months or years`)
    seconds += leadingNumber(number) * length
  }
  return taken({ from: /^m/i.test(base) ? 'modification' : 'access', seconds })
}
