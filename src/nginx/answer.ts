import type { Backend } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { unknownOutcome } from '../model/outcome.ts'
import type { Request } from '../model/request.ts'
import { everyRun } from './choices.ts'
import type { Choices } from './choices.ts'
import { URI_CHANGES } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Instance } from './instance.ts'
import { send } from './phases/headers.ts'
import { receive } from './phases/receive.ts'
import { settle } from './phases/run.ts'
import type { Group, Server } from './servers.ts'

/** More than this many different answers are one unknown one. */
const MAX_OUTCOMES = 48

/** A request as it comes in; where and for whom is still to be chosen. */
export function startExchange(instance: Instance, group: Group, server: Server, request: Request, choices: Choices, backend: Backend | null): Exchange {
  return {
    instance, request, choices, backend, main: true, group, server, level: server.level, location: null, method: request.method, host: '', uri: '', args: '',
    unparsedUri: '', validUnparsedUri: false, validLocation: true, quoted: false, plus: false, internal: false, uriChanges: URI_CHANGES, uriChanged: false, addUriToAlias: false,
    handler: null, errStatus: 0, errorPageUsed: false, captures: [], variables: new Map(), settled: new Map(), steps: [], lost: [], upstream: null, forwarded: null,
    headers: {}, status: null,
  }
}

function once(exchange: Exchange): Outcome {
  const ended = settle(exchange, receive(exchange))
  if (ended.kind === 'reply') return send(exchange, ended)
  return { status: null, headers: {}, by: 'closed', decidedBy: ended.decidedBy, written: [], steps: exchange.steps }
}

function withCondition(outcome: Outcome, conditions: string[]): Outcome {
  const all = [...conditions, ...(outcome.when === undefined ? [] : [outcome.when])]
  return all.length ? { ...outcome, when: `if ${[...new Set(all)].join(' and ')}` } : outcome
}

/** All that may come back for a request. */
export function answer(instance: Instance, request: Request, backend: Backend | null): Outcome[] {
  const [group] = instance.groups
  if (!group) return [unknownOutcome('if a server is configured')]
  const runs = everyRun((choices) => once(startExchange(instance, group, group.first, request, choices, backend)), MAX_OUTCOMES)
  return runs.map((run) => (run ? withCondition(run.result, run.when) : unknownOutcome('if still other conditions hold')))
}
