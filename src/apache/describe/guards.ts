import { requireOf } from '../words/require.ts'
import { AskedMethod } from '../../model/asked-method.ts'
import { everyRun } from '../../model/choices.ts'
import { allBut, isEmpty, methods, subtract } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Guard } from '../../model/origin.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { Request } from '../../model/request.ts'
import type { SourceRange } from '../../text/range.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { newExchange } from '../answer/exchange.ts'
import { holds } from '../answer/expression.ts'
import { asksOnly, conditionOf } from '../words/expression/section.ts'
import type { Httpd } from '../compile/httpd.ts'
import { NAMED, UNHEARD_OF, asksMethod, methodsOf } from './method-guards.ts'
import { methodVariables } from './env-guards.ts'
import type { MethodVariables } from './env-guards.ts'
import { withTwin } from '../directives/method-names.ts'
import { namedByCondition, placedRules, ruleScope } from './routes.ts'
import { placedDirectives } from '../compile/placed.ts'
import type { Placed } from '../compile/placed.ts'
import type { ServerConfig } from '../compile/server-config.ts'

type Ask = (request: Request) => Outcome[]

interface Candidate {
  range: SourceRange
  extent: SourceRange
  refuses: MethodSet
  scope: PathPattern
  status: number | null
  server: ServerConfig
  perDirectory: boolean
  /** A section for some methods: whether it holds does not hang on what lies at a path. */
  isSection?: boolean
  /** Conditions besides the method decide whether it is met: who does not meet it has not got past it. */
  conditional?: boolean
  /** The sections that a request has to be in for the guard to be asked. */
  sections: SourceRange[]
  /** Where rewriting of its own drops it: the paths below, and what drops it. */
  below: Dropper[]
}

interface Dropper {
  path: string
  at: SourceRange
}

const wordsOf = ({ args }: ApacheDirective): string[] => args.map((word) => word.value)
const extentOf = ({ range, blockEnd }: ApacheDirective): SourceRange =>
  blockEnd ? { ...range, end: blockEnd.end } : range

/** `below`: the path of the section that it stands in. */
const takesAll = ({ key }: ApacheDirective, path: string, below: string): boolean =>
  key === 'redirect'
    ? ['', '/', below.toLowerCase()].includes(path) || below.toLowerCase().startsWith(`${path.replace(/\/$/, '')}/`)
    : ['', '^', '^/', '.*', '^.*', '^.*$', '/'].includes(path)

/** The path of the `<Location>` around; the empty text where there is none. */
const locationAround = (around: readonly ApacheDirective[]): string =>
  around.findLast(({ key, args }) => key === 'location' && args[0]?.value !== '~')?.args[0]?.value ?? ''

/** What the lines of a block refuse everybody with; null: nothing, or not everybody. */
function statusInside(block: readonly ApacheDirective[], below = ''): number | null {
  for (const directive of block) {
    const [first = '', second = ''] = wordsOf(directive).map((word) => word.toLowerCase())
    const required = requireOf(directive)
    if (required?.provider === 'all' && required.args[0]?.toLowerCase() === 'denied') return 403
    if (directive.key === 'deny' && second === 'all') return 403
    if (required && !required.negated && /^(?:valid-user|user|group|ldap-.*)$/.test(required.provider)) return 401
    if (/^redirect(?:match)?$/.test(directive.key) && /^[45]\d\d$/.test(first) && takesAll(directive, second, below))
      return Number(first)
    const inner = directive.block && statusInside(directive.block, below)
    if (inner) return inner
  }
  return null
}

/** The methods for which an If holds, when it goes by the method alone. */
function methodsOfIf(httpd: Httpd, directive: ApacheDirective): MethodSet | null {
  const condition = conditionOf(directive)
  if (!condition.expression || !asksOnly(condition.expression, 'REQUEST_METHOD')) return null
  const takes = (method: string): boolean | null => {
    const request: Request = { method, scheme: 'http', host: '', port: 80, target: '/', headers: {}, others: 'unknown' }
    const asked = new AskedMethod(method)
    const runs = everyRun(
      (choices) =>
        holds(
          newExchange(
            { httpd, server: httpd.main, request, backend: undefined, asked, choices, steps: [], assumed: new Set() },
            asked,
            '/',
            null,
          ),
          condition,
        ),
      2,
    )
    return runs.length === 1 ? (runs[0]?.result ?? null) : null
  }
  const rest = takes(UNHEARD_OF)
  const verdicts = NAMED.map((method) => [method, takes(method)] as const)
  if (rest === null || verdicts.some(([, verdict]) => verdict === null)) return null
  const differing = verdicts.filter(([, verdict]) => verdict !== rest).map(([method]) => method)
  return rest ? allBut(...differing) : methods(...differing)
}

