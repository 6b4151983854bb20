import type { Paint } from '../../format/paint.ts'
import { visible } from '../../format/visible.ts'
import { openSite, type Outcome, type SourceRange, type Step, UsageError } from '../../index.ts'
import { toJson } from '../../format/json.ts'
import { CLEAN, WRONG_USE } from '../commands.ts'
import { type Flags, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'
import { complain } from '../refusals.ts'

const FLAGS: Flags = { header: { type: 'list', short: 'H' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }

export default async function traceCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const [method, url, ...paths] = given.positionals
  if (method === undefined || url === undefined) throw new UsageError('trace needs a method and a URL: verblint trace DELETE http://localhost/api/items/1')
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/]/i.test(url)) throw new UsageError(`trace needs a whole URL, such as http://localhost${url.startsWith('/') ? url : `/${url}`}`)
  const headers = headersFrom(given.list('header'))
  const { site, refused } = await openSite({ cwd: io.cwd, ...(paths.length > 0 ? { paths } : {}) })
  const { outcomes } = await site.trace({ method, url, headers })
  io.stdout.write(given.has('json') ? toJson({ method, url, outcomes }) : story(`${method} ${url}`, outcomes, paintFor(io.stdout, io.env)))
  return complain(refused, io) ? WRONG_USE : CLEAN
}

function headersFrom(lines: string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new UsageError(`--header takes "Name: value", not "${line}"`)
    return [name, value]
  }))
}

const at = (range: SourceRange | null): string => (range ? `${visible(range.file)}:${range.start.line}` : '')

function story(request: string, outcomes: Outcome[], paint: Paint): string {
  const blocks = outcomes.map((outcome) => [
    ...(outcome.when ? [paint('dim', outcome.status === null ? `undecided: ${visible(outcome.when)}` : visible(outcome.when))] : []),
    ...outcome.steps.map((step) => stepLine(step, paint)),
    answerLine(outcome, paint),
  ].map((line) => `  ${line}\n`).join(''))
  return `${paint('bold', visible(request))}\n${blocks.join('\n')}`
}

function stepLine({ kind, text, range, forwarded }: Step, paint: Paint): string {
  const sent = forwarded ? ` → ${forwarded.method} ${forwarded.target} to ${forwarded.upstream}` : ''
  return `${paint('dim', kind.padEnd(10))} ${visible(text + sent)}  ${paint('cyan', at(range))}`.trimEnd()
}

function answerLine({ status, headers, by, decidedBy }: Outcome, paint: Paint): string {
  const shown = ['allow', 'cache-control', 'location'].flatMap((name) => (typeof headers[name] === 'string' ? [`${name}: ${headers[name]}`] : []))
  const said = status === null ? (by === 'closed' ? 'no answer, the connection is closed' : 'unknown') : String(status)
  const colour = status === null ? 'yellow' : status < 400 ? 'green' : 'red'
  return `${paint(['bold', colour], `= ${said}`)}${shown.length ? `  ${visible(shown.join('  '))}` : ''}  ${paint('cyan', at(decidedBy))}`.trimEnd()
}
