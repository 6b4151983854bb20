import { addHeader, copyExchange } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { isOneOf } from '../answer/method.ts'
import { textOf } from '../answer/operators.ts'
import { methodOf } from '../register/verbs.ts'
import { end, memberOf } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { lookUp } from '../../text/lookup.ts'

const POST = ['POST']

/** method-override: another method out of a header or the query, for POST only unless told otherwise. */
export function methodOverride(arrival: Arrival): End[] {
  const { handler, exchange, facts } = arrival
  const [getter, second] = handler.args ?? []
  const options = second?.kind === 'object' ? second : null
  const only = memberOf(options, 'methods')
  const limited = !options?.members.has('methods')
    ? POST
    : only.kind === 'array'
      ? only.items.map((item) => textOf(item) ?? '')
      : null
  if (limited && !isOneOf(facts, exchange, limited)) return [end('next', exchange)]
  const name =
    getter === undefined || (getter.kind === 'constant' && !getter.value) ? 'X-HTTP-Method-Override' : textOf(getter)
  if (name === null || getter?.kind === 'function') return overriddenOrNot(arrival)
  const now = copyExchange(exchange)
  const header = /^x-/i.test(name)
  if (header) addHeader(now, 'Vary', name, handler.range)
  const query = new URLSearchParams(facts.originalUrl.split('?').slice(1).join('?'))
  const asked =
    (header ? lookUp(facts.headers, name.toLowerCase())?.split(',')[0]?.trim() : (query.get(name) ?? undefined)) ?? ''
  const method = methodOf(asked.toLowerCase())
  if (method) now.method = method
  return [end('next', now)]
}

/** A function of the program's own says which method it is: nobody knows what it says. */
const overriddenOrNot = ({ handler, exchange }: Arrival): End[] => [
  end('next', exchange, ['if the method is not overridden']),
  {
    ...unknownEnd(exchange, 'the method may be overridden', handler.range),
    when: ['if the method is overridden'],
    unseen: { name: handler.name, from: handler.package },
  },
]
