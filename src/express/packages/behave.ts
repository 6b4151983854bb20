import { constant, stringOf } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { httpError, openError } from '../answer/errors.ts'
import { copyExchange, setHeader } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { end, hasRun, isFalse, optionOf, optionsOf, passingWith, placeOf } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import type { Answer, Middleware, Place } from './entry.ts'

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? '/'

/** The texts that an argument names: a path, several, or a pattern, which is left open. */
function given(value: Value | undefined): readonly string[] | null {
  if (!value) return []
  if (value.kind !== 'array') return stringOf(value) === null ? null : [stringOf(value) ?? '']
  const texts = value.items.map((item) => stringOf(item))
  return value.open || texts.includes(null) ? null : texts.filter((text) => text !== null)
}

/** The paths of a place, its options filled in; null: the files do not say them. */
function pathsOf({ base, argument, paths }: Place, arrival: Arrival): readonly string[] | null {
  const args = arrival.handler.made
  if (argument !== undefined && args?.[argument]) return given(args[argument])
  if (!base) return paths
  const direct = args?.[0] ? stringOf(args[0]) : null
  const option = direct !== null ? constant(direct) : optionOf(optionsOf(args), base.option)
  if (option === null) return null
  const before = option === undefined || option.kind === 'constant' && option.value === undefined ? base.otherwise : stringOf(option)
  return before === null ? null : paths.map((path) => before + path)
}

const SAME: Record<NonNullable<Place['how']>, (asked: string, path: string) => boolean> = {
  same: (asked, path) => asked === path,
  slash: (asked, path) => asked === path || asked === `${path}/`,
  route: (asked, path) => [path, `${path}/`].includes(asked.toLowerCase()) || [path.toLowerCase(), `${path.toLowerCase()}/`].includes(asked.toLowerCase()),
  starts: (asked, path) => asked.startsWith(path),
  ends: (asked, path) => asked.endsWith(path),
}

/** Whether a request comes to a place; null: the files do not say. */
function reaches(place: Place, arrival: Arrival): boolean | null {
  const { exchange, facts } = arrival
  const url = place.of === 'original' ? facts.originalUrl : exchange.url
  const asked = place.of === 'url' || place.of === 'original' ? url : withoutQuery(url)
  const paths = pathsOf(place, arrival)
  return paths && paths.some((path) => SAME[place.how ?? 'same'](asked, path))
}

const some = (names: readonly string[] | undefined, test: (name: string) => boolean): boolean => names?.some(test) ?? false

/** Whether an answer is given at all: by method, by options, and by what an exact request lacks. */
function applies(answer: Answer, { exchange, facts, handler }: Arrival): boolean {
  if (answer.methods && !answer.methods.includes(exchange.method)) return false
  if (answer.but?.includes(exchange.method)) return false
  const options = optionsOf(handler.made)
  if (answer.not && isFalse(optionOf(options, answer.not))) return false
  if (answer.if) {
    const value = optionOf(options, answer.if)
    if (value === undefined || isFalse(value)) return false
  }
  return !answer.with || !facts.exact || answer.with.some((name) => name in facts.headers)
}

/** What has to hold for an answer; null: nothing that is left open. */
function conditionOf(answer: Answer, { facts, handler }: Arrival): string | null {
  const options = optionsOf(handler.made)
  const open = (name: string | undefined): boolean => name !== undefined && optionOf(options, name) === null
  if (open(answer.not) || open(answer.if)) return answer.when ?? `with the options that ${handler.name} is given`
  if (!answer.when) return null
  const brings = (name: string): boolean => (name === '?' ? facts.originalUrl.includes('?') : name in facts.headers)
  return !answer.without || !facts.exact || answer.without.some(brings) ? answer.when : null
}

function answerEnd(answer: Answer, arrival: Arrival, when: string[]): End {
  const { exchange, handler } = arrival
  const lacks = answer.after !== undefined && !hasRun(exchange, answer.after)
  const open = lacks || some(answer.opens, (name) => optionOf(optionsOf(handler.made), name) !== undefined)
  const status = open ? null : answer.status
  const place = placeOf(handler)
  const now = copyExchange(exchange)
  for (const [name, value] of Object.entries(answer.headers ?? {})) setHeader(now, name, value, handler.range)
  if (answer.error) {
    const error = status === null ? openError() : httpError([constant(status)], null)
    return { ...end('next', now, when), error: { value: error ?? openError(), place } }
  }
  if (status === null) return { ...unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range), when }
  now.status = constant(status)
  now.statusAt = place
  now.sent = { by: answer.by ?? 'response', at: place }
  return end('sent', now, when)
}

function went(entry: Middleware, arrival: Arrival, when: string[]): End {
  const { handler } = arrival
  const passed = passingWith(arrival, entry.puts)
  for (const [name, value] of Object.entries(entry.sets ?? {})) setHeader(passed.exchange, name, value, handler.range)
  if (entry.open) passed.exchange.open = true
  return { ...passed, when }
}

const unless = (when: string): string => (when.startsWith('unless ') ? when.replace('unless', 'if') : when.replace(/^if /, 'unless '))

/** What the middleware of a known package does with a request. */
export function behave(entry: Middleware, arrival: Arrival): End[] {
  const five = arrival.around.major >= 5 ? entry.five : undefined
  if (five) return behave(five, arrival)
  const ends: End[] = []
  let not: string[] = []
  for (const answer of entry.answers ?? []) {
    if (!applies(answer, arrival)) continue
    const there = answer.at ? reaches(answer.at, arrival) : true
    if (there === false) continue
    const when = there === null ? `if it is a path of ${arrival.handler.name}` : conditionOf(answer, arrival)
    ends.push(answerEnd(answer, arrival, when === null ? not : [...not, when]))
    if (when === null) return ends
    not = [...not.filter((one) => one !== unless(when)), unless(when)]
  }
  if (entry.ends) return ends.length ? ends : [unknownEnd(arrival.exchange, `\`${arrival.handler.name}\` answers`, arrival.handler.range)]
  return [...ends, went(entry, arrival, not)]
}

