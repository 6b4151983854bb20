import type { SourceRange } from '../../text/range.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { ServerConfig } from './server-config.ts'

/** Includes of files out of sight, by their names, which may hold virtual hosts. */
export interface HiddenHosts {
  /** The first one before a virtual host. */
  before: ReadonlyMap<ServerConfig, string>
  /** The first one anywhere. */
  any: string | null
}

/** Files that hold no virtual hosts by the custom of httpd's packages: modules, ports, settings. */
const HOLDS_NONE =
  /(?:^|\/)(?:mods-enabled|conf-enabled|conf\.modules\.d)\/|(?:^|\/)(?:ports|security|charset|proxy-html|httpd-(?:mpm|default|languages|autoindex|multilang-errordoc|userdir|info|manual))\.conf$/

/** The first virtual host of an address answers for all names that none has: one that comes before it may be out of sight. */
export function hiddenHosts(
  top: readonly ApacheDirective[],
  hosts: readonly ServerConfig[],
  unseen: ReadonlySet<SourceRange>,
): HiddenHosts {
  const bySection = new Map(hosts.map((host) => [host.section, host]))
  const before = new Map<ServerConfig, string>()
  let any: string | null = null
  for (const directive of top) {
    const path = directive.args[0]?.value ?? ''
    if (unseen.has(directive.range) && !HOLDS_NONE.test(path)) any ??= path
    const host = bySection.get(directive)
    if (host && any !== null) before.set(host, any)
  }
  return { before, any }
}
