import { code, NEXT } from '../exchange.ts'
import type { Closed, Exchange, Phase, Reply, Verdict } from '../exchange.ts'
import { accessPhase } from './access.ts'
import { contentPhase } from './content.ts'
import { finalize } from './error-page.ts'
import { limitPhase } from './limit.ts'
import { findLocationPhase } from './location.ts'
import { programPhase, rewritePhase } from './rewrite.ts'
import { mirrorPhase } from './subrequest.ts'
import { tryFilesPhase } from './try-files.ts'

/** Every return to an earlier phase costs one of the URI's few changes, so this is never met. */
const MAX_TURNS = 100

/** By the time that an upstream answers, copies of the request have run, and their code has set the variables that all of them share. */
function contentBesideMirrors(exchange: Exchange): Verdict {
  const left = mirrorPhase(exchange)
  const before = exchange.forwarded
  const verdict = contentPhase(exchange)
  if (left && exchange.forwarded !== before) for (const [name, value] of left) exchange.variables.set(name, value)
  return verdict
}

/** A changed URI looks for its location anew (ngx_http_core_post_rewrite_phase). */
function postRewrite(exchange: Exchange): Verdict {
  if (!exchange.uriChanged) return NEXT
  exchange.uriChanges--
  if (exchange.uriChanges <= 0) return code(500, 'built-in', null)
  exchange.level = exchange.server.level
  return { kind: 'again', from: 'find-location' }
}

const locationRewrite = (exchange: Exchange): Verdict =>
  exchange.level.kind === 'server' ? NEXT : rewritePhase(exchange)

const ORDER: [Phase | null, (exchange: Exchange) => Verdict][] = [
  ['server-rewrite', rewritePhase],
  ['find-location', findLocationPhase],
  ['location-rewrite', locationRewrite],
  [null, programPhase],
  [null, postRewrite],
  [null, limitPhase],
  [null, accessPhase],
  [null, tryFilesPhase],
  [null, contentBesideMirrors],
]

function phasesFrom(exchange: Exchange, from: Phase): Verdict {
  let isReached = false
  for (const [name, phase] of ORDER) {
    isReached ||= name === from
    const verdict = isReached ? phase(exchange) : NEXT
    if (verdict.kind !== 'next') return verdict
  }
  return code(404, 'not-found', null)
}

/** Ends a verdict of any phase: error pages and redirects are followed until an answer is sent. */
export function settle(exchange: Exchange, first: Verdict): Reply | Closed {
  let verdict = first
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (verdict.kind === 'reply' || verdict.kind === 'closed') return verdict
    if (verdict.kind === 'code') verdict = finalize(exchange, verdict)
    else verdict = phasesFrom(exchange, verdict.kind === 'again' ? verdict.from : 'server-rewrite')
  }
  return { kind: 'reply', status: null, by: 'unknown', decidedBy: null, when: 'nginx ends its redirects' }
}

export const runPhases = (exchange: Exchange, from: Phase): Reply | Closed => settle(exchange, { kind: 'again', from })
