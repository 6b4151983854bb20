import type { Exchange, Reply, Verdict } from '../exchange.ts'
import { code, unknownReply } from '../exchange.ts'
import { conditionalPhase } from './conditional.ts'
import { argument, setting } from '../../compile/level.ts'
import { changesStatus, foreignIn } from '../../compile/modules.ts'

/** What the filters of other modules make of an answer that is about to be sent: the same, another one, or nobody knows. */
export function filterPhase(exchange: Exchange, reply: Reply): Verdict {
  const { level, choices } = exchange
  const found = foreignIn(level)
  const any = found.get('any')
  if (any) return instead(exchange, { ...unknownReply(`${any.name} says so`, any.range), headers: {} })
  const refusal = found.get('refusal')
  const refuses =
    refusal !== undefined &&
    choices.choose(`refusal ${refusal.range.start.offset}`, [
      { value: false, when: `${refusal.name} lets it pass` },
      { value: true, when: `${refusal.name} refuses it` },
    ])
  if (refuses)
    return instead(exchange, { kind: 'reply', status: null, by: 'denied', decidedBy: refusal.range, headers: {} })
  const filter = found.get('filter')
  if (filter && changesStatus(filter)) return leftOpen(exchange, reply, `${filter.name} says so`)
  // A program may have made another method of it.
  if (exchange.touched && reply.status === 405 && (reply.by === 'static' || reply.by === 'built-in'))
    return leftOpen(exchange, reply, 'the program leaves the method as it is')
  const verdict = imageFilter(exchange, reply)
  return verdict.kind === 'reply' ? conditionalPhase(exchange, verdict) : verdict
}

/** An answer in the place of another one, with whose error and headers it has nothing to do. */
function instead<Answer extends Verdict>(exchange: Exchange, answer: Answer): Answer {
  Object.assign(exchange, { headers: {}, errStatus: 0 })
  return answer
}

/** Who answers stays known: where it went, and where it was decided. */
function leftOpen(exchange: Exchange, reply: Reply, when: string): Reply {
  const decidedBy = exchange.errStatus ? exchange.errDecidedBy : reply.decidedBy
  return instead(exchange, { kind: 'reply', status: null, by: reply.by, decidedBy, headers: {}, when })
}

/** Whatever is no image becomes a 415, nginx's own pages and redirects as well, or with `size` a description of it (ngx_http_image_filter_module). */
function imageFilter(exchange: Exchange, reply: Reply): Verdict {
  const directive = setting(exchange.level, 'image_filter')
  const filter = argument(directive)
  const status = exchange.errStatus || reply.status
  if (!directive || filter === 'off' || status === 304) return reply
  if (status === null) return leftOpen(exchange, reply, reply.when ?? 'image_filter lets it pass')
  if (reply.by === 'proxy' || reply.by === 'script') return leftOpen(exchange, reply, 'what comes back is an image')
  if (
    filter !== 'size' &&
    isFile(reply) &&
    exchange.choices.choose(`image ${exchange.uri}`, [
      { value: true, when: `${exchange.uri} is an image` },
      { value: false, when: `${exchange.uri} is no image` },
    ])
  )
    return reply
  return instead(
    exchange,
    filter === 'size'
      ? { kind: 'reply', status: 200, by: 'built-in', decidedBy: directive.range }
      : code(415, 'built-in', directive.range),
  )
}

const isFile = ({ by, status }: Reply): boolean => by === 'static' && status === 200
