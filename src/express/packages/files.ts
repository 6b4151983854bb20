import { posix } from 'node:path'
import { UNDEFINED, constant, stringOf, truth, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import { httpError } from '../answer/errors.ts'
import { copyExchange, setHeader } from '../answer/exchange.ts'
import { cacheControl, conditional, entryBelow } from '../answer/files.ts'
import type { End } from '../answer/handler.ts'
import { OPTIONS, READING, isOneOf } from '../answer/method.ts'
import { textOf } from '../answer/operators.ts'
import { end, isFalse, memberOf, optionOf, optionsOf, placeOf, unseenPackage } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** What lies at a path below a folder; null: that cannot be told. */
type Found = 'file' | 'directory' | 'missing' | null

interface Asked {
  arrival: Arrival
  options: Value | undefined
  path: string
  folder: string | null
}

const option = ({ options }: Asked, name: string): Value => memberOf(options?.kind === 'object' ? options : null, name)

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** serve-static: at its own mount, the slash is the mount's only if the client sent one. */
function pathOf({ exchange, facts }: Arrival): string | null {
  const mounted = exchange.url.split(/[?#]/, 1)[0] ?? '/'
  const asked = facts.originalUrl.split(/[?#]/, 1)[0] ?? '/'
  const path = decodePath(mounted === '/' && !asked.endsWith('/') ? '' : mounted)
  return path === null || path.split('/').includes('..') ? null : path
}

function askedOf(arrival: Arrival, path: string): Asked {
  const [root, options] = arrival.handler.args ?? []
  const folder = root ? textOf(root) : null
  return { arrival, options, path, folder: folder !== null && posix.isAbsolute(folder) ? folder : null }
}

/** What is not in the checkout may have been built where the program runs. */
function lies({ arrival, folder }: Asked, path: string): Found {
  const entry = folder === null ? 'outside' : entryBelow(arrival.around.disk, posix.join(folder, path), folder)
  return entry === 'outside' ? null : entry
}

function answer(
  { arrival }: Asked,
  status: number,
  by: Outcome['by'],
  when: string[],
  headers: [string, string | null][] = [],
): End {
  const { exchange, handler } = arrival
  const now = copyExchange(exchange)
  now.status = constant(status)
  now.statusAt = placeOf(handler)
  for (const [name, value] of headers)
    if (name !== 'Cache-Control' || !now.headers.has('cache-control')) setHeader(now, name, value, handler.range)
  now.sent = { by, at: now.statusAt }
  return end('sent', now, when)
}

const fails = ({ arrival }: Asked, status: number, when: string[], exchange = arrival.exchange): End => ({
  ...end('next', exchange, when),
  error: { value: httpError([constant(status)], null) ?? UNDEFINED, place: placeOf(arrival.handler) },
})

/** A file, by `send`: conditions and ranges are looked at. */
function file(asked: Asked, when: string[]): End[] {
  const control = cacheControl(asked.options)
  const headers: [string, string | null][] = control === '' ? [] : [['Cache-Control', control]]
  const ends = conditional(asked.arrival.facts).map((one): End => {
    const conditions = one.when === null ? when : [...when, one.when]
    const sent = answer(asked, one.status, 'static', conditions, headers)
    if (one.status < 400) return sent
    // What `send` has set by then stays on the answer to the error.
    return fails(asked, one.status, conditions, {
      ...sent.exchange,
      sent: null,
      status: asked.arrival.exchange.status,
      statusAt: asked.arrival.exchange.statusAt,
    })
  })
  const writes = option(asked, 'setHeaders').kind !== 'constant'
  return writes ? ends.map((one) => ({ ...one, exchange: { ...one.exchange, open: true } })) : ends
}

function missing(asked: Asked, when: string[], status = 404): End {
  return isFalse(option(asked, 'fallthrough')) ? fails(asked, status, when) : end('next', asked.arrival.exchange, when)
}

const open = (asked: Asked): End[] => [
  ...file(asked, ['if the file is there']),
  missing(asked, ['unless the file is there']),
]

/** A folder: its slash first, then its index. */
function folderEnds(asked: Asked): End[] {
  const { path, arrival } = asked
  const index = option(asked, 'index')
  if (!path.endsWith('/'))
    return [
      isFalse(option(asked, 'redirect'))
        ? missing(asked, [])
        : answer(asked, 301, 'redirect', [], [['Location', `${arrival.exchange.base}${path}/`]]),
    ]
  if (isFalse(index)) return [missing(asked, [])]
  if (index.kind !== 'constant') return open(asked)
  const there = lies(asked, posix.join(path, stringOf(index) ?? 'index.html'))
  return there === null ? open(asked) : there === 'file' ? file(asked, []) : [missing(asked, [])]
}

/** A name that is not there may be with one of the extensions that are given. */
function withoutFile(asked: Asked): End[] {
  const extensions = option(asked, 'extensions')
  if (extensions.kind === 'constant' || asked.path.endsWith('/')) return [missing(asked, [])]
  const names =
    extensions.kind === 'array' && !extensions.open ? extensions.items.map((item) => stringOf(item)) : [null]
  if (names.includes(null)) return open(asked)
  return names.some((name) => lies(asked, `${asked.path}.${name ?? ''}`) === 'file')
    ? file(asked, [])
    : [missing(asked, [])]
}

const isReading = ({ exchange, facts }: Arrival): boolean => isOneOf(facts, exchange, READING)

/** send: what becomes of names that begin with a dot; before 1.0, Express 4's, a folder's name is no matter. null: it is open, as is which send
 * another package brings. */
function dotAccess(asked: Asked, path: string): 'allow' | 'deny' | 'ignore' | null {
  const parts = path.split('/')
  if (!parts.some((part) => part.length > 1 && part.startsWith('.'))) return 'allow'
  const dots = option(asked, 'dotfiles')
  if (dots.kind !== 'constant') return null
  if (dots.value === 'allow' || dots.value === 'deny') return dots.value
  if (dots.value !== undefined || parts.at(-1)?.startsWith('.') !== false) return 'ignore'
  const { around, handler } = asked.arrival
  if (handler.package !== 'express') return null
  return around.major === 4 ? 'allow' : 'ignore'
}

/** serve-static: files for GET and HEAD; the rest passes, or, with fallthrough off, gets 405. */
export function staticFiles(arrival: Arrival): End[] {
  const path = pathOf(arrival)
  const asked = askedOf(arrival, path ?? '')
  if (!isReading(arrival))
    return [
      isFalse(option(asked, 'fallthrough'))
        ? answer(asked, 405, 'static', [], [['Allow', 'GET, HEAD']])
        : end('next', arrival.exchange),
    ]
  if (path === null) return [missing(asked, [])]
  const dots = dotAccess(asked, path)
  if (dots === null) return open(asked)
  if (dots !== 'allow') return [missing(asked, [], dots === 'deny' ? 403 : 404)]
  const found = lies(asked, path)
  if (found === null) return open(asked)
  if (found === 'directory') return folderEnds(asked)
  if (found === 'missing') return withoutFile(asked)
  return path.endsWith('/') ? [missing(asked, [])] : file(asked, [])
}

/** express-static-gzip/index.js: serve-static with the same options, but for the compressed files, which may be there alone. */
export function staticGzip(arrival: Arrival): End[] {
  const { handler, exchange } = arrival
  const options = optionsOf(handler.args?.slice(1) ?? null)
  const own = optionOf(options, 'serveStatic')
  const given = own === undefined ? options : own?.kind === 'object' ? own : 'open'
  if (given === 'open' || options === 'open')
    return isReading(arrival) ? unseenPackage(arrival) : [end('next', exchange)]
  return staticFiles({ ...arrival, handler: { ...handler, args: [unknown('a folder'), given ?? UNDEFINED] } })
}

/** serve-index: pages of folders for GET and HEAD, a refusal for the rest, wherever it is mounted. */
export function folderPages(arrival: Arrival): End[] {
  const asked = askedOf(arrival, pathOf(arrival) ?? '/')
  if (!isReading(arrival))
    return [
      answer(
        asked,
        isOneOf(arrival.facts, arrival.exchange, OPTIONS) ? 200 : 405,
        'response',
        [],
        [['Allow', 'GET, HEAD, OPTIONS']],
      ),
    ]
  const found = lies(asked, asked.path)
  if (found === null)
    return [
      answer(asked, 200, 'static', ['if the folder is there']),
      end('next', arrival.exchange, ['unless the folder is there']),
    ]
  return [found === 'directory' ? answer(asked, 200, 'static', []) : end('next', arrival.exchange)]
}

/** sirv: a file for every method, found with and without its extension; `single`: a page for what has none. */
export function sirv(arrival: Arrival): End[] {
  const path = arrival.exchange.url.split(/[?#]/, 1)[0] ?? '/'
  const asked = askedOf(arrival, path)
  const age = option(asked, 'maxAge')
  const dev = truth(option(asked, 'dev')) !== false
  const known = option(asked, 'setHeaders').kind === 'constant' && age.kind === 'constant' && !dev
  const control: [string, string | null][] = !known
    ? [['Cache-Control', null]]
    : age.value === undefined || age.value === null
      ? []
      : [['Cache-Control', null]]
  const there = (when: string[]): End[] =>
    arrival.facts.headers.range || arrival.facts.headers['if-none-match']
      ? [
          answer(asked, 200, 'static', [...when, 'unless the client has it or asks for a part'], control),
          answer(asked, 206, 'static', [...when, 'if a part is asked for'], control),
        ]
      : [answer(asked, 200, 'static', when, control)]
  const passes = (when: string[]): End => end('next', arrival.exchange, when)
  const trimmed = path.replace(/\/$/, '')
  const names = ['', '.html', '.htm'].flatMap((extension) => [
    ...(trimmed ? [`${trimmed}${extension}`] : []),
    `${trimmed}/index${extension}`,
  ])
  const found = names.map((name) => lies(asked, name))
  const isPlain = ['single', 'extensions', 'gzip', 'brotli', 'onNoMatch', 'dotfiles', 'ignores'].every(
    (name) => option(asked, name).kind === 'constant' && truth(option(asked, name)) === false,
  )
  if (found.includes(null) || !isPlain || /%|\/\./.test(path))
    return [...there(['if the file is there']), passes(['unless the file is there'])]
  return found.includes('file') ? there([]) : [passes([])]
}
