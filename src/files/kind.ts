import { basename } from 'node:path'
import { BESIDE } from './beside-name.ts'

/** Who reads a file. */
export type Kind = 'nginx' | 'apache' | 'express' | 'client'

/** What a name alone says: a kind, `config` or `script` where only the content can tell, null for anything else. */
export type Named = Kind | 'config' | 'script' | null

const SCRIPT = /\.[cm]?[jt]sx?$/
const CONFIG = /\.conf(?:\.(?:template|tmpl|tpl|sample|example|dist|default|in|j2))?$/
/** A name that ends in a server's name, or begins with its file's, is a hint. */
const SERVER_NAMED = /\.(?:nginx(?:conf)?|vhost)$|^nginx\.conf\./
/** Folders whose files are configuration whatever they are called, documents and sources excepted: `shop.example` is a site's name. */
const CONFIG_FOLDER = /(?:^|\/)(?:sites-(?:available|enabled)|conf\.d|snippets|vhosts?(?:\.d)?)\/[^/]+$/

const OTHER_KINDS =
  /\.(?:dockerfile|containerfile|service|socket|timer|mk|patch|diff|log|mdx?|rst|adoc|html?|css|scss|less|json5?|jsonc|ya?ml|toml|xml|svg|png|jpe?g|gif|php|py|rb|go|rs|java|kt|swift|cs|sh|sql|vue|svelte|snap|lock|csv)$/i

/** Files of other programs, which people tell apart by a server's name: `Dockerfile.nginx`; a configuration may stand in them as an example. */
const OF_OTHERS =
  /^(?:docker|container|(?:gnu)?make|vagrant|jenkins|proc|rake|gem|just|earth|caddy)file(?:[._-]|$)|^(?:readme|licen[cs]e|changelog|copying)(?:\.(?!conf$)\w+)?$/i

/** Folders of other programs that have a file about a server, called after it: `logrotate.d/nginx.conf`. */
const OTHERS_FOLDER =
  /(?:^|\/)(?:syslog-ng|rsyslog\.d|logrotate\.d|fail2ban|monit|supervisor|collectd|telegraf|systemd|tmpfiles\.d|sysusers\.d|apparmor\.d|filebeat|logstash|fluentd?|init)\/(?:[\w.-]+\/)*[^/]+$/

/** Whether a file's name says that it is none of ours, whatever its text reads like. */
export const isForeign = (path: string): boolean => OF_OTHERS.test(basename(path)) || OTHER_KINDS.test(basename(path))

export function kindByName(path: string): Named {
  const name = basename(path)
  if (BESIDE.test(name)) return null
  if (OTHERS_FOLDER.test(path) && CONFIG.test(name)) return 'config'
  if (name === 'nginx.conf' || (name.startsWith('nginx.conf.') && CONFIG.test(name))) return 'nginx'
  if (/^\.htaccess$|^(?:httpd|apache2)\.conf$/.test(name)) return 'apache'
  if (SCRIPT.test(name)) return /\.d\.[cm]?ts$/.test(name) ? null : 'script'
  if (isForeign(path)) return null
  return CONFIG.test(name) || SERVER_NAMED.test(name) || CONFIG_FOLDER.test(path) ? 'config' : null
}

