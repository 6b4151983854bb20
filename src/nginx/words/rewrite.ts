import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { parseNumber } from './values.ts'

/** What a client is sent elsewhere by, be it no status that says so (ngx_http_rewrite, ngx_http_rewrite_return). */
export const leadsElsewhere = (text: string): boolean => /^(?:https?:\/\/|\$scheme)/.test(text)

/** `return 405`, `return 301 /a`, `return http://a/`, which is a 302; `text` null: the status alone is the answer. */
export interface Return {
  status: number
  text: Word | null
}

interface Refusal {
  message: string
  word: Word | undefined
}

export const readReturn = once(({ args }: Directive): Reading<Return, Refusal> => {
  const [first, text] = args
  const value = first?.value ?? ''
  const status = parseNumber(value)
  if (status === null)
    return first && args.length === 1 && leadsElsewhere(value)
      ? taken({ status: 302, text: first })
      : refusedAs({ message: `Expected a status such as 405, not "${value}"`, word: first })
  return status > 999
    ? refusedAs({ message: `Expected a status up to 999, not ${value}`, word: first })
    : taken({ status, text: text ?? null })
})

/** What a `return` answers; null: it is another directive, or nginx refuses it. */
export const returnOf = (directive: Directive | null | undefined): Return | null =>
  directive?.name === 'return' ? readReturn(directive).value : null
