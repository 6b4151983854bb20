import { spawnSync } from 'node:child_process'
import type { ObservedHandler, Said } from '../../src/model/observed.ts'
import { ask, type Backend, hasModule, lines, MODULES, type Probe, startHttpd } from '../truth/apache/lab.ts'
import { grouped, told } from './grouped.ts'

/** What is asked of one handler, or of a directive of a module that has none (`beside`): what stands in a section, in several settings. */
export interface HttpdQuestion {
  name: string
  modules: string[]
  says: string[]
  /** At the server's level. */ server?: string
  /** The text of the files. */ file?: string
  /** Of each request. */ query?: string
  /** Methods whose answers hang on what is not asked here: the file's text, HTTP/2. */ open?: string
  /** Needed for it to start. */ more?: string[]
  beside?: true
}

const handler = (name: string, modules: string, more: Partial<HttpdQuestion> = {}): HttpdQuestion => ({
  name,
  modules: modules.split(' ').filter(Boolean),
  says: [`SetHandler ${name}`, lines(`SetHandler ${name}`, 'Require all granted')],
  ...more,
})
const beside = (name: string, modules: string, text: string, more: Partial<HttpdQuestion> = {}): HttpdQuestion => ({
  name,
  modules: modules.split(' '),
  says: [text],
  beside: true,
  ...more,
})
const filter = (module: string, name: string, more: Partial<HttpdQuestion> = {}): HttpdQuestion =>
  beside(`SetOutputFilter ${name}`, module, `SetOutputFilter ${name}`, more)

const SESSION = lines('AuthName x', 'Session On', 'SessionCookieName s path=/')
const FORM = lines('AuthType form', 'AuthFormProvider file', 'AuthUserFile /dev/null') + SESSION
const SESSIONS = ['session', 'session_cookie', 'request']
const NO_ONE = lines('AuthName a', 'AuthUserFile /dev/null', 'Require valid-user')
const to = (url: string): string => `SetHandler "proxy:${url}"`
const passed = (scheme: string): HttpdQuestion =>
  beside(`proxy_${scheme}, nobody there`, `proxy_${scheme}`, to(`${scheme}://127.0.0.1:1`))

export const HTTPD_QUESTIONS: HttpdQuestion[] = [
  handler('default-handler', '', { says: ['SetHandler default-handler', 'SetHandler None'] }),
  handler('server-status', 'status'),
  handler('server-info', 'info'),
  handler('ldap-status', 'ldap'),
  handler('md-status', 'md', { more: ['ssl', 'socache_shmcb'] }),
  handler('http2-status', 'http2', { open: 'GET HEAD POST' }),
  handler('balancer-manager', 'proxy_balancer', { more: ['slotmem_shm', 'lbmethod_byrequests'] }),
  handler('reflector', 'reflector'),
  handler('heartbeat', 'heartmonitor', {
    more: ['heartbeat', 'slotmem_shm'],
    server: 'HeartbeatAddress 239.0.0.1:27999\n',
  }),
  handler('form-login-handler', 'auth_form', {
    more: SESSIONS,
    open: 'POST',
    says: [
      `SetHandler form-login-handler\n${FORM}`,
      `SetHandler form-login-handler\n${FORM}AuthFormLoginSuccessLocation /a\n`,
    ],
  }),
  handler('form-logout-handler', 'auth_form', {
    more: SESSIONS,
    says: [
      `SetHandler form-logout-handler\n${SESSION}`,
      `SetHandler form-logout-handler\n${SESSION}AuthFormLogoutLocation /a\n`,
    ],
  }),
  handler('send-as-is', 'asis', { open: 'GET HEAD', file: 'Status: 418 A\nContent-Type: text/plain\n\nX' }),
  handler('imap-file', 'imagemap', { file: 'default http://x.test/\n', query: '?1,1' }),
  handler('type-map', 'negotiation', { file: 'URI: file.html\nContent-type: text/html\n\n' }),
  handler('server-parsed', 'include'),
  handler('cgi-script', 'cgid', {
    beside: true,
    says: ['SetHandler cgi-script\nOptions -ExecCGI', 'SetHandler cgi-script\nOptions +ExecCGI'],
  }),
  handler('lua-script', 'lua', {
    beside: true,
    file: 'require "apache2"\nfunction handle(r) r.status = 418 return apache2.OK end\n',
  }),
  beside('Dav On', 'dav dav_fs', 'Dav On'),
  beside('Dav On, dav_lock', 'dav dav_fs dav_lock', 'Dav On'),
  beside('AuthType Basic', 'auth_basic', `AuthType Basic\n${NO_ONE}`),
  beside('AuthType Digest', 'auth_digest', `AuthType Digest\nAuthDigestProvider file\n${NO_ONE}`),
  beside('AuthType form', 'auth_form', `${FORM}Require valid-user`, { more: SESSIONS }),
  beside('AllowMethods GET', 'allowmethods', 'AllowMethods GET'),
  beside('Deny from all', 'access_compat', 'Order allow,deny\nDeny from all'),
  beside(
    'Anonymous',
    'auth_basic authn_anon',
    'AuthType Basic\nAuthName a\nAuthBasicProvider anon\nAnonymous a\nRequire valid-user',
  ),
  beside('CheckSpelling On', 'speling', 'CheckSpelling On'),
  beside('Options MultiViews', 'negotiation', 'Options +MultiViews'),
  beside('RewriteEngine On', 'rewrite', 'RewriteEngine On'),
  beside('ExpiresActive On', 'expires', 'ExpiresActive On\nExpiresDefault A60'),
  beside('Header set', 'headers', 'Header set X-A b'),
  beside('CookieTracking On', 'usertrack', 'CookieTracking On'),
  beside('KeptBodySize', 'request', 'KeptBodySize 10'),
  beside('ReflectorHeader', 'reflector', 'ReflectorHeader a'),
  beside('MetaFiles on', 'cern_meta', 'MetaFiles on'),
  beside('UniqueId', 'unique_id', ''),
  beside('MimeMagic', 'mime_magic', ''),
  beside('UserDir', 'userdir', '', { server: 'UserDir disabled\n' }),
  beside('RemoteIPHeader', 'remoteip', '', { server: 'RemoteIPHeader X-A\n' }),
  beside('RequestReadTimeout', 'reqtimeout', '', { server: 'RequestReadTimeout header=5 body=5\n' }),
  beside('CacheEnable disk', 'cache cache_disk', '', { server: 'CacheEnable disk /\n' }),
  beside('CacheEnable socache', 'cache cache_socache socache_shmcb', '', {
    server: 'CacheEnable socache /\nCacheSocache shmcb\n',
  }),
  beside('SSLRequireSSL', 'ssl socache_shmcb', 'SSLRequireSSL'),
  beside('LogMessage', 'log_debug', 'LogMessage "a"'),
  filter('deflate', 'DEFLATE'),
  filter('brotli', 'BROTLI_COMPRESS'),
  filter('buffer', 'BUFFER'),
  filter('ratelimit', 'RATE_LIMIT'),
  filter('substitute', 'SUBSTITUTE'),
  filter('sed', 'Sed'),
  filter('include', 'INCLUDES'),
  filter('data', 'DATA'),
  filter('case_filter', 'CaseFilter'),
  filter('xml2enc', 'xml2enc'),
  beside('proxy_http, who answers 200', 'proxy_http', to('http://127.0.0.1:{{UPSTREAM_PORT}}')),
  ...['http', 'fcgi', 'scgi', 'uwsgi', 'ajp', 'ftp'].map(passed),
  beside('proxy_wstunnel, nobody there', 'proxy_wstunnel', to('ws://127.0.0.1:1')),
]

