import { mergeConfigs } from './dir-config.ts'
import { createRewrite, mergeRewrite } from './modules/rewrite-dir.ts'
import type { Section } from './section.ts'
import type { ServerConfig } from './server-config.ts'

/** Settings that a virtual host takes over from the main server, and its own (ap_merge_server_configs). */
export function inherit(main: ServerConfig, host: ServerConfig): ServerConfig {
  const empty = createRewrite(null)
  return {
    ...host,
    serverName: host.serverName ?? main.serverName,
    port: host.serverName ? host.serverName.port : (host.addresses[0]?.port ?? main.port),
    documentRoot: host.documentRoot ?? main.documentRoot,
    computedRoot: host.computedRoot ?? (host.documentRoot ? null : main.computedRoot),
    userDir: host.userDir ?? main.userDir,
    lockDatabase: host.lockDatabase ?? main.lockDatabase,
    encryptsProxies: host.encryptsProxies ?? main.encryptsProxies,
    trace: host.trace ?? main.trace,
    registeredOnly: host.registeredOnly ?? main.registeredOnly,
    mergeSlashes: host.mergeSlashes && main.mergeSlashes,
    canonicalName: host.canonicalName || main.canonicalName,
    rewrite: host.rewrite && mergeRewrite(main.rewrite ?? empty, host.rewrite),
    maps: inheritMaps(main, host),
    pathAliases: [...host.pathAliases, ...main.pathAliases],
    redirects: [...host.redirects, ...main.redirects],
    proxyPasses: [...main.proxyPasses, ...host.proxyPasses],
    setEnvIfs: [...main.setEnvIfs, ...host.setEnvIfs],
    directories: byDepth([...main.directories, ...host.directories]),
    locations: [...main.locations, ...host.locations],
    proxies: [...main.proxies, ...host.proxies],
    defaults: mergeConfigs(main.defaults, host.defaults),
  }
}

/** Fewest segments first, regular expressions last, otherwise as written (core_reorder_directories). */
export const byDepth = (sections: readonly Section[]): Section[] =>
  [...sections].sort((a, b) => (a.components ?? Infinity) - (b.components ?? Infinity) || 0)

/** A virtual host has the main server's maps with RewriteOptions Inherit only (config_server_merge). */
function inheritMaps(main: ServerConfig, host: ServerConfig): ReadonlyMap<string, string> {
  const has = (server: ServerConfig, ...names: string[]): boolean =>
    names.some((name) => server.rewrite?.options.has(name))
  const inherits =
    has(host, 'inherit', 'inheritbefore') ||
    (has(main, 'inheritdown', 'inheritdownbefore') && !has(host, 'ignoreinherit'))
  return inherits ? new Map([...main.maps, ...host.maps]) : host.maps
}
