import { lookUp } from '../../text/lookup.ts'

/** What is known of the modules; `has`: null where the files do not say. */
export interface Loaded {
  has(name: string): boolean | null
  foreign(): boolean
}

/** The modules that speak a scheme behind mod_proxy, any of which will do. */
const SPEAKERS: Record<string, readonly string[]> = {
  http: ['proxy_http'],
  https: ['proxy_http'],
  ws: ['proxy_http', 'proxy_wstunnel'],
  wss: ['proxy_http', 'proxy_wstunnel'],
  h2: ['proxy_http2'],
  h2c: ['proxy_http2'],
  ajp: ['proxy_ajp'],
  fcgi: ['proxy_fcgi'],
  scgi: ['proxy_scgi'],
  uwsgi: ['proxy_uwsgi'],
  ftp: ['proxy_ftp'],
  fd: ['proxy_fdpass'],
  balancer: ['proxy_balancer'],
}

/** Those that encrypt what mod_proxy sends; a module from elsewhere may do so, too. */
const ENCRYPTORS = ['ssl', 'tls']
const ENCRYPTED = new Set(['https', 'wss', 'h2'])

/** The scheme that decides how mod_proxy passes on; behind a socket, that of the second half. null: none, or one that is computed. */
export const proxyScheme = (url: string): string | null =>
  /^(?:unix:[^|]*\|)?([a-z][\w+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? null

/** Whether what is sent to a URL has to be encrypted first. */
export const isEncrypted = (url: string): boolean => ENCRYPTED.has(proxyScheme(url) ?? '')

const isMissing = (names: readonly string[], { has }: Loaded): boolean =>
  names.length > 0 && names.every((name) => has(`${name}_module`) === false)

/** The module without which mod_proxy cannot reach a URL, where it is surely not loaded; of two that would do, the usual one. null: nothing is known to be missing. */
export function missingSpeaker(url: string, loaded: Loaded): string | null {
  const scheme = proxyScheme(url)
  if (scheme === null || scheme === 'unix') return null
  const speakers = lookUp(SPEAKERS, scheme)
  if (!speakers) return null
  if (isMissing(speakers, loaded)) return speakers[0] ?? null
  return isEncrypted(url) && !loaded.foreign() && isMissing(ENCRYPTORS, loaded) ? 'ssl' : null
}

/** Whether nobody speaks a scheme: no module of httpd's own, and none from elsewhere that might. */
export const isUnspoken = (url: string, loaded: Loaded): boolean => {
  const scheme = proxyScheme(url)
  return (
    scheme !== null &&
    scheme !== 'unix' &&
    !lookUp(SPEAKERS, scheme) &&
    !loaded.foreign() &&
    loaded.has('proxy_module') === true
  )
}

/** Only mod_proxy_wstunnel is there for a WebSocket's URL: it takes what asks for an upgrade, and leaves the rest to the default handler. */
export const needsUpgrade = (url: string, { has }: Loaded): boolean =>
  /^wss?$/.test(proxyScheme(url) ?? '') && has('proxy_http_module') === false && has('proxy_wstunnel_module') === true

/** Handlers of programs and media types in their place, which need their module: without it httpd sends the file itself. */
const PROGRAM_MODULES: readonly [handler: RegExp, modules: readonly string[]][] = [
  [/^(?:cgi-script|application\/x-httpd-cgi)$/, ['cgid', 'cgi']],
  [/php/, ['php', 'php5', 'php7', 'php8']],
  [/fcgid/, ['fcgid']],
  [/wsgi/, ['wsgi']],
  [/perl/, ['perl']],
  [/lua/, ['lua']],
]

/** The modules that run a program's handler, any of which will do; null: nobody knows. */
export const programModules = (handler: string): readonly string[] | null =>
  PROGRAM_MODULES.find(([pattern]) => pattern.test(handler))?.[1] ?? null

const AUTH_MODULES: Record<string, readonly string[]> = {
  basic: ['auth_basic'],
  digest: ['auth_digest'],
  form: ['auth_form'],
}

/** The module behind an AuthType in lower case, without which httpd answers 500 where a user is asked for; empty: nobody knows. */
export const authModules = (type: string): readonly string[] => lookUp(AUTH_MODULES, type) ?? []

/** The module whose absence is sure, the first of those that would do. */
export const missingOf = (modules: readonly string[], loaded: Loaded): string | null =>
  isMissing(modules, loaded) ? (modules[0] ?? null) : null
