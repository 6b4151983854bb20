import type { Layer } from '../model/origin.ts'
import type { Site } from '../model/site.ts'
import { OTHER } from '../site/cells.ts'
import { doors } from '../questions/client.ts'
import type { Door } from '../questions/client.ts'
import { clientRequest } from '../site/entries.ts'
import { NOBODY } from '../model/request.ts'
import { UsageError } from '../text/faults.ts'

/** A request that is to be sent: `path` is what goes out, with its query. */
export interface Planned {
  method: string
  path: string
}

/** `url`: where the server runs; `as`: the same door as the files name it. */
export interface Plan {
  url: URL
  as: URL
  /** What the files run there. */ front: Layer | null
  requests: Planned[]
  /** Requests that the bound left out. */ left: number
}

export interface PlanOptions {
  /** The site's address in the files, where it is not the server's own. */
  as?: string
  /** Whether methods that change things are sent as well. */
  unsafe?: boolean
  /** Whether TRACE is sent as well. */
  trace?: boolean
  /** Requests in all. Default 1,000. */
  most?: number
}

/** Methods that ask for nothing but an answer (RFC 9110 section 9.2.1), and one that no server knows. */
const SAFE = ['GET', 'HEAD', 'OPTIONS', OTHER]
const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE']
/** Never sent: CONNECT asks for a tunnel. */
const NEVER = new Set(['CONNECT', 'TRACE'])

const MOST = 1000

export function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && (url.username !== '' || url.password !== ''))
    throw new UsageError("Expected no password in the URL: send it by --header 'Authorization: …'")
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new UsageError(`verify needs the URL of a running server, such as http://localhost:8080, not "${text}"`)
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))

/** Where a door of the files is, under a name that may be sent: what the address reaches is at its port, which may be a published one. */
function addressFor({ host, port }: Door, url: URL, reached: boolean): URL {
  const secure = reached ? url.protocol === 'https:' : port === 443
  const at = new URL(`${secure ? 'https' : 'http'}://${host === NOBODY ? url.hostname : host}`)
  at.port = reached ? url.port : String(port)
  return at
}

/** The doors of the server that the address reaches; where it reaches none, those on its port, or all. */
function doorsAt(site: Site, url: URL): { here: Door[]; reached: boolean } {
  const scheme = url.protocol.slice(0, -1)
  const found = site.reached(clientRequest({ host: url.hostname, port: portOf(url), scheme }, 'GET', '/'))
  const inside = new Set(
    site.cells.flatMap(({ origin, host, port }) =>
      origin === found?.origin && port === found.port ? [`${host}:${port}`] : [],
    ),
  )
  const known = doors(site)
  const here = known.filter(({ host, port }) => inside.has(`${host}:${port}`))
  if (here.length > 0) return { here, reached: true }
  const atPort = known.filter(({ port }) => port === portOf(url))
  return { here: atPort.length > 0 ? atPort : known, reached: false }
}

/** The door that is meant, and its address: the one of that name, or the only one. */
function doorOf(site: Site, url: URL): { door: Door; address: URL } {
  const { here, reached } = doorsAt(site, url)
  const [only, ...others] = here
  if (!only) throw new UsageError('There is no server in these files')
  const door = here.find(({ host }) => host === url.hostname) ?? (others.length === 0 ? only : null)
  if (door) return { door, address: addressFor(door, url, reached) }
  throw new UsageError(
    `Several servers of these files may answer ${url.host}: say which of them it is, as --as ${addressFor(only, url, reached).origin}`,
  )
}

/** A path as it may stand in a request line. */
const sendable = (path: string): string =>
  path.replace(/[^\x21-\x7e]/gu, (char) => encodeURIComponent(/^[\uD800-\uDFFF]$/.test(char) ? '\uFFFD' : char))

/** Each path of the server's own table below that of the URL, with each method; the methods of one path one after the other. */
export function planOf(
  site: Site,
  given: string,
  { as, unsafe = false, trace = false, most = MOST }: PlanOptions,
): Plan {
  const url = addressOf(given)
  const meant = as === undefined ? url : addressOf(as)
  const { door, address } = doorOf(site, meant)
  const base = url.pathname.replace(/\/$/, '')
  const cells = site.cells.filter(
    ({ host, port, path }) =>
      host === door.host && port === door.port && (path === base || path.startsWith(`${base}/`)),
  )
  if (cells.length === 0) throw new UsageError(`No path of these files lies below ${base || '/'} at ${address.host}`)
  const named = [...new Set(cells.map(({ method }) => method))].filter(
    (method) => !SAFE.includes(method) && !NEVER.has(method),
  )
  const methods = [...SAFE, ...(unsafe ? new Set([...UNSAFE, ...named]) : []), ...(trace ? ['TRACE'] : [])]
  const requests = [...new Set(cells.map(({ path }) => sendable(path)))].flatMap((path) =>
    methods.map((method) => ({ method, path })),
  )
  return {
    url,
    as: as === undefined ? address : meant,
    front: cells[0]?.origin.layer ?? null,
    requests: requests.slice(0, most),
    left: Math.max(0, requests.length - most),
  }
}