/** The methods that httpd knows by name, PURGE and QUERY, which it does not, and one for all others. */
export const HTTPD_METHODS =
  'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE FROBNICATE'.split(
    ' ',
  )

export const httpdVersion = (program: string): string =>
  /Apache\/([\d.]+)/.exec(spawnSync(program, ['-v'], { encoding: 'utf8' }).stdout)?.[1] ?? ''

/** Each method has a path of its own: WebDAV's make files and take them away. */
export const pathOf = (at: number, method: string, none: boolean): string =>
  `/h${at}/${none ? 'none' : 'file'}-${method}.html`

export function probeOf({ name, modules, more = [], says, server = '', file = 'FILE\n' }: HttpdQuestion): Probe {
  const sections = says.map(
    (text, at) =>
      `<Directory "{{DOCROOT}}/h${at}">\nRequire all granted\n</Directory>\n<Location /h${at}>\n${text}\n</Location>`,
  )
  const laid = says.flatMap((_, at) =>
    HTTPD_METHODS.map((method) => [pathOf(at, method, false).replace('/', ''), file]),
  )
  return {
    name,
    withModules: [...more, ...modules].filter((one) => !MODULES.includes(one)),
    server: server + lines(...sections),
    files: Object.fromEntries(laid),
    writable: true,
  }
}

/** Asks httpd; a string: why it cannot be asked. */
export async function observeHttpd(
  program: string,
  asked: HttpdQuestion,
  backend: Backend,
): Promise<ObservedHandler | string> {
  const missing = [...asked.modules, ...(asked.more ?? [])].filter((name) => !hasModule(name))
  if (missing.length > 0) return `${missing.join(', ')} not installed`
  const running = await startHttpd(program, probeOf(asked), backend)
  if (typeof running === 'string') return running
  const answers = async (at: number, none: boolean): Promise<Record<string, string>> => {
    const found: [string, string][] = []
    for (const method of HTTPD_METHODS) {
      const { status, headers } = await ask(
        running,
        { method, path: pathOf(at, method, none) + (asked.query ?? '') },
        backend,
      )
      found.push([method, told(status, headers['allow'])])
    }
    return grouped(found)
  }
  try {
    const said: Said[] = []
    for (const [at, written] of asked.says.entries()) {
      const text = written.trim().replaceAll('{{UPSTREAM_PORT}}', '8080')
      said.push({ text, seen: await answers(at, false) }, { text, none: true, seen: await answers(at, true) })
    }
    return {
      name: asked.name,
      package: asked.modules.map((one) => `mod_${one}`).join(' ') || 'core',
      version: httpdVersion(program),
      ...(asked.open === undefined ? {} : { open: asked.open }),
      ...(asked.beside ? { beside: true } : {}),
      says: said,
    }
  } finally {
    await running.stop()
  }
}
