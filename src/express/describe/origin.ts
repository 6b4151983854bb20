import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { AskedMethod } from '../../model/asked-method.ts'
import type { Origin } from '../../model/origin.ts'
import type { Outcome } from '../../model/outcome.ts'
import { unknownOutcome } from '../../model/outcome.ts'
import { anyPattern } from '../../model/path-pattern.ts'
import type { Request } from '../../model/request.ts'
import type { Limits } from '../../text/limits.ts'
import type { Disk } from '../../files/disk.ts'
import { passRouter } from '../answer/dispatch.ts'
import type { Journey } from '../answer/journey.ts'
import { newExchange } from '../answer/exchange.ts'
import { forgetChanges } from '../answer/changes.ts'
import { shortName } from '../answer/short-name.ts'
import { forgetLikenesses } from '../answer/likeness.ts'
import { globalObject } from '../answer/global-object.ts'
import type { Surroundings } from '../answer/handler.ts'
import { noteWrites } from '../answer/mutation.ts'
import { finalOutcome, outcomeOf } from '../answer/outcome.ts'
import { itemIndex } from '../answer/item-index.ts'
import type { Items } from '../answer/item-index.ts'
import { itemsOf } from '../answer/router.ts'
import { membersDefined, membersRead } from '../answer/syntax.ts'
import { inFront } from '../register/front.ts'
import { mountedBy } from '../register/passing.ts'
import type { Major } from '../path/compile.ts'
import { placesOf } from './places.ts'
import type { Places } from './places.ts'
import { lacksName } from '../answer/undeclared.ts'
import { handlersIn } from '../register/stack.ts'
import type { RouterModel } from '../register/stack.ts'

/** The functions that more than one registration names. */
function sharedHandlers(models: RouterModel[]): Set<FunctionValue> {
  const seen = new Map<FunctionValue, number>()
  const shared = new Set<FunctionValue>()
  for (const layer of models.flatMap((model) => model.stack)) {
    for (const handler of layer.handlers.flatMap(handlersIn)) {
      if (handler.kind !== 'function') continue
      const before = seen.get(handler.value)
      if (before !== undefined && before !== layer.range.start.offset) shared.add(handler.value)
      seen.set(handler.value, layer.range.start.offset)
    }
  }
  return shared
}

/** Every router below an application. */
export function reachable(...models: RouterModel[]): RouterModel[] {
  const found = new Set<RouterModel>()
  const left = models.toReversed()
  for (let model = left.pop(); model; model = left.pop()) {
    if (found.has(model)) continue
    found.add(model)
    left.push(...model.stack.flatMap(({ handlers }) => handlers.flatMap(mountedBy)).reverse())
  }
  return [...found]
}

interface Application {
  model: RouterModel
  hasQuery: boolean
  itemsOf(model: RouterModel): Items
  around: Surroundings
  shared: ReadonlySet<FunctionValue>
}

function answerOf(
  { model, hasQuery, itemsOf, around, shared }: Application,
  request: Request,
  asked: AskedMethod,
): Outcome[] {
  const front = inFront(model, request, hasQuery, asked)
  if (!front.passes) return distinct(front.outcomes)
  const target = request.target.split('#', 1)[0] ?? '/'
  const facts = {
    headers: request.headers,
    absent: new Set(request.absent),
    open: new Set(request.open),
    exact: request.others === 'absent',
    scheme: request.scheme,
    method: request.method,
    asked,
    originalUrl: target,
    host: request.port === (request.scheme === 'https' ? 443 : 80) ? request.host : `${request.host}:${request.port}`,
  }
  const journey: Journey = {
    facts,
    kind: shortName(JSON.stringify([facts.scheme, facts.host, facts.headers, request.absent, request.open])),
    around,
    itemsOf,
    shared,
    outcomes: front.outcomes,
    depth: 0,
    entered: new Map(),
    pass: (router, way) => passRouter(journey, router, way),
  }
  const left = passRouter(journey, model, {
    exchange: { ...newExchange(request.method, target), open: front.unless.length > 0 && 'unseen' },
    error: null,
    when: [],
    steps: [],
    options: [],
    late: null,
    unless: front.unless,
    hinges: new Map(),
    called: new Map(),
  })
  for (const way of left) {
    // Express's own answer waits for the request's end: what a handler still sends after next() comes first.
    if (way.late)
      journey.outcomes.push(
        outcomeOf(
          { ...way, error: null, steps: way.late.steps },
          { kind: 'sent', exchange: way.late.exchange, error: null, late: null, when: [], why: '', at: null },
          null,
          null,
          shared,
        ),
      )
    else journey.outcomes.push(finalOutcome(way))
  }
  return distinct(journey.outcomes)
}

/** How much an outcome assumes. */
const assumed = ({ unless = [], when = '' }: Outcome): number => unless.length * 1000 + when.length

const outcomeKey = ({ status, headers, by, decidedBy, when, onFailure }: Outcome): string =>
  JSON.stringify([
    status,
    Object.keys(headers)
      .sort()
      .map((name) => [name, headers[name]]),
    by,
    decidedBy?.file,
    decidedBy?.start.offset,
    by === 'unknown' ? when : null,
    onFailure,
  ])

