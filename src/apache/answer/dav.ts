import { Undecided, ask } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { header, selfUrl } from './server-variables.ts'
import { escapePath } from './uri.ts'
import type { Made } from './reply.ts'

const RESOURCE = ['OPTIONS', 'GET', 'HEAD', 'POST', 'DELETE', 'TRACE', 'PROPFIND', 'PROPPATCH', 'COPY', 'MOVE']
const LOCKS = ['LOCK', 'UNLOCK']
const HANDLED = new Set([
  'OPTIONS',
  'PUT',
  'DELETE',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'REPORT',
])

/** Nothing is there, nor a folder to make it in. */
const hasNoParent = ({ file, pathInfo }: Exchange): boolean => file === 'missing' && pathInfo !== ''

/** What OPTIONS lists by the kind of resource (dav_method_options in mod_dav.c). */
function listed(x: Exchange): string[] {
  // What nobody can lock cannot be made either.
  if (x.file === 'missing')
    return hasNoParent(x) || hasLockDatabase(x) ? ['OPTIONS', 'MKCOL', 'PUT', 'LOCK'] : ['OPTIONS']
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
    case 'MKCOL':
      return file !== 'missing' ? 405 : !hasLockDatabase(x) ? 500 : hasNoParent(x) ? 409 : null
    case 'PUT': {
      if (file === 'directory') return 409
      if (!hasLockDatabase(x)) return 500
      if (hasNoParent(x)) return 409
      return file === 'file' ? 204 : 201
    }
    case 'DELETE': {
      if (file === 'missing') return 404
      // A folder goes with all that is in it, or not at all.
      if (file === 'directory' && header(x, 'depth') !== '') return null
      return hasLockDatabase(x) ? 204 : 500
    }
    case 'LOCK':
      return hasNoParent(x) ? 409 : hasLockDatabase(x) ? null : 500
    case 'PROPFIND': {
      if (file === 'directory') return null
      if (hasNoParent(x)) return 404
      return hasLockDatabase(x) ? (file === 'missing' ? 404 : null) : 500
    }
    case 'PROPPATCH':
    case 'COPY':
    case 'MOVE':
      return file === 'missing' ? 404 : null
    default:
      return null
  }
}

const BY: Record<number, Verdict['by']> = { 404: 'not-found' }

/** mod_dav's handler; null: it declines, and the default handler answers. */
export function davAnswer(x: Exchange): Made | Verdict | null {
  if (!x.method.is(HANDLED)) return null
  const range = x.config.dav?.range ?? null
  if (x.config.dav?.foreign) throw new Undecided('what the repository behind Dav answers', range)
  const made = (status: number | null): Made => ({ made: true, x, status, by: 'script', range })
  // A file has nothing below it (dav_fs_get_resource).
  if (x.file === 'file' && x.pathInfo !== '') return { status: 400, by: 'built-in', range }
  if (x.method.is('OPTIONS')) {
    x.out.set('allow', listed(x).join(','))
    // Its classes and property sets.
    x.out.add('dav', null)
    return made(200)
  }
  const status = statusOf(x)
  // dav_created names what is there now.
  if (status === 201) x.out.set('location', selfUrl(x, escapePath(x.uri)))
  return status === null || status < 400
    ? made(status)
    : { status, by: BY[status] ?? 'built-in', range: status === 404 ? null : range }
}
