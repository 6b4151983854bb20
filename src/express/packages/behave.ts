import { constant, stringOf } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { httpError, openError } from '../answer/errors.ts'
import { copyExchange, setHeader } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { isOneOf } from '../answer/method.ts'
import type { RequestFacts } from '../answer/run.ts'
import {
  end,
  hasRun,
  isFalse,
  lacks,
  mayAnswer,
  optionOf,
  optionsOf,
  passingWith,
  placeOf,
  unseenPackage,
} from './arrival.ts'
import type { Arrival } from './arrival.ts'
import type { Answer, Middleware, Place } from './entry.ts'

/** A request that comes to the middleware, and the options that this was made with. */
interface Met extends Arrival {
  options: ObjectValue | 'open' | null
}

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? '/'

/** The texts that an argument names; null: a pattern, or nothing that can be told. */
function textsOf(value: Value): readonly string[] | null {
  const texts = value.kind === 'array' ? value.items.map((item) => stringOf(item)) : [stringOf(value)]
  return (value.kind === 'array' && value.open) || texts.includes(null) ? null : texts.filter((text) => text !== null)
}

/** The paths of a place, its options filled in; null: the files do not say them. */
function pathsOf({ base, argument, paths }: Place, { handler, options }: Met): readonly string[] | null {
  const named = argument === undefined ? undefined : handler.made?.[argument]
  if (named) return textsOf(named)
  if (!base) return paths
  const given = handler.made?.[0] && stringOf(handler.made[0])
  const option = typeof given === 'string' ? constant(given) : optionOf(options, base.option)
  if (option === null) return null
  const isGiven = option !== undefined && !(option.kind === 'constant' && option.value === undefined)
  const before = isGiven ? stringOf(option) : base.otherwise
  return before === null ? null : paths.map((path) => before + path)
}

const SAME: Record<Exclude<NonNullable<Place['how']>, 'bare'>, (asked: string, path: string) => boolean> = {
  same: (asked, path) => asked === path,
  slash: (asked, path) => asked === path || asked === `${path}/`,
  route: (asked, path) => asked.toLowerCase().replace(/\/$/, '') === path.toLowerCase(),
  starts: (asked, path) => asked.startsWith(path),
  ends: (asked, path) => asked.endsWith(path),
}

/** Whether a request comes to a place; null: the files do not say. */
function reaches(place: Place, met: Met): boolean | null {
  const { exchange, facts } = met
  if (place.how === 'bare') return withoutQuery(exchange.url) === '/' && !withoutQuery(facts.originalUrl).endsWith('/')
  const url = place.of === 'original' ? facts.originalUrl : exchange.url
  const asked = place.of === 'url' || place.of === 'original' ? url : withoutQuery(url)
  const same = SAME[place.how ?? 'same']
  const paths = pathsOf(place, met)
  return paths && paths.some((path) => same(asked, path))
}

const bringsBody = ({ headers }: RequestFacts, type: string): boolean =>
  (Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers) &&
  headers['content-type']?.toLowerCase().includes(type) === true

/** Whether an answer is given at all: by method, by options, and by what a request lacks. */
function applies(answer: Answer, { exchange, facts, options }: Met): boolean {
  if (answer.body !== undefined && !bringsBody(facts, answer.body)) return false
  if (answer.methods && !isOneOf(facts, exchange, answer.methods)) return false
  if (answer.but && isOneOf(facts, exchange, answer.but)) return false
  if (answer.not && isFalse(optionOf(options, answer.not))) return false
  const wanted = answer.if ? optionOf(options, answer.if) : null
  if (wanted === undefined || isFalse(wanted)) return false
  return !answer.with || !answer.with.every((name) => lacks(facts, name))
}

/** What has to hold for an answer; null: nothing that is left open. */
function conditionOf(answer: Answer, { facts, handler, options }: Met): string | null {
  const open = [answer.not, answer.if].some((name) => name !== undefined && optionOf(options, name) === null)
  if (open) return answer.when ?? `with the options that ${handler.name} is given`
  if (!answer.when) return null
  return answer.without?.every((name) => lacks(facts, name)) ? null : answer.when
}

function answerEnd(answer: Answer, met: Met, when: string[]): End {
  const { exchange, handler, options } = met
  const open = answer.opens?.some((name) => optionOf(options, name) !== undefined) ?? false
  const status = open ? null : answer.status
  const now = copyExchange(exchange)
  for (const [name, value] of Object.entries(answer.headers ?? {})) setHeader(now, name, value, handler.range)
  for (const [name, value] of Object.entries(answer.defaults ?? {}))
    if (!now.headers.has(name.toLowerCase())) setHeader(now, name, value, handler.range)
  if (answer.error) {
    const error = status === null ? null : httpError([constant(status)], null)
    return {
      ...end('next', now, when),
      error: { value: error ?? openError(answer.error === 'plain' && !open), place: placeOf(handler) },
    }
  }
  if (status === null)
    return { ...unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range), when, unseen: mayAnswer(met) }
  now.status = constant(status)
  now.statusAt = placeOf(handler)
  now.sent = { by: answer.by ?? 'response', at: now.statusAt }
  return end('sent', now, when)
}

function onward(entry: Middleware, met: Met, when: string[]): End {
  const passed = passingWith(met, entry.puts)
  for (const [name, value] of Object.entries(entry.sets ?? {}))
    setHeader(passed.exchange, name, value, met.handler.range)
  if (entry.open) passed.exchange.open = true
  const { args, range } = met.handler
  if (entry.keeps && args && args.length <= entry.keeps.arguments)
    passed.exchange.cache = { range, advice: entry.keeps.advice }
  return { ...passed, when }
}

const unless = (when: string): string =>
  when.startsWith('unless ') ? when.replace('unless', 'if') : when.replace(/^if /, 'unless ')

/** Whether what a middleware builds on has run; null: it needs nothing. */
function isServed({ needs }: Middleware, { exchange, options }: Met): boolean {
  const isGiven = (option: Value | undefined | null): boolean => option !== undefined && !isFalse(option)
  const need = needs?.find((one) => one.if === undefined || isGiven(optionOf(options, one.if)))
  return !need || hasRun(exchange, need.oneOf)
}

/** What the middleware of a known package does with a request. */
export function behave(entry: Middleware, arrival: Arrival): End[] {
  const five = arrival.around.major >= 5 ? entry.five : undefined
  if (five) return behave(five, arrival)
  const { handler, exchange } = arrival
  const met: Met = {
    ...arrival,
    options: optionsOf(entry.options === undefined ? handler.made : (handler.made?.slice(entry.options) ?? null)),
  }
  if (!isServed(entry, met))
    return unseenPackage(arrival, `\`${handler.name}\` needs what is not seen to run before it`)
  const ends: End[] = []
  let not: string[] = []
  for (const answer of entry.answers ?? []) {
    if (!applies(answer, met)) continue
    const there = answer.at ? reaches(answer.at, met) : true
    if (there === false) continue
    const when = there === null ? `if it is a path of ${handler.name}` : conditionOf(answer, met)
    ends.push(answerEnd(answer, met, when === null ? not : [...not, when]))
    if (when === null) return ends
    not = [...not.filter((one) => one !== unless(when)), unless(when)]
  }
  if (entry.ends) return ends.length ? ends : [unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range)]
  const isOpen = ends.some(({ unseen }) => unseen)
  return [...ends, { ...onward(entry, met, not), ...(isOpen && { passed: [handler.name] }) }]
}
