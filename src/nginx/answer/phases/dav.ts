import { code, NEXT, placeOf } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { argument, isOn, nearest, setting } from '../../compile/level.ts'
import { parseNumber } from '../../words/values.ts'
import { entryAt, mapToPath } from '../paths.ts'
import type { SourceRange } from '../../../text/range.ts'
import type { Value } from '../value.ts'
import { isKnown } from '../value.ts'

const withoutSlash = (path: Value): Value => (isKnown(path) ? path.replace(/\/+$/, '') : path)
const parentOf = (path: Value): Value =>
  isKnown(path) ? path.replace(/\/+$/, '').replace(/\/[^/]*$/, '') || '/' : { unknown: 'its folder' }

/** PUT makes 201 of a new file, 204 of an old one, 500 where its folder is missing or without a body (ngx_http_dav_put_handler). */
function put(exchange: Exchange, path: Value, range: SourceRange): Verdict {
  if (exchange.uri.endsWith('/')) return code(409, 'built-in', range)
  if (exchange.request.headers['content-range'] !== undefined) return code(501, 'built-in', range)
  const { headers, others } = exchange.request
  if (others === 'absent' && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    return code(500, 'built-in', range)
  const entry = entryAt(exchange, path)
  if (entry === 'directory') return code(409, 'built-in', range)
  if (entry === 'file') return code(204, 'built-in', range)
  if (!isOn(exchange.level, 'create_full_put_path') && entryAt(exchange, parentOf(path)) !== 'directory')
    return code(500, 'built-in', range)
  exchange.headers.location = exchange.uri
  return code(201, 'built-in', range)
}

/** min_delete_depth: how many names a path needs; a slash at its end begins no other. */
function isTooShallow({ level, uri }: Exchange): boolean {
  const least = parseNumber(argument(setting(level, 'min_delete_depth')) ?? '') ?? 0
  return least > 0 && [...uri.slice(0, -1)].filter((character) => character === '/').length < least
}

/** Nothing to take away; 409 where a slash stands behind a file's name (ENOTDIR). */
const notThere = (exchange: Exchange, path: Value, range: SourceRange): Verdict =>
  exchange.uri.endsWith('/') && entryAt(exchange, withoutSlash(path)) === 'file'
    ? code(409, 'built-in', range)
    : code(404, 'not-found', placeOf(exchange))

/** ngx_http_dav_delete_handler. */
function remove(exchange: Exchange, path: Value, range: SourceRange): Verdict {
  const { headers } = exchange.request
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined)
    return code(415, 'built-in', range)
  if (isTooShallow(exchange)) return code(409, 'built-in', range)
  const entry = entryAt(exchange, path)
  if (entry === 'missing') return notThere(exchange, path, range)
  const slash = exchange.uri.endsWith('/')
  if (entry === 'directory' && !slash) return code(409, 'built-in', range)
  const depth = headers.depth
  if (
    entry === 'directory'
      ? depth !== undefined && depth !== 'infinity'
      : depth !== undefined && depth !== '0' && depth !== 'infinity'
  )
    return code(400, 'built-in', range)
  return code(204, 'built-in', range)
}

function makeFolder(exchange: Exchange, path: Value, range: SourceRange): Verdict {
  const { headers } = exchange.request
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined)
    return code(415, 'built-in', range)
  if (!exchange.uri.endsWith('/')) return code(409, 'built-in', range)
  if (entryAt(exchange, withoutSlash(path)) !== 'missing') return code(405, 'built-in', range)
  if (entryAt(exchange, parentOf(path)) !== 'directory') return code(409, 'built-in', range)
  exchange.headers.location = exchange.uri
  return code(201, 'built-in', range)
}

/** COPY and MOVE need a Destination on this host; where to is not followed. */
function transfer(exchange: Exchange, path: Value, range: SourceRange): Verdict {
  const { headers, others } = exchange.request
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined)
    return code(415, 'built-in', range)
  if (headers.destination === undefined && others === 'absent') return code(400, 'built-in', range)
  if (entryAt(exchange, path) === 'missing') return notThere(exchange, path, range)
  return { kind: 'reply', status: null, by: 'built-in', decidedBy: range, when: 'the destination can be written' }
}

/** PROPFIND, OPTIONS, LOCK and UNLOCK of the dav-ext module, whose answers depend on what is there. */
function extended({ level, method }: Exchange): Verdict {
  const directive = nearest(level, 'dav_ext_methods').findLast(({ args }) =>
    args.some(({ value }) => method.is(value.toUpperCase())),
  )
  return directive
    ? {
        kind: 'reply',
        status: null,
        by: 'built-in',
        decidedBy: directive.range,
        headers: {},
        when: 'dav_ext_methods takes it',
      }
    : NEXT
}

/** dav_methods, for whatever no other handler took. */
export function davPhase(exchange: Exchange): Verdict {
  const directive = nearest(exchange.level, 'dav_methods').at(-1)
  const enabled = nearest(exchange.level, 'dav_methods').flatMap(({ args }) =>
    args.map(({ value }) => value.toUpperCase()),
  )
  if (!directive || !enabled.some((name) => exchange.method.is(name))) return extended(exchange)
  const path = mapToPath(exchange)
  if (path === null) return code(500, 'built-in', directive.range)
  if (exchange.method.is('PUT')) return put(exchange, path, directive.range)
  if (exchange.method.is('DELETE')) return remove(exchange, path, directive.range)
  if (exchange.method.is('MKCOL')) return makeFolder(exchange, path, directive.range)
  if (exchange.method.is('COPY') || exchange.method.is('MOVE')) return transfer(exchange, path, directive.range)
  return NEXT
}
