import { isIn } from '../../model/asked-method.ts'
import type { SourceRange } from '../../text/range.ts'
import { clientIs } from './client.ts'
import { ask, step, use } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { holds } from './expression.ts'
import { runHooks } from './hooks.ts'
import { checkCompat, satisfiesAny } from '../compile/modules/access-compat.ts'
import type { AllowDeny } from '../compile/modules/access-compat.ts'
import type { RequireBlock, Requirement } from '../compile/modules/authz.ts'
import { authModules, missingOf } from '../directives/needed-modules.ts'
import { environment, header } from './server-variables.ts'

const READS = new Set(['GET', 'HEAD'])

type Grant = 'granted' | 'denied' | 'no-user' | 'neutral'
interface Finding {
  grant: Grant
  range: SourceRange
}

function allowDenyHolds(x: Exchange, item: AllowDeny): boolean {
  use(x, item)
  const { from } = item
  if (from.toLowerCase() === 'all') return true
  if (!/^env=/i.test(from)) return clientIs(x, [from])
  const name = from.slice(4)
  return name.startsWith('!') ? environment(x, name.slice(1)) === undefined : environment(x, name) !== undefined
}

/** mod_allowmethods and mod_access_compat: what runs before any user is asked for. */
function accessChecker(x: Exchange): Verdict | null {
  if (x.config.tls && x.shared.request.scheme === 'http') {
    step(x, 'access', use(x, x.config.tls).range, 'TLS is asked for')
    return { status: 403, by: 'denied', range: x.config.tls.range }
  }
  const allowed = x.config.allowMethods
  if (allowed?.names && !x.method.is(allowed.names)) {
    const { range } = use(x, allowed.item)
    x.shared.steps.push(x.method.tell((method) => ({ kind: 'guard', range, text: `AllowMethods refuses ${method}` })))
    return { status: 405, by: 'denied', range: allowed.item.range }
  }
  const refused = x.config.compat && checkCompat(x.config.compat, x.method, (item) => allowDenyHolds(x, item))
  if (!refused) return null
  step(x, 'access', refused.range, 'access is denied')
  return { status: 403, by: 'denied', range: refused.range }
}

const knownUser = (x: Exchange, what: string): Grant =>
  ask(x, `the user is ${what}`, `the user is not ${what}`) ? 'granted' : 'denied'

/** One authorization provider's word. `user`: somebody has logged in. */
function provide(x: Exchange, { provider, args, condition }: Requirement, user: boolean): Grant {
  const granted = (value: boolean): Grant => (value ? 'granted' : 'denied')
  switch (provider) {
    case 'all':
      return granted(args[0]?.toLowerCase() === 'granted')
    case 'method':
      return granted(args.some((name) => x.method.is(READS.has(name) ? READS : name)))
    case 'env':
      return granted(args.some((name) => environment(x, name) !== undefined))
    case 'expr':
      return granted(condition !== null && holds(x, condition))
    case 'local':
      return granted(clientIs(x, ['local']))
    case 'ip':
    case 'host':
    case 'forward-dns':
      return granted(clientIs(x, args))
    case 'valid-user':
      return user ? 'granted' : 'no-user'
    default:
      return user ? knownUser(x, `${provider} ${args.join(' ')}`) : 'no-user'
  }
}

/** apply_authz_sections of mod_authz_core. */
function judge(x: Exchange, node: RequireBlock | Requirement, parent: 'and' | 'or', user: boolean): Finding {
  if (!isIn(x.method, node.limited)) return { grant: parent === 'and' ? 'granted' : 'neutral', range: node.range }
  use(x, node)
  const found =
    node.kind === 'require' ? { grant: provide(x, node, user), range: node.range } : judgeBlock(x, node, user)
  if (!node.negated || found.grant === 'neutral') return found
  return { grant: found.grant === 'granted' ? 'denied' : 'neutral', range: found.range }
}

