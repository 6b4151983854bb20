import { posix } from 'node:path'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { servedEntry } from '../../deployment/served.ts'
import { isBelow } from '../../deployment/service.ts'
import type { Disk, Entry } from '../../files/disk.ts'
import { callBack } from './call.ts'
import { setHeader, statusNumber } from './exchange.ts'
import { httpError, openError } from './errors.ts'
import type { NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { noteRead, readHeader } from './reads.ts'
import { refuse, respond } from './respond.ts'
import { GiveUp, anUnknown, rangeOf, wordsOf } from './run.ts'
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

/** A path as it reads on any machine that has the files. */
const fromHere = ({ cwd }: Disk, path: string): string =>
  path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path

/** What Express throws at the caller of `res.sendFile()` (lib/response.js): it takes a text, an absolute one if no root is given. */
function refusedPath({ args }: NativeCall): string | null {
  const [path = UNDEFINED, options] = args.items
  if (path.kind === 'object' || path.kind === 'array') return 'path must be a string to res.sendFile'
  if (path.kind === 'constant' && typeof path.value !== 'string')
    return path.value ? 'path must be a string to res.sendFile' : 'path argument is required to res.sendFile'
  if (path.kind !== 'constant') return null
  if (path.value === '') return 'path argument is required to res.sendFile'
  const hasRoot =
    options &&
    options.kind !== 'function' &&
    options.kind !== 'host' &&
    !(options.kind === 'object' && isRootless(options))
  return hasRoot || posix.isAbsolute(String(path.value))
    ? null
    : 'path must be absolute or specify root to res.sendFile'
}

const isRootless = (options: ObjectValue): boolean => !options.open && !options.members.has('root')

const UP = /(?:^|[\\/])\.\.(?:[\\/]|$)/
/** Whether `send` takes a path for an attempt to leave the folder: below a root once it is normalized, else as it is written. */
const isForbidden = (name: string, hasRoot: boolean): boolean => UP.test(hasRoot ? posix.normalize(`./${name}`) : name)

/** Whether `send` asks its option `dotfiles` about a path: Express 4's does without the option for the last part alone. Folders above the
 * project may have such names too, which nobody sees. */
function isHidden(run: Run, name: string, hasRoot: boolean, options: Value | undefined): boolean {
  const path = hasRoot || !isBelow(name, run.disk.cwd) ? name : name.slice(run.disk.cwd.length)
  const parts = posix.normalize(path).split('/')
  const isAsked = options?.kind === 'object' && options.members.has('dotfiles')
  return (run.major >= 5 || isAsked ? parts : parts.slice(-1)).some(
    (part) => part.length > 1 && part.startsWith('.') && part !== '..',
  )
}

/** Headers that the options name. */
function putHeaders(run: Run, options: Value | undefined): void {
  const headers = options?.kind === 'object' ? options.members.get('headers') : undefined
  if (headers?.kind !== 'object') {
    if (headers && headers.kind !== 'constant') run.exchange.open = true
    return
  }
  for (const [name, value] of headers.members) setHeader(run.exchange, name, textOf(value), null)
  if (headers.open) run.exchange.open = true
}

const isFolder = (disk: Disk, path: string | null): boolean =>
  path !== null &&
  posix.isAbsolute(path) &&
  !path.endsWith('/') &&
  entryBelow(disk, path, posix.dirname(path)) === 'directory'

/** `res.sendFile(path, options, callback)`. */
export function sendFile(call: NativeCall): Value {
  const refused = call.args.open ? null : refusedPath(call)
  if (refused !== null) refuse(call.run, call.site, call.node, 'TypeError', refused)
  return sendPath(call)
}

/** The same, and `res.sendfile()` of Express 4, which takes a relative path too. */
export function sendPath(call: NativeCall): Value {
  const { run, site, node, args } = call
  const [path, second] = args.items
  const options = second?.kind === 'function' ? undefined : second
  const callback = args.items.find(({ kind }) => kind === 'function' || kind === 'host')
  const name = path ? textOf(path) : null
  const root = options?.kind === 'object' ? options.members.get('root') : undefined
  const fail = (status: number): Value =>
    callBack(run, site, node, callback ?? run.nextFunction, [
      httpError([constant(status)], null) ?? anUnknown('an error'),
    ])
  if (name !== null && isForbidden(name, root !== undefined)) return fail(403)
  if (name !== null && isHidden(run, name, root !== undefined, options)) {
    const way = textOf((options?.kind === 'object' && options.members.get('dotfiles')) || constant('ignore'))
    if (way === null) throw new GiveUp('the option `dotfiles` is open', rangeOf(site.module, node))
    if (way !== 'allow') return fail(way === 'deny' ? 403 : 404)
  }
  const full =
    name === null ? null : root ? (textOf(root) === null ? null : posix.join(textOf(root) ?? '', name)) : name
  // EISDIR goes to a callback alone.
  if (isFolder(run.disk, full))
    return callBack(run, site, node, callback ?? run.nextFunction, callback ? [openError(true)] : [])
  const there =
    fileAt(run.disk, full) ??
    run.choices.pick(
      (way) =>
        `${way === 0 ? 'if' : 'unless'} the file \`${name === null ? wordsOf(site.module, node) : fromHere(run.disk, name)}\` is there`,
      2,
    ) === 0
  if (there) {
    const control = cacheControl(options)
    putHeaders(run, options)
    noteRead(run, 'response')
    if (!run.exchange.headers.has('cache-control') && control !== '')
      setHeader(run.exchange, 'Cache-Control', control, null)
    const status = conditionalStatus(run)
    if (status < 400) {
      if (status !== 200) run.exchange.status = constant(status)
      return respond(run, 'static', site.module, node)
    }
    return fail(status)
  }
  return fail(404)
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
  return sendPath({ ...call, args: { items, open: false } })
}