/** Words that only nginx or only Apache is written with: `include`, `listen`, `options` alone say nothing, for half of all daemons have them. */
const NGINX_BLOCK =
  /^(?:http|server|events|types|location\s[^;]+|upstream\s[^;]+|limit_except\s[^;]+|if\s*\(\s*["']?[$!-].*|(?:map|geo|split_clients)\s[^;]*\$\w+)\s*\{/
const NGINX_LINE = new RegExp(
  `^(?:${[
    'server_name',
    'alias',
    'try_files',
    'return\\s+[$\\w"\'/@]',
    'rewrite',
    'set\\s+\\$',
    'error_page',
    'add_header',
    'expires',
    'listen\\s+[\\w.:*[]',
    'access_log',
    'error_log',
    '(?:allow|deny)\\s+(?:all|[\\da-f.:/]+)\\s*;',
    'internal\\s*;',
    'root\\s+["\'/$]',
    'index\\s+\\S+\\.',
    'auth_(?:basic|request|jwt)\\w*',
    'proxy_\\w+',
    'fastcgi_\\w+',
    'uwsgi_\\w+',
    'scgi_\\w+',
    'grpc_\\w+',
    'ssl_\\w+',
    'gzip\\w*',
    'client_\\w+',
    'limit_(?:req|conn|rate)\\w*',
    'worker_(?:processes|connections)',
    'server_tokens',
    'sendfile',
    'tcp_nopush',
    'keepalive_timeout',
    'real_ip_header',
    'set_real_ip_from',
    'default_type',
    'log_format',
    'charset',
    'autoindex',
    'satisfy',
    'stub_status',
  ].join('|')})(?:[^#]*);`,
)

const APACHE_SECTION =
  /^<\/?(?:VirtualHost|Directory(?:Match)?|Location(?:Match)?|Files(?:Match)?|If|ElseIf|Else|IfModule|IfDefine|IfVersion|Limit(?:Except)?|Proxy(?:Match)?|Macro|Require(?:All|Any|None))\b[^;]*>/i
const APACHE_LINE = new RegExp(
  `^(?:${[
    'Rewrite(?:Engine|Rule|Cond|Base|Map|Options)',
    'Redirect(?:Match|Permanent|Temp)?',
    'ErrorDocument\\s+["\\d]',
    '(?:Request)?Header\\s+(?:always|set|add|append|merge|unset|edit)',
    'ProxyPass\\w*',
    'ProxyRequests',
    'DocumentRoot',
    'ServerName',
    'ServerAlias',
    'ServerRoot',
    'ServerAdmin',
    'LoadModule\\s+\\w+_module',
    'AllowOverride\\w*',
    'Options\\s+[+-]?(?:All|None|Indexes|Includes|FollowSymLinks|MultiViews|ExecCGI|SymLinksIfOwnerMatch)',
    '(?:Allow|Deny)\\s+from',
    'Order\\s+(?:allow|deny)',
    'Require\\s+(?:all|not|ip|host|valid-user|user|group|method|env|expr|local)',
    'Auth(?:Type|Name|UserFile|GroupFile)',
    'AllowMethods',
    'ScriptAlias\\w*',
    'AliasMatch',
    'Alias\\s+["/]',
    'DirectoryIndex',
    'FallbackResource',
    'AddType',
    'AddHandler',
    'SetHandler',
    'AddOutputFilter\\w*',
    'Add(?:Default)?Charset',
    'Expires(?:Active|Default|ByType)',
    'SetEnv(?:If\\w*)?',
    'php_(?:admin_)?(?:value|flag)',
    'CustomLog',
    'TraceEnable',
    'ServerSignature',
    'FileETag',
    'SSLEngine',
    'Dav\\s+(?:on|off)',
  ].join('|')})(?:[^;]*(?:[^;{]|"[^"]*"))?$`,
  'i',
)

/** `name = value`, `name[key] = value` and `[section]`: some other daemon's. */
const OTHER = /^(?:[\w.-]+(?:\[[^\]]*\])?\s*=(?!=)|\[[^\]]*\]$)/

/** A template of another program (Jinja, Go, ERB), which decides what of it a server gets to see. A pattern that looks for its braces,
 * `({{|}}|{%|%})` in a RewriteCond, names and calls nothing between them. */
export const isForTemplating = (text: string): boolean =>
  /\{\{[-#/>{!~&]?\s*[\w.$"'][^\n]{0,200}\}\}|\{%[-+]?\s*\w[^\n]{0,200}%\}|<%[-=#]?\s[^\n]{0,200}%>/.test(text)

/** A file that opens with a `[section]`, or as syslog-ng's do, is another program's, whatever it is called: supervisor's `nginx.conf`. */
export function isSectioned(text: string): boolean {
  const first = text
    .slice(0, 2000)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !/^[;#]/.test(line))
  return first !== undefined && /^\[[\w:. @-]+\]$|^@version:|^(?:source|destination)\s+\w+\s*\{/.test(first)
}

/** How many lines are looked at before the vote is counted. */
const LINES_READ = 400
const LINE_READ = 500

/** What a configuration file reads like, by a vote of its lines: nginx ends them with `;` and `{`, Apache does not. null: neither. */
export function kindByContent(text: string): 'nginx' | 'apache' | null {
  let votes = 0
  let read = 0
  for (let at = 0; at < text.length && read < LINES_READ;) {
    const next = text.indexOf('\n', at)
    const end = next < 0 ? text.length : next
    const line = text.slice(at, Math.min(end, at + LINE_READ)).trim()
    at = end + 1
    if (line === '' || line.startsWith('#') || OTHER.test(line)) continue
    read++
    // A brace alone is nobody's.
    if (!/^[a-z<]/i.test(line)) continue
    if (NGINX_BLOCK.test(line) || NGINX_LINE.test(line)) votes++
    else if (APACHE_SECTION.test(line) || APACHE_LINE.test(line)) votes--
  }
  return votes > 0 ? 'nginx' : votes < 0 ? 'apache' : null
}

/** A verb or mount with a path, on something that is named like an app: `app.get('/x', …)`, `api.route("/x")`. */
const REGISTRATION =
  /\b(?:app|router|server|application|\w+(?:App|Router))\s*\.\s*(?:(?:get|post|put|patch|delete|all|use)\s*\(\s*(['"`])\/[^'"`\n]*\1\s*,\s*[\w$([{.]|route\s*\(\s*['"`]\/)/
/** The same on anything, where a handler stands in the file. */
const VERB_WITH_PATH = /\.\s*(?:get|post|put|patch|delete|all|use|route)\s*\(\s*['"`]\/[^'"`\n]*['"`]\s*[,)]/
const HANDLER = /\b_?req(?:uest)?\b[^,()\n]{0,40},\s*_?res(?:ponse)?\b/
/** Other servers, and stand-ins for one, whose apps are named and used alike. */
const OTHER_SERVERS =
  /['"](?:@?fastify|restify|koa|@koa|@?hapi|@hapi|polka|hono|itty-router|msw|nock|miragejs|h3|elysia|supertest|@inertiajs)\b/

/** Whether a file reads as if it registered routes, though it does not name the package. */
export const registersRoutes = (text: string): boolean =>
  (REGISTRATION.test(text) || (VERB_WITH_PATH.test(text) && HANDLER.test(text))) && !OTHER_SERVERS.test(text)

/** The package or something named after it; not expressions, nor a licence's "express or implied". */
const EXPRESS =
  /\bexpress(?=\b|[A-Z])(?!,?\s+(?:or|and|written|prior|permission|consent|warranty|warranties|implied)\b)/

/** Whether a text speaks of Express by its name. */
export const namesExpress = (text: string): boolean => EXPRESS.test(text)

const HINTS = [
  '.Router(',
  '.listen(',
  '@Controller',
  'routing-controllers',
  'inversify-express-utils',
  'tsoa',
  '@loopback/',
  '@tsed/',
  '@overnightjs/',
  '@foal/',
  '@feathersjs/',
].map((hint) => Buffer.from(hint))
const NAME = Buffer.from('express')
const PATHS = ["('/", '("/', '(`/'].map((hint) => Buffer.from(hint))

const LOADS_EXPRESS = /\b(?:require\s*\(|from|import\s*\(?)\s*["'`]express["'`]/

/** Whether a script loads the package by its name. */
export const loadsExpress = (bytes: Buffer): boolean =>
  bytes.includes(NAME) && LOADS_EXPRESS.test(bytes.toString('latin1'))

/** Whether a script can hold routes at all: a search of its bytes, so that no parser is loaded for the others. */
export function mentionsExpress(bytes: Buffer): boolean {
  if (isBundle(bytes)) return loadsExpress(bytes)
  return (
    HINTS.some((hint) => bytes.includes(hint)) ||
    (bytes.includes(NAME) && namesExpress(bytes.toString('latin1'))) ||
    (PATHS.some((hint) => bytes.includes(hint)) && registersRoutes(bytes.toString('latin1')))
  )
}

const CLIENTS = [
  'fetch(',
  'axios',
  'superagent',
  'XMLHttpRequest',
  '$http',
  'undici',
  'ofetch',
  "'ky'",
  '"ky"',
  "'got'",
  '"got"',
].map((hint) => Buffer.from(hint))

/** Whether a script can hold calls of an HTTP client that a person wrote. */
export const mentionsClient = (bytes: Buffer): boolean =>
  CLIENTS.some((hint) => bytes.includes(hint)) && !isBundle(bytes)

/** Tests make apps, routes and calls of their own, which are none of the site's. */
export const isTest = (path: string): boolean =>
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|cypress)\/|[.-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$/.test(path)

const TEST_PACKAGE =
  /(?:from|require\(|import\()\s*['"](?:supertest(?:-[\w-]+)?|chai(?:-http)?|@jest\/globals|vitest|node:test|sinon|nock|mocha|@playwright\/test)['"]/

/** Whether a script is a test, or what tests share: by its name, or by what it imports, unless it makes an application of its own. */
export const isTestFile = ({ path, text }: { path: string; text: string }): boolean =>
  isTest(path) || (TEST_PACKAGE.test(text) && !LOADS_EXPRESS.test(text))

/** Bytes of a line, on average. */
function lineLength(bytes: Buffer): number {
  let lines = 1
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return bytes.length / lines
}

/** A file that a machine wrote: its lines are far longer than anyone's. */
export const isMinified = (path: string, bytes: Buffer): boolean =>
  /[.-]min\.[cm]?js$/.test(path) || (bytes.length >= 5000 && lineLength(bytes) > 500)

/** A file that a machine put together for browsers: longer than anyone's, or long and its lines, too. */
export const isBundle = (bytes: Buffer): boolean =>
  bytes.length > 800_000 || (bytes.length > 100_000 && lineLength(bytes) > 110)
