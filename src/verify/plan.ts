import type { Site } from '../model/site.ts'
import { OTHER } from '../site/cells.ts'
import { doors } from '../questions/client.ts'
import type { Door } from '../questions/client.ts'
import { NOBODY } from '../site/entries.ts'
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
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new UsageError(`verify needs the URL of a running server, such as http://localhost:8080, not "${text}"`)
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))

/** Where a door of the files is, under a name that may be sent. */
function urlOf({ host, port }: Door, { hostname }: URL): URL {
  const secure = port === 443
  return new URL(
    `${secure ? 'https' : 'http'}://${host === NOBODY ? hostname : host}${port === 80 || secure ? '' : `:${port}`}`,
  )
}

/** The door that is meant: by name and port, by port alone, or the only one. */
function doorOf(site: Site, url: URL): Door {
  const known = doors(site)
  const here = known.filter(({ port }) => port === portOf(url))
  const named = here.find(({ host }) => host === url.hostname)
  if (named) return named
  const [only, ...others] = here.length > 0 ? here : known
  if (!only) throw new UsageError('There is no server in these files')
  if (others.length === 0) return only
  throw new UsageError(
    `Several servers of these files may answer ${url.host}: say which of them it is, as --as ${urlOf(only, new URL('http://localhost')).origin}`,
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
  const door = doorOf(site, meant)
  const base = url.pathname.replace(/\/$/, '')
  const cells = site.cells.filter(
    ({ host, port, path }) =>
      host === door.host && port === door.port && (path === base || path.startsWith(`${base}/`)),
  )
  const named = [...new Set(cells.map(({ method }) => method))].filter(
    (method) => !SAFE.includes(method) && !NEVER.has(method),
  )
  const methods = [...SAFE, ...(unsafe ? new Set([...UNSAFE, ...named]) : []), ...(trace ? ['TRACE'] : [])]
  const requests = [...new Set(cells.map(({ path }) => sendable(path)))].flatMap((path) =>
    methods.map((method) => ({ method, path })),
  )
  return {
    url,
    as: as === undefined ? urlOf(door, url) : meant,
    requests: requests.slice(0, most),
    left: Math.max(0, requests.length - most),
  }
}
