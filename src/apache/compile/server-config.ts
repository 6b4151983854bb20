import type { SourceRange } from '../../text/range.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { DirConfig } from './dir-config.ts'
import type { AliasEntry, RedirectEntry } from './modules/alias.ts'
import type { ProxyPass } from './modules/proxy.ts'
import type { RewriteSettings } from './modules/rewrite-dir.ts'
import type { SetEnvIf } from './modules/setenvif.ts'
import type { Section } from './section.ts'

/** `host` null: any address; `port` null: any port. */
export interface ServerAddress {
  host: string | null
  port: number | null
  range: SourceRange
}

/** What httpd keeps per server: the main one, or a virtual host with the main one's settings merged in. */
export interface ServerConfig {
  /** The VirtualHost section; null: the main server. */
  section: ApacheDirective | null
  /** The VirtualHost's opening line. */
  range: SourceRange | null
  addresses: ServerAddress[]
  serverName: { host: string; port: number | null; scheme: string | null; range: SourceRange } | null
  /** Its own port: of its ServerName, which takes that of the section's address away, or of the address. */
  port: number | null
  aliases: { name: string; range: SourceRange }[]
  documentRoot: { path: string; range: SourceRange } | null
  /** The root is computed for each request (mod_vhost_alias), which the files do not decide. */
  computedRoot: SourceRange | null
  /** UserDir: `/~name` leads to a folder that the files do not tell. */
  userDir: SourceRange | null
  /** DavLockDB. */
  lockDatabase: SourceRange | null
  /** SSLProxyEngine; null: as the main server has it. */
  encryptsProxies: boolean | null
  trace: { mode: 'on' | 'off' | 'extended'; range: SourceRange } | null
  /** HttpProtocolOptions RegisteredMethods. */
  registeredOnly: SourceRange | null
  mergeSlashes: boolean
  canonicalName: boolean
  /** null: no mod_rewrite directive here, so that the server-level rules of others do not count either. */
  rewrite: RewriteSettings | null
  /** RewriteMap: the source by the map's name. */
  maps: ReadonlyMap<string, string>
  pathAliases: AliasEntry[]
  redirects: RedirectEntry[]
  proxyPasses: ProxyPass[]
  setEnvIfs: SetEnvIf[]
  directories: Section[]
  locations: Section[]
  proxies: Section[]
  /** The per-directory configuration that every request begins with (`lookup_defaults`). */
  defaults: DirConfig
}

export const createServer = (section: ApacheDirective | null): ServerConfig => ({
  section,
  range: section?.range ?? null,
  addresses: [],
  serverName: null,
  port: null,
  aliases: [],
  documentRoot: null,
  computedRoot: null,
  userDir: null,
  lockDatabase: null,
  encryptsProxies: null,
  trace: null,
  registeredOnly: null,
  mergeSlashes: true,
  canonicalName: false,
  rewrite: null,
  maps: new Map(),
  pathAliases: [],
  redirects: [],
  proxyPasses: [],
  setEnvIfs: [],
  directories: [],
  locations: [],
  proxies: [],
  defaults: {},
})
