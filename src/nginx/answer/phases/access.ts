import { resolve } from 'node:path'
import { clientAddress, inNetwork } from '../client.ts'
import { code, NEXT, note } from '../exchange.ts'
import type { Code, Exchange, Reply, Verdict } from '../exchange.ts'
import { argument, setting } from '../../compile/level.ts'
import { foreignIn } from '../../compile/modules.ts'
import { checkPassword } from '../passwords.ts'
import { isAbsent } from '../../../model/request.ts'
import type { Directive } from '../../../text/directive.ts'
import { isKnown } from '../value.ts'
import { has } from '../../directives/version.ts'
import { evaluate } from '../evaluate.ts'
import { askSubrequest } from './subrequest.ts'

/** What one access handler says: nothing to say, yes, or a status. */
type Opinion = 'declined' | 'granted' | Code | Reply

/** allow and deny in order; the address is unknown, so that all but `all` is a branch (ngx_http_access_module). */
function byAddress(exchange: Exchange): Opinion {
  const rules = addressRules(exchange)
  for (const directive of rules) {
    const address = argument(directive) ?? ''
    const applies = address === 'all' || appliesTo(exchange, address)
    if (!applies) continue
    note(exchange, 'access', directive.range, `${directive.name} ${address}`)
    return directive.name === 'allow' ? 'granted' : code(403, 'denied', directive.range)
  }
  return 'declined'
}

function addressRules({ level }: Exchange): Directive[] {
  for (let at: typeof level | null = level; at; at = at.parent) {
    const rules = [...(at.own.get('allow') ?? []), ...(at.own.get('deny') ?? [])]
    if (rules.length === 0) continue
    const inOrder = at.directive?.block?.filter(({ name }) => name === 'allow' || name === 'deny') ?? []
    return inOrder.length === rules.length ? inOrder : rules
  }
  return []
}

function appliesTo(exchange: Exchange, address: string): boolean {
  const client = clientAddress(exchange)
  const known = client === null ? null : inNetwork(client, address)
  return (
    known ??
    exchange.choices.choose(`client in ${address}`, [
      { value: true, when: `the client's address is in ${address}` },
      { value: false, when: `the client's address is not in ${address}` },
    ])
  )
}

/** auth_basic: no credentials, no entry; whether the ones sent are right a password file in sight may say. */
function byPassword(exchange: Exchange): Opinion {
  const { level, choices, request, asked, instance } = exchange
  const basic = setting(level, 'auth_basic')
  const realm = basic && evaluate(exchange, argument(basic) ?? '', 'ask')
  const file = setting(level, 'auth_basic_user_file')
  if (!basic || realm === 'off' || !file) return 'declined'
  // Since 1.31.0 CONNECT is asked to authenticate to a proxy.
  const connects = has(instance.version, 1, 31, 0) && asked.is('CONNECT')
  const field = connects ? 'proxy-authorization' : 'authorization'
  const sent = request.headers[field]
  const path = evaluate(exchange, argument(file) ?? '')
  const verdict =
    sent === undefined
      ? isAbsent(request, field)
        ? false
        : null
      : checkPassword(sent, isKnown(path) ? (instance.disk.read(resolve(instance.prefix, path))?.text ?? null) : null)
  const right =
    verdict ??
    choices.choose('credentials', [
      { value: false, when: 'the credentials are missing or wrong' },
      { value: true, when: 'the credentials are right' },
    ])
  if (right) return 'granted'
  note(exchange, 'access', basic.range, 'auth_basic asks for credentials')
  const challenge: Record<string, string> =
    realm !== undefined && isKnown(realm)
      ? { [connects ? 'proxy-authenticate' : 'www-authenticate']: `Basic realm="${realm}"` }
      : {}
  return { ...code(connects ? 407 : 401, 'denied', basic.range), headers: challenge }
}

/** auth_request: the subrequest's 2xx lets in, 401 and 403 are its answer, anything else is a 500. */
function bySubrequest(exchange: Exchange): Opinion {
  const directive = setting(exchange.level, 'auth_request')
  const target = argument(directive)
  if (!directive || target === undefined || target === 'off') return 'declined'
  const answer = askSubrequest(exchange, target)
  note(
    exchange,
    'access',
    directive.range,
    `auth_request ${target} answers ${answer.status ?? 'what the files do not say'}`,
    { status: answer.status },
  )
  const status =
    answer.status ??
    exchange.choices.choose(`auth_request ${target}`, [
      { value: 200, when: 'the auth_request lets it in' },
      { value: 401, when: 'the auth_request answers 401' },
      { value: 403, when: 'the auth_request answers 403' },
    ])
  if (status >= 200 && status < 300) return 'granted'
  if (status === 403) return code(403, 'denied', directive.range)
  if (status !== 401) return code(500, 'denied', directive.range)
  return {
    ...code(401, 'denied', directive.range),
    headers: answer.challenge ? { 'www-authenticate': answer.challenge } : {},
  }
}

/** Access checks of other modules, whose verdict no file shows; a program may set headers besides. */
function byForeign(exchange: Exchange): Opinion {
  const found = foreignIn(exchange.level)
  const [program, check] = [found.get('guard'), found.get('access')]
  const directive = program ?? check
  if (!directive) return 'declined'
  const passes = exchange.choices.choose(`access ${directive.range.start.offset}`, [
    { value: true, when: `${directive.name} lets it in` },
    { value: false, when: `${directive.name} refuses it` },
  ])
  if (!passes) return { kind: 'reply', status: null, by: 'denied', decidedBy: directive.range, headers: {} }
  exchange.touched ||= program !== undefined
  return 'granted'
}

/** ngx_http_core_access_phase: with `satisfy any` one yes is enough, and the first 401 beats a 403. */
export function accessPhase(exchange: Exchange): Verdict {
  if (exchange.outer) return NEXT
  const any = argument(setting(exchange.level, 'satisfy')) === 'any'
  let refusal: Code | null = null
  for (const handler of [byAddress, byPassword, bySubrequest, byForeign]) {
    const opinion = handler(exchange)
    if (opinion === 'declined') continue
    if (opinion === 'granted') {
      if (!any) continue
      for (const name of CHALLENGES) delete exchange.headers[name]
      return NEXT
    }
    if (opinion.kind === 'reply') return opinion
    challenge(exchange, opinion)
    const mayBeLifted = any && [401, 403, 407].includes(opinion.status)
    if (!mayBeLifted) return opinion
    if (refusal?.status !== 401 && refusal?.status !== 407) refusal = opinion
  }
  return refusal ?? NEXT
}

const CHALLENGES = ['www-authenticate', 'proxy-authenticate']

/** A challenge is sent even where another status wins in the end, beside those of locations on the way here. */
function challenge(exchange: Exchange, { headers }: Code): void {
  for (const name of CHALLENGES) {
    const before = exchange.headers[name]
    const own = headers?.[name]
    if (own !== undefined) exchange.headers[name] = before ? `${before}, ${own}` : own
  }
}
