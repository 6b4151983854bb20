import type { Request } from '../../model/request.ts'
import { Undecided } from './exchange.ts'
import type { Exchange } from './exchange.ts'

/** What httpd makes of a file's date and length; no other text is an entity tag of its own. */
const FILE_TAG = /"[0-9a-f]+(?:-[0-9a-f]+)*"/

const READS = new Set(['GET', 'HEAD'])

/** Whether a field of the request may change the 200 of a file (ap_meets_conditions, the byterange filter). */
function mayChange(x: Exchange, name: string, value: string): boolean {
  if (name === 'if-match') return value !== '*'
  if (name === 'if-none-match') return value === '*' || FILE_TAG.test(value)
  return name !== 'if-modified-since' || x.method.is(READS)
}

const FIELDS = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since', 'range']

/** The files do not say what their date and length are; the page of an ErrorDocument keeps the error's status, whatever was asked. */
export function heedConditions(x: Exchange): void {
  const { headers } = x.shared.request
  const asked = x.status === 200 ? FIELDS.filter((name) => headers[name] !== undefined) : []
  const changing = asked.filter((name) => mayChange(x, name, headers[name] ?? ''))
  if (changing.length > 0)
    throw new Undecided(
      `what ${changing.join(' and ')} ask for`,
      x.config.core?.opening ?? x.shared.server.range ?? null,
    )
}

/** httpd knows one expectation, and refuses every other while it reads the request (ap_check_request_header). */
export const isUnknownExpectation = ({ headers: { expect } }: Request): boolean =>
  expect !== undefined && expect !== '' && expect.toLowerCase() !== '100-continue'
