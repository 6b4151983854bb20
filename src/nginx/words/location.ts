import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'

/** A location's name as ngx_http_core_location takes it apart. */
export interface LocationName {
  kind: 'exact' | 'prefix' | 'regex' | 'named'
  name: string
  /** `^~`: server regexes are not asked after it. */
  noRegex: boolean
  pattern: Pattern | null
}

const named = (modifier: string, name: string): LocationName => ({
  kind: modifier === '=' ? 'exact' : modifier.startsWith('~') ? 'regex' : 'prefix',
  name,
  noRegex: modifier === '^~',
  pattern: modifier.startsWith('~') ? compilePattern(name, modifier === '~*') : null,
})

/** `~ /a` glued or apart, `=`, `^~`, `@`; the refusal is an unknown modifier, for a pattern has its own reader. */
export const readLocation = once(({ args }: Directive): Reading<LocationName> => {
  const [first = '', second] = args.map(({ value }) => value)
  if (second !== undefined)
    return /^(?:=|\^~|~\*?)$/.test(first)
      ? taken(named(first, second))
      : refusedAs(`Expected "=", "~", "~*" or "^~" before the location's name, not "${first}"`)
  if (first.startsWith('@')) return taken({ kind: 'named', name: first, noRegex: false, pattern: null })
  const [, modifier = '', name = ''] = /^(=|\^~|~\*?)?(.*)$/s.exec(first) ?? []
  return taken(named(modifier, name))
})
