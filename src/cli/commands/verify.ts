import { toJson } from '../../format/json.ts'
import { openSite, UsageError, verify } from '../../index.ts'
import { isDifference } from '../../verify/compare.ts'
import { type Plan } from '../../verify/plan.ts'
import { CLEAN, PROBLEMS, WRONG_USE } from '../command.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { placeFor } from '../../lint/place.ts'
import { headersFrom } from '../headers.ts'
import { type Io, paintFor } from '../io.ts'
import { tellPrefix } from '../place.ts'
import { complain, confess, tellLeftOut } from '../refusals.ts'
import { interruptibly } from '../signals.ts'
import { SETTINGS, settingsFrom } from '../settings.ts'
import { pathsFrom } from '../stdin.ts'

const FLAGS: Flags = {
  ...SETTINGS,
  as: { type: 'string' },
  header: { type: 'list', short: 'H' },
  unsafe: { type: 'boolean' },
  trace: { type: 'boolean' },
  rate: { type: 'string' },
  most: { type: 'string' },
  format: { type: 'string', short: 'f' },
}
const FORMATS = ['text', 'json', 'expect'] as const

export default async function verifyCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const [url, ...paths] = given.positionals
  if (url === undefined)
    throw new UsageError('verify needs the URL of a running server: verblint verify http://localhost:8080')
  const format = oneOf('format', given.text('format'), FORMATS, 'text')
  const [as, rate, most] = [
    given.text('as'),
    numberFrom('rate', given.text('rate')),
    numberFrom('most', given.text('most')),
  ]
  const { paths: typed, ...unsaved } = await pathsFrom(paths, io)
  const { prefix, ...place } = placeFor(io.cwd, typed)
  tellPrefix(prefix, io)
  const { site, refused } = await openSite({ ...place, ...unsaved, ...settingsFrom(given, io) })
  const { result: verified, code } = await interruptibly((signal) =>
    verify(site, url, {
      signal,
      headers: headersFrom(given.list('header')),
      unsafe: given.has('unsafe'),
      trace: given.has('trace'),
      ...(as === undefined ? {} : { as }),
      ...(rate === undefined ? {} : { rate }),
      ...(most === undefined ? {} : { most }),
      announce: (plan, perSecond) => io.stderr.write(`verblint: ${announced(plan, perSecond)}\n`),
    }),
  )
  const { verifyExpect, verifyText } = await import('../../format/verify.ts')
  io.stdout.write(
    format === 'json'
      ? toJson(verified)
      : format === 'expect'
        ? verifyExpect(verified)
        : verifyText(verified, site.files, paintFor(io.stdout, io.env)),
  )
  tellLeftOut(site.leftOut, io)
  const failed = confess(site.faults, io)
  if (code !== null) return code
  if (complain(refused, io) || failed) return WRONG_USE
  return verified.checked.some(({ verdict }) => isDifference(verdict)) ? PROBLEMS : CLEAN
}

/** What is about to be sent, and how long that takes. */
function announced({ url, requests, left }: Plan, rate: number): string {
  const methods = [...new Set(requests.map(({ method }) => method))].join(', ')
  const all = left > 0 ? ` of ${(requests.length + left).toLocaleString('en')}` : ''
  return `sends ${requests.length.toLocaleString('en')}${all} requests to ${url.origin}, one after the other, at most ${rate} a second (${Math.ceil(requests.length / rate)} s): ${methods}`
}

function numberFrom(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new UsageError(`--${flag} takes a whole number above 0, not "${text}"`)
}
