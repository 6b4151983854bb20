import { AskedMethod } from '../../model/asked-method.ts'
import type { Guard } from '../../model/origin.ts'
import type { MethodSet } from '../../model/method-set.ts'
import { allBut, describeMethods, intersect, isEmpty, methods } from '../../model/method-set.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { Directive } from '../../text/directive.ts'
import { everyRun } from '../../model/choices.ts'
import { startExchange } from '../answer/answer.ts'
import { ownHandler } from '../compile/handlers.ts'
import type { Instance } from '../compile/instance.ts'
import { setting } from '../compile/level.ts'
import type { Level } from '../compile/level.ts'
import type { Location } from '../compile/locations.ts'
import { foreignIn } from '../compile/modules.ts'
import { codeOfMethod, mayBeOfMethod } from './flags.ts'
import { holds } from '../answer/phases/conditions.ts'
import { runsThrough } from '../answer/phases/rewrite.ts'
import { deniesAll, locationsOf, patternOf, serverPattern } from './routes.ts'
import type { Server } from '../compile/servers.ts'
import { has } from '../directives/version.ts'
import { returnOf } from '../words/rewrite.ts'

/** Every method that somebody may name, and one that nobody does. */
const NAMED = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'PURGE',
  'TRACK',
  'DEBUG',
  'SEARCH',
  'REPORT',
  'QUERY',
  'LINK',
  'UNLINK',
]
const UNHEARD_OF = 'FROBNICATE'

/** nginx answers these itself, before any configuration of a location or an `if` is asked; CONNECT since 1.21.1, and since 1.31.0 where nothing tunnels. */
const isBuiltIn = (method: string, { version }: Instance): boolean =>
  method === 'TRACE' || (method === 'CONNECT' && has(version, 1, 21, 1) && !has(version, 1, 31, 0))

/** The methods for which an `if` holds, `before` being the code that is run before it; null: something else decides, too. */
function methodsOf(
  instance: Instance,
  server: Server,
  directive: Directive,
  before: () => Directive[],
): MethodSet | null {
  const [group] = instance.groups
  const code = codeOfMethod(instance.maps, directive, before)
  if (!group || !code) return null
  const words = directive.args.flatMap(({ value }) => value.match(/[A-Z][A-Z_-]+/g) ?? [])
  const named = [...new Set([...NAMED, ...words])]
  const takes = (method: string): boolean | null => {
    const request = { method, scheme: 'http', host: '', port: 80, target: '/', headers: {}, others: 'unknown' as const }
    const runs = everyRun((choices) => {
      const exchange = startExchange(
        instance,
        group,
        server,
        { request, asked: new AskedMethod(method), backend: null },
        choices,
      )
      return runsThrough(exchange, code) && holds(exchange, directive)
    }, 2)
    return runs.length === 1 ? (runs[0]?.result ?? null) : null
  }
  const verdicts = new Map(named.map((method) => [method, takes(method)]))
  const rest = takes(UNHEARD_OF)
  if (rest === null || [...verdicts.values()].includes(null)) return null
  const differing = named.filter((method) => verdicts.get(method) !== rest)
  return rest ? allBut(...differing) : methods(...differing)
}

/** The status of the `return` that a block ends with; null: it does not end the request, or by a redirect or a text. */
function returnedBy(block: readonly Directive[] | null): { status: number } | null {
  const returned = returnOf(block?.find(({ name }) => name === 'return'))
  return returned && returned.status >= 400 ? { status: returned.status } : null
}

/** Patterns of `rewrite` that every URI matches. */
const EVERY_URI = new Set(['^', '.', '.*', '^.*', '^.*$', '^(.*)$', '^/'])

/** The same for an `if` that sends the request on to a place which answers everybody so. */
function refusalOf(server: Server, { block }: Directive): { status: number } | null {
  const [pattern, target, flag] = block?.find(({ name }) => name === 'rewrite')?.args.map(({ value }) => value) ?? []
  const place =
    pattern !== undefined && EVERY_URI.has(pattern) && flag === 'last'
      ? locationsOf(server).find(({ kind, name }) => (kind === 'exact' || kind === 'prefix') && name === target)
      : undefined
  return returnedBy(block) ?? returnedBy(place?.directive.block ?? null)
}

/** Why an `if` never runs for any method that it refuses. */
function whyDead(
  instance: Instance,
  refuses: MethodSet,
  isBehindReturn: boolean,
  excepted: Location['excepted'],
): string | undefined {
  if (isEmpty(refuses)) return 'its condition holds for no method'
  if (!refuses.complement && [...refuses.names].every((name) => isBuiltIn(name, instance)))
    return `nginx answers ${describeMethods(refuses)} with a 405 of its own before any if`
  if (isBehindReturn) return 'the return before it answers every request'
  if (excepted && isEmpty(intersect(refuses, methods(...excepted.allowed))))
    return 'limit_except takes these methods out of the location before its ifs are run'
  return undefined
}

