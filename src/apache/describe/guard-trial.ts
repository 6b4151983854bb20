import { isEmpty, methods, subtract } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { Request } from '../../model/request.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { ServerConfig } from '../compile/server-config.ts'
import type { Candidate, Dropper } from './guard-candidates.ts'
import { NAMED, UNHEARD_OF } from './method-guards.ts'

export type Ask = (request: Request) => Outcome[]

const isWithin = (inner: SourceRange | null, outer: SourceRange): boolean =>
  inner !== null &&
  inner.file === outer.file &&
  inner.start.offset >= outer.start.offset &&
  inner.end.offset <= outer.end.offset

export const isAboutTracing = (refuses: MethodSet): boolean =>
  !isEmpty(refuses) && isEmpty(subtract(refuses, methods('TRACE', 'TRACK')))

/**
 * Methods to try a guard with: those that it names, or those that it does not except. Who names TRACE and TRACK means the first; one
 * that is about other methods says nothing of TRACE, which httpd answers before it comes to folders.
 */
function methodsTried(guard: Candidate): string[] {
  const { refuses, perDirectory } = guard
  if (perDirectory && isAboutTracing(refuses) && refuses.names.has('TRACE')) return ['TRACE']
  return named(refuses).filter((name) => !perDirectory || name !== 'TRACE')
}

function named({ complement, names }: MethodSet): string[] {
  return complement ? [...NAMED, UNHEARD_OF].filter((name) => !names.has(name) && name !== 'CONNECT') : [...names]
}

const pathsAround = (sample: string): string[] => {
  const bare = sample.replace(/\/$/, '')
  return [sample, `${bare}/`, `${bare}/verblint`, `${bare}/index.html`, `${bare}/index.php`]
}

export function pathsOf(scope: PathPattern): string[] {
  const sample = scope.sample()
  if (sample === null) return []
  return scope.kind === 'prefix' || scope.kind === 'any' ? pathsAround(sample) : [sample]
}

function request(
  { serverName, addresses }: ServerConfig,
  listens: Httpd['listens'],
  method: string,
  path: string,
): Request {
  const port = addresses.find((address) => address.port !== null)?.port ?? listens[0]?.port ?? 80
  return {
    method,
    scheme: port === 443 ? 'https' : 'http',
    host: serverName?.host ?? 'nobody.invalid',
    port,
    target: encodeURI(path),
    headers: {},
    others: 'unknown',
  }
}

/** Guards of one folder are tried with the same few requests: each is answered once, however many lines refuse methods there. */
export function remembered(ask: Ask): Ask {
  const known = new Map<string, Outcome[]>()
  return (asked) => {
    const key = `${asked.method} ${asked.scheme}://${asked.host}:${asked.port} ${asked.target}`
    const outcomes = known.get(key) ?? ask(asked)
    known.set(key, outcomes)
    return outcomes
  }
}

/** Another line refuses it, and comes first, or an error page stands for a refusal: then this one is not needed, but nothing gets past it. */
const isRefusedBySomebody = ({ status, by, decidedBy, steps }: Outcome): boolean =>
  steps.some(({ kind }) => kind === 'error-page') ||
  (status !== null && status >= 400 && by !== 'static' && decidedBy !== null)

/** What a guard was seen to do at some paths. */
export interface Tried {
  /** Some answer was decided by it. */
  decided: boolean
  /** Something that it refuses got through where it was asked. */
  passes: boolean
  /** At some path everything that it refuses surely got through. */
  lifted: boolean
  /** Somewhere it could not be told, or the guard's sections were not entered. */
  open: boolean
  /** The statuses of the refusals that others came first with. */
  others: Set<number | null>
}

/** An ErrorDocument on another host answers in the guard's place. */
const isDecidedBy = ({ decidedBy, steps }: Outcome, { extent }: Candidate): boolean =>
  isWithin(decidedBy, extent) ||
  (steps.some(({ kind }) => kind === 'error-page') && steps.some(({ range }) => isWithin(range, extent)))

/** Whether it is known who answers: what goes to a backend is past the guards, whatever that says; TRACE has rules of its own. */
const isTold = ({ status, by }: Outcome, aboutTracing: boolean): boolean =>
  status !== null || (by === 'proxy' && !aboutTracing)

export function tryGuard(httpd: Httpd, guard: Candidate, ask: Ask, paths: readonly string[]): Tried {
  const aboutTracing = guard.perDirectory && isAboutTracing(guard.refuses)
  const tried: Tried = {
    decided: false,
    passes: false,
    lifted: false,
    open: paths.length === 0 || (guard.conditional === true && !aboutTracing),
    others: new Set(),
  }
  const servers = guard.server === httpd.main ? [httpd.main, ...httpd.hosts] : [guard.server]
  for (const path of paths) {
    let through = !aboutTracing
    for (const [server, method] of servers.flatMap((one) => methodsTried(guard).map((name) => [one, name] as const))) {
      const outcomes = ask(request(server, httpd.listens, method, path))
      const entered = outcomes.every(({ steps }) =>
        guard.sections.every((section) => steps.some(({ range }) => isWithin(range, section))),
      )
      if (outcomes.some((outcome) => isDecidedBy(outcome, guard))) return { ...tried, decided: true }
      const isOpen = !outcomes.every((outcome) => isTold(outcome, aboutTracing))
      if (!entered || isOpen || outcomes.some(isRefusedBySomebody)) through = false
      if (!entered && !aboutTracing) {
        tried.open = true
        continue
      }
      if (!outcomes.every(isRefusedBySomebody)) tried.passes = true
      else for (const { status } of outcomes) tried.others.add(status)
      if (isOpen) tried.open = true
    }
    tried.lifted ||= through
  }
  return tried
}

/** The answers from within the folder that drops it: one that a section names is there for somebody. */
const within = ({ section }: Dropper, outcomes: Outcome[]): Outcome[] =>
  section ? outcomes.filter(({ steps }) => steps.some(({ range }) => isWithin(range, section))) : outcomes

/** Below a folder that drops it, a method surely gets past the guard. */
export function droppedAt(httpd: Httpd, guard: Candidate, ask: Ask): Dropper | null {
  // TRACE is answered before any folder is looked at.
  const methods = methodsTried(guard).filter((method) => method !== 'TRACE')
  const passes = (dropper: Dropper, outcomes: Outcome[]): boolean => {
    const inside = within(dropper, outcomes)
    return inside.length > 0 && inside.every((outcome) => outcome.by !== 'unknown' && !isRefusedBySomebody(outcome))
  }
  return (
    guard.below.find((dropper) =>
      pathsAround(dropper.path).some((one) =>
        methods.some((method) => passes(dropper, ask(request(guard.server, httpd.listens, method, one)))),
      ),
    ) ?? null
  )
}
