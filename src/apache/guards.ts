import { everyRun } from '../model/choices.ts'
import { allBut, isEmpty, methods, subtract } from '../model/method-set.ts'
import type { MethodSet } from '../model/method-set.ts'
import type { Guard } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import type { Request } from '../model/request.ts'
import type { SourceRange } from '../source/range.ts'
import type { ApacheDirective } from './directive.ts'
import { newExchange } from './exchange.ts'
import { holds } from './expression/evaluate.ts'
import { parseExpression } from './expression/parse.ts'
import type { Httpd } from './httpd.ts'
import { NAMED, UNHEARD_OF, methodsOf } from './method-guards.ts'
import { withTwin } from './method-names.ts'
import { placedRules, ruleScope } from './routes.ts'
import { placedDirectives } from './scopes.ts'
import type { Placed } from './scopes.ts'
import type { ServerConfig } from './server-config.ts'

type Ask = (request: Request) => Outcome[]

interface Candidate { range: SourceRange; extent: SourceRange; refuses: MethodSet; scope: PathPattern; status: number | null; server: ServerConfig; perDirectory: boolean }

const wordsOf = ({ args }: ApacheDirective): string[] => args.map((word) => word.value)
const extentOf = ({ range, blockEnd }: ApacheDirective): SourceRange => (blockEnd ? { ...range, end: blockEnd.end } : range)

/** What the lines of a block refuse everybody with; null: nothing, or not everybody. */
function statusInside(block: readonly ApacheDirective[]): number | null {
  for (const directive of block) {
    const [first = '', second = ''] = wordsOf(directive).map((word) => word.toLowerCase())
    if (directive.key === 'require' && first === 'all' && second === 'denied') return 403
    if (directive.key === 'deny' && second === 'all') return 403
    if (directive.key === 'require' && /^(?:valid-user|user|group|ldap-.*)$/.test(first)) return 401
    if (directive.key === 'redirect' && /^[45]\d\d$/.test(first) && wordsOf(directive).length === 1) return Number(first)
    const inner = directive.block && statusInside(directive.block)
    if (inner) return inner
  }
  return null
}

/** The methods for which an If holds, when it goes by the method alone. */
function methodsOfIf(httpd: Httpd, directive: ApacheDirective): MethodSet | null {
  const text = wordsOf(directive).join(' ')
  if (!/REQUEST_METHOD/i.test(text)) return null
  const condition = { expression: parseExpression(text), text }
  const takes = (method: string): boolean | null => {
    const request: Request = { method, scheme: 'http', host: '', port: 80, target: '/', headers: {}, others: 'unknown' }
    const runs = everyRun((choices) => holds(newExchange({ httpd, server: httpd.main, request, backend: undefined, choices, steps: [], unknownMethod: false }, method, '/', null), condition), 2)
    return runs.length === 1 ? runs[0]?.result ?? null : null
  }
  const rest = takes(UNHEARD_OF)
  const verdicts = NAMED.map((method) => [method, takes(method)] as const)
  if (rest === null || verdicts.some(([, verdict]) => verdict === null)) return null
  const differing = verdicts.filter(([, verdict]) => verdict !== rest).map(([method]) => method)
  return rest ? allBut(...differing) : methods(...differing)
}

function refusalOf(httpd: Httpd, { directive, around }: Placed): { refuses: MethodSet; status: number } | null {
  const words = wordsOf(directive)
  const names = withTwin(words)
  switch (directive.key) {
    case 'limit': case 'limitexcept': {
      const status = statusInside(directive.block ?? [])
      return status === null ? null : { refuses: directive.key === 'limit' ? methods(...names) : allBut(...names, 'TRACE'), status }
    }
    case 'require': {
      const negated = words[0]?.toLowerCase() === 'not' || around.some(({ key }) => key === 'requirenone')
      const [provider, ...listed] = words[0]?.toLowerCase() === 'not' ? words.slice(1) : words
      if (provider?.toLowerCase() !== 'method') return null
      return { refuses: negated ? methods(...withTwin(listed)) : allBut(...withTwin(listed), 'TRACE'), status: 403 }
    }
    case 'allowmethods': return words[0]?.toLowerCase() === 'reset' ? null : { refuses: allBut(...names, 'TRACE'), status: 405 }
    case 'traceenable': return words[0]?.toLowerCase() === 'off' ? { refuses: methods('TRACE'), status: 405 } : null
    case 'if': case 'elseif': {
      const refuses = methodsOfIf(httpd, directive)
      const status = statusInside(directive.block ?? [])
      return refuses && status !== null ? { refuses, status } : null
    }
    default: return null
  }
}