/** `Require env`, `Deny from env=`: the methods that a variable stands for. */
function refusedByVariable(
  variables: MethodVariables,
  words: string[],
  negated: boolean,
): { refuses: MethodSet; status: number } | null {
  const [set, ...others] = words.map((name) => variables.get(name))
  if (!set || others.length > 0) return null
  return { refuses: negated ? set : subtract(allBut('TRACE'), set), status: 403 }
}

function refusalOf(
  httpd: Httpd,
  variables: MethodVariables,
  { directive, around }: Placed,
): { refuses: MethodSet; status: number } | null {
  const words = wordsOf(directive)
  const names = withTwin(words)
  switch (directive.key) {
    case 'limit':
    case 'limitexcept': {
      const status = statusInside(directive.block ?? [])
      return status === null
        ? null
        : { refuses: directive.key === 'limit' ? methods(...names) : allBut(...names, 'TRACE'), status }
    }
    case 'require': {
      const required = requireOf(directive)
      const negated = required?.negated === true || around.some(({ key }) => key === 'requirenone')
      const listed = required?.args ?? []
      if (required?.provider === 'env') return refusedByVariable(variables, listed, negated)
      if (required?.provider !== 'method') return null
      return { refuses: negated ? methods(...withTwin(listed)) : allBut(...withTwin(listed), 'TRACE'), status: 403 }
    }
    case 'deny': {
      const [, ...listed] = words
      const named = listed.flatMap((word) => /^env=(?!!)(.+)$/i.exec(word)?.[1] ?? [])
      return named.length === listed.length ? refusedByVariable(variables, named, true) : null
    }
    case 'allowmethods':
      return words[0]?.toLowerCase() === 'reset' ? null : { refuses: allBut(...names, 'TRACE'), status: 405 }
    case 'traceenable':
      return words[0]?.toLowerCase() === 'off' ? { refuses: methods('TRACE'), status: 405 } : null
    case 'if':
    case 'elseif': {
      const refuses = methodsOfIf(httpd, directive)
      const status = statusInside(directive.block ?? [], locationAround(around))
      return refuses && status !== null ? { refuses, status } : null
    }
    default:
      return null
  }
}

/** Sections that httpd gives a name or condition instead of a folder: rules in them are held against the whole file name. */
const NAMED_SECTION = /^(?:files(?:match)?|if|elseif|else|location(?:match)?)$/

const sectionsOf = ({ around }: Placed): SourceRange[] =>
  around.filter(({ key }) => NAMED_SECTION.test(key) || key === 'directorymatch').map(({ range }) => range)

/** The folders of each server that have rewriting of their own, which keep none of the outer rules (config_perdir_merge). */
function droppersOf(placed: readonly Placed[]): Map<ServerConfig, Map<string, Dropper>> {
  const found = new Map<ServerConfig, Map<string, Dropper>>()
  for (const {
    directive: { key, range },
    around,
    server,
    base,
  } of placed) {
    if (
      base === null ||
      !/^rewrite(?:engine|base|options|rule)$/.test(key) ||
      around.some((section) => NAMED_SECTION.test(section.key))
    )
      continue
    const folders = found.get(server) ?? new Map<string, Dropper>()
    found.set(server, folders)
    if (!folders.has(base)) folders.set(base, { path: base, at: range })
  }
  return found
}

/** Those below a rule's own folder. */
const droppersBelow = (
  droppers: ReadonlyMap<ServerConfig, ReadonlyMap<string, Dropper>>,
  { base, server }: Placed,
): Dropper[] =>
  base === null
    ? []
    : [...(droppers.get(server)?.values() ?? [])].filter(({ path }) => path !== base && path.startsWith(base))

