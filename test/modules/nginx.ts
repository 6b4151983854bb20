import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ObservedHandler } from '../../src/model/observed.ts'
import { nginxVersion } from '../live.ts'
import { around, ask, type Backends, startNginx } from '../truth/nginx/lab.ts'
import { grouped, told } from './grouped.ts'

/** What is asked of one directive: locations that have it, as different from each other as they can be. */
export interface NginxQuestion {
  directive: string
  package: string
  loads?: string[]
  http?: string
  files?: Record<string, string>
  /** Beside `http`. */ main?: string
  /** It is of nginx 1.31, which VERBLINT_NGINX_NEXT names a build of. */ next?: true
  /** Below the location. */ path?: string
  says: string[]
  /** It gives no answers of its own: the file's, or the backend's, are seen. */ beside?: true
}

const debian = (name: string): string => `libnginx-mod-${name}`
const question = (
  directive: string,
  name: string,
  loads: string[],
  says: string[],
  more: Partial<NginxQuestion> = {},
): NginxQuestion => ({
  directive,
  package: debian(name),
  loads: loads.map((one) => `ngx_${one}_module`),
  says,
  ...more,
})
const own = (directive: string, says: string[], more: Partial<NginxQuestion> = {}): NginxQuestion => ({
  directive,
  package: 'nginx',
  says,
  ...more,
})

const JS = `function a(r) { r.return(r.method === 'PUT' ? 405 : 200, 'x'); } function b(r) { r.return(501); } export default { a, b };`
const RTMP = { main: 'rtmp { server { listen 127.0.0.1:{{PORT2}}; } }' }
const nchan = (directive: string, other: string): NginxQuestion =>
  question(
    directive,
    'nchan',
    ['nchan'],
    [`${directive}; nchan_channel_id a;`, `${other}; ${directive}; nchan_channel_id b; nchan_message_timeout 1s;`],
  )

