import { setField } from './fields.ts'
import type { Exchange, Verdict } from './exchange.ts'
import type { Made } from './reply.ts'

const RESOURCE = ['OPTIONS', 'GET', 'HEAD', 'POST', 'DELETE', 'TRACE', 'PROPFIND', 'PROPPATCH', 'COPY', 'MOVE']
const LOCKS = ['LOCK', 'UNLOCK']
const HANDLED = new Set(['OPTIONS', 'PUT', 'DELETE', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'REPORT'])

/** What OPTIONS lists by the kind of resource (dav_method_options in mod_dav.c). */
function listed(x: Exchange): string[] {
  if (x.file === 'missing') return ['OPTIONS', 'MKCOL', 'PUT', 'LOCK']
  return x.file === 'directory' ? [...RESOURCE, ...LOCKS] : [...RESOURCE, 'PUT', ...LOCKS]
}

/** mod_dav's handler; null: it declines, and the default handler answers. */
export function davAnswer(x: Exchange): Made | Verdict | null {
  if (!HANDLED.has(x.method)) return null
  const range = x.config.dav?.range ?? null
  const made = (status: number | null): Made => ({ made: true, x, status, by: 'script', range })
  switch (x.method) {
    case 'OPTIONS':
      setField(x.out, 'allow', listed(x).filter((name) => name !== 'TRACE' || x.shared.server.trace?.mode !== 'off').join(','))
      return made(200)
    case 'MKCOL': return x.file === 'missing' ? made(null) : { status: 405, by: 'built-in', range }
    case 'DELETE': case 'PROPFIND': case 'PROPPATCH': case 'COPY': case 'MOVE':
      return x.file === 'missing' ? { status: 404, by: 'not-found', range: null } : made(x.method === 'DELETE' ? 204 : null)
    case 'PUT': return made(x.file === 'file' ? 204 : x.file === 'missing' ? 201 : null)
    default: return made(null)
  }
}
