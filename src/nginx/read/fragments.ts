import { basename, dirname } from 'node:path'
import type { Directive } from '../../text/directive.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { entriesOf } from '../directives/index.ts'
import { PlacedDirective } from './tree.ts'

/** The block that a file is meant to be included into. `rest`: none that matters here (the lines of a map, of types, of an upstream). */
export type Context = 'main' | 'http' | 'server' | 'location' | 'stream' | 'mail' | 'rest'

/** Folders whose files are all loaded by one nginx: packages and images include them by a glob. */
const SITE_FOLDERS = new Set([
  'conf.d',
  'http.d',
  'sites-enabled',
  'sites-available',
  'vhosts',
  'vhosts.d',
  'vhost.d',
  'servers',
])

export const isSiteFolder = (path: string): boolean => SITE_FOLDERS.has(basename(dirname(path)))

/** A folder that sites are enabled from, one by one. */
export const isChoice = (file: SourceFile): boolean => basename(dirname(file.absolute)) === 'sites-available'

const names = (text: string): Set<string> => new Set(text.trim().split(/\s+/))
const MAIN = names(
  'events http stream mail worker_processes worker_rlimit_nofile load_module daemon master_process pid user worker_cpu_affinity worker_priority',
)
const HTTP = names(`
  server upstream map geo split_clients log_format limit_req_zone limit_conn_zone proxy_cache_path fastcgi_cache_path uwsgi_cache_path scgi_cache_path server_names_hash_bucket_size
  server_names_hash_max_size map_hash_bucket_size map_hash_max_size variables_hash_max_size types_hash_max_size geoip_country geoip_city js_import js_path`)
const LOCATION = names(
  'proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass memcached_pass alias internal limit_except stub_status empty_gif flv mp4 mirror',
)
const SERVER = names(`
  listen server_name location return if rewrite set break try_files root index error_page add_header ssl_certificate ssl_certificate_key proxy_set_header proxy_redirect fastcgi_param uwsgi_param expires
  allow deny auth_basic client_max_body_size access_log error_log autoindex default_type gzip satisfy auth_request proxy_hide_header proxy_http_version limit_req limit_conn add_trailer
  client_body_buffer_size keepalive_timeout charset etag`)
const MAIL_SERVER = names(
  'protocol auth_http starttls imap_capabilities pop3_capabilities smtp_capabilities imap_auth pop3_auth smtp_auth',
)
const STREAM_SERVER = names('proxy_pass ssl_preread proxy_timeout proxy_protocol')

/** nginx takes a byte order mark for a part of the first name, and refuses it; what was meant is plain all the same. */
const plainName = ({ name }: Directive): string => name.replace(/^\ufeff/, '')

/** What the directives of a file show about where it belongs. */
export function guessContext(directives: Directive[]): Context {
  const has = (set: Set<string>): boolean => directives.some((one) => set.has(plainName(one)))
  if (has(MAIN)) return 'main'
  const servers = directives.filter((one) => plainName(one) === 'server' && one.block && one.args.length === 0)
  if (servers.length || (has(HTTP) && !directives.some(({ name, block }) => name === 'server' && !block)))
    return servers.some(isMailServer) ? 'mail' : servers.some(isStreamServer) ? 'stream' : 'http'
  if (has(LOCATION)) return 'location'
  const guess = has(SERVER) ? 'server' : whereAllowed(directives)
  return guess === 'server' && !fits(directives, 's') && fits(directives, 'l') ? 'location' : guess
}

/** Whether nginx takes these in a server or a location, and what stands in their ifs. */
function fits(directives: Directive[], letter: 's' | 'l' | 'S' | 'L'): boolean {
  const takes = (name: string): boolean => {
    const entries = entriesOf(name, null).filter(({ family }) => family === 'http')
    return entries.length === 0 || entries.some(({ contexts }) => contexts.includes(letter))
  }
  const inside = letter === 's' ? 'S' : 'L'
  return directives.every(({ name, block }) => takes(name) && (name !== 'if' || fits(block ?? [], inside)))
}

/** Of what none of these lists has: the outermost block in which nginx takes all of it. */
function whereAllowed(directives: Directive[]): Context {
  const known = directives
    .map(({ name }) => entriesOf(name, null).filter(({ family }) => family === 'http'))
    .filter((entries) => entries.length > 0)
  const allIn = (letter: string): boolean =>
    known.length > 0 && known.every((entries) => entries.some(({ contexts }) => contexts.includes(letter)))
  return allIn('s') ? 'server' : allIn('l') ? 'location' : allIn('h') ? 'http' : 'rest'
}

const isMailServer = ({ block }: Directive): boolean => (block ?? []).some(({ name }) => MAIL_SERVER.has(name))
const isStreamServer = ({ block }: Directive): boolean =>
  (block ?? []).some(({ name }) => STREAM_SERVER.has(name)) &&
  !(block ?? []).some(({ name }) => name === 'location' || name === 'server_name' || name === 'root')

/** The blocks around a fragment's directives, as its context demands. They stand at the file's beginning, where nothing is written. */
export function wrap(context: Context, file: SourceFile, directives: PlacedDirective[]): PlacedDirective[] {
  if (context === 'main' || context === 'rest') return directives
  if (context === 'stream' || context === 'mail' || context === 'http') return [block(file, context, directives)]
  const inside = context === 'location' ? [block(file, 'location', directives)] : directives
  return [block(file, 'http', [block(file, 'server', inside)])]
}

function block(file: SourceFile, name: string, directives: PlacedDirective[]): PlacedDirective {
  const around = new PlacedDirective({ file }, name, { start: 0, end: 0, quoted: false }, [], 0)
  around.block = directives
  around.isGuess = true
  return around
}