export const NGINX_QUESTIONS: NginxQuestion[] = [
  own('a file', ['', 'default_type text/plain;'], { beside: true }),
  own('autoindex', ['autoindex on;', 'autoindex on; autoindex_format json;'], { path: 'dir/', beside: true }),
  own('random_index', ['random_index on;'], { path: 'dir/', beside: true }),
  own('dav_methods', ['dav_methods PUT DELETE MKCOL COPY MOVE;'], { path: 'none/none.txt', beside: true }),
  own('empty_gif', ['empty_gif;']),
  own('stub_status', ['stub_status;']),
  own('flv', ['flv;']),
  own('mp4', ['mp4;']),
  own('tunnel_pass', ['tunnel_pass 127.0.0.1:1;', 'tunnel_pass;'], { next: true, beside: true }),
  question('auth_pam', 'http-auth-pam', ['http_auth_pam'], ['auth_pam "a"; auth_pam_service_name "nginx";'], {
    beside: true,
  }),
  question('brotli', 'http-brotli-filter', ['http_brotli_filter'], ['brotli on;'], { beside: true }),
  question('brotli_static', 'http-brotli-static', ['http_brotli_static'], ['brotli_static on;'], { beside: true }),
  question(
    'proxy_cache_purge',
    'http-cache-purge',
    ['http_cache_purge'],
    ['proxy_cache_purge z $uri;', 'proxy_cache_purge z $uri$is_args$args;'],
    {
      http: 'proxy_cache_path cache keys_zone=z:1m;',
    },
  ),
  question(
    'dav_ext_methods',
    'http-dav-ext',
    ['http_dav_ext'],
    ['dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS;'],
    {
      path: 'none/none.txt',
      beside: true,
    },
  ),
  ...['echo x', 'echo_duplicate 1 x', 'echo_sleep 0', 'echo_location /other', 'echo_subrequest GET /other'].map(
    (text) => question(text.split(' ')[0] ?? '', 'http-echo', ['http_echo'], [`${text};`, `echo_status 404; ${text};`]),
  ),
  question(
    'fancyindex',
    'http-fancyindex',
    ['http_fancyindex'],
    ['fancyindex on;', 'fancyindex on; fancyindex_exact_size off;'],
    {
      path: 'dir/',
      beside: true,
    },
  ),
  question(
    'more_set_headers',
    'http-headers-more-filter',
    ['http_headers_more_filter'],
    ["more_set_headers 'X-A: b';"],
    { beside: true },
  ),
  question('image_filter', 'http-image-filter', ['http_image_filter'], ['image_filter test;', 'image_filter size;'], {
    beside: true,
  }),
  question('js_content', 'http-js', ['http_js'], ['js_content h.a;', 'js_content h.b;'], {
    http: 'js_path .; js_import h from h.js;',
    files: { 'h.js': JS },
  }),
  {
    ...question(
      'content_by_lua_block',
      'http-lua',
      ['http_lua'],
      ['content_by_lua_block { ngx.say(1) }', 'content_by_lua_block { ngx.exit(405) }'],
      { http: 'lua_package_path "/usr/share/lua/5.1/?.lua;;";' },
    ),
    loads: ['ndk_http_module', 'ngx_http_lua_module'],
  },
  question(
    'memc_pass',
    'http-memc',
    ['http_memc'],
    [
      'set $memc_key k; memc_pass 127.0.0.1:1;',
      'set $memc_key k; memc_pass 127.0.0.1:{{MEMCACHED}};',
      'set $memc_cmd get; set $memc_key k; memc_pass 127.0.0.1:{{MEMCACHED}};',
    ],
  ),
  question('modsecurity', 'http-modsecurity', ['http_modsecurity'], ['modsecurity on;'], { beside: true }),
  question(
    'perl',
    'http-perl',
    ['http_perl'],
    ["perl 'sub { my $r = shift; $r->send_http_header; return OK; }';", "perl 'sub { return 405; }';"],
  ),
  question('subs_filter', 'http-subs-filter', ['http_subs_filter'], ['subs_filter a b;'], { beside: true }),
  question('srcache_fetch', 'http-srcache-filter', ['http_srcache_filter'], ['srcache_fetch GET /other;'], {
    beside: true,
  }),
  question(
    'report_uploads',
    'http-uploadprogress',
    ['http_uploadprogress'],
    ['report_uploads up;', 'report_uploads up; upload_progress_java_output;'],
    {
      http: 'upload_progress up 1m;',
    },
  ),
  nchan('nchan_publisher', 'nchan_subscriber'),
  nchan('nchan_subscriber', 'nchan_publisher'),
  nchan('nchan_pubsub', 'default_type text/html'),
  question(
    'nchan_stub_status',
    'nchan',
    ['nchan'],
    ['nchan_stub_status;', 'default_type text/html; nchan_stub_status;'],
  ),
  question('rtmp_stat', 'rtmp', ['rtmp'], ['rtmp_stat all;', 'rtmp_stat all; rtmp_stat_stylesheet a.xsl;'], RTMP),
  question('rtmp_control', 'rtmp', ['rtmp'], ['rtmp_control all;', 'rtmp_control drop;'], RTMP),
]

/** The methods that nginx knows by name, three that it does not, of which the last stands for all others. */
export const NGINX_METHODS =
  'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE FROBNICATE'.split(
    ' ',
  )

const INSTALLED = '/usr/lib/nginx/modules'

/** What is installed, and of the rest what `apt-get download` brings, in a folder of its own. */
export function nginxModules(bring: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'verblint-nginx-modules-'))
  if (existsSync(INSTALLED)) cpSync(INSTALLED, folder, { recursive: true, dereference: true })
  const missing = bring
    ? [...new Set(NGINX_QUESTIONS.map((one) => one.package))].filter((name) => versionOf(name) === null)
    : []
  const brought = join(folder, 'brought')
  mkdirSync(brought)
  for (const name of missing) {
    spawnSync('apt-get', ['download', name], { cwd: brought, stdio: 'ignore' })
  }
  for (const file of readdirSync(brought).filter((name) => name.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', file, 'x'], { cwd: brought })
    const { stdout } = spawnSync('dpkg', ['-f', file, 'Package', 'Version'], { cwd: brought, encoding: 'utf8' })
    const [, name = '', version = ''] = /Package: (\S+)\nVersion: (\S+)/.exec(stdout) ?? []
    versions.set(name, version)
  }
  const unpacked = join(brought, 'x', INSTALLED)
  if (existsSync(unpacked)) cpSync(unpacked, folder, { recursive: true })
  return folder
}

