import { setField } from './fields.ts'
import { Undecided, ask } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import type { Made } from './reply.ts'

const RESOURCE = ['OPTIONS', 'GET', 'HEAD', 'POST', 'DELETE', 'TRACE', 'PROPFIND', 'PROPPATCH', 'COPY', 'MOVE']
const LOCKS = ['LOCK', 'UNLOCK']
const HANDLED = new Set(['OPTIONS', 'PUT', 'DELETE', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'REPORT'])

/** What OPTIONS lists by the kind of resource (dav_method_options in mod_dav.c). */
function listed(x: Exchange): string[] {
  // What nobody can lock cannot be made either.
  if (x.file === 'missing') return hasLockDatabase(x) ? ['OPTIONS', 'MKCOL', 'PUT', 'LOCK'] : ['OPTIONS']
  return x.file === 'directory' ? [...RESOURCE, ...LOCKS] : [...RESOURCE, 'PUT', ...LOCKS]
}

/** Whether mod_dav_fs finds the lock database without which it refuses all that asks for locks; asks where part of the configuration is out of sight. */
function hasLockDatabase(x: Exchange): boolean {
  const { lockDatabase } = x.shared.server
  if (lockDatabase) return true
  return !x.shared.httpd.configuration.closed && ask(x, 'DavLockDB is set', 'DavLockDB is not set')
}

/** What mod_dav_fs does to a file, a folder or what is not there; null: the request's own fields or body decide it. */
function statusOf(x: Exchange): number | null {
  const { method, file } = x
  switch (method.name) {
    case 'MKCOL': return file !== 'missing' ? 405 : hasLockDatabase(x) ? null : 500
    case 'PUT': {
      if (file === 'directory') return 409
      if (!hasLockDatabase(x)) return 500
      return x.pathInfo === '' ? (file === 'file' ? 204 : 201) : null
    }
    case 'DELETE': return file === 'missing' ? 404 : file === 'directory' ? null : hasLockDatabase(x) ? 204 : 500
    case 'LOCK': return hasLockDatabase(x) ? null : 500
    case 'PROPFIND': {
      if (file === 'directory') return null
      return hasLockDatabase(x) ? (file === 'missing' ? 404 : null) : 500
    }
    case 'PROPPATCH': case 'COPY': case 'MOVE': return file === 'missing' ? 404 : null
    default: return null
  }
}

const BY: Record<number, Verdict['by']> = { 404: 'not-found' }

/** mod_dav's handler; null: it declines, and the default handler answers. */
export function davAnswer(x: Exchange): Made | Verdict | null {
  if (!x.method.is(HANDLED)) return null
  const range = x.config.dav?.range ?? null
  if (x.config.dav?.foreign) throw new Undecided('what the repository behind Dav answers', range)
  const made = (status: number | null): Made => ({ made: true, x, status, by: 'script', range })
  if (x.method.is('OPTIONS')) {
    setField(x.out, 'allow', listed(x).join(','))
    return made(200)
  }
  const status = statusOf(x)
  return status === null || status < 400 ? made(status) : { status, by: BY[status] ?? 'built-in', range: status === 404 ? null : range }
}
