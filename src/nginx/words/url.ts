import { isIpv4, isIpv6, parseNumber } from './values.ts'

/** An address as ngx_parse_url reads it. `host` is lower-case; an IPv6 address keeps its brackets. */
export interface Url {
  kind: 'unix' | 'ipv4' | 'ipv6' | 'name'
  host: string
  port: number | null
  lastPort: number | null
  uri: string
}

interface Wanted {
  listen?: boolean
  uriPart?: boolean
}

export type UrlOrError = (Url & { error?: undefined }) | { error: string }

const isPort = (port: number | null): port is number => port !== null && port >= 1 && port <= 65535

/** ngx_parse_url: `host:port`, `[::1]:80`, `unix:/path`, for listen also `80`, `*:80` and ranges of ports; a path only where one may follow. */
export function parseUrl(text: string, wanted: Wanted = {}): UrlOrError {
  if (/^unix:/i.test(text)) return parseUnix(text.slice(5), wanted)
  return text.startsWith('[') ? parseIpv6(text, wanted) : parseInet(text, wanted)
}

function parseUnix(rest: string, { uriPart }: Wanted): UrlOrError {
  const colon = uriPart ? rest.indexOf(':') : -1
  const path = colon < 0 ? rest : rest.slice(0, colon)
  if (path === '') return { error: 'Expected a path after "unix:"' }
  if (Buffer.byteLength(path) > 107) return { error: "Expected a socket's path of at most 107 bytes" }
  return { kind: 'unix', host: path, port: null, lastPort: null, uri: colon < 0 ? '' : rest.slice(colon + 1) }
}

function parsePorts(text: string, { listen }: Wanted): { port: number; lastPort: number | null } | null {
  const dash = listen ? text.indexOf('-') : -1
  const port = parseNumber(dash < 0 ? text : text.slice(0, dash))
  const last = dash < 0 ? null : parseNumber(text.slice(dash + 1))
  if (!isPort(port) || (dash >= 0 && (!isPort(last) || port > last))) return null
  return { port, lastPort: last }
}

function parseIpv6(text: string, wanted: Wanted): UrlOrError {
  const [whole, host = '', rest = ''] = /^\[([^\]]*)\](.*)$/s.exec(text) ?? []
  const slash = rest.indexOf('/')
  if (whole === undefined || (slash >= 0 && (wanted.listen || !wanted.uriPart)))
    return { error: `Expected an address such as [::1]:80, not "${text}"` }
  const ports = slash < 0 ? rest : rest.slice(0, slash)
  if (ports !== '' && !ports.startsWith(':')) return { error: `Expected ":" and a port after "[${host}]"` }
  const found = ports === '' ? { port: null, lastPort: null } : parsePorts(ports.slice(1), wanted)
  if (!found) return { error: `Expected a port from 1 to 65535 in "${text}"` }
  if (!isIpv6(host)) return { error: `Expected an IPv6 address in brackets, not "${host}"` }
  return { kind: 'ipv6', host: `[${host.toLowerCase()}]`, ...found, uri: slash < 0 ? '' : rest.slice(slash) }
}

function parseInet(text: string, wanted: Wanted): UrlOrError {
  const start = text.search(/[/?]/)
  const uri = start < 0 ? '' : text.slice(start)
  if (uri && (wanted.listen || !wanted.uriPart)) return { error: `Expected an address without a path, not "${text}"` }
  const address = start < 0 ? text : text.slice(0, start)
  const colon = address.indexOf(':')
  const host = colon < 0 ? address : address.slice(0, colon)
  if (colon < 0 && uri === '' && wanted.listen && /^[0-9]+(?:-[0-9]+)?$/.test(address)) {
    const ports = parsePorts(address, wanted)
    return ports
      ? { kind: 'ipv4', host: '0.0.0.0', ...ports, uri }
      : { error: `Expected a port from 1 to 65535, not "${address}"` }
  }
  const ports = colon < 0 ? { port: null, lastPort: null } : parsePorts(address.slice(colon + 1), wanted)
  if (!ports) return { error: `Expected a port from 1 to 65535 in "${text}"` }
  if (host === '') return { error: `Expected a host before ":" in "${text}"` }
  if (wanted.listen && host === '*') return { kind: 'ipv4', host: '0.0.0.0', ...ports, uri }
  return { kind: isIpv4(host) ? 'ipv4' : 'name', host: host.toLowerCase(), ...ports, uri }
}
