// A case's nginx files as the real nginx can load them here: on ports and folders of the test, with stand-ins behind the proxies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '../../../src/index.ts'
import { kindByContent, kindByName } from '../../../src/files/kind.ts'
import {
  ask,
  type Asked,
  type Backends,
  type Compared,
  judge,
  siteAt,
  startNginx,
  traces,
} from '../../truth/nginx/lab.ts'
import { nginxVersion } from '../../live.ts'
import type { Case } from '../expectations.ts'
import { anything, type Wanted } from './claims.ts'

/** What is asked of one case at most; enough for every path of most of them under every method. */
const MOST = 60

/** Directives that another module brings, or a newer nginx: the installed one cannot be asked about them. */
const FOREIGN =
  /"\S+" zone "\w+" is unknown|unknown directive "(?:more_|brotli|vhost_traffic|content_by_lua|lua_|add_header_inherit|echo|passenger|js_|image_filter|geoip2?_|push_stream|perl|xslt_|auth_jwt|uwsgi_none)/

export interface Laid {
  main: string
  config: string
  files: Record<string, string>
}

const isNginx = ({ cwd }: Case, file: string): boolean => {
  const named = kindByName(file)
  return named === 'nginx' || (named === 'config' && kindByContent(readFileSync(join(cwd, file), 'latin1')) === 'nginx')
}

/** The ports in the order in which they appear; the test has two. */
const PORTS = ['{{PORT}}', '{{PORT2}}']

function portOf(port: string, ports: string[]): string {
  if (!ports.includes(port)) ports.push(port)
  return PORTS[ports.indexOf(port)] ?? '{{NONE}}'
}

/** `listen` on the loopback: what means every address stays one address, and another one stays another. */
function listenHere(words: string, ports: string[]): string {
  const [address = '', ...rest] = words.split(/\s+/)
  const options = rest.filter((word) => /^(?:default_server|default)$/.test(word)).join(' ')
  const [, host = '', port = '80'] = /^(?:(\[[^\]]*\]|\*|[^:]*[^:\d][^:]*):?)?(\d+)?$/.exec(address) ?? []
  const here =
    host === '' || host === '*' || host === '0.0.0.0' ? '127.0.0.1' : host.startsWith('[') ? '[::1]' : '127.0.0.2'
  return `listen ${here}:${portOf(port, ports)} ${options};`
}

