import { stringOf } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { runHandler } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
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

/** vhost/index.js: a host's own handler, in its own case; a star stands for one label. */
export function virtualHost(arrival: Arrival): End[] {
  const { handler, exchange, facts } = arrival
  const [host, inner] = handler.args ?? []
  const name = host ? stringOf(host) : null
  const asked = facts.host.replace(/:\d+$/, '')
  if (name === null) return unseenPackage(arrival)
  const pattern = new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '([^.]+)')}$`, 'i')
  if (!pattern.test(asked)) return [end('next', exchange)]
  return inner?.kind === 'function' ? runHandler(inner, [], [], exchange, facts, arrival.around) : run(inner, arrival)
}
