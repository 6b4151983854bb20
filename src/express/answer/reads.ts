import { changed, numberOf } from './changes.ts'
import { bagText, leave, responseKey } from './exchange.ts'
import { fingerprintOf } from './likeness.ts'
import { isMade, own } from './made.ts'
import type { Exchange } from './exchange.ts'
import type { RequestFacts, Run } from './run.ts'
import type { Value } from '../../javascript/value.ts'
import { lookUp } from '../../text/lookup.ts'

/** What a run would find of a request, and of what earlier handlers left, at its start. */
export function readNow(name: string, facts: RequestFacts, exchange: Exchange): string {
  switch (name) {
    case 'method':
      return exchange.method
    case 'url':
      return exchange.url
    case 'originalUrl':
      return facts.originalUrl
    case 'path':
      return exchange.url.split(/[?#]/, 1)[0] ?? ''
    case 'baseUrl':
      return exchange.base
    case 'scheme':
      return facts.scheme
    case 'host':
      return facts.host.replace(/:\d+$/, '')
    case 'params':
      return JSON.stringify(exchange.params)
    case 'names of params':
      return exchange.params ? Object.keys(exchange.params).join('/') : '?'
    case 'query':
      return facts.originalUrl.split('#', 1)[0]?.split('?').slice(1).join('?') ?? ''
    case 'status':
      return fingerprintOf(exchange.status)
    case 'open':
      return String(exchange.open)
    case 'response':
      return responseKey(exchange)
    default:
  }
  if (name.startsWith('bag ')) return bagText(exchange, name.slice(4))
  const header = name.replace(/^header /, '')
  return lookUp(facts.headers, header) ?? (facts.open.has(header) ? 'open' : facts.absent.has(header) ? 'absent' : '')
}

/** A question about a request, and what a run found. Asked of another request, it tells whether that run would go the same way. */
export interface Reading {
  found: string
  ask(facts: RequestFacts, exchange: Exchange): string
  /** Whether the answer hangs on the request's method. */
  isOfMethod: boolean
  /** Whether it hangs on the path, or on what comes with that. */
  isOfPath: boolean
}

/** Of two requests that are the same but for their paths, these may differ. */
const OF_PATH: ReadonlySet<string> = new Set([
  'url',
  'originalUrl',
  'path',
  'baseUrl',
  'params',
  'names of params',
  'query',
])

/** Notes what a run has asked of some texts of the request. */
export function noteQuestion(run: Run, name: string, texts: readonly string[], ask: Reading['ask']): void {
  if (!run.reads.has(name))
    run.reads.set(name, {
      found: ask(run.facts, run.start),
      ask,
      isOfMethod: texts.includes('method'),
      isOfPath: texts.some((name) => OF_PATH.has(name)),
    })
}

/** What a run has asked of the request's method: whether another one goes the same way. */
export const methodAsks = (
  reads: ReadonlyMap<string, Reading>,
  facts: RequestFacts,
  exchange: Exchange,
): ((method: string) => boolean)[] =>
  [...reads.values()]
    .filter(({ isOfMethod }) => isOfMethod)
    .map(
      ({ ask, found }) =>
        (method) =>
          ask(facts, { ...exchange, method }) === found,
    )

/** Notes what a run read, so that its end is reused only where that is the same. */
export const noteRead = (run: Run, name: string): void =>
  noteQuestion(run, name, [name], (facts, exchange) => readNow(name, facts, exchange))

/** Notes that a text of the request is put in the place of its own: of one that has it already, the run looks as if it had left it alone. */
export function noteWritten(run: Run, name: 'method' | 'url', text: string): void {
  noteQuestion(run, `${name} is ${text}`, [name], (facts, exchange) => String(readNow(name, facts, exchange) === text))
}

/** A header of the request; null: it is not there, or a rule's sample does not say. */
export function readHeader(run: Run, name: string): string | null {
  noteRead(run, `header ${name}`)
  return lookUp(run.facts.headers, name) ?? null
}

/** Notes that the method of the request is held against some. */
export const noteMethodIn = (run: Run, methods: readonly string[]): void =>
  noteQuestion(run, `method in ${methods.join()}`, ['method'], (_, { method }) => String(methods.includes(method)))

/** Whether the request's method is one of some. */
export function isMethod(run: Run, ...methods: string[]): boolean {
  if (run.exchange.method !== run.start.method) noteRead(run, 'method')
  else noteMethodIn(run, methods)
  return methods.includes(run.exchange.method)
}

/** What an earlier handler left. A thing that it made is this one's to change: those behind find it changed. */
export function readBag(run: Run, name: string): Value | undefined {
  noteRead(run, `bag ${name}`)
  const value = run.exchange.bag.get(name)
  const copy = value && copied(run, value)
  if (copy && copy !== value) leave(run.exchange, name, copy)
  return copy
}

const copies = new WeakMap<Run, Map<Value, Value>>()

/** A run's own copy of what an earlier run has made, the same each time. */
function copied(run: Run, value: Value): Value {
  if ((value.kind !== 'object' && value.kind !== 'array') || !isMade(value) || run.owned.has(value)) return value
  const known = copies.get(run) ?? new Map<Value, Value>()
  copies.set(run, known)
  const before = known.get(value)
  if (before) return before
  const copy: Value =
    value.kind === 'object'
      ? { ...value, members: new Map(value.members), getters: new Map(value.getters) }
      : { ...value, items: [...value.items] }
  known.set(value, copy)
  own(run, copy)
  if (copy.kind === 'object') for (const [name, member] of copy.members) copy.members.set(name, copied(run, member))
  else
    copy.items.forEach((item, index) => {
      copy.items[index] = copied(run, item)
    })
  return copy
}

/** What was changed on the way from a start to an end, changed in what is there now: as one thing where it can be. */
function moved<T>(
  end: ReadonlyMap<string, T>,
  start: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  if (end === start || now === start) return end === start ? now : end
  return changed(now, `${numberOf(start)} to ${numberOf(end)}`, (all) => {
    for (const name of start.keys()) if (!end.has(name)) all.delete(name)
    for (const [name, value] of end) if (start.get(name) !== value) all.set(name, value)
  })
}

/** The same end for another request: what the handler left alone is as the new request has it. */
export function transfer(end: Exchange, start: Exchange, now: Exchange): Exchange {
  const headers = moved(end.headers, start.headers, now.headers)
  const bag = moved(end.bag, start.bag, now.bag)
  const sameStatus = end.status === start.status && end.statusAt === start.statusAt
  return {
    method: end.method === start.method ? now.method : end.method,
    url: end.url === start.url ? now.url : end.url,
    base: now.base,
    params: now.params,
    status: sameStatus ? now.status : end.status,
    statusAt: sameStatus ? now.statusAt : end.statusAt,
    headers,
    open: end.open === start.open ? now.open : end.open,
    committed: end.committed,
    sent: end.sent && (end.sent.at === start.statusAt && start.statusAt ? { ...end.sent, at: now.statusAt } : end.sent),
    failed: start.failed ? now.failed : end.failed || now.failed,
    cache: now.cache,
    bag,
  }
}
