import { stringOf } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { runHandler } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { routerOf } from '../register/registry.ts'
import { end, unseenPackage } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** They pass a rejection on to next(), in Express 4 too. */
export const isWrapper = (name: string): boolean => WRAPPERS.has(name)
const WRAPPERS = new Set([
  'express-async-handler',
  'express-async-wrap',
  'async-middleware',
  'async-middleware.wrap',
  'express-async-catch',
  'express-async-await',
])

function run(inner: Value | undefined, arrival: Arrival): End[] {
  const { exchange, facts, around } = arrival
  if (inner?.kind !== 'function') return unseenPackage(arrival)
  return runHandler(inner, [], [], exchange, facts, { ...around, catches: true })
}

export const wrapped = (arrival: Arrival): End[] => run(arrival.handler.args?.[0], arrival)

/** vhost/index.js: a host's own handler, in its own case; a star stands for one label. A rule's sample stands for every name that leads here. */
export function virtualHost(arrival: Arrival): End[] {
  const { handler, exchange, facts } = arrival
  const [host, inner] = handler.args ?? []
  const name = host ? stringOf(host) : null
  if (name === null) return unseenPackage(arrival)
  const asked = facts.host.replace(/:\d+$/, '')
  const pattern = new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '([^.]+)')}$`, 'i')
  const others = end('next', exchange)
  if (facts.exact) return pattern.test(asked) ? inHost(inner, arrival) : [others]
  return [
    ...inHost(inner, arrival).map((one) => ({ ...one, when: [`if the host is ${name}`, ...one.when] })),
    { ...others, when: [`unless the host is ${name}`] },
  ]
}

function inHost(inner: Value | undefined, arrival: Arrival): End[] {
  const { exchange, facts, around } = arrival
  const into = inner && routerOf(inner)
  if (into) return [{ ...end('next', exchange), into }]
  return inner?.kind === 'function' ? runHandler(inner, [], [], exchange, facts, around) : run(inner, arrival)
}
