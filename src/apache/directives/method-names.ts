/** The methods that httpd registers by itself (ap_method_registry_init in http_protocol.c); HEAD is GET to it. */
const BUILT_IN = [
  'GET',
  'HEAD',
  'PUT',
  'POST',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'VERSION-CONTROL',
  'CHECKOUT',
  'UNCHECKOUT',
  'CHECKIN',
  'UPDATE',
  'LABEL',
  'REPORT',
  'MKWORKSPACE',
  'MKACTIVITY',
  'BASELINE-CONTROL',
  'MERGE',
] as const

/** What mod_dav adds as it starts. */
const DAV = ['BIND', 'SEARCH'] as const

export const registeredMethods = (withDav: boolean): Set<string> => new Set([...BUILT_IN, ...(withDav ? DAV : [])])

/** GET and HEAD share one method number, so naming one names both. */
export const withTwin = (names: readonly string[]): string[] =>
  names.includes('GET') || names.includes('HEAD') ? [...new Set([...names, 'GET', 'HEAD'])] : [...names]

/** The two names of M_GET as one. */
export const numberOf = (method: string): string => (method === 'HEAD' ? 'GET' : method)
