import type { AskedMethod } from '../../model/asked-method.ts'
import { isToken } from '../../http/methods.ts'
import { everyRun } from '../../model/choices.ts'
import type { Choices } from '../../model/choices.ts'
import type { Backend } from '../../model/origin.ts'
import { hedges, makeOutcome, sayWhen, unknownOutcome } from '../../model/outcome.ts'
import type { Outcome, Written } from '../../model/outcome.ts'
import { hasOpenQuery } from '../../model/request.ts'
import type { Request } from '../../model/request.ts'
import { tableOf } from '../../model/tables.ts'
import { addTo } from '../../text/group.ts'
import type { SourceRange } from '../../text/range.ts'
import { isUnknownExpectation } from './conditional.ts'
import { FILE_METHODS } from './allow.ts'
import { storedError } from './cache.ts'
import { Undecided, newExchange, settle, step, use } from './exchange.ts'
import type { Exchange, Shared, Verdict } from './exchange.ts'
import type { Httpd } from '../compile/httpd.ts'
import { outcomeOf } from './outcome.ts'
import { answerAtOnce, serve } from './respond.ts'
import { parseTarget } from './uri.ts'
import { chooseServer } from './vhost.ts'

/** How many combinations of open questions are followed for one request. */
const LIMIT = 64

const builtIn = (status: number): Verdict => ({ status, by: 'built-in', range: null })

/** `asked`: told what of the method the answer hangs on. */
export interface Question {
  request: Request
  asked: AskedMethod
  backend: Backend | undefined
}

/** What the request line alone is refused for, before any phase runs. */
function refusedLine(shared: Shared): Verdict | null {
  const { request, asked } = shared
  if (!asked.is(isToken)) return builtIn(400)
  if (isUnknownExpectation(request)) return builtIn(417)
  return request.target.startsWith('/') && asked.is('CONNECT') ? builtIn(400) : null
}

/** `OPTIONS *` asks the whole server; `*` is nothing to others. CONNECT's authority has no path, and reaches the default handler. */
function withoutPath(x: Exchange): Outcome | null {
  const { request, asked } = x.shared
  if (request.target === '*') {
    if (!asked.is('OPTIONS')) return answerAtOnce(x, builtIn(400))
    return {
      status: 200,
      headers: { allow: null },
      by: 'built-in',
      decidedBy: null,
      written: [],
      steps: x.shared.steps,
    }
  }
  if (!asked.is('CONNECT')) return null
  x.allows = FILE_METHODS
  return answerAtOnce(x, builtIn(405))
}

const NOT_VISIBLE: Outcome = { status: null, headers: {}, by: 'unknown', decidedBy: null, written: [], steps: [] }

/** Whether no virtual host out of sight takes the request; `include`: what may bring one in. */
const isSeen = (include: string, { host }: Request, choices: Choices): boolean =>
  choices.choose('a virtual host out of sight', [
    { value: true, when: `no virtual host of ${include}, which is not visible, answers for ${host}` },
    { value: false, when: `a virtual host of ${include}, which is not visible, answers for ${host}` },
  ])

/** Past LimitRequestBody, 413 comes of whoever reads the body first, as most that answer do, errors too: which do not, is open. */
function refuseLongBody(x: Exchange): void {
  const limit = x.config.core?.bodyLimit
  const { headers } = x.shared.request
  const isOver =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > (limit?.value ?? 0)
  if (limit && limit.value > 0 && isOver)
    throw new Undecided('whether LimitRequestBody refuses the body', use(x, limit).range)
}

function answerOnce(httpd: Httpd, { request, asked, backend }: Question, choices: Choices): Outcome {
  for (const question of httpd.first) settle(choices, question)
  const chosen = chooseServer(httpd, request, choices)
  if (chosen.hidden !== null && !isSeen(chosen.hidden, request, choices)) return NOT_VISIBLE
  const isUnregistered = chosen.first.registeredOnly !== null && asked.is(isToken) && !asked.is(httpd.methods)
  const server = isUnregistered ? chosen.first : chosen.server
  const shared: Shared = { httpd, server, request, asked, backend, choices, steps: [], assumed: new Set() }
  const x = newExchange(shared, asked, '/', null)
  if (server.range)
    step(x, 'server', server.range, server.serverName ? `virtual host ${server.serverName.host}` : 'virtual host')
  try {
    const refused = isUnregistered ? { ...builtIn(501), range: server.registeredOnly } : refusedLine(shared)
    if (refused) return answerAtOnce(x, refused)
    const special = withoutPath(x)
    if (special) return special
    const target = parseTarget(request.target, {
      mergeSlashes: server.mergeSlashes,
      encodedSlashes: server.defaults.core?.encodedSlashes ?? 'off',
    })
    x.unparsed = target.unparsed
    if ('status' in target)
      return answerAtOnce(x, {
        status: target.status,
        by: target.status === 404 ? 'not-found' : 'built-in',
        range: null,
      })
    x.uri = target.path
    x.args = target.args
    x.argsOpen = hasOpenQuery(request)
    const stored = storedError(x)
    if (stored)
      return {
        status: stored.status,
        headers: {},
        by: stored.by,
        decidedBy: stored.range,
        written: [],
        steps: shared.steps,
      }
    const outcome = outcomeOf(serve(x))
    refuseLongBody(x)
    return shared.behind
      ? makeOutcome(outcome, { forwarded: outcome.forwarded, ...hedges(shared.behind, outcome.status) })
      : outcome
  } catch (error) {
    if (error instanceof Undecided)
      return {
        ...unknownOutcome(error.message, error.range, shared.steps),
        ...(error.sent && { by: 'proxy', forwarded: error.sent }),
      }
    throw error
  }
}

