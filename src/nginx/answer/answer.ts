import { AskedMethod } from '../../model/asked-method.ts'
import type { Backend } from '../../model/origin.ts'
import type { Outcome } from '../../model/outcome.ts'
import { makeOutcome, sayWhen, unknownOutcome } from '../../model/outcome.ts'
import type { Request } from '../../model/request.ts'
import type { SourceRange } from '../../text/range.ts'
import { addTo } from '../../text/group.ts'
import { sharedText } from '../../text/shared-text.ts'
import { everyRun } from '../../model/choices.ts'
import type { Choices, Run } from '../../model/choices.ts'
import { URI_CHANGES } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { valueOf } from './variables.ts'
import type { Instance } from '../compile/instance.ts'
import { tableOf } from '../../model/tables.ts'
import type { Table } from '../../model/tables.ts'
import { filterPhase } from './phases/filters.ts'
import { send } from './phases/headers.ts'
import { receive } from './phases/receive.ts'
import { runPhases, settle } from './phases/run.ts'
import type { Group, Server } from '../compile/servers.ts'

/** More than this many different answers are one unknown one. */
const MAX_OUTCOMES = 48

/** `asked`: told what of the method the answer hangs on. */
export interface Question {
  request: Request
  asked: AskedMethod
  backend: Backend | null
}

/** A request as it comes in; where and for whom is still to be chosen. */
export function startExchange(
  instance: Instance,
  group: Group,
  server: Server,
  { request, asked, backend }: Question,
  choices: Choices,
): Exchange {
  return {
    instance,
    request,
    asked,
    choices,
    backend,
    valueOf,
    run: runPhases,
    outer: null,
    group,
    server,
    level: server.level,
    location: null,
    method: asked,
    host: '',
    uri: '',
    args: '',
    argsOpen: false,
    unparsedUri: '',
    validUnparsedUri: false,
    validLocation: true,
    quoted: false,
    plus: false,
    internal: false,
    uriChanges: URI_CHANGES,
    uriChanged: false,
    addUriToAlias: false,
    handler: null,
    bodyDiscarded: false,
    errStatus: 0,
    errDecidedBy: null,
    errDenied: false,
    errorPageUsed: false,
    touched: false,
    captures: [],
    escapesCaptures: false,
    variables: new Map(),
    evaluating: new Set(),
    undecided: new Map(),
    settled: new Map(),
    excluded: new Map(),
    steps: [],
    lost: [],
    upstream: null,
    forwarded: null,
    headers: {},
    sent: undefined,
    sentReply: undefined,
    status: undefined,
  }
}

function once(exchange: Exchange): Outcome {
  const answered = settle(exchange, receive(exchange))
  const ended = answered.kind === 'reply' ? settle(exchange, filterPhase(exchange, answered)) : answered
  if (ended.kind === 'reply') return send(exchange, ended)
  return { status: null, headers: {}, by: 'closed', decidedBy: ended.decidedBy, written: [], steps: exchange.steps }
}

/** What tells two outcomes apart, the conditions and the way there aside. */
const essence = (
  { status, by, decidedBy, forwarded, written, unless, unseen, onFailure }: Outcome,
  { key }: Table,
): string => {
  const lines = written.map(({ range, arrives }) => `${placeKey(range)} ${arrives}`).join(' ')
  const rest = forwarded || unless || unseen || onFailure ? JSON.stringify([forwarded, unless, unseen, onFailure]) : ''
  return `${status} ${by} ${placeKey(decidedBy)} ${lines} ${rest} ${key}`
}

/** Nothing else reads like it, whatever a file is called. */
const placeKey = (range: SourceRange | null): string =>
  range ? `${range.start.offset}:${range.file.length}:${range.file}` : '-'

interface Conditional {
  outcome: Outcome
  table: Table
  conditions: string[]
  rare: string[]
}

const conditional = (instance: Instance, { result, when, rare }: Run<Outcome>): Conditional => ({
  outcome: result,
  table: tableOf(instance, result.headers),
  rare,
  conditions: [...new Set(result.when === undefined ? when : [...when, result.when])],
})

const NONE_WRITTEN: Outcome['written'] = []

/** Equal outcomes are one; it holds under what their conditions have in common, or under either. What hardly ever leads there is told of those alone
 * that nothing else leads to. */
function merge(all: Conditional[], alone: boolean): Outcome {
  const usual = all.filter(({ rare }) => rare.length === 0)
  const same = usual.length > 0 ? usual : all
  const [first] = same
  if (!first) return unknownOutcome('if the files say so')
  const { status, by, decidedBy, written, steps, forwarded, unless, unseen, onFailure } = first.outcome
  return makeOutcome(
    {
      status,
      headers: first.table.headers,
      by,
      decidedBy,
      written: written.length > 0 ? written.slice() : NONE_WRITTEN,
      steps: steps.slice(),
    },
    {
      forwarded,
      unless,
      unseen,
      onFailure,
      when: conditionOf(same, alone),
      rare: usual.length > 0 ? undefined : [...new Set(all.flatMap((one) => one.rare))],
    },
  )
}

function conditionOf(same: Conditional[], alone: boolean): string | undefined {
  const [{ conditions } = { conditions: [] }] = same
  const [, ...others] = same.map((one) => new Set(one.conditions))
  const common = conditions.filter((condition) => others.every((other) => other.has(condition)))
  if (common.length > 0) return sharedText(sayWhen(common.join(' and ')))
  const either = alone ? '' : [...new Set(same.map((one) => one.conditions.join(' and ')))].join(', or ')
  return either === '' ? undefined : sharedText(sayWhen(either))
}

/** All that may come back for a request. */
export function answer(
  instance: Instance,
  request: Request,
  backend: Backend | null,
  asked = new AskedMethod(request.method),
): Outcome[] {
  const [group] = instance.groups
  if (!group) return [unknownOutcome('if a server is configured')]
  const runs = everyRun(
    (choices) => once(startExchange(instance, group, group.first, { request, asked, backend }, choices)),
    MAX_OUTCOMES,
  )
  const [only] = runs
  if (only && runs.length === 1) return [merge([conditional(instance, only)], true)]
  const distinct = new Map<string, Conditional[]>()
  for (const run of runs) {
    if (!run) continue
    const one = conditional(instance, run)
    addTo(distinct, essence(one.outcome, one.table), one)
  }
  const merged = [...distinct.values()].map((same) => merge(same, distinct.size === 1))
  const outcomes = merged.filter(({ rare }) => !rare).concat(merged.filter(({ rare }) => rare))
  return runs.includes(null) ? [...outcomes, unknownOutcome('if still other conditions hold')] : outcomes
}
