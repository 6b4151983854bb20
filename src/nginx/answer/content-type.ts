import type { Directive } from '../../text/directive.ts'
import { argument, levelWith, nearest, ofLevel, setting } from '../compile/level.ts'
import type { Exchange, Reply } from './exchange.ts'

/** What nginx's own pages are sent for; it has no words for other statuses, and no type (ngx_http_error_pages). */
const HAS_PAGE = new Set(
  '301 302 303 307 308 400 401 402 403 404 405 406 409 410 411 412 413 414 415 416 421 429 494 495 496 497 498 500 501 502 503 504 505 507'
    .split(' ')
    .map(Number),
)

export const typeOfPage = (status: number): string => (HAS_PAGE.has(status) ? 'text/html' : '')

/** What nginx knows where no `types` is written (ngx_http_core_default_types). */
const COMPILED_IN = new Map([
  ['html', 'text/html'],
  ['gif', 'image/gif'],
  ['jpg', 'image/jpeg'],
])

/** What every mime.types that comes with nginx has had for as long as it has had the ending. */
const STOCK = new Map(
  Object.entries({
    'text/html': 'html htm shtml',
    'text/css': 'css',
    'text/xml': 'xml',
    'text/plain': 'txt',
    'image/gif': 'gif',
    'image/jpeg': 'jpeg jpg',
    'image/png': 'png',
    'image/svg+xml': 'svg svgz',
    'image/x-icon': 'ico',
    'application/json': 'json',
    'application/pdf': 'pdf',
    'application/zip': 'zip',
  }).flatMap(([type, endings]) => endings.split(' ').map((ending): [string, string] => [ending, type])),
)

const typesIn = (blocks: Directive[]): Map<string, string> =>
  new Map(
    blocks.flatMap(({ block }) =>
      (block ?? []).flatMap(({ name, args }) => args.map(({ value }): [string, string] => [value.toLowerCase(), name])),
    ),
  )

const typesInForce = ofLevel((level): ReadonlyMap<string, string> | null =>
  levelWith(level, 'types') ? typesIn(nearest(level, 'types')) : null,
)

/** The ending of a path's last part (ngx_http_set_exten). */
const endingOf = (uri: string): string => /[^/]\.([^./]*)$/.exec(uri)?.[1]?.toLowerCase() ?? ''

/** The type that a file of the path's name has (ngx_http_set_content_type); undefined: it cannot be told. */
function typeOfFile({ level, uri, instance }: Exchange): string | undefined {
  const ending = endingOf(uri)
  const written = typesInForce(level)
  const known = (written ?? (instance.types === 'stock' ? STOCK : COMPILED_IN)).get(ending)
  if (known !== undefined) return known
  if (ending !== '' && !written && instance.types !== 'here') return undefined
  return argument(setting(level, 'default_type')) ?? (instance.types === 'unseen' ? undefined : 'text/plain')
}

/** The Content-Type of an answer, without a charset, as `$sent_http_content_type` has it; '': none. */
export function typeOf(exchange: Exchange, reply: Reply): string | undefined {
  if (reply.type !== undefined) return reply.type
  if (reply.status === 204 && reply.by !== 'response') return ''
  const isOwn = (reply.by === 'static' || reply.by === 'response') && !reply.headers && !exchange.upstream
  return isOwn ? typeOfFile(exchange) : undefined
}
