import type { PathPattern } from '../model/path-pattern.ts'
import type { Httpd } from './httpd.ts'
import type { ServerConfig } from './server-config.ts'

const known = new WeakMap<ServerConfig, string[]>()

/** The URL paths of the visible files that a server answers from: below its document root, and below what it aliases. */
function fileUrls(httpd: Httpd, server: ServerConfig): string[] {
  const before = known.get(server)
  if (before) return before
  const { documentRoot, computedRoot, pathAliases } = server
  const roots = [...(documentRoot && !computedRoot ? [{ url: '/', folder: documentRoot.path }] : []),
    ...pathAliases.filter(({ pattern, handler }) => !pattern && !handler).map(({ fake, real }) => ({ url: fake.replace(/\/?$/, '/'), folder: real.replace(/(.)\/+$/, '$1') }))]
  const found = roots.flatMap(({ url, folder }) => [...httpd.files(folder)].map((path) => url + path))
  known.set(server, found)
  return found
}

/** The first visible file that a pattern takes, if there is one; `servers`: those that its place counts for. */
export function filesOf(httpd: Httpd, servers: readonly ServerConfig[], { matches }: PathPattern): string[] {
  const first = servers.flatMap((server) => fileUrls(httpd, server)).find((path) => matches(path) === true)
  return first === undefined ? [] : [first]
}
