import { compilePattern } from '../regex/pattern.ts'
import type { HostPattern, Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { unknownOutcome } from '../model/outcome.ts'
import type { Request } from '../model/request.ts'
import type { TraceQuery } from '../model/site.ts'
import { isLocal } from './listeners.ts'
import { follow } from './follow.ts'
import type { Joints } from './links.ts'

const lowerKeys = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The request that a client makes for a URL, path and query exactly as written. */
export function requestFor({ method, url, headers = {} }: TraceQuery): Request | null {
  const [, scheme, authority, rest = ''] = /^([a-z][a-z\d+.-]*):\/\/([^/?#\\]+)([^#]*)/i.exec(url) ?? []
  const [, host, port] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority ?? '') ?? []
  if (scheme === undefined || host === undefined) return null
  return {
    method,
    scheme: scheme.toLowerCase(),
    host,
    port: port === undefined ? (scheme.toLowerCase() === 'https' ? 443 : 80) : Number(port),
    target: rest.startsWith('/') ? rest : `/${rest}`,
    headers: lowerKeys(headers),
    others: 'absent',
  }
}

/** How well a name fits, as all three servers rank it; 0: it does not. */
export function hostRank({ kind, source }: HostPattern, host: string): number {
  const name = host.toLowerCase()
  const text = source.toLowerCase()
  switch (kind) {
    case 'exact':
      return name === text ? 5 : 0
    case 'leading':
      return name.endsWith(text.replace(/^\*/, '')) || (text.startsWith('.') && name === text.slice(1)) ? 4 : 0
    case 'trailing':
      return name.startsWith(text.replace(/\*$/, '')) ? 3 : 0
    case 'regex':
      return compilePattern(source.replace(/^~/, ''), true).exec(name) ? 2 : 0
    case 'any':
      return 1
  }
}

function listens({ addresses }: Origin, { host, port, socket }: Request): boolean {
  if (socket !== undefined) return addresses.some((address) => address.socket === socket)
  const numeric = /^[\d.]+$|^\[/.test(host)
  return addresses.some(
    (address) =>
      address.socket === undefined &&
      address.port === port &&
      (address.host === null || !numeric || isLocal(address.host) || address.host.toLowerCase() === host.toLowerCase()),
  )
}

/** The origin that answers, and the request as it reaches it: a published port is another one inside the container. */
export interface Answering {
  origin: Origin
  request: Request
}

/** The one origin that answers a client's request: by published port or address, then by host; else the only one that nobody proxies to. */
export function answering(origins: Origin[], { links, published }: Joints, request: Request): Answering | null {
  const inside = published(request.port).map(({ origins: run, target }) => ({
    run,
    request: { ...request, port: target },
  }))
  const here =
    [...inside, { run: origins, request }]
      .map(({ run, request: sent }) =>
        run.filter((origin) => listens(origin, sent)).map((origin) => ({ origin, request: sent })),
      )
      .find((found) => found.length > 0) ?? []
  const rank = ({ origin: { hosts } }: Answering): number =>
    Math.max(hosts.length === 0 ? 1 : 0, ...hosts.map((pattern) => hostRank(pattern, request.host)))
  const best = Math.max(...here.map(rank))
  const [first, ...others] = here.filter((one) => rank(one) === best)
  if (first) return others.length === 0 ? first : null
  const [only, ...more] = origins.filter((origin) => !links.some(({ from, to }) => to === origin && from !== origin))
  return only && more.length === 0 ? { origin: only, request } : null
}

/** Headers that decide something further on; an assumed answer has just those that it names. */
const TELLING = [
  'allow',
  'cache-control',
  'expires',
  'location',
  'set-cookie',
  'vary',
  'x-accel-expires',
  'x-accel-redirect',
  'access-control-allow-origin',
  'access-control-allow-methods',
]
const ABSENT = Object.fromEntries(TELLING.map((name) => [name, null]))

export function trace(origins: Origin[], joints: Joints, query: TraceQuery): Outcome[] {
  const request = requestFor(query)
  if (!request) return [unknownOutcome(`if ${query.url} were an absolute URL`)]
  const found = answering(origins, joints, request)
  if (!found) return [unknownOutcome(`no one server of these files is known to answer ${request.host}:${request.port}`)]
  const outcomes = follow(joints, found.origin, found.request, {
    assume(sent) {
      const assumed = query.assume?.(sent)
      return (
        assumed && [
          {
            status: assumed.status,
            headers: { ...ABSENT, ...lowerKeys(assumed.headers ?? {}) },
            by: 'response',
            decidedBy: null,
            written: [],
            steps: [],
          },
        ]
      )
    },
  })
  return outcomes.length > 0 ? outcomes : [unknownOutcome('the files do not say')]
}
