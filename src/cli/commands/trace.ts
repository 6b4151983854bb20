import { toJson } from '../../format/json.ts'
import { traceText } from '../../format/trace.ts'
import { openSite, UsageError } from '../../index.ts'
import { CLEAN, WRONG_USE } from '../command.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { headersFrom } from '../headers.ts'
import { columnsOf, type Io, paintFor } from '../io.ts'
import { placeFor } from '../../lint/place.ts'
import { tellPrefix } from '../place.ts'
import { complain, confess } from '../refusals.ts'
import { SETTINGS, settingsFrom } from '../settings.ts'
import { pathsFrom } from '../stdin.ts'

const FLAGS: Flags = {
  ...SETTINGS,
  header: { type: 'list', short: 'H' },
  format: { type: 'string', short: 'f' },
  json: { type: 'boolean' },
}

export default async function traceCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const [method, url, ...paths] = given.positionals
  if (method === undefined || url === undefined)
    throw new UsageError('trace needs a method and a URL: verblint trace DELETE http://localhost/api/items/1')
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/]/i.test(url))
    throw new UsageError(`trace needs a whole URL, such as http://localhost${url.startsWith('/') ? url : `/${url}`}`)
  const format = given.has('json') ? 'json' : oneOf('format', given.text('format'), ['text', 'json'] as const, 'text')
  const headers = headersFrom(given.list('header'))
  const { paths: typed, ...unsaved } = await pathsFrom(paths, io)
  const { prefix, ...place } = placeFor(io.cwd, typed)
  tellPrefix(prefix, io)
  const { site, refused } = await openSite({ ...place, ...unsaved, ...settingsFrom(given, io) })
  const { outcomes } = await site.trace({ method, url, headers })
  io.stdout.write(
    format === 'json'
      ? toJson({ method, url, outcomes })
      : traceText(`${method} ${url}`, outcomes, site.files, columnsOf(io.stdout), paintFor(io.stdout, io.env)),
  )
  const failed = confess(site.faults, io)
  return complain(refused, io) || failed ? WRONG_USE : CLEAN
}
