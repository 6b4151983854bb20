import { GET } from '../../model/asked-method.ts'
import type { AskedMethod } from '../../model/asked-method.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Forwarded } from '../../model/request.ts'
import type { SourceRange } from '../../text/range.ts'
import { allowed } from './allow.ts'
import { RECURSION, ask, depth, newExchange, step, use } from './exchange.ts'
import { Fields } from './fields.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { evaluateString } from './expression.ts'
import { parseString } from '../words/expression/parse.ts'
import { handle } from './handler.ts'
import { applyEdits, applyExpires } from './header-edits.ts'
import type { ErrorDocument } from '../compile/modules/core.ts'
import { isRedirect } from '../words/status.ts'
import { processRequest } from './phases.ts'
import { outcomeOf } from './outcome.ts'
import { parseTarget } from './uri.ts'
import type { Made } from './reply.ts'
import type { Written } from '../../model/outcome.ts'

/** What goes out, before it is put into an outcome. */
export interface Reply {
  /** Whose tables hold the headers. */
  x: Exchange
  status: number | null
  by: Outcome['by']
  range: SourceRange | null
  /** httpd's own page: `Header` without `always` is not asked. */
  canned: boolean
  forwarded?: Forwarded | undefined
  /** Headers of a backend, with those that are lost. */
  written: Written[]
  /** Known to be absent from a backend's answer. */
  absent: string[]
  /** The ErrorDocument by which an answer left the exchange that it began in. */
  left?: { x: Exchange; document: ErrorDocument }
}

/** ap_internal_redirect: another request for a path of this server, decoded once more; a query in the target replaces the old one. */
function redirectInside(
  x: Exchange,
  target: string,
  method: AskedMethod,
  range: SourceRange | null,
): Exchange | Verdict {
  if (depth(x) >= RECURSION) return { status: 500, by: 'built-in', range }
  const { mergeSlashes, defaults } = x.shared.server
  const parsed = parseTarget(target, { mergeSlashes, encodedSlashes: defaults.core?.encodedSlashes ?? 'off' })
  if ('status' in parsed) return { status: parsed.status, by: parsed.status === 404 ? 'not-found' : 'built-in', range }
  const next = newExchange(x.shared, method, parsed.path, parsed.args)
  next.unparsed = parsed.unparsed
  next.prev = x
  next.status = x.status
  next.ended = x.ended
  next.err = x.err
  next.env.set('REDIRECT_STATUS', String(x.status))
  return next
}

/** A file under an ErrorDocument keeps the error's status; programs and backends give their own. */
function finishMade(made: Made): Reply {
  const { x } = made
  const status = x.status === 200 || x.foreign ? made.status : x.status
  if (status !== null) x.status = status
  applyExpires(x)
  applyEdits(x, 'err', true)
  applyEdits(x, 'out', false)
  return {
    x,
    status,
    by: made.by,
    range: made.range,
    canned: false,
    forwarded: made.forwarded,
    written: made.written ?? [],
    absent: made.absent ?? [],
  }
}

/** ap_send_error_response: the tables change places, so that only `Header always` is heard. 204 and 304 go out as they are. */
function sendCanned(x: Exchange, verdict: Verdict): Reply {
  const { status } = verdict
  x.status = status
  if (status !== 204 && status !== 304) {
    const location = x.out.get('location') ?? x.err.get('location')
    x.out = x.err
    x.err = new Fields()
    if (location && (isRedirect(status) || status === 201)) x.out.set('location', location.value, location.range)
    if (status === 405 || status === 501) x.out.set('allow', allowed(x))
    x.type = 'text/html'
  }
  applyExpires(x)
  applyEdits(x, 'err', true)
  return {
    x,
    status,
    by: verdict.by,
    range: verdict.range,
    canned: true,
    forwarded: verdict.forwarded,
    written: verdict.written ?? [],
    absent: [],
  }
}

/** An error upon an error: httpd's own page for the first one, or for the status that a rule's [R] left behind. */
function giveUp(x: Exchange, verdict: Verdict): Reply {
  let first = x
  while (first.prev && first.prev.status !== 200) first = first.prev
  return sendCanned(first, first === x ? verdict : { ...(first.verdict ?? verdict), status: first.status })
}

/** A lone .htaccess lies in a folder of which the repository need not hold everything: a page that it names may be there. */
function assumePage(x: Exchange, path: string): void {
  const { httpd, assumed } = x.shared
  const file = `${httpd.loneRoot?.replace(/\/$/, '') ?? ''}${path.replace(/[?#].*$/s, '')}`
  if (httpd.loneRoot === null || path.endsWith('/') || httpd.entry(file) !== 'missing') return
  if (ask(x, `the file ${file} exists`, `${file} does not exist`)) assumed.add(file)
}

/** ap_die_r: the error page of the configuration, unless this error arose while fetching one. */
function die(x: Exchange, verdict: Verdict): Reply {
  if (x.status !== 200) return giveUp(x, verdict)
  x.verdict = verdict
  const document = x.config.core?.errorDocuments.get(verdict.status)
  x.status = verdict.status
  if (!document || document.kind === 'default') return sendCanned(x, verdict)
  use(x, document)
  const value = evaluateString(x, parseString(document.value))
  if (document.kind === 'url') {
    step(x, 'error-page', document.range, `ErrorDocument sends the client to ${value ?? document.value}`)
    x.out.set('location', value, document.range)
    return sendCanned(x, { ...verdict, status: 302, by: 'redirect', range: document.range })
  }
  if (document.kind === 'text' || value === null) {
    step(x, 'error-page', document.range, 'ErrorDocument gives the text')
    return sendCanned(x, verdict)
  }
  step(x, 'error-page', document.range, `ErrorDocument fetches ${value} with GET`)
  assumePage(x, value)
  // The request itself becomes a GET: so it is to the conditions of `Header`, if the page fails.
  x.method = GET
  const next = redirectInside(x, value, GET, document.range)
  if (!('shared' in next)) return giveUp(x, next)
  const page = serve(next)
  if (page.x === x) return page
  const kept = page.status === verdict.status ? { by: verdict.by, range: verdict.range } : {}
  return {
    ...page,
    ...kept,
    left: page.left ?? { x, document },
    written: [...(verdict.written ?? []), ...page.written],
  }
}

/** Answers a request from its translation to its headers. */
export function serve(x: Exchange): Reply {
  const verdict = processRequest(x)
  if (verdict?.status === 200 && x.method.is('TRACE'))
    return { x, status: 200, by: 'built-in', range: null, canned: true, written: [], absent: [] }
  if (verdict) return die(x, verdict)
  const handled = handle(x)
  if ('made' in handled) return finishMade(handled)
  if ('status' in handled) return die(x, handled)
  const next = redirectInside(x, handled.redirect, x.method, handled.range)
  if (!('shared' in next)) return die(x, next)
  next.argsOpen = x.argsOpen
  if (handled.keepsHandler) next.handler = x.handler
  return serve(next)
}

/** An answer that is given before the phases run. */
export const answerAtOnce = (x: Exchange, verdict: Verdict): Outcome => outcomeOf(die(x, verdict))
