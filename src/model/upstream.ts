import type { SourceRange } from '../text/range.ts'

/** A directive that passes requests on: `upstream` as the configuration calls it. */
export interface ProxyUse {
  upstream: string
  range: SourceRange
}

/** Whom a configuration passes requests on to. */
export interface Upstreams {
  uses: ProxyUse[]
  /** The members of each upstream block or balancer, by lower-case name. */
  groups: ReadonlyMap<string, readonly string[]>
}

/** Where a request goes: a host and port, or a unix socket. */
export type Target = { kind: 'tcp'; host: string; port: number } | { kind: 'unix'; path: string }

const DEFAULT_PORTS: Record<string, number> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  grpc: 80,
  grpcs: 443,
  ajp: 8009,
  fcgi: 9000,
}

/** An upstream's name in parts: `http://`, `app:80` (or `unix:/run/a.sock`), `/path`. A second half behind a socket's `|` is left out. */
export function splitUpstream(text: string): { scheme: string; address: string; path: string } {
  const scheme = /^(?!unix:)[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? ''
  const rest = text.slice(scheme.length)
  const [, socket, below = ''] = /^(unix:[^:|]*)(?::([^|]*))?/i.exec(rest) ?? []
  if (socket !== undefined) return { scheme, address: socket, path: below }
  const end = rest.search(/[/?]/)
  return end < 0 ? { scheme, address: rest, path: '' } : { scheme, address: rest.slice(0, end), path: rest.slice(end) }
}

/** Reads what a configuration calls an upstream; null: a variable, or nothing that can be an address. */
export function readTarget(upstream: string): Target | null {
  const { scheme, address } = splitUpstream(upstream)
  const [, path] = /^unix:(.+)$/i.exec(address) ?? []
  if (path !== undefined) return { kind: 'unix', path }
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:/?#[\]$%{}@\s]+)(?::(\d+))?$/i.exec(address) ?? []
  if (host === undefined) return null
  const name = scheme.slice(0, -'://'.length).toLowerCase()
  return {
    kind: 'tcp',
    host: host.toLowerCase(),
    port: port === undefined ? (DEFAULT_PORTS[name] ?? 80) : Number(port),
  }
}