function ifGuards(
  instance: Instance,
  server: Server,
  block: Directive[],
  scope: PathPattern,
  excepted: Location['excepted'],
): Guard[] {
  const returnAt = block.findIndex(({ name }) => name === 'return')
  const ofServer = server.directive.block === block ? [] : (server.directive.block ?? [])
  return block.flatMap((directive, index): Guard[] => {
    if (directive.name !== 'if' || !directive.block) return []
    if (!mayBeOfMethod(instance.maps, directive, server.directive.block, block)) return []
    const refusal = refusalOf(server, directive)
    const before = (): Directive[] => [...ofServer, ...block.slice(0, index)]
    const refuses = refusal && methodsOf(instance, server, directive, before)
    if (!refusal || !refuses) return []
    const why = whyDead(instance, refuses, returnAt >= 0 && returnAt < index, excepted)
    return [
      {
        range: directive.range,
        refuses,
        scope,
        status: refusal.status,
        effective: why === undefined,
        ...(why !== undefined && { why }),
      },
    ]
  })
}

/** What the block of a limit_except answers with: nobody gets in, or only with a password. */
function exceptStatus(level: Level): { status: number | null; effective: boolean; why?: string } | null {
  const denies = level.own.get('deny')
  const asks = level.own.has('auth_basic') || (level.parent !== null && inherits(level.parent, 'auth_basic'))
  if (denies && deniesAll(level.own)) return { status: asks && satisfiesAny(level) ? 401 : 403, effective: true }
  if (denies) return { status: 403, effective: true }
  if (level.own.has('auth_basic')) return { status: 401, effective: true }
  if (ownHandler(level) || foreignIn(level).size > 0) return null
  return { status: null, effective: false, why: 'its block denies nothing' }
}

const inherits = (level: Level, name: string): boolean =>
  level.own.has(name) || (level.parent !== null && inherits(level.parent, name))
const satisfiesAny = (level: Level): boolean =>
  level.own.get('satisfy')?.[0]?.args[0]?.value === 'any' || (level.parent !== null && satisfiesAny(level.parent))

/** Where the directives of a server lead requests on to: `sub` by a subrequest, in which no access is checked, `whole` otherwise. */
interface Leads {
  sub: { name: string; target: string }[]
  whole: string[]
}

function leadsOf(directives: Directive[], found: Leads = { sub: [], whole: [] }): Leads {
  for (const { name, args, block } of directives) {
    const words = args.map(({ value }) => value)
    if (name === 'mirror' || name === 'auth_request') found.sub.push({ name, target: words[0] ?? '' })
    if (name === 'error_page' || name === 'try_files' || name === 'rewrite') found.whole.push(...words)
    if (block) leadsOf(block, found)
  }
  return found
}

/** Whether a target may be the location's; what stands behind a variable may be anything. */
function mayLeadTo({ kind, name }: Location, target: string): boolean {
  const [fixed = '', ...rest] = target.split(/[?$]/)
  if (rest.length > 0 && target.charAt(fixed.length) === '$') return name.startsWith(fixed) || fixed.startsWith(name)
  return kind === 'exact' ? fixed === name : fixed.startsWith(name)
}

/** The directive whose subrequests alone reach an internal location; nginx skips the access phase for them (ngx_http_core_access_phase). */
function subrequestOnly(location: Location, { sub, whole }: Leads): string | null {
  if (!setting(location.level, 'internal') || (location.kind !== 'exact' && location.kind !== 'prefix')) return null
  if (whole.some((target) => mayLeadTo(location, target))) return null
  return sub.find(({ target }) => mayLeadTo(location, target))?.name ?? null
}

function limitGuard(location: Location, leads: Leads): Guard[] {
  const { excepted } = location
  const verdict = excepted && exceptStatus(excepted.level)
  if (!excepted || !verdict) return []
  const only = verdict.effective ? subrequestOnly(location, leads) : null
  const dead =
    only === null
      ? {}
      : { effective: false, why: `only ${only} leads here, and nginx checks no access in its subrequests` }
  return [
    {
      range: excepted.directive.range,
      refuses: allBut(...excepted.allowed),
      scope: patternOf(location),
      ...verdict,
      ...dead,
    },
  ]
}

export function guardsOf(instance: Instance): Guard[] {
  return instance.servers.flatMap((server) => {
    const leads = leadsOf(server.directive.block ?? [])
    return [
      ...ifGuards(instance, server, server.directive.block ?? [], serverPattern(), null),
      ...locationsOf(server).flatMap((location) => [
        ...limitGuard(location, leads),
        ...ifGuards(instance, server, location.directive.block ?? [], patternOf(location), location.excepted),
      ]),
    ]
  })
}