function candidates(httpd: Httpd): Candidate[] {
  const placed = placedDirectives(httpd)
  const variables = methodVariables(placed)
  const plain = placed.flatMap((one): Candidate[] => {
    const refusal = refusalOf(httpd, variables, one)
    if (!refusal) return []
    return [
      {
        ...refusal,
        range: one.directive.range,
        extent: extentOf(one.directive),
        scope: one.scope,
        server: one.server,
        perDirectory: one.directive.key !== 'traceenable',
        sections: sectionsOf(one),
        below: [],
        isSection: one.directive.key === 'limit' || one.directive.key === 'limitexcept',
      },
    ]
  })
  const droppers = droppersOf(placed)
  const rules = [...placedRules(placed)].flatMap(({ placed: one, rule }): Candidate[] => {
    const refuses = rule.flags.status !== null && rule.flags.status >= 400 ? methodsOf(rule) : null
    if (!refuses) return []
    const inFiles = one.around.some(({ key }) => NAMED_SECTION.test(key))
    const scope = inFiles ? one.scope : (namedByCondition(rule) ?? ruleScope(rule, one.base, one.scope))
    const below = inFiles ? [] : droppersBelow(droppers, one)
    return [
      {
        range: rule.range,
        extent: rule.range,
        refuses,
        scope,
        status: rule.flags.status,
        server: one.server,
        perDirectory: one.base !== null,
        sections: sectionsOf(one),
        below,
        conditional: !rule.conditions.every(asksMethod),
      },
    ]
  })
  return [...plain, ...rules]
}

const isWithin = (inner: SourceRange | null, outer: SourceRange): boolean =>
  inner !== null &&
  inner.file === outer.file &&
  inner.start.offset >= outer.start.offset &&
  inner.end.offset <= outer.end.offset

const isAboutTracing = (refuses: MethodSet): boolean =>
  !isEmpty(refuses) && isEmpty(subtract(refuses, methods('TRACE', 'TRACK')))

/** Methods to try a guard with: those that it names, or those that it does not except. Who names TRACE and TRACK means the first. */
function methodsTried({ refuses, perDirectory }: Candidate): string[] {
  const { complement, names } = refuses
  if (perDirectory && isAboutTracing(refuses) && names.has('TRACE')) return ['TRACE']
  return complement ? [...NAMED, UNHEARD_OF].filter((name) => !names.has(name) && name !== 'CONNECT') : [...names]
}

const pathsAround = (sample: string): string[] => {
  const bare = sample.replace(/\/$/, '')
  return [sample, `${bare}/`, `${bare}/verblint`, `${bare}/index.html`, `${bare}/index.php`]
}

function pathsOf(scope: PathPattern): string[] {
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
function remembered(ask: Ask): Ask {
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
interface Tried {
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

function tryGuard(httpd: Httpd, guard: Candidate, ask: Ask, paths: readonly string[]): Tried {
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

/** Below a folder that drops it, a method surely gets past the guard. */
function droppedAt(httpd: Httpd, guard: Candidate, ask: Ask): Dropper | null {
  // TRACE is answered before any folder is looked at.
  const methods = methodsTried(guard).filter((method) => method !== 'TRACE')
  return (
    guard.below.find(({ path }) =>
      pathsAround(path).some((one) =>
        methods.some((method) =>
          ask(request(guard.server, httpd.listens, method, one)).every(
            (outcome) => outcome.by !== 'unknown' && !isRefusedBySomebody(outcome),
          ),
        ),
      ),
    ) ?? null
  )
}

function whyNot({ refuses, perDirectory }: Candidate): string {
  if (isEmpty(refuses)) return 'it holds for no method'
  if (perDirectory && isAboutTracing(refuses))
    return 'httpd answers TRACE before it comes to folders, .htaccess and access control; TraceEnable off refuses it'
  if (!refuses.complement && [...refuses.names].every((name) => name !== name.toUpperCase()))
    return 'method names are case-sensitive'
  return 'another setting decides for these methods'
}

/** Its own status where it decides, or was never asked; that of the others where they always come first; null: it hangs on the request. */
function statusSeen({ status }: Candidate, { decided, passes, others }: Tried): number | null {
  if (decided || (others.size === 0 && !passes)) return status
  const [other = null] = others
  return others.size === 1 && !passes ? other : null
}

/** What refuses methods, and whether it ever comes to that. */
export function guardsOf(httpd: Httpd, answer: Ask): Guard[] {
  const ask = remembered(answer)
  return candidates(httpd).map((candidate): Guard => {
    const { range, refuses, scope } = candidate
    const tried = tryGuard(httpd, candidate, ask, isEmpty(refuses) ? [] : pathsOf(scope))
    const isLifted = candidate.isSection === true && tried.lifted
    const effective = !isEmpty(refuses) && (tried.decided || (!isLifted && (tried.open || !tried.passes)))
    const dropped = tried.decided ? droppedAt(httpd, candidate, ask) : null
    const status = effective ? statusSeen(candidate, tried) : candidate.status
    return {
      range,
      refuses,
      scope,
      status,
      effective,
      ...(effective ? {} : { why: isLifted ? 'another setting lets these methods in' : whyNot(candidate) }),
      ...(dropped ? { dropped } : {}),
    }
  })
}
