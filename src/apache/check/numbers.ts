import { leadingNumber } from '../words/status.ts'
import { type ValueCheck, valueOf } from './value.ts'

const positive =
  (least: number): ValueCheck =>
  (directive) =>
    leadingNumber(valueOf(directive, 0)) < least
      ? `Expected a number of at least ${least} behind ${directive.name}, not ${valueOf(directive, 0)}`
      : null

const wholeNumber: ValueCheck = (directive) =>
  /^\+?\d+$/.test(valueOf(directive, 0))
    ? null
    : `Expected a number behind ${directive.name}, not ${valueOf(directive, 0)}`

const between =
  (least: number, most: number): ValueCheck =>
  (directive) => {
    const number = leadingNumber(valueOf(directive, 0))
    return number < least || number > most
      ? `Expected a number from ${least} to ${most} behind ${directive.name}, not ${valueOf(directive, 0)}`
      : null
  }

/** MaxRanges and the like. */
const rangeLimit: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  return /^(?:none|default|unlimited)$/i.test(value) || leadingNumber(value) > 0
    ? null
    : `Expected none, default, unlimited or a number behind ${directive.name}, not ${value}`
}

const redirectIndex: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  return /^(?:on|off|permanent|temp|seeother)$/i.test(value) ||
    (leadingNumber(value) >= 300 && leadingNumber(value) < 400)
    ? null
    : `Expected on, off or a status from 300 to 399 behind DirectoryIndexRedirect, not ${value}`
}

const nonceLifetime: ValueCheck = (directive) =>
  /^\s*[+-]?\d+$/.test(valueOf(directive, 0))
    ? null
    : `Expected a number of seconds behind AuthDigestNonceLifetime, not ${valueOf(directive, 0)}`

const lineLength: ValueCheck = (directive) =>
  /^\d+[bkmg]?$/i.test(valueOf(directive, 0))
    ? null
    : `Expected a number with b, k, m or g behind it, not ${valueOf(directive, 0)}`

const numeric: ValueCheck = ({ args, name }) => {
  const wrong = args.find(({ value }) => !/^\d/.test(value))
  return wrong ? { message: `Expected a number behind ${name}, not ${wrong.value}`, word: wrong } : null
}

/** Directives that take numbers, each with the bounds that httpd has for it. */
export const NUMBER_CHECKS: Record<string, ValueCheck> = {
  deflateinflatelimitrequestbody: wholeNumber,
  deflateinflateratioburst: positive(1),
  deflateinflateratiolimit: positive(1),
  ldapreferralhoplimit: positive(1),
  allowconnect: numeric,
  dbdmin: numeric,
  dbdkeep: numeric,
  dbdmax: numeric,
  dbdexptime: numeric,
  brotlicompressionwindow: between(10, 24),
  brotlicompressionquality: between(0, 11),
  h2maxsessionstreams: positive(1),
  listentcpdeferaccept: positive(1),
  proxytimeout: positive(1),
  buffersize: positive(1),
  deflatebuffersize: positive(1),
  deflatememlevel: between(1, 9),
  deflatewindowsize: between(1, 15),
  deflatecompressionlevel: between(1, 9),
  keptbodysize: wholeNumber,
  readbuffersize: wholeNumber,
  flushmaxthreshold: wholeNumber,
  maxranges: rangeLimit,
  maxrangeoverlaps: rangeLimit,
  maxrangereversals: rangeLimit,
  sslverifydepth: positive(0),
  sslrenegbuffersize: positive(0),
  sessionexpiryupdateinterval: positive(0),
  directoryindexredirect: redirectIndex,
  authdigestnoncelifetime: nonceLifetime,
  substitutemaxlinelength: lineLength,
}
