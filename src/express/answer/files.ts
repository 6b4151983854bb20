import { posix } from 'node:path'
import { constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { servedEntry } from '../../deployment/served.ts'
import type { Disk, Entry } from '../../source/disk.ts'
import { callBack } from './call.ts'
import { setHeader } from './exchange.ts'
import { httpError } from './errors.ts'
import type { NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { noteRead } from './reads.ts'
import { respond } from './response.ts'
import { anUnknown, rangeOf, wordsOf } from './run.ts'

/** Cache-Control as `send` writes it: maxAge in milliseconds or a text such as '1d', which only its own package reads. */
export function cacheControl(options: Value | undefined): string | null {
  if (!options || options.kind === 'constant') return 'public, max-age=0'
  if (options.kind !== 'object' || options.open) return null
  const off = options.members.get('cacheControl')
  if (off?.kind === 'constant' && off.value === false) return ''
  const age = options.members.get('maxAge') ?? options.members.get('maxage')
  const immutable = options.members.get('immutable')
  const milliseconds = !age ? 0 : age.kind === 'constant' && typeof age.value === 'number' ? age.value : age.kind === 'constant' && typeof age.value === 'string' ? duration(age.value) : null
  if (milliseconds === null) return null
  const seconds = Math.floor(Math.min(Math.max(0, milliseconds), 31_536_000_000) / 1000)
  return `public, max-age=${seconds}${immutable?.kind === 'constant' && immutable.value === true ? ', immutable' : ''}`
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_557_600_000 }
/** The durations that the `ms` package reads: '1d', '2 hours' not in full words here. */
function duration(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w|y)?$/.exec(text.trim())
  return found ? Number(found[1]) * (UNITS[found[2] ?? 'ms'] ?? 1) : null
}

/** What lies at an absolute path below the folder that it is looked up in. */
export const entryBelow = (disk: Disk, path: string, root: string): Entry =>
  servedEntry(disk, posix.normalize(path).replace(/(.)\/$/, '$1'), { root: posix.normalize(root).replace(/(.)\/$/, '$1'), named: [] })

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
  const full = name === null ? null : root ? (textOf(root) === null ? null : posix.join(textOf(root) ?? '', name)) : name
  const there = fileAt(run.disk, full)
    ?? run.choices.pick((way) => `${way === 0 ? 'if' : 'unless'} the file \`${path && 'value' in path ? String(path.value) : wordsOf(site.module, node)}\` is there`, 2) === 0
  if (there) {
    const control = cacheControl(options)
    noteRead(run, 'response')
    if (!run.exchange.headers.has('cache-control') && control !== '') setHeader(run.exchange, 'Cache-Control', control, null)
    return respond(run, 'static', site.module, node)
  }
  const error = httpError([constant(404)], null) ?? anUnknown('an error')
  return callBack(run, site, node, callback ?? run.nextFunction, [error])
}

export function download(call: NativeCall): Value {
  const [path, second, third] = call.args.items
  const options = [second, third].find((one) => one?.kind === 'object')
  const callback = call.args.items.find(({ kind }) => kind === 'function')
  const items = [path, options, callback].filter((one) => one !== undefined)
  setHeader(call.run.exchange, 'Content-Disposition', null, rangeOf(call.site.module, call.node))
  return sendFile({ ...call, args: { items, open: false } })
}
