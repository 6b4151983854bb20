import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { placeOf } from '../../javascript/provenance.ts'
import { stringOf } from '../../javascript/value.ts'
import type { Call, Value } from '../../javascript/value.ts'
import { unknownOutcome } from '../../model/outcome.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { AskedMethod } from '../../model/asked-method.ts'
import type { Request } from '../../model/request.ts'
import type { SourceRange } from '../../text/range.ts'
import { arrives } from '../answer/router.ts'
import { childrenOf, keyOf, rootName } from '../answer/syntax.ts'
import { optionOf, optionsOf } from '../packages/arrival.ts'
import { serverTaker } from '../packages/loading.ts'
import type { Front, RouterModel } from './stack.ts'

const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'])
const REMOVES = new Set(['removeAllListeners', 'removeListener', 'off', 'listeners', 'rawListeners', 'emit'])

/** What is read of a response, and what waits for its end. */
const LOOKS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'statusCode',
  'statusMessage',
  'getHeader',
  'getHeaders',
  'hasHeader',
  'headersSent',
  'writableEnded',
  'writableFinished',
  'finished',
])

/** Whether a listener does nothing with the response but look at it, as one that measures requests does. */
function looksOn(listener: Value | undefined): boolean {
  if (listener?.kind !== 'function') return false
  const [, response] = listener.node.params
  if (response?.type !== 'Identifier' || !listener.node.body) return false
  let looks = true
  const look = (node: TSESTree.Node, parent: TSESTree.Node): void => {
    if (node.type === 'Identifier' && node.name === response.name) looks &&= isLook(node, parent)
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression')
      looks &&= rootName(node.type === 'UpdateExpression' ? node.argument : node.left) !== response.name
    for (const child of childrenOf(node)) look(child, node)
  }
  look(listener.node.body, listener.node)
  return looks
}

const isLook = (node: TSESTree.Node, parent: TSESTree.Node): boolean =>
  (parent.type === 'MemberExpression' || parent.type === 'Property') &&
  (parent.type === 'Property'
    ? parent.key === node && parent.value !== node
    : parent.object === node
      ? LOOKS.has(keyOf(parent) ?? '')
      : !parent.computed)

/** A method of the http server in front of an application: what its listeners may answer in the application's place. */
export function atServer(model: RouterModel, name: string, call: Call): void {
  const event = stringOf(call.args[0])
  const range = placeOf(call.module, call.node)
  if (LISTENS.has(name))
    model.front.push(
      event === null
        ? { kind: 'unseen', why: 'a listener of an event that is not known', range }
        : { kind: 'listener', event, looksOn: looksOn(call.args[1]), range },
    )
  else if (REMOVES.has(name) && (event === null || event === 'request') && name !== 'emit')
    model.front.push({ kind: 'unseen', why: `the server's listeners are changed by ${name}()`, range })
}

/** The http server is handed to a function that cannot be followed. `to`: the package, if it is one. */
export function serverGiven(model: RouterModel, to: string | null, call: Call): void {
  const taking = to === null ? null : serverTaker(to)
  const range = placeOf(call.module, call.node)
  if (taking === 'leaves') return
  if (taking === 'upgrade') model.front.push({ kind: 'listener', event: 'upgrade', looksOn: false, range })
  else if (taking === 'health') model.front.push(healthChecks(call, range))
  else if (taking === null)
    model.front.push({
      kind: 'unseen',
      why: to === null ? 'the server is handed to code that cannot be seen' : `'${to}' is given the server`,
      range,
      to,
    })
  else {
    const given = optionOf(optionsOf(call.args.filter((arg) => arg.kind === 'object')), taking.below.option)
    const path = given === undefined ? taking.below.otherwise : given && stringOf(given)
    model.front.push(
      path
        ? { kind: 'paths', paths: [], below: path, range }
        : { kind: 'unseen', why: `'${to ?? ''}' answers at a path that is not known`, range },
    )
  }
}

/** @godaddy/terminus, lib/terminus.js: the keys of `healthChecks` are URLs, with their query, for every method. */
function healthChecks(call: Call, range: SourceRange): Front {
  const options = call.args[1]
  const checks = options === undefined ? undefined : optionOf(optionsOf([options]), 'healthChecks')
  if (checks === undefined) return { kind: 'paths', paths: [], below: null, range }
  if (
    checks?.kind !== 'object' ||
    checks.open ||
    optionOf(optionsOf(call.args.slice(1)), 'caseInsensitive') !== undefined
  )
    return { kind: 'unseen', why: 'health checks at paths that are not known', range }
  return { kind: 'paths', paths: [...checks.members.keys()].filter((path) => path.startsWith('/')), below: null, range }
}

const isUpgrade = ({ upgrade, connection }: Request['headers']): boolean =>
  upgrade !== undefined && /\bupgrade\b/i.test(connection ?? '')

/** The event that Node emits for a request in place of 'request' where somebody listens (lib/_http_server.js); null: none. */
function eventOf({ headers }: Request, hasQuery: boolean, asked: AskedMethod): string | null {
  if (asked.is('CONNECT')) return 'connect'
  if (!asked.is(arrives) || (!hasQuery && asked.is('QUERY'))) return 'clientError'
  if (isUpgrade(headers)) return 'upgrade'
  if (headers.expect === undefined) return null
  return /(?:^|\W)100-continue(?:$|\W)/i.test(headers.expect) ? 'checkContinue' : 'checkExpectation'
}

/** What Node answers itself where nobody listens; null: it asks the application. */
function ofNode(event: string | null): Outcome | null {
  const built = (status: number): Outcome => ({
    status,
    headers: { allow: null, 'cache-control': null },
    by: 'built-in',
    decidedBy: null,
    written: [],
    steps: [],
  })
  if (event === 'connect') return { status: null, headers: {}, by: 'closed', decidedBy: null, written: [], steps: [] }
  return event === 'clientError' ? built(400) : event === 'checkExpectation' ? built(417) : null
}

/** What may be answered before the application; `passes`: whether it may be asked at all; `unless`: code that has the server in hand and passes
 * some request on; `hasQuery`: whether this Node knows that method. */
export function inFront(
  { front }: RouterModel,
  request: Request,
  hasQuery: boolean,
  asked: AskedMethod,
): { outcomes: Outcome[]; passes: boolean; unless: string[] } {
  const event = eventOf(request, hasQuery, asked)
  const listener = front.find((one) => one.kind === 'listener' && one.event === event)
  if (listener)
    return {
      outcomes: [unknownOutcome(`a listener of '${event ?? ''}' answers`, listener.range)],
      passes: false,
      unless: [],
    }
  const node = ofNode(event)
  const outcomes: Outcome[] = []
  for (const one of front) {
    if (one.kind === 'unseen')
      outcomes.push({ ...unknownOutcome(one.why, one.range), ...(one.unseen && { unseen: one.unseen }) })
    else if (one.kind === 'listener') {
      if (one.event === 'request' && !one.looksOn)
        outcomes.push(unknownOutcome("another listener of 'request' may answer", one.range))
    } else if (one.paths.includes(request.target) || (one.below !== null && request.target.startsWith(one.below))) {
      return {
        outcomes: node ? [node] : [...outcomes, unknownOutcome('it is answered before the application', one.range)],
        passes: false,
        unless: [],
      }
    }
  }
  if (node) return { outcomes: [...outcomes, node], passes: false, unless: [] }
  return { outcomes, passes: true, unless: outcomes.flatMap(({ unseen }) => unseen?.name ?? []) }
}
