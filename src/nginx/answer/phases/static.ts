import { code, NEXT, note, placeOf } from '../exchange.ts'
import type { Exchange, Reply, Verdict } from '../exchange.ts'
import { argument, isOn, nearest, setting } from '../../compile/level.ts'
import { entryAt, mapToPath } from '../paths.ts'
import { escapeUri } from '../uri.ts'
import { isKnown } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluate } from '../evaluate.ts'
import { davPhase } from './dav.ts'
import { internalRedirect, ownQuery } from './location.ts'

const READS = new Set(['GET', 'HEAD'])
const READS_OR_POST = new Set(['GET', 'HEAD', 'POST'])

const join = (folder: Value, name: string): Value => (isKnown(folder) ? folder + name : { unknown: `${name} there` })

/** `index`: the first file that is there, fetched by an internal redirect (ngx_http_index_handler). */
function indexPhase(exchange: Exchange): Verdict {
  if (!exchange.uri.endsWith('/') || !exchange.method.is(READS_OR_POST)) return NEXT
  const directives = nearest(exchange.level, 'index')
  const names = directives.length ? directives.flatMap(({ args }) => args.map(({ value }) => value)) : ['index.html']
  const range = directives[0]?.range ?? placeOf(exchange)
  const folder = mapToPath(exchange)
  if (folder === null) return code(500, 'built-in', range)
  let tested = false
  for (const source of names) {
    const name = evaluate(exchange, source, 'ask')
    if (!isKnown(name)) continue
    if (name.startsWith('/')) return internalRedirect(exchange, { path: name, args: ownQuery(exchange) }, range)
    const entry = entryAt(exchange, join(folder, name))
    if (entry !== 'missing') {
      note(exchange, 'file', range, `index ${name}`)
      return internalRedirect(exchange, { path: exchange.uri + name, args: ownQuery(exchange) }, range)
    }
    if (tested) continue
    tested = true
    if (entryAt(exchange, folder) !== 'directory') return code(404, 'not-found', placeOf(exchange))
  }
  return NEXT
}

/** A listing by autoindex, or by the fancyindex module. */
function listingPhase(exchange: Exchange): Verdict {
  const name = ['autoindex', 'fancyindex'].find((one) => isOn(exchange.level, one))
  if (!exchange.uri.endsWith('/') || !exchange.method.is(READS) || !name) return NEXT
  const path = mapToPath(exchange)
  const range = setting(exchange.level, name)?.range ?? placeOf(exchange)
  if (path === null) return code(500, 'built-in', range)
  if (entryAt(exchange, path) !== 'directory') return code(404, 'not-found', placeOf(exchange))
  const format = argument(setting(exchange.level, 'autoindex_format')) ?? 'html'
  return { kind: 'reply', status: 200, by: 'static', decidedBy: range, type: LISTED_AS[format] ?? '' }
}

/** The types of listings (ngx_http_autoindex_handler). */
const LISTED_AS: Record<string, string> = {
  html: 'text/html',
  json: 'application/json',
  jsonp: 'application/javascript',
  xml: 'text/xml',
}

const served = (exchange: Exchange): Reply => ({
  kind: 'reply',
  status: 200,
  by: 'static',
  decidedBy: placeOf(exchange),
})

/** A compressed file that is there without the plain one, and who takes it (ngx_http_gzip_static_module and its kin for Brotli). */
function hasCompressed(exchange: Exchange, path: Value): boolean {
  const { level, method, request, choices, instance } = exchange
  if (!method.is(READS) || !isKnown(path)) return false
  return (
    [
      ['gzip_static', '.gz', 'gzip'],
      ['brotli_static', '.br', 'br'],
    ] as const
  ).some(([name, ending, coding]) => {
    const mode = argument(setting(level, name))?.toLowerCase() ?? 'off'
    if (mode === 'off' || instance.disk.entry(path + ending) !== 'file') return false
    const accepted = request.headers['accept-encoding']
    if (mode === 'always' || accepted?.includes(coding)) return true
    if (accepted !== undefined || request.others === 'absent') return false
    return choices.choose(`accepts ${coding}`, [
      { value: true, when: `the client accepts ${coding}` },
      { value: false, when: `the client does not accept ${coding}` },
    ])
  })
}

/** ngx_http_static_handler: POST to a file that is there is a 405, to one that is not a 404; other methods are 405 unlooked. */
function staticPhase(exchange: Exchange): Verdict {
  const { uri, method } = exchange
  const place = placeOf(exchange)
  if (!method.is(READS_OR_POST)) return code(405, 'static', place)
  if (uri.endsWith('/')) return NEXT
  const path = mapToPath(exchange)
  if (path === null) return code(500, 'built-in', place)
  const entry = entryAt(exchange, path)
  if (entry === 'missing') return hasCompressed(exchange, path) ? served(exchange) : code(404, 'not-found', place)
  if (entry === 'directory') {
    exchange.headers.location = `${escapeUri(uri)}/${exchange.args ? `?${exchange.args}` : ''}`
    return code(301, 'redirect', place)
  }
  if (method.is('POST')) return code(405, 'static', place)
  note(exchange, 'file', place, 'the file is there')
  return served(exchange)
}

/** The content handlers that every location without one of its own goes through. */
export function filesPhase(exchange: Exchange): Verdict {
  for (const phase of [randomIndexPhase, indexPhase, listingPhase, davPhase, staticPhase]) {
    const verdict = phase(exchange)
    if (verdict.kind !== 'next') return verdict
  }
  const place = placeOf(exchange)
  return exchange.uri.endsWith('/') ? code(403, 'static', place) : code(404, 'not-found', place)
}

function randomIndexPhase(exchange: Exchange): Verdict {
  const { uri, method, level } = exchange
  if (!uri.endsWith('/') || !method.is(READS_OR_POST) || !isOn(level, 'random_index')) return NEXT
  return {
    kind: 'reply',
    status: null,
    by: 'static',
    decidedBy: setting(level, 'random_index')?.range ?? placeOf(exchange),
    when: 'a file is chosen at random',
  }
}

/** flv and mp4 take GET and HEAD of files; pseudo-streaming does not change the status. */
export function mediaHandler(exchange: Exchange): Verdict {
  const place = exchange.handler?.range ?? placeOf(exchange)
  if (!exchange.method.is(READS)) return code(405, 'built-in', place)
  if (exchange.uri.endsWith('/')) return filesAfterDecline(exchange)
  const path = mapToPath(exchange)
  if (path === null) return code(500, 'built-in', place)
  return entryAt(exchange, path) === 'file'
    ? served(exchange)
    : entryAt(exchange, path) === 'missing'
      ? code(404, 'not-found', placeOf(exchange))
      : filesAfterDecline(exchange)
}

/** A handler that declines leaves the request to the files (ngx_http_finalize_request with NGX_DECLINED). */
function filesAfterDecline(exchange: Exchange): Verdict {
  exchange.handler = null
  return filesPhase(exchange)
}
