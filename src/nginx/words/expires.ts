import { type Reading, refusedAs, taken } from '../../text/reading.ts'
import { parseTime } from './values.ts'

/** The time of an `expires` (ngx_http_parse_expires): how long from now, or at which time of a day. */
export type Expires =
  | { kind: 'off' }
  | { kind: 'epoch' }
  | { kind: 'max' }
  | { kind: 'daily'; seconds: number }
  | { kind: 'time'; seconds: number; past: boolean }

/** `30d`, `-1`, `@15h`, `epoch`, `max`, `off`; `modified`: counted from when the file was changed. */
export function readExpires(text: string, modified: boolean): Reading<Expires> {
  if (!modified && (text === 'epoch' || text === 'max' || text === 'off')) return taken({ kind: text })
  const seconds = parseTime(text.replace(/^[@+-]/, ''), true)
  const daily = text.startsWith('@')
  if (seconds === null || (daily && (modified || seconds > 86400)))
    return refusedAs(`Expected a time such as 30d, -1 or @15h, not "${text}"`)
  return taken(
    daily ? { kind: 'daily', seconds } : { kind: 'time', seconds, past: text.startsWith('-') && seconds > 0 },
  )
}