function candidates(httpd: Httpd): Candidate[] {
  const placed = placedDirectives(httpd)
  const plain = placed.flatMap((one): Candidate[] => {
    const refusal = refusalOf(httpd, one)
    if (!refusal) return []
    return [{ ...refusal, range: one.directive.range, extent: extentOf(one.directive), scope: one.scope, server: one.server, perDirectory: one.directive.key !== 'traceenable' }]
  })
  const rules = [...placedRules(placed)].flatMap(({ placed: one, rule }): Candidate[] => {
    const refuses = rule.flags.status !== null && rule.flags.status >= 400 ? methodsOf(rule) : null
    if (!refuses) return []
    const scope = ruleScope(rule, one.base, one.scope)
    return [{ range: rule.range, extent: rule.range, refuses, scope, status: rule.flags.status, server: one.server, perDirectory: one.base !== null }]
  })
  return [...plain, ...rules]
}

const isWithin = (inner: SourceRange | null, outer: SourceRange): boolean =>
  inner !== null && inner.file === outer.file && inner.start.offset >= outer.start.offset && inner.end.offset <= outer.end.offset

const isAboutTracing = (refuses: MethodSet): boolean => !isEmpty(refuses) && isEmpty(subtract(refuses, methods('TRACE', 'TRACK')))

/** Methods to try a guard with: some that it names, or some that it does not except. Who names TRACE and TRACK means the first. */
function tried({ refuses, perDirectory }: Candidate): string[] {
  const { complement, names } = refuses
  if (perDirectory && isAboutTracing(refuses) && names.has('TRACE')) return ['TRACE']
  return (complement ? [...NAMED, UNHEARD_OF].filter((name) => !names.has(name) && name !== 'CONNECT') : [...names]).slice(0, 8)
}

function pathsOf(scope: PathPattern): string[] {
  const sample = scope.sample()
  if (sample === null) return []
  const bare = sample.replace(/\/$/, '')
  return scope.kind === 'prefix' || scope.kind === 'any' ? [sample, `${bare}/`, `${bare}/verblint`, `${bare}/index.html`, `${bare}/index.php`] : [sample]
}

function request({ serverName, addresses }: ServerConfig, listens: Httpd['listens'], method: string, path: string): Request {
  const port = addresses.find((address) => address.port !== null)?.port ?? listens[0]?.port ?? 80
  return { method, scheme: port === 443 ? 'https' : 'http', host: serverName?.host ?? 'nobody.invalid', port, target: encodeURI(path), headers: {}, others: 'unknown' }
}

/** Another line refuses it, and comes first: then this one is not needed, but nothing gets past it. */
const isRefusedBySomebody = ({ status, by, decidedBy }: Outcome): boolean => status !== null && status >= 400 && by !== 'static' && decidedBy !== null

/** Whether a guard is ever what decides, or at least nothing that it refuses gets through; null: cannot be told. */
function decides(httpd: Httpd, guard: Candidate, ask: Ask): boolean | null {
  let open = false
  let passes = false
  for (const path of pathsOf(guard.scope)) {
    for (const method of tried(guard)) {
      const outcomes = ask(request(guard.server, httpd.listens, method, path))
      if (outcomes.some(({ decidedBy }) => isWithin(decidedBy, guard.extent))) return true
      if (!outcomes.every(isRefusedBySomebody)) passes = true
      if (outcomes.length !== 1 || outcomes[0]?.status === null) open = true
    }
  }
  return open || pathsOf(guard.scope).length === 0 ? null : !passes
}

function whyNot({ refuses, perDirectory }: Candidate): string {
  if (isEmpty(refuses)) return 'it holds for no method'
  if (perDirectory && isAboutTracing(refuses)) return 'httpd answers TRACE before it comes to folders, .htaccess and access control; TraceEnable off refuses it'
  if (!refuses.complement && [...refuses.names].every((name) => name !== name.toUpperCase())) return 'method names are case-sensitive'
  return 'another setting decides for these methods'
}

/** What refuses methods, and whether it ever comes to that. */
export function guardsOf(httpd: Httpd, ask: Ask): Guard[] {
  return candidates(httpd).map((candidate): Guard => {
    const { range, refuses, scope, status } = candidate
    const effective = !isEmpty(refuses) && decides(httpd, candidate, ask) !== false
    return { range, refuses, scope, status, effective, ...(effective ? {} : { why: whyNot(candidate) }) }
  })
}