const numbers = new WeakMap<SourceRange, number>()
let numbered = 0

/** A line is compiled once, and has its place for itself: in a macro of a macro that is long to write out. */
function numberOf(range: SourceRange): number {
  const known = numbers.get(range) ?? numbered++
  numbers.set(range, known)
  return known
}

const writtenAs = ({ name, value, range, arrives, lost, at }: Written): unknown[] => [
  name,
  value,
  numberOf(range),
  arrives,
  lost,
  at?.file,
  at?.start.offset,
  at?.end.offset,
]

/** What tells answers apart, their conditions and their way aside. */
const sameness = (
  httpd: Httpd,
  { status, headers, by, decidedBy, forwarded, written, unless, unseen, onFailure }: Outcome,
): string =>
  JSON.stringify([
    tableOf(httpd, headers).key,
    status,
    by,
    decidedBy?.file,
    decidedBy?.start.offset,
    decidedBy?.end.offset,
    decidedBy?.includedFrom,
    forwarded,
    written.map(writtenAs),
    unless,
    unseen,
    onFailure,
  ])

/** An answer and what has to be so for it; the words may be as long as the path, and are put together where they are told. */
interface Conditional {
  outcome: Outcome
  when(): string | undefined
}

/** Answers that are the same need no condition when they are all there is. */
function distinct(httpd: Httpd, conditionals: readonly Conditional[]): Outcome[] {
  const [only] = conditionals
  if (only && conditionals.length === 1) return [only.outcome.status === null ? together([only]) : under(only.outcome)]
  const known = new Map<string, Conditional[]>()
  for (const one of conditionals) addTo(known, sameness(httpd, one.outcome), one)
  const all = [...known.values()]
  const [[first] = []] = all
  return all.length === 1 && first && first.outcome.status !== null ? [under(first.outcome)] : all.map(together)
}

function together(same: Conditional[]): Outcome {
  const [first, ...others] = same.map(({ outcome, when }) => ({ outcome, when: when() }))
  if (!first) return unknownOutcome('if the files say so')
  if (others.length === 0) return under(first.outcome, first.when ?? first.outcome.when)
  return under(
    first.outcome,
    [first.when, ...others.map(({ when }) => when?.replace(/^if /, ''))].filter(Boolean).join(', or '),
  )
}

/** The same answer under a condition, or none. */
const under = (outcome: Outcome, when?: string): Outcome =>
  outcome.when === when
    ? outcome
    : makeOutcome(outcome, {
        forwarded: outcome.forwarded,
        unless: outcome.unless,
        unseen: outcome.unseen,
        onFailure: outcome.onFailure,
        cache: outcome.cache,
        rare: outcome.rare,
        when,
      })

/** The possible answers to a request, one for every way that the files leave open. `compiled`: the server with some conditionals denied. */
export function answer(compiled: (denied: (question: string) => boolean) => Httpd, asking: Question): Outcome[] {
  const runs = everyRun(
    (choices) =>
      answerOnce(
        compiled((question) => choices.taken(question) === 1),
        asking,
        choices,
      ),
    LIMIT,
  )
  return distinct(
    compiled(() => false),
    runs.map((run) => {
      if (!run)
        return {
          outcome: unknownOutcome('more is open than can be followed'),
          when: () => 'more is open than can be followed',
        }
      const { when: conditions, result } = run
      const when = (): string => [...conditions, ...(result.when === undefined ? [] : [result.when])].join(' and ')
      return {
        outcome: result,
        when: () => {
          const text = when()
          return text ? sayWhen(text) : undefined
        },
      }
    }),
  )
}
