/** The methods that may be named in limit_except (ngx_methods_names in ngx_http_core_module.c), in any case. */
const LIMITABLE = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'MKCOL',
  'COPY',
  'MOVE',
  'OPTIONS',
  'PROPFIND',
  'PROPPATCH',
  'LOCK',
  'UNLOCK',
  'PATCH',
])

export const isLimitable = (method: string): boolean => LIMITABLE.has(method.toUpperCase())