const versions = new Map<string, string>()

/** A package's version, without what Debian adds to it; null: it is not there. */
export function versionOf(name: string): string | null {
  const known =
    versions.get(name) ?? spawnSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' }).stdout
  return known === '' ? null : known.replace(/^\d+:/, '').replace(/[+-][^-]*$/, '')
}

/** A memcached that has nothing and takes everything. */
async function memcached(): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const [command = ''] = String(chunk).split(' ')
      socket.write(command === 'get' ? 'END\r\n' : command === 'delete' ? 'NOT_FOUND\r\n' : 'STORED\r\n')
    })
  }).listen(0, '127.0.0.1')
  await new Promise((done) => {
    server.once('listening', done)
  })
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

const CAUGHT = 'error_page 400 401 403 404 405 409 415 500 501 502 = @caught;'

/** The configuration that asks a question: one location for each text, and the same once more with a page for errors. */
function configOf({ loads = [], http = '', main = '', says }: NginxQuestion, folder: string, memc: number): string {
  const locations = says.flatMap((text, at) => [
    `location /s${at}/ { alias www/; ${text} }`,
    `location /c${at}/ { alias www/; ${text} ${CAUGHT} }`,
  ])
  const loaded = loads.map((name) => `load_module ${join(folder, name)}.so;\n`).join('')
  return (
    loaded +
    main +
    around(`${locations.join('\n')}\nlocation = /other { return 200; } location @caught { return 418; }`, http)
  ).replaceAll('{{MEMCACHED}}', String(memc))
}

/** The program that a question is for; empty: it is not here. */
export const programFor = ({ next }: NginxQuestion, program: string): string =>
  next ? (process.env['VERBLINT_NGINX_NEXT'] ?? '') : program

/** Asks nginx; a string: why it cannot be asked. */
export async function observeNginx(
  program: string,
  asked: NginxQuestion,
  folder: string,
  backends: Backends,
): Promise<ObservedHandler | string> {
  if (asked.next && program === '') return 'VERBLINT_NGINX_NEXT names no build of nginx 1.31'
  const version = asked.package === 'nginx' ? nginxVersion(program) : versionOf(asked.package)
  if (version === null || (asked.loads ?? []).some((name) => !existsSync(join(folder, `${name}.so`))))
    return 'not installed'
  const memc = await memcached()
  const running = await startNginx(program, configOf(asked, folder, memc.port), asked.files ?? {}, backends)
  if (typeof running === 'string') {
    memc.close()
    return running
  }
  const path = asked.path ?? 'file.txt'
  const answers = async (prefix: string, body: string): Promise<[string, string][]> => {
    const found: [string, string][] = []
    for (const method of NGINX_METHODS) {
      const { status, headers } = await ask({ method, path: `/${prefix}/${path}`, body }, backends)
      found.push([method, told(status, headers['allow'])])
    }
    return found
  }
  try {
    const said: ObservedHandler['says'] = []
    const caught = new Set(NGINX_METHODS)
    for (const [at, written] of asked.says.entries()) {
      const text = written.replaceAll('{{MEMCACHED}}', '11211')
      said.push({ text, seen: grouped(await answers(`s${at}`, '')) })
      if (!asked.beside) said.push({ text, body: true, seen: grouped(await answers(`s${at}`, 'x')) })
      for (const [method, answer] of await answers(`c${at}`, '')) if (answer !== '418') caught.delete(method)
    }
    return {
      name: asked.directive,
      package: asked.package,
      version,
      ...(asked.beside ? { beside: true } : {}),
      says: said,
      pages: grouped(NGINX_METHODS.map((method) => [method, String(caught.has(method))])).true ?? '',
    }
  } finally {
    await running.stop()
    memc.close()
  }
}