/** Equal outcomes are one. */
function distinct(outcomes: Outcome[]): Outcome[] {
  if (outcomes.length === 1) return outcomes
  const found = new Map<string, Outcome>()
  for (const outcome of outcomes) {
    const key = outcomeKey(outcome)
    const known = found.get(key)
    if (!known || assumed(outcome) < assumed(known)) found.set(key, outcome)
  }
  const all = [...found.values()]
  return all.length ? all : [unknownOutcome('the application cannot be followed')]
}

const sameAnswers = (a: Outcome[], b: Outcome[]): boolean => {
  const text = (outcomes: Outcome[]): string => outcomes.map(outcomeKey).sort().join()
  return text(a) === text(b)
}

/** express-async-errors, once loaded, has Express 4 pass on rejections as 5 does. */
const passesRejections = (modules: ReadonlyMap<string, Module>): boolean =>
  [...modules.values()].some(({ file }) =>
    /(?:require\(|\bimport|\bfrom)\s*['"]express-async-errors['"]/.test(file.text),
  )

/** `hasQuery`: whether the project's Node takes QUERY; `limits`: how many routes are looked at. */
export interface OriginParts {
  model: RouterModel
  machine: Machine
  modules: ReadonlyMap<string, Module>
  disk: Disk
  majors: Major[]
  hasQuery: boolean
  limits: Limits
}

/** Whether any file of the program has a name among those that `namesIn` finds; found out once. */
function finder(
  modules: ReadonlyMap<string, Module>,
  namesIn: (program: Module['program']) => ReadonlySet<string>,
): (name: string) => boolean {
  const sets = (): ReadonlySet<string>[] => [...modules.values()].map(({ program }) => namesIn(program))
  let read: ReadonlySet<string>[] | undefined
  const known = new Map<string, boolean>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const found = (read ??= sets()).some((names) => names.has(name))
    known.set(name, found)
    return found
  }
}

/** One Express application, or a router that nobody is seen to mount. Where its major is not known, both are asked. */
export function expressOrigin({ model, machine, modules, disk, majors, hasQuery, limits }: OriginParts): Origin {
  const isRead = finder(modules, membersRead)
  const isDefined = finder(modules, membersDefined)
  const lacks = lacksName(modules)
  const models = reachable(model)
  const shared = sharedHandlers(models)
  const settings = new Map<string, Value>(model.settings.map(({ name, value }) => [name, value]))
  const catches = passesRejections(modules) ? { catches: true } : {}
  const globals = globalObject(machine, modules)
  noteWrites(modules.values())
  forgetLikenesses()
  forgetChanges()
  const applications = majors.map((major): { major: Major; application: Application } => ({
    major,
    application: {
      model,
      hasQuery,
      itemsOf: itemIndex((one) => itemsOf(one, major)),
      shared,
      around: {
        machine,
        disk,
        major,
        settings,
        memory: new WeakMap(),
        passages: new Map(),
        spent: { steps: 0, passed: 0, cuts: new Map() },
        globals,
        isRead,
        isDefined,
        lacksName: lacks,
        ...catches,
      },
    },
  }))
  const lone = model.kind === 'router'
  const unseen = model.front.flatMap((one) =>
    one.kind === 'unseen'
      ? [one]
      : one.kind === 'listener' && one.event === 'request' && !one.looksOn
        ? [{ why: "another listener of 'request' may answer", range: one.range }]
        : [],
  )
  const opens = [...unseen, ...models.flatMap((one) => one.open)].map(({ why, range }) => ({
    scope: anyPattern(),
    why,
    range,
  }))
  const [first] = applications
  let places: Places | undefined
  const seen = (): Places =>
    (places ??= first ? placesOf(model, first.application.around, limits) : { routes: [], mounts: [], walls: [] })
  return {
    layer: 'express',
    name: model.name,
    range: model.range,
    addresses: model.addresses,
    hosts: [{ kind: 'any', source: '', range: null }],
    get routes() {
      return seen().routes
    },
    get mounts() {
      return seen().mounts
    },
    get walls() {
      return seen().walls
    },
    guards: [],
    open: lone
      ? [...opens, { scope: anyPattern(), why: 'nobody is seen to mount this router', range: model.range }]
      : opens,
    splitsMethods: true,
    answer(request, _, asked = new AskedMethod(request.method)) {
      const answers = applications.map(({ major, application }) => ({
        major,
        outcomes: answerOf(application, request, asked),
      }))
      const [one, other] = answers
      if (!one) return [unknownOutcome('no Express is known')]
      if (!other || sameAnswers(one.outcomes, other.outcomes)) return one.outcomes
      return answers.flatMap(({ major, outcomes }) =>
        outcomes.map((outcome) => ({
          ...outcome,
          // The other one may well take it.
          steps: outcome.steps.filter(({ misread }) => misread === undefined),
          when: [`with Express ${major}`, outcome.when].filter(Boolean).join(' and '),
        })),
      )
    },
  }
}
