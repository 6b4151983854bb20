import type { Choices } from '../model/choices.ts'
import type { Request } from '../model/request.ts'
import type { Httpd } from './httpd.ts'
import type { ServerConfig } from './server-config.ts'

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

/** `*.shop.example`, as ServerAlias takes it; hosts compare without regard to case. */
function aliasMatches(alias: string, host: string): boolean {
  if (!/[*?]/.test(alias)) return alias === host
  const parts = alias.split('*')
  const [start = '', ...rest] = parts
  if (rest.length === 0 || !host.startsWith(start)) return false
  let at = start.length
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? host.length - part.length : host.indexOf(part, at)
    if (found < at || !host.endsWith(index === rest.length - 1 ? part : '')) return false
    at = found + part.length
  }
  return true
}

/** The addresses by which the request may have come in; null: not known. */
function localHost(httpd: Httpd, { host, port }: Request): string | null {
  if (isAddress(host)) return host
  const known = new Set(httpd.listens.filter((listen) => listen.port === port).map((listen) => listen.host))
  const [only] = known
  return known.size === 1 ? only ?? null : null
}

/** Virtual hosts of an exact address go before those of `*` (find_vhost_given_ip); which one an unknown address means is asked. */
function byAddress(httpd: Httpd, request: Request, choices: Choices): ServerConfig[] {
  const fits = httpd.hosts.flatMap((server) => server.addresses.filter(({ port }) => port === null || port === request.port).map(({ host }) => ({ server, host })))
  const exact = [...new Set(fits.flatMap(({ host }) => (host !== null && isAddress(host) ? [host] : [])))]
  const local = localHost(httpd, request)
  const chosen = local ?? (exact.length === 0 ? null : choices.choose<string | null>('the address it comes in by', [
    ...exact.map((address) => ({ value: address, when: exact.length > 1 || fits.some(({ host }) => host === null) ? `the request comes in by ${address}` : undefined })),
    ...(fits.some(({ host }) => host === null) ? [{ value: null, when: 'the request comes in by another address' }] : []),
  ]))
  const named = fits.filter(({ host }) => host !== null && (host === chosen || !isAddress(host)))
  return [...new Set((named.length > 0 ? named : fits.filter(({ host }) => host === null)).map(({ server }) => server))]
}

/**
 * Which server answers: by address, then by ServerName and ServerAlias, the first one by default, the main server where none listens. `first`:
 * the one that a request line is held against, before its Host is read (ap_parse_request_line, under the connection's base_server).
 */
export function chooseServer(httpd: Httpd, request: Request, choices: Choices): { server: ServerConfig; first: ServerConfig } {
  const candidates = byAddress(httpd, request, choices)
  const host = request.host.toLowerCase().replace(/\.$/, '')
  const found = candidates.find(({ serverName, aliases }) => serverName?.host === host || aliases.some(({ name }) => aliasMatches(name, host)))
  const first = candidates[0] ?? httpd.main
  return { server: found ?? first, first }
}
