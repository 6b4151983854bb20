import type { PathPattern } from '../../model/path-pattern.ts'
import type { LeftOut } from '../../text/limits.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { ServerConfig } from '../compile/server-config.ts'

/** `leftOut`: the entries of folders that were not looked at. */
interface Files {
  urls: string[]
  leftOut: LeftOut[]
}

const known = new WeakMap<ServerConfig, Files>()

/** The URL paths of the visible files that a server answers from: below its document root, and below what it aliases. */
function fileUrls(httpd: Httpd, server: ServerConfig): Files {
  const before = known.get(server)
  if (before) return before
  const { documentRoot, computedRoot, pathAliases } = server
  const roots = [
    ...(documentRoot && !computedRoot ? [{ url: '/', folder: documentRoot.path }] : []),
    ...pathAliases
      .filter(({ pattern, handler }) => !pattern && !handler)
      .map(({ fake, real }) => ({ url: fake.replace(/\/?$/, '/'), folder: real.replace(/(.)\/+$/, '$1') })),
  ]
  const { ledger } = httpd.configuration
  const walks = roots.map((root) => ({ ...root, bound: ledger.bound('samples') }))
  const urls = walks.flatMap(({ url, folder, bound }) => [...httpd.files(folder, bound)].map((path) => url + path))
  const found = { urls, leftOut: walks.flatMap(({ bound }) => (server.range ? bound.leftOut(server.range) : [])) }
  known.set(server, found)
  return found
}

/** The first visible file that a pattern takes, if there is one; `servers`: those that its place counts for. */
export function filesOf(httpd: Httpd, servers: readonly ServerConfig[], { matches }: PathPattern): string[] {
  const found = servers.map((server) => fileUrls(httpd, server))
  const first = found.flatMap(({ urls }) => urls).find((path) => matches(path) === true)
  if (first !== undefined) return [first]
  httpd.configuration.ledger.tell(found.flatMap(({ leftOut }) => leftOut))
  return []
}
