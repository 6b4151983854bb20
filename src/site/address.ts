import type { Address } from '../model/origin.ts'

/** Where a request goes: a host and port, or a unix socket. */
export type Target = { kind: 'tcp'; host: string; port: number } | { kind: 'unix'; path: string }

const DEFAULT_PORTS: Record<string, number> = { http: 80, ws: 80, https: 443, wss: 443, grpc: 80, grpcs: 443, ajp: 8009, fcgi: 9000 }

/** What this machine calls itself, and the addresses that a client of a wildcard listener may use. */
export const isLocal = (host: string): boolean => /^(?:localhost|127(?:\.\d+){1,3}|\[::1\]|0\.0\.0\.0|\[::\]|\*)$/i.test(host)

/** The name of an upstream group, where it is written without a port: `http://app/`, `balancer://app`. */
export const groupName = (upstream: string): string => upstream.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[/?].*$/, '')

/** Reads what a configuration calls an upstream; null: a variable, or nothing that can be an address. */
export function parseTarget(upstream: string): Target | null {
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/i.exec(upstream) ?? []
  const socket = /^unix:([^:|]+)/.exec(rest) ?? /^unix:([^:|]+)/.exec(upstream)
  if (socket?.[1]) return { kind: 'unix', path: socket[1] }
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:/?#[\]$%{}@\s]+)(?::(\d+))?(?:[/?].*)?$/i.exec(rest) ?? []
  if (host === undefined) return null
  return { kind: 'tcp', host: host.toLowerCase(), port: port === undefined ? DEFAULT_PORTS[scheme.toLowerCase()] ?? 80 : Number(port) }
}

/** How a target meets an address on which an origin listens; null: it does not, or nothing says so. */
export function meets(target: Target, { host, port, socket }: Address): 'same' | 'other-name' | null {
  if (target.kind === 'unix') return socket !== undefined && socketPath(socket) === target.path ? 'same' : null
  if (socket !== undefined || port !== target.port) return null
  if (host !== null && host.toLowerCase() === target.host) return 'same'
  const listensHere = host === null || isLocal(host)
  if (isLocal(target.host)) return listensHere ? 'same' : null
  return listensHere ? 'other-name' : null
}

const socketPath = (socket: string): string => socket.replace(/^unix:/, '')

/** The name and port that a request to the target carries, where the configuration sets no other. */
export const hostOf = (target: Target): { host: string; port: number; socket?: string } =>
  (target.kind === 'unix' ? { host: 'localhost', port: 80, socket: target.path } : { host: target.host, port: target.port })
