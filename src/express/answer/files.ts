import { posix } from 'node:path'
import { constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { servedEntry } from '../../deployment/served.ts'
import type { Disk, Entry } from '../../files/disk.ts'
import { callBack } from './call.ts'
import { setHeader, statusNumber } from './exchange.ts'
import { httpError } from './errors.ts'
import type { NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { noteRead, readHeader } from './reads.ts'
import { respond } from './respond.ts'
import { anUnknown, rangeOf, wordsOf } from './run.ts'
import type { RequestFacts, Run } from './run.ts'

/** Cache-Control as `send` writes it: maxAge in milliseconds or a text such as '1d', which only its own package reads. */
export function cacheControl(options: Value | undefined): string | null {
  if (!options || options.kind === 'constant') return 'public, max-age=0'
  if (options.kind !== 'object' || options.open) return null
  const off = options.members.get('cacheControl')
  if (off?.kind === 'constant' && off.value === false) return ''
  const age = options.members.get('maxAge') ?? options.members.get('maxage')
  const immutable = options.members.get('immutable')
  const milliseconds = !age
    ? 0
    : age.kind === 'constant' && typeof age.value === 'number'
      ? age.value
      : age.kind === 'constant' && typeof age.value === 'string'
        ? duration(age.value)
        : null
  if (milliseconds === null) return null
  const seconds = Math.floor(Math.min(Math.max(0, milliseconds), 31_536_000_000) / 1000)
  return `public, max-age=${seconds}${immutable?.kind === 'constant' && immutable.value === true ? ', immutable' : ''}`
}

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_557_600_000,
}
/** The durations that the `ms` package reads: '1d', '2 hours' not in full words here. */
function duration(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w|y)?$/.exec(text.trim())
  return found ? Number(found[1]) * (UNITS[found[2] ?? 'ms'] ?? 1) : null
}

/** What lies at an absolute path below the folder that it is looked up in. */
export const entryBelow = (disk: Disk, path: string, root: string): Entry =>
  servedEntry(disk, posix.normalize(path).replace(/(.)\/$/, '$1'), {
    root: posix.normalize(root).replace(/(.)\/$/, '$1'),
    named: [],
  })

/** What `send` makes of a request's conditions and range, whatever its method: 200, or what they may turn it into. */
export interface Conditional {
  status: 200 | 206 | 304 | 412 | 416
  when: string | null
}

/** An entity tag as `send` gives it to a file: W/"size-time". */
const FILE_TAG = /"[\da-f]+-[\da-f]+"/

/** Whether a file can have one of the tags. */
const maybeTag = (tags: string): boolean => FILE_TAG.test(tags)

/** send/index.js, isPreconditionFailure, isFresh and the range behind them. */
export function conditional({ headers }: RequestFacts): Conditional[] {
  const [match, noneMatch, range] = [headers['if-match'], headers['if-none-match'], headers.range]
  const ends: Conditional[] = []
  if (match !== undefined && match !== '*') {
    if (!maybeTag(match)) return [{ status: 412, when: null }]
    ends.push({ status: 412, when: `unless the entity tag is \`${match}\`` })
  } else if (headers['if-unmodified-since'] !== undefined) ends.push({ status: 412, when: 'if the file has changed' })
  const again = /(?:^|,)\s*no-cache\s*(?:,|$)/.test(headers['cache-control'] ?? '')
  if (noneMatch === '*' && !again) return [...ends, { status: 304, when: null }]
  if (noneMatch !== undefined && maybeTag(noneMatch) && !again)
    ends.push({ status: 304, when: `if the entity tag is \`${noneMatch}\`` })
  else if (headers['if-modified-since'] !== undefined && !again)
    ends.push({ status: 304, when: 'unless the file has changed' })
  if (range === undefined || !/^bytes=/.test(range)) return [...ends, { status: 200, when: null }]
  const first = /^bytes=0-\d*$/.test(range) && headers['if-range'] === undefined
  return [
    ...ends,
    { status: 206, when: first ? null : 'if the range lies in the file' },
    ...(first
      ? []
      : [
          { status: 416 as const, when: 'unless the range lies in the file' },
          { status: 200 as const, when: 'if the range is none' },
        ]),
  ]
}

/** Whether a file is there; null: it cannot be told. */
export function fileAt(disk: Disk, path: string | null, root?: string): boolean | null {
  if (path === null || !posix.isAbsolute(path)) return null
  const entry = entryBelow(disk, path, root ?? posix.dirname(path))
  return entry === 'outside' ? null : entry === 'file'
}

export function sendFile(call: NativeCall): Value {
  const { run, site, node, args } = call
  const [path, second] = args.items
  const options = second?.kind === 'function' ? undefined : second
  const callback = args.items.find(({ kind }) => kind === 'function' || kind === 'host')
  const name = path ? textOf(path) : null
  const root = options?.kind === 'object' ? options.members.get('root') : undefined
  const full =
    name === null ? null : root ? (textOf(root) === null ? null : posix.join(textOf(root) ?? '', name)) : name
  const there =
    fileAt(run.disk, full) ??
    run.choices.pick(
      (way) =>
        `${way === 0 ? 'if' : 'unless'} the file \`${path && 'value' in path ? String(path.value) : wordsOf(site.module, node)}\` is there`,
      2,
    ) === 0
  if (there) {
    const control = cacheControl(options)
    noteRead(run, 'response')
    if (!run.exchange.headers.has('cache-control') && control !== '')
      setHeader(run.exchange, 'Cache-Control', control, null)
    const status = conditionalStatus(run)
    if (status < 400) {
      if (status !== 200) run.exchange.status = constant(status)
      return respond(run, 'static', site.module, node)
    }
    return callBack(run, site, node, callback ?? run.nextFunction, [
      httpError([constant(status)], null) ?? anUnknown('an error'),
    ])
  }
  const error = httpError([constant(404)], null) ?? anUnknown('an error')
  return callBack(run, site, node, callback ?? run.nextFunction, [error])
}

const LOOKED_AT = [
  'if-match',
  'if-unmodified-since',
  'if-none-match',
  'if-modified-since',
  'if-range',
  'range',
  'cache-control',
]

/** What a file that is sent becomes by the request's conditions; nothing is fresh unless its status says that it is well. */
function conditionalStatus(run: Run): Conditional['status'] {
  for (const name of LOOKED_AT) readHeader(run, name)
  const now = statusNumber(run.exchange.status)
  const isWell = typeof now !== 'number' || (now >= 200 && now < 300) || now === 304
  const ends = conditional(run.facts).filter(({ status }) => status !== 304 || isWell)
  const way = ends.length > 1 ? run.choices.pick((one) => ends[one]?.when ?? '', ends.length) : 0
  return ends[way]?.status ?? 200
}

export function download(call: NativeCall): Value {
  const [path, second, third] = call.args.items
  const options = [second, third].find((one) => one?.kind === 'object')
  const callback = call.args.items.find(({ kind }) => kind === 'function')
  const items = [path, options, callback].filter((one) => one !== undefined)
  setHeader(call.run.exchange, 'Content-Disposition', null, rangeOf(call.site.module, call.node))
  return sendFile({ ...call, args: { items, open: false } })
}
