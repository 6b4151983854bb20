/** What Node's parser knows (http.METHODS, Node 24): app and router have each, in lower case, as a method. */
const METHODS = [
  'ACL',
  'BIND',
  'CHECKOUT',
  'CONNECT',
  'COPY',
  'DELETE',
  'GET',
  'HEAD',
  'LINK',
  'LOCK',
  'M-SEARCH',
  'MERGE',
  'MKACTIVITY',
  'MKCALENDAR',
  'MKCOL',
  'MOVE',
  'NOTIFY',
  'OPTIONS',
  'PATCH',
  'POST',
  'PROPFIND',
  'PROPPATCH',
  'PURGE',
  'PUT',
  'QUERY',
  'REBIND',
  'REPORT',
  'SEARCH',
  'SOURCE',
  'SUBSCRIBE',
  'TRACE',
  'UNBIND',
  'UNLINK',
  'UNLOCK',
  'UNSUBSCRIBE',
]

const BY_MEMBER = new Map(METHODS.map((method) => [method.toLowerCase(), method]))

/** The method that a member of an app or router registers; null: none. `del` is Express 4's name of `delete`. */
export const methodOf = (member: string): string | null =>
  member === 'del' ? 'DELETE' : (BY_MEMBER.get(member) ?? null)
