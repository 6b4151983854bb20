import type { SourceRange } from '../../../text/range.ts'
import { proxiedUrl } from '../../words/proxied.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { escapePath } from '../uri.ts'
import type { Result } from './substitute.ts'

/** `[PT]` goes on with a path, and with nothing else. */
export function badPath(x: Exchange, range: SourceRange | null): Verdict {
  x.status = 200
  return { status: 400, by: 'built-in', range }
}

const by = (status: number): Verdict['by'] =>
  status === 403 ? 'denied' : status >= 300 && status < 400 ? 'redirect' : 'response'

/** The status of a rule; httpd forgets by it that it was fetching an error page. */
export function answered(x: Exchange, status: number, range: SourceRange | null): Verdict {
  x.status = 200
  return { status, by: by(status), range }
}

/** escape_absolute_uri: all behind the host. */
const escapedUrl = (url: string): string =>
  url.replace(/^(\w+:\/\/[^/]*)(.*)$/s, (_, start: string, path: string) => start + escapePath(path))

/** A remote URL: the redirect itself. `sent`: the query that came with the request, which goes on as it is. */
export function redirect(x: Exchange, url: string, { range, noEscape }: Result, sent: string | null): Verdict {
  const status = x.status >= 300 && x.status < 400 ? x.status : 302
  x.status = 200
  const query = x.args === null || noEscape || x.args === sent ? x.args : escapePath(x.args)
  const target = `${noEscape ? url : escapedUrl(url)}${query === null ? '' : `?${query}`}`
  x.out.add('location', target, range)
  return { status, by: 'redirect', range }
}

/** [P], which mod_rewrite refuses where mod_proxy is not loaded. */
export function refusedProxy(x: Exchange, range: SourceRange, { noEscape }: Result): Verdict | null {
  if (x.shared.httpd.loaded.has('proxy_module') === false) return { status: 403, by: 'denied', range }
  const url = proxiedUrl(x.filename ?? '') ?? ''
  x.proxy = { url, range, escape: !noEscape, query: true }
  x.handler = { name: 'proxy-server', range }
  return null
}
