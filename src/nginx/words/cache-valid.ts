import type { Directive } from '../../text/directive.ts'
import { parseTime } from './values.ts'

/** `proxy_cache_valid 200 302 10m`; no statuses stand for 200, 301 and 302 (ngx_http_file_cache_valid_set_slot). */
export interface CacheValid {
  statuses: string[]
  /** null: nginx refuses it. */
  seconds: number | null
}

const BY_DEFAULT = ['200', '301', '302']

export function cacheValidOf({ args }: Directive): CacheValid {
  const words = args.map(({ value }) => value)
  const time = words.pop() ?? ''
  return { statuses: words.length > 0 ? words : BY_DEFAULT, seconds: parseTime(time, true) }
}
