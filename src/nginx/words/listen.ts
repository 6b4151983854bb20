import type { Directive } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import type { SourceRange } from '../../text/range.ts'
import { parseUrl, type Url } from './url.ts'

/** One `listen`; without one, port 80 on every interface. `host` null: every interface of its family; `port` null: a unix socket, a server that is written nowhere, or a port that a template leaves open. */
export interface Listen {
  host: string | null
  family: 4 | 6
  port: number | null
  socket?: string
  isDefault: boolean
  tls: boolean
  range: SourceRange
}

/** A `listen` as it is written. */
interface ListenLine {
  url: Url
  isDefault: boolean
  tls: boolean
}

/** The address; which parameters there are is a matter of the module and its version. */
export const readListen = once(({ args }: Directive): Reading<ListenLine> => {
  const [address = '', ...parameters] = args.map(({ value }) => value)
  const url = parseUrl(address, { listen: true })
  return url.error === undefined
    ? taken({
        url,
        isDefault: parameters.includes('default_server') || parameters.includes('default'),
        tls: parameters.includes('ssl') || parameters.includes('quic'),
      })
    : refusedAs(url.error)
})

/** More ports than a person gives to a server one by one. */
const MOST_PORTS = 1000

/** The ports that a range stands for; null: a template leaves it open, or there are too many to go through. */
function portsOf({ port, lastPort }: Url): (number | null)[] {
  const first = port ?? 80
  const count = (lastPort ?? first) - first + 1
  return count > MOST_PORTS ? [null] : Array.from({ length: count }, (_, index) => first + index)
}

/** A port that a template leaves open: `${PORT}`, `127.0.0.1:{{ port }}`. */
const OPEN_PORT = /^(.*?):?(?:\$\{?\w+\}?|\{\{.*\}\}|<%.*%>)$/

/** Where a server listens; nowhere, where nginx refuses the address. */
export function listensOf(directive: Directive): Listen[] {
  const { range, args } = directive
  const [, open] = OPEN_PORT.exec(args[0]?.value ?? '') ?? []
  const flags = args.map(({ value }) => value)
  if (open !== undefined)
    return [
      {
        host: open === '' || open === '*' ? null : open,
        family: 4,
        port: null,
        isDefault: flags.includes('default_server') || flags.includes('default'),
        tls: flags.includes('ssl') || flags.includes('quic'),
        range,
      },
    ]
  const { value } = readListen(directive)
  if (!value) return []
  const { url, isDefault, tls } = value
  if (url.kind === 'unix') return [{ host: null, family: 4, port: null, socket: url.host, isDefault, tls, range }]
  const host = url.kind === 'ipv6' ? url.host.slice(1, -1) : url.host
  return portsOf(url).map((port) => ({
    host: host === '::' || host === '0.0.0.0' ? null : host,
    family: url.kind === 'ipv6' ? 6 : 4,
    port,
    isDefault,
    tls,
    range,
  }))
}
