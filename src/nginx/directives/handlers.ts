/** Hand a request on to a program (FastCGI and its kin). */
export const GATEWAYS = ['fastcgi_pass', 'uwsgi_pass', 'scgi_pass']

/** Hand a request on to somebody who answers HTTP requests. */
export const FORWARDS = ['proxy_pass', ...GATEWAYS, 'grpc_pass']

/** All that hand on, in the order that nginx builds its modules in. */
export const PASSES = [...FORWARDS, 'memcached_pass', 'tunnel_pass']

/** nginx answers by itself. */
export const LOCAL = ['stub_status', 'empty_gif', 'flv', 'mp4']

const HANDLERS = new Set([...PASSES, ...LOCAL])

/** Whether a directive sets a location's content handler; the last of them wins. */
export const isHandler = (name: string): boolean => HANDLERS.has(name)

/** The module behind a `…_pass`, by which its other directives are called: `fastcgi` of `fastcgi_pass`; null: it hands nothing on. */
export const passModule = (name: string): string | null =>
  PASSES.includes(name) ? name.slice(0, -'_pass'.length) : null
