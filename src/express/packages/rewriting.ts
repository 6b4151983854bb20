import { stringOf, truth } from '../../javascript/value.ts'
import { copyExchange } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { READING, isOneOf } from '../answer/method.ts'
import { end, memberOf, optionOf, optionsOf, passing } from './arrival.ts'
import type { Arrival } from './arrival.ts'

function to(arrival: Arrival, url: string, when: string[] = []): End {
  const now = copyExchange(arrival.exchange)
  now.url = url
  return end('next', now, when)
}

const open = ({ exchange, handler }: Arrival): End[] => [
  unknownEnd(exchange, `${handler.name} may rewrite the URL`, handler.range),
  passing(exchange, false),
]

/** connect-history-api-fallback: what asks for a page, and has no dot in its last part, becomes the index. Its rewrites are left open. */
export function historyFallback(arrival: Arrival): End[] {
  const { exchange, facts, handler } = arrival
  const stays = end('next', exchange)
  if (!isOneOf(facts, exchange, READING)) return [stays]
  const options = optionsOf(handler.made)
  const accept = facts.headers.accept
  if (
    options === 'open' ||
    options?.open ||
    options?.members.has('rewrites') ||
    options?.members.has('htmlAcceptHeaders')
  )
    return open(arrival)
  if (accept === undefined && facts.exact) return [stays]
  if (accept !== undefined && (accept.startsWith('application/json') || !/text\/html|\*\/\*/.test(accept)))
    return [stays]
  const path = exchange.url.split(/[?#]/, 1)[0] ?? '/'
  if (path.lastIndexOf('.') > path.lastIndexOf('/') && truth(memberOf(options, 'disableDotRule')) === false)
    return [stays]
  const index = optionOf(options, 'index')
  const target = index === undefined ? '/index.html' : index && stringOf(index)
  if (!target) return open(arrival)
  return accept === undefined
    ? [to(arrival, target, ['if the client accepts HTML']), { ...stays, when: ['unless the client accepts HTML'] }]
    : [to(arrival, target)]
}

/** express-urlrewrite: a path with stars and parameters, and a target that names them; other patterns are left open. */
export function urlRewrite(arrival: Arrival): End[] {
  const [from, target] = (arrival.handler.args ?? []).map((arg) => stringOf(arg))
  if (typeof from !== 'string' || typeof target !== 'string' || !/^[\w/*:.~-]+$/.test(from)) return open(arrival)
  const names: string[] = []
  const source = from.replace(/[.~-]/g, '\\$&').replace(/\*|:(\w+)/g, (form: string, name: string | undefined) => {
    names.push(name ?? '')
    return form === '*' ? '(.*)' : '([^/#?]+?)'
  })
  const found = new RegExp(`^${source}[/#?]?$`, 'i').exec(arrival.exchange.url)
  if (!found) return [end('next', arrival.exchange)]
  return [
    to(
      arrival,
      target.replace(
        /\$(\d+)|:(\w+)/g,
        (_, number: string | undefined, name: string | undefined) =>
          (number ? found[Number(number)] : found[names.indexOf(name ?? '?') + 1]) ?? 'undefined',
      ),
    ),
  ]
}
