import type { SourceRange } from '../../source/range.ts'
import { code, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { enterLocation } from './location.ts'

/** ngx_http_internal_redirect: the new path starts over at the server's rewrites. */
export function internalRedirect(exchange: Exchange, uri: string, args: string, range: SourceRange | null): Verdict {
  exchange.uriChanges--
  if (exchange.uriChanges <= 0) return code(500, 'built-in', range)
  Object.assign(exchange, { uri, args, internal: true, validUnparsedUri: false, addUriToAlias: false, validLocation: true, level: exchange.server.level, location: null, handler: null })
  return { kind: 'again', from: 'server-rewrite' }
}

/** ngx_http_named_location: method, path and body stay; a name that is not there is a 500. */
export function namedLocation(exchange: Exchange, name: string, range: SourceRange | null): Verdict {
  exchange.uriChanges--
  const location = exchange.server.locations.named.get(name)
  if (exchange.uriChanges <= 0 || exchange.uri === '' || !location) {
    if (!location) note(exchange, 'error-page', range, `there is no location ${name}`)
    return code(500, 'built-in', range)
  }
  exchange.internal = true
  exchange.uriChanged = false
  note(exchange, 'location', location.directive.range, `location ${name}`)
  enterLocation(exchange, location)
  return { kind: 'again', from: 'location-rewrite' }
}
