import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { parseNumber } from './values.ts'

/** `error_page 405 501 =200 /x` (ngx_http_core_error_page). `overwrite` null: the status stays; 0, a lone `=`: it is the page's own. */
export interface ErrorPage {
  statuses: number[]
  overwrite: number | null
  target: Word
}

interface Refusal {
  message: string
  word: Word | undefined
}

const refuse = (message: string, word: Word | undefined): { value: null; refused: Refusal } =>
  refusedAs({ message, word })

export const readErrorPage = once(({ args }: Directive): Reading<ErrorPage, Refusal> => {
  const target = args.at(-1)
  const equals = args.at(-2)?.value.startsWith('=') ? args.at(-2) : undefined
  const codes = args.slice(0, equals ? -2 : -1)
  const overwrite = equals === undefined ? null : equals.value === '=' ? 0 : parseNumber(equals.value.slice(1))
  if (!target || (equals && (codes.length === 0 || overwrite === null)))
    return refuse(`Expected a status before the page, not "${equals?.value ?? ''}"`, equals)
  const statuses = codes.map(({ value }) => parseNumber(value) ?? 0)
  const wrong = statuses.findIndex((status) => status < 300 || status > 599 || status === 499)
  return wrong < 0
    ? taken({ statuses, overwrite, target })
    : refuse(`Expected a status from 300 to 599 other than 499, not "${codes[wrong]?.value ?? ''}"`, codes[wrong])
})

/** The page that an error_page names, and what it does with the status; null: it is another directive, or nginx refuses it. */
export const errorPageOf = (directive: Directive | null): ErrorPage | null =>
  directive?.name === 'error_page' ? readErrorPage(directive).value : null
