import { code } from '../exchange.ts'
import type { Exchange, Reply, Verdict } from '../exchange.ts'

/** What nginx makes of a file's date and length; no other text is an entity tag of its own. */
const FILE_TAG = /"[0-9a-f]+-[0-9a-f]+"/

const ASKS = ['if-unmodified-since', 'if-match', 'if-modified-since', 'if-none-match', 'range']

/** A test of a field: it holds, it does not, or the file's date and length decide (null). */
type Test = boolean | null

/** Whether a tag of the list is the answer's; `*` is any, of an answer without one, too. */
const matches = (list: string, isFile: boolean): Test => list === '*' || (isFile && FILE_TAG.test(list) ? null : false)

/**
 * If-* and Range fields (ngx_http_not_modified_header_filter, ngx_http_range_header_filter): they look at every 200 of nginx's own, that of `return 200` and that which
 * `error_page … =200` makes, whatever the method is. Only a file has a tag, and a date that the files do not say; `empty_gif` has a date.
 */
export function conditionalPhase(exchange: Exchange, reply: Reply): Verdict {
  const {
    request: { headers },
    errStatus,
    outer,
  } = exchange
  const asked = ASKS.filter((name) => headers[name] !== undefined)
  if (asked.length === 0 || outer || reply.headers || (errStatus || reply.status) !== 200) return reply
  if (reply.by !== 'static' && reply.by !== 'response' && reply.by !== 'built-in') return reply
  const isFile = reply.by === 'static' && reply.type === undefined
  const isDated = isFile || reply.type === 'image/gif'
  const field = (name: string, test: (value: string) => Test): Test | undefined => {
    const value = headers[name]
    return value === undefined ? undefined : test(value)
  }
  const unmodified = field('if-unmodified-since', () => (isDated ? null : false))
  const match = field('if-match', (value) => matches(value, isFile))
  if (unmodified === false || match === false) return failed(exchange, reply)
  const modified = field('if-modified-since', () => (isDated ? null : true))
  const none = field('if-none-match', (value) => matches(value, isFile))
  const isSame = none === false || modified === true ? false : none === null || modified === null ? null : none
  if (unmodified !== null && match !== null && isSame === true) return { ...ended(exchange, reply), status: 304 }
  const isRange = isFile && headers.range !== undefined
  if (unmodified !== null && match !== null && !isRange && isSame !== null) return reply
  const when = `the file's date and length are what ${asked.join(' and ')} ask for`
  exchange.headers = {}
  // A 412 has none of the headers.
  return { ...ended(exchange, reply), status: null, headers: {}, when }
}

/** The status that an error page was to have is gone. */
function ended(exchange: Exchange, reply: Reply): Reply {
  exchange.errStatus = 0
  return reply
}

/** ngx_http_filter_finalize_request: all headers are dropped, and error pages are asked. */
function failed(exchange: Exchange, reply: Reply): Verdict {
  Object.assign(exchange, { headers: {}, errStatus: 0 })
  return code(412, reply.by, reply.decidedBy)
}
