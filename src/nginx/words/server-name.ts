import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import type { SourceRange } from '../../text/range.ts'

export interface ServerName {
  kind: 'exact' | 'leading' | 'trailing' | 'regex'
  name: string
  pattern: Pattern | null
  range: SourceRange
}

/** One word of `server_name` (ngx_http_core_server_name). A pattern has its own reader, which may refuse it. */
export const readServerName = once(({ value, range }: Word): Reading<ServerName> => {
  if (value === '~') return refusedAs('Expected a pattern after "~"')
  if (value.startsWith('~'))
    return taken({ kind: 'regex', name: value, pattern: compilePattern(value.slice(1), true), range })
  if ((value.startsWith('*') && (value.length < 3 || value[1] !== '.')) || value === '.')
    return refusedAs(`Expected a name such as *.example.com, not "${value}"`)
  const name = value.toLowerCase()
  const kind = /^\*?\./.test(name) ? 'leading' : name.endsWith('.*') ? 'trailing' : 'exact'
  return taken({ kind, name, pattern: null, range })
})

/** Whether a plain name can be looked up by; asked only where several servers share an address (ngx_hash_add_key). */
export function isHashable(name: string): boolean {
  if (name.includes('..') || name.split('*').length > 2) return false
  return (
    !name.includes('*') || name.startsWith('.') || (name.length > 2 && (name.startsWith('*.') || name.endsWith('.*')))
  )
}