/** Addresses of machines and sockets that are not here become the stand-ins'. */
function backendHere(text: string): string {
  const named = new Set([...text.matchAll(/\bupstream\s+([\w.-]+)/g)].map(([, name]) => name))
  const isOther = (authority: string): boolean => !authority.includes('$') && !named.has(authority)
  return text
    .replace(
      /\b(proxy_pass\s+)https?:\/\/(unix:[^;]*?:(?=[/;])|unix:[^;]*|[^/;\s$]+)/g,
      (whole: string, start: string, authority: string) =>
        isOther(authority) ? `${start}http://127.0.0.1:{{UPSTREAM_PORT}}` : whole.replace('https:', 'http:'),
    )
    .replace(/\b(fastcgi_pass\s+)([^;\s]+)/g, (whole: string, start: string, authority: string) =>
      isOther(authority) ? `${start}127.0.0.1:{{FCGI_PORT}}` : whole,
    )
    .replace(
      /(^|[{;\s])server\s+(?!unix:)([\w.-]+)(?::\d+)?(\s[^;{]*)?;/g,
      (_, before: string, __: string, options: string | undefined) =>
        `${before}server 127.0.0.1:{{UPSTREAM_PORT}}${options ?? ''};`,
    )
}

/** One file's text; every line stays where it is. */
function here(text: string, ports: string[]): string {
  return backendHere(text)
    .replace(/\blisten\s+([^;{}\n]+);/g, (_, words: string) => listenHere(words, ports))
    .replace(/\bssl_[a-z_]+\s[^;]*;/g, '')
    .replace(/\b(include|root|alias|auth_basic_user_file)(\s+"?)\/(?=\w)/g, '$1$2outside/')
    .replace(
      /\b((?:access|error)_log|(?:proxy|fastcgi)_cache_path)(\s+"?)\/[^\s;"]*?([^/\s;"]+)(?=[\s;"])/g,
      '$1$2cache/$3',
    )
    .replace(
      /\bhttp\s*\{/,
      'http { access_log off; client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;',
    )
}

const MAIN = `pid logs/nginx.pid;
error_log logs/error.log;
events { worker_connections 64; }
http { access_log off; client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
include case.conf;
}
`

/** What comes with nginx under this name, so far as anybody here reads it. */
const PARAMS =
  'fastcgi_param REQUEST_METHOD $request_method;\nfastcgi_param REQUEST_URI $request_uri;\nfastcgi_param QUERY_STRING $query_string;\n'

/** The folders that it answers from are there, and empty but for a mark. */
function rootsOf(text: string): Record<string, string> {
  const named = [...text.matchAll(/\b(?:root|alias)\s+"?([^$;"\s]+)"?\s*;/g)].map(([, path = '']) =>
    path.replace(/\/[^/]*\.\w+$/, '').replace(/\/$/, ''),
  )
  return Object.fromEntries(['html', ...named].map((folder) => [`${folder}/.there`, '']))
}

/** Null: nothing of the case is nginx's; a string: why the installed nginx cannot be asked. */
export function layOut(one: Case): Laid | string | null {
  const own = one.files.filter((file) => isNginx(one, file))
  const main = own.find((name) => /^\s*(?:events|http)\s*\{/m.test(readFileSync(join(one.cwd, name), 'latin1')))
  if (own.length === 0) return null
  if (!main && own.length > 1) return 'several files, and none is the main one'
  if (own.some((name) => name.endsWith('.j2'))) return 'a template'
  // What is included may have any name.
  const names = main ? one.files.filter((file) => own.includes(file) || /\.(?:inc|types|params)$/.test(file)) : own
  const ports: string[] = []
  const texts = names.map((name): [string, string] => [name, here(readFileSync(join(one.cwd, name), 'latin1'), ports)])
  const all = texts.map(([, text]) => text).join('\n')
  if (/\{\{NONE\}\}/.test(all)) return 'more than two ports'
  if (!all.includes('{{PORT}}')) return 'no listen: it would take port 80'
  if (/\b(?:grpc|uwsgi|scgi|memcached)_pass\b/.test(all)) return 'a backend of a protocol that no stand-in speaks'
  if (
    /_cache_path\b/.test(all) &&
    !/\b(?:proxy_cache|(?:fastcgi|proxy)_cache_key\s[^;]*\$(?:request_uri|args|is_args))\b/.test(all)
  )
    return 'a cache that keeps one answer for all'
  const files = Object.fromEntries(texts)
  const outside = Object.fromEntries(
    [...all.matchAll(/\b(?:include|auth_basic_user_file)\s+"?(outside\/[^*;"\s]+)/g)].map(([, name = '']) => [
      name,
      '',
    ]),
  )
  // What an absolute path names is on no machine of ours: it is there, and empty.
  if (main)
    return {
      main,
      config: files[main] ?? '',
      files: {
        ...outside,
        ...rootsOf(all),
        fastcgi_params: PARAMS,
        ...Object.fromEntries(texts.filter(([name]) => name !== main)),
      },
    }
  return {
    main: 'nginx.conf',
    config: MAIN,
    files: { ...outside, ...rootsOf(all), fastcgi_params: PARAMS, 'case.conf': texts[0]?.[1] ?? '' },
  }
}

/** What the finding speaks of is among the site's cells: each path under each method that anybody names. */
function askedOf(site: Site, caches: boolean, isWanted: Wanted): Asked[] {
  const seen = new Set<string>()
  const asked: Asked[] = []
  for (const { method, host, port, socket, path } of site.cells) {
    const key = `${method} ${host}:${port}${path}`
    if (socket !== undefined || seen.has(key) || /[^!-~]/.test(path) || !isWanted({ method, host, path })) continue
    seen.add(key)
    asked.push({ method, host, path: `${encodeURI(path)}${caches ? `?first=${asked.length}` : ''}`, port })
  }
  // A few of many: spread over all paths, and not the first ones only.
  const step = Math.max(1, asked.length / MOST)
  return asked.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

export type Loaded =
  { unasked: string } | { refused: { file: string; line: number; text: string } | null; compared: Compared[] }

/** Loads it into the real nginx, and asks both. The file of a refusal is named as in the case. */
export async function load(
  program: string,
  one: Case,
  laid: Laid,
  backends: Backends,
  isWanted: Wanted = anything,
): Promise<Loaded> {
  const running = await startNginx(program, laid.config, laid.files, backends)
  if (typeof running === 'string') {
    const [, text = running, path = '', line = '0'] = /\[emerg\] \d+#\d+: (.*) in (\S+?):(\d+)/.exec(running) ?? []
    const file = path.endsWith('case.conf')
      ? (one.files.find((name) => isNginx(one, name)) ?? '')
      : (one.files.find((name) => path.endsWith(`/${name}`)) ?? (path.endsWith('/nginx.conf') ? laid.main : path))
    return FOREIGN.test(text) ? { unasked: text } : { refused: { file, line: Number(line), text }, compared: [] }
  }
  try {
    const site = await siteAt(running.root, nginxVersion(program))
    // Every trace is a first request: where answers are kept, no two may be the same.
    const texts = [laid.config, ...Object.values(laid.files)]
    const asked = askedOf(
      site,
      texts.some((text) => /_cache_path\b/.test(text)),
      isWanted,
    )
    const outcomes = await traces(site, asked, backends)
    const compared: Compared[] = []
    for (const [index, request] of asked.entries())
      compared.push(judge(request, outcomes[index] ?? [], await ask(request, backends)))
    return { refused: null, compared }
  } finally {
    await running.stop()
  }
}
