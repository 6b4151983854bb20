import { basename } from 'node:path'
import { type Linted, lintSite, routeTable } from '../../index.ts'
import { CLEAN, WRONG_USE } from '../command.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { columnsOf, type Io, paintFor } from '../io.ts'
import { placeFor } from '../../lint/place.ts'
import { tellPrefix } from '../place.ts'
import { complain, confess, tellLeftOut } from '../refusals.ts'
import { SETTINGS, settingsFrom } from '../settings.ts'
import { pathsFrom } from '../stdin.ts'

const FLAGS: Flags = { ...SETTINGS, format: { type: 'string', short: 'f' } }
const FORMATS = ['text', 'json', 'markdown', 'html', 'openapi'] as const

export default async function routesCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const format = oneOf('format', given.text('format'), FORMATS, 'text')
  const { paths, ...unsaved } = await pathsFrom(given.positionals, io)
  const { prefix, ...place } = placeFor(io.cwd, paths)
  tellPrefix(prefix, io)
  const linted = await lintSite({
    ...place,
    ...unsaved,
    ...settingsFrom(given, io),
    ...(format === 'html' ? {} : { rules: [] }),
  })
  io.stdout.write(await render(format, linted, io))
  tellLeftOut(linted.site.leftOut, io)
  const failed = confess(linted.site.faults, io)
  return complain(linted.report.refused, io) || failed ? WRONG_USE : CLEAN
}

async function render(format: (typeof FORMATS)[number], { site, report, about }: Linted, io: Io): Promise<string> {
  const table = await routeTable(site)
  if (format === 'json') return (await import('../../format/routes/json.ts')).routesJson(table)
  if (format === 'markdown') return (await import('../../format/routes/markdown.ts')).routesMarkdown(table, site.links)
  if (format === 'openapi')
    return (await import('../../format/routes/openapi.ts')).routesOpenapi(table, basename(io.cwd))
  if (format === 'html')
    return (await import('../../format/routes/html.ts')).routesHtml(site, table, { ...report, about }, basename(io.cwd))
  return (await import('../../format/routes/text.ts')).routesText(
    table,
    site.links,
    columnsOf(io.stdout),
    paintFor(io.stdout, io.env),
  )
}