function judgeBlock(x: Exchange, block: RequireBlock, user: boolean): Finding {
  let result: Finding = { grant: 'neutral', range: block.range }
  const final = block.operator === 'and' ? 'denied' : 'granted'
  for (const child of block.children) {
    const found = judge(x, child, block.operator, user)
    if (found.grant === 'neutral') continue
    if (found.grant === final) return found
    const raises =
      block.operator === 'and' ? found.grant === 'no-user' : found.grant === 'no-user' && result.grant === 'denied'
    if (raises || result.grant === 'neutral') result = found
  }
  return result
}

function unauthorized(x: Exchange, range: SourceRange): Verdict {
  const { type, name } = x.config.authn ?? { type: null, name: null }
  if (type && /^(basic|digest)$/.test(type.value))
    x.err.set('www-authenticate', type.value === 'basic' ? `Basic realm="${name ?? ''}"` : null, type.range)
  step(x, 'access', range, 'a user is asked for')
  return { status: 401, by: 'denied', range }
}

/** mod_authz_core, with mod_auth_basic where a user may change its mind. */
function authorize(x: Exchange): Verdict | null {
  const block = x.config.authz?.block
  const type = x.config.authn?.type && x.config.authn.type.value !== 'none' ? x.config.authn.type : null
  if (!block) return type ? { status: 500, by: 'built-in', range: use(x, type).range } : null
  const { grant, range } = judge(x, block, 'and', false)
  if (grant === 'granted') return null
  if (grant !== 'no-user') {
    step(x, 'access', range, 'access is denied')
    return { status: 403, by: 'denied', range }
  }
  if (!type || (/^(basic|digest)$/.test(type.value) && x.config.authn?.name == null))
    return { status: 500, by: 'built-in', range }
  if (type && missingOf(authModules(type.value), x.shared.httpd.loaded))
    return { status: 500, by: 'built-in', range: type.range }
  const sent = header(x, 'authorization')
  if (sent === '' || !ask(x, 'the request carries valid credentials', 'the request carries no valid credentials'))
    return unauthorized(x, range)
  const after = judge(x, block, 'and', true)
  if (after.grant === 'granted') return null
  return x.config.authz?.forbidOnFail ? { status: 403, by: 'denied', range: after.range } : unauthorized(x, after.range)
}

const folderOf = (x: Exchange): string => (x.filename ?? '').replace(/[^/]*$/, '')

/**
 * Whether httpd takes the configuration for the very same. It compares pointers, and rebuilds what it merged for another folder or
 * name, or for what is not there, as soon as a module such as mod_allowmethods hooks into access control in the old way (`auth_internal_per_conf` in request.c).
 */
function isSameConfig(x: Exchange, before: Exchange): boolean {
  const equal = x.merged.length === before.merged.length && x.merged.every((one, index) => one === before.merged[index])
  if (!equal || x.shared.httpd.configuration.hasModule('allowmethods_module') !== true) return equal
  return (
    folderOf(x) === folderOf(before) &&
    x.file !== 'missing' &&
    x.merged.every(({ kind }) => kind === 'directory' || kind === 'htaccess')
  )
}

/** The access phases; a subrequest or internal redirect that meets the same configuration is not asked again. */
export function checkAccess(x: Exchange): Verdict | null {
  const { configuration } = x.shared.httpd
  if (
    !configuration.complete &&
    /\/\.ht[^/]*$/.test(x.filename ?? '') &&
    ask(x, 'the main configuration hides .ht files', 'the main configuration shows .ht files')
  ) {
    return { status: 403, by: 'denied', range: null }
  }
  const before = x.prev ?? x.main
  if (before && isSameConfig(x, before)) return null
  runHooks(x, 'access')
  const refused = accessChecker(x)
  if (satisfiesAny(x.config.compat, x.method)) return refused ? authorize(x) : null
  return refused ?? authorize(x)
}
