import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED, stringOf } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { blur, forget } from '../../javascript/writes.ts'
import type { Forget, Spared } from '../../javascript/writes.ts'
import { callBack, callWith } from './call.ts'
import { plainSource } from '../packages/failures.ts'
import { isCarrier } from './carrier.ts'
import { leavesErrors } from './error-writes.ts'
import { isError, openError } from './errors.ts'
import { own } from './made.ts'
import type { Unseen } from '../../model/outcome.ts'
import type { Site, Spread } from './site.ts'
import { routerOf } from '../register/registry.ts'
import { copyExchange, fingerprint } from './exchange.ts'
import { postpone } from './later.ts'
import { promiseOf } from './promise.ts'
import { GiveUp, Thrown, anUnknown, placeOf, rangeOf, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { innermost, resolve } from './risk.ts'
import { settle } from './selector.ts'
import { owns } from './trail.ts'

/** Callbacks that are called for each item of something: perhaps never. */
const EACH = new Set([
  'forEach',
  'map',
  'filter',
  'find',
  'findIndex',
  'some',
  'every',
  'reduce',
  'flatMap',
  'each',
  'sort',
])
/** Things whose methods only look at what they are given, by name; of packages also functions that ask what a value is: `_.isObject(error)`. */
const HARMLESS =
  'console|log|logger|winston|debug|util|Sentry|assert|onFinished|onHeaders|morgan|pino|bunyan|metrics|stats|span|tracer'
const LOOKS = new RegExp(`^(?:${HARMLESS})\\b|\\.(?:${HARMLESS})\\.\\w+$`, 'i')
/** Of these, what runs what it is given: `tracer.startActiveSpan('a', (span) => …)`. */
const RUNS = /(?:^|\.)(?:Sentry|metrics|stats|span|tracer)\b/i
const ASKS = /(?:^|\.)is[A-Z]\w*$/
const onlyLooks = (callee: Value, words: string): boolean =>
  LOOKS.test(words) || (callee.kind === 'external' && ASKS.test(words))

/** Inside a try: what cannot be seen may throw. Asked again only where the catch could find things changed. */
export function mayFail(run: Run, module: Module, node: TSESTree.Node, plain = false): void {
  if (!run.guard) return
  const place = `${run.guard} ${fingerprint(run.exchange)}`
  const now = plain ? `plain ${place}` : place
  if (run.failures.has(now) || run.failures.has(place)) return
  run.failures = new Set(run.failures).add(now)
  const words = wordsOf(module, node)
  if (run.choices.pick((way) => (way === 0 ? '' : `if \`${words}\` fails`), 2) === 1)
    throw new Thrown(own(run, openError(plain)), rangeOf(module, node), true)
}

const methodName = (callee: TSESTree.Node): string | null =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
    ? callee.property.name
    : null

/** `router(req, res, next)`, `app.handle(req, res, next)`, `app(req, res)`: the request goes through it, and on where it has no answer. */
function passesInto(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: Value,
  args: readonly Value[],
): boolean {
  const [request, response, next, ...more] = args
  if (request !== run.request || response !== run.response || more.length > 0) return false
  if (next !== undefined && next !== run.nextFunction) return false
  const { callee: named } = node
  const isHandle = named.type === 'MemberExpression' && methodName(named) === 'handle'
  const into = routerOf(isHandle ? (resolve(run, site, named.object) ?? callee) : callee)
  // Without next, an application ends with its own 404; a router throws.
  if (!into || (next === undefined && into.kind !== 'app')) return false
  run.next ??= {
    kind: next === undefined ? 'router' : 'next',
    error: null,
    place: placeOf(run, site.module, node),
    exchange: copyExchange(run.exchange),
    into,
  }
  return true
}

/** A call of something that cannot be seen: what it may do with the response or with `next`. */
export function callUnseen(run: Run, site: Site, node: TSESTree.CallExpression, callee: Value, given: Spread): Value {
  // Of what it gets, only what can answer matters.
  const args: Spread = { ...given, items: given.items.map((item) => (isCarrier(run, item) ? settle(run, item) : item)) }
  if (passesInto(run, site, node, callee, args.items)) return UNDEFINED
  const words = wordsOf(site.module, node.callee)
  const carriers = args.items.filter((arg) => isCarrier(run, arg))
  const name = methodName(node.callee)
  const from = plainSource(callee)
  if (name === 'then' || name === 'catch' || name === 'finally') return react(run, site, node, name, args, from)
  const isLeft = (arg: Value): boolean => arg === run.response || (arg.kind === 'function' && !RUNS.test(words))
  if (onlyLooks(callee, words) && carriers.every(isLeft)) return anUnknown(words)
  if (args.items.some((arg) => arg === run.response)) {
    if (writesInto(callee, name ?? words)) return pipe(run, site, node)
    if (REPLIES.test(words) && args.items[0] === run.response) return reply(run, site, node, args)
    // Middleware called by hand may as well pass.
    const isMiddleware = args.items.includes(run.nextFunction)
    passUnseen(run, site, node, {
      name: words,
      from: callee.kind === 'external' ? callee.package : null,
      ...(!isMiddleware && { apart: true }),
    })
    if (isMiddleware) return callBack(run, site, node, run.nextFunction, [])
  }
  // A method that somebody has put on the response.
  if (isOfResponse(run, site, node.callee)) passUnseen(run, site, node, { name: words, from: null, apart: true })
  handOver(run, args.items, leavesErrors(run, words) ? nothing : anything)
  if (name && EACH.has(name) && (carriers.length > 0 ? args.items[0] === carriers[0] : from === undefined))
    return forEach(run, site, node, carriers)
  for (const carrier of carriers) callLater(run, site, node, carrier, name, args, from)
  if (!carriers.length) mayFail(run, site.module, node, from !== undefined)
  return anUnknown(words, from)
}

/** Parts of the response that answer nothing. */
const QUIET_PARTS = /\.(?:locals|app|req|socket|connection|log|logger)\b/

const isOfResponse = (run: Run, site: Site, callee: TSESTree.Node): boolean =>
  callee.type === 'MemberExpression' &&
  resolve(run, site, innermost(callee)) === run.response &&
  !QUIET_PARTS.test(wordsOf(site.module, callee))

/** `httpAdapter.reply(response, body, status)` of Nest (ExpressAdapter#reply). */
const REPLIES = /(?:^|\.)httpAdapter\.reply$/

function reply(run: Run, site: Site, node: TSESTree.CallExpression, { items: [, , status] }: Spread): Value {
  if (status) {
    run.exchange.status = status
    run.exchange.statusAt = placeOf(run, site.module, node)
  }
  run.respond('response', site.module, node)
  return anUnknown('reply')
}

/** Code that cannot be seen has the response in its hands: it answers, or it does not, and may have set a header. */
function passUnseen(run: Run, site: Site, node: TSESTree.Node, unseen: Unseen): void {
  const why = `\`${unseen.name}\` cannot be seen`
  if (run.choices.pick((way) => (way === 0 ? '' : why), 2) === 1)
    throw new GiveUp(why, rangeOf(site.module, node), unseen)
  run.passed = [...new Set([...run.passed, unseen.name])]
  run.exchange.open = unseen.apart ? true : run.exchange.open || 'unseen'
}

const STREAMING = new Set(['stream', 'stream/promises', 'pump'])

/** Whether something that is given the response writes into it, whatever status it has by then: `stream.pipe(res)`, `QRCode.toFileStream(res, …)`. */
const writesInto = (callee: Value, name: string): boolean =>
  /^(?:pipe|pipeline|toFileStream)$/.test(name) ||
  (callee.kind === 'external' && STREAMING.has(callee.package.replace(/^node:/, '')))

function pipe(run: Run, site: Site, node: TSESTree.CallExpression): Value {
  // What has failed, and has told next() so, writes nothing.
  if (run.next?.error && run.exchange.failed) return anUnknown('pipe')
  run.respond('response', site.module, node)
  return anUnknown('pipe')
}

/** A promise that cannot be seen: it is fulfilled, or it fails. */
function react(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  name: 'then' | 'catch' | 'finally',
  args: Spread,
  from: string | undefined,
): Value {
  const of = node.callee.type === 'MemberExpression' ? wordsOf(site.module, node.callee.object) : 'the promise'
  const [first, second] = args.items
  const matters = args.items.some((arg) => isCarrier(run, arg) || arg.kind === 'function')
  if (!matters) return anUnknown(`${of}.${name}()`, from)
  const fails = run.choices.pick((way) => (way === 0 ? '' : `if \`${of}\` fails`), 2) === 1
  const range = rangeOf(site.module, node)
  const handler =
    name === 'finally' ? first : fails ? (name === 'catch' ? first : second) : name === 'then' ? first : undefined
  if (fails) run.exchange.failed = handler && name !== 'finally' ? true : 'unheard'
  const rejected = (): Value =>
    promiseOf(run, { state: 'rejected', error: new Thrown(own(run, openError(from !== undefined)), range, true) })
  if (!handler || handler.kind === 'constant')
    return fails ? rejected() : promiseOf(run, { state: 'fulfilled', value: anUnknown(of, from) })
  try {
    const value = callBack(
      run,
      site,
      node,
      handler,
      name === 'finally' ? [] : [fails ? own(run, openError(from !== undefined)) : anUnknown(of, from)],
    )
    return fails && name === 'finally' ? rejected() : promiseOf(run, { state: 'fulfilled', value })
  } catch (error) {
    if (error instanceof Thrown) return promiseOf(run, { state: 'rejected', error })
    throw error
  }
}

/** A callback of the language for elements that nobody knows: what it writes may have been written any number of times. */
export function callAnyTimes(run: Run, site: Site, node: TSESTree.Node, fn: Value): void {
  const may =
    isCarrier(run, fn) &&
    run.choices.pick(
      (way) => (way === 0 ? '' : `if \`${wordsOf(site.module, node)}\` has something to call it for`),
      2,
    ) === 1
  if (may) callBack(run, site, node, fn, argumentsFor(fn))
  handOver(run, [fn])
}

const anything = (): boolean => true
const nothing = (): boolean => false

/** What is handed to code that cannot be seen may be called, at any time and any number of times, and changed; an error only as far as that code writes on errors. */
export function handOver(run: Run, given: readonly Value[], writes: (name: string) => boolean = anything): void {
  const spared: Spared = (thing, name) => (isError(thing) || run.errors.has(thing)) && !writes(name)
  const how: Forget = {
    read: (binding) => run.overlay.get(binding) ?? binding.value,
    binding: (binding) => {
      run.overlay = new Map(run.overlay).set(binding, anUnknown('it may have been written since'))
    },
    thing: (value) => blur(value, (thing) => owns(run, thing)),
  }
  for (const value of given) {
    if (value.kind === 'function') forget(value, how)
    else blur(value, (thing) => owns(run, thing), spared)
  }
}

/** A loop over something open: not once, or once. */
function forEach(run: Run, site: Site, node: TSESTree.CallExpression, carriers: Value[]): Value {
  const [carrier] = carriers
  if (
    carrier &&
    run.choices.pick(
      (way) => (way === 0 ? '' : `if \`${wordsOf(site.module, node.callee)}\` has something to call it for`),
      2,
    ) === 1
  ) {
    callBack(run, site, node, carrier, [anUnknown('an item'), anUnknown('an index')])
  }
  return anUnknown('the result')
}

/** Events that tell of nothing that a handler waits for. */
const IGNORED_EVENTS = new Set(['timeout', 'aborted', 'abort', 'drain', 'pipe', 'unpipe', 'warn'])
/** Events of the request, its socket and the response after which nobody waits for an answer, or that a first request does not see: of a child
 * process, a form or a file they are what a handler waits for. */
const OF_EXCHANGE = new Set(['close', 'finish', 'data', 'error'])

function isIgnored(run: Run, site: Site, { callee }: TSESTree.CallExpression, event: string | null): boolean {
  if (event === null) return false
  if (IGNORED_EVENTS.has(event)) return true
  if (!OF_EXCHANGE.has(event)) return false
  const root = resolve(run, site, innermost(callee))
  return root === run.request || root === run.response
}

/** `stream.on('error', next)`: what cannot be seen works, or fails. */
function onError(run: Run, site: Site, node: TSESTree.CallExpression, carrier: Value, plain: boolean): void {
  const of = node.callee.type === 'MemberExpression' ? wordsOf(site.module, node.callee.object) : 'it'
  if (run.choices.pick((way) => (way === 0 ? '' : `if \`${of}\` fails`), 2) === 0) return
  run.exchange.failed = true
  callBack(run, site, node, carrier, [own(run, openError(plain))])
}

/** A callback that code which cannot be seen calls once it is done. */
function callLater(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  carrier: Value,
  name: string | null,
  args: Spread,
  from: string | undefined,
): void {
  const listens = name === 'on' || name === 'once' || name === 'addListener'
  const [first] = args.items
  const event = listens && first ? stringOf(first) : null
  if (isIgnored(run, site, node, event)) return
  if (event === 'error') return onError(run, site, node, carrier, from !== undefined)
  if (carrier === run.response) return
  if (carrier.kind === 'object' || carrier.kind === 'array')
    return passUnseen(run, site, node, { name: wordsOf(site.module, node.callee), from: null, apart: true })
  postpone(run, {
    phase: 'unseen',
    due: null,
    timer: null,
    words: wordsOf(site.module, node.callee),
    matters: true,
    work: () => {
      // `next` handed on is taken to be called without an error.
      const given = {
        items: argumentsFor(carrier, from),
        open: carrier.kind !== 'function' && carrier !== run.nextFunction,
      }
      callWith(run, site, node, carrier, given, UNDEFINED)
    },
  })
}

const ERROR = /^_?e(?:rr(?:or)?)?\d?$/i

/** Unknown arguments, worded by the callback's own names. */
function argumentsFor(carrier: Value, from?: string): Value[] {
  if (carrier.kind !== 'function') return []
  const { params } = (carrier satisfies FunctionValue).node
  return params.map((param, index) => {
    const name = param.type === 'Identifier' ? param.name : 'an argument'
    if (index > 0 || !ERROR.test(name)) return anUnknown(name, from)
    return { ...anUnknown(name), failure: true as const, ...(from !== undefined && { plain: true as const }) }
  })
}
