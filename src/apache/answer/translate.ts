import { Undecided, ask, step, use } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { evaluateString } from './expression.ts'
import { parseString } from '../words/expression/parse.ts'
import { aliasLength, substituteGroups } from '../compile/modules/alias.ts'
import { isRedirect } from '../words/status.ts'
import type { AliasEntry, Groups, RedirectEntry } from '../compile/modules/alias.ts'
import { proxyLength } from '../compile/modules/proxy.ts'
import type { ProxyPass } from '../compile/modules/proxy.ts'
import type { Pattern } from '../../regex/pattern.ts'
import type { Item } from '../compile/item.ts'
import { escapePath } from './uri.ts'
import { environment, selfUrl } from './server-variables.ts'

/** A match of a pattern; asks where it cannot be followed. null: none. */
function match(x: Exchange, pattern: Pattern, text: string): { groups: Groups } | null {
  const found = pattern.exec(text)
  if (found !== undefined) return found
  return ask(x, `${pattern.source} matches ${text}`, `${pattern.source} does not match ${text}`)
    ? { groups: null }
    : null
}

/** A target with the groups filled in, without which nobody knows where it leads. */
function filledIn(text: string, { groups }: { groups: Groups }, { range }: Item): string {
  const target = substituteGroups(text, groups)
  if (target === null) throw new Undecided(`what ${text} becomes`, range)
  return target
}

/** Where a Redirect leads of which only the status is known. */
const UNKNOWN = '?'

/** Where a Redirect without a pattern or with one leads; null: it does not match. '' stands for a status without a target. */
function redirectTarget(x: Exchange, entry: RedirectEntry): string | null {
  if (entry.pattern) {
    const found = match(x, entry.pattern, x.uri)
    if (!found || entry.url === null) return found && ''
    const url = substituteGroups(entry.url, found.groups)
    return url === null ? UNKNOWN : url.replace(/^[^?#]*/, escapePath)
  }
  if (entry.fake === '') throw new Undecided('whether httpd survives a Redirect without a path', entry.range)
  const length = aliasLength(x.uri, entry.fake)
  return length === 0 ? null : entry.url === null ? '' : entry.url + escapePath(x.uri.slice(length))
}

/** mod_alias' Redirects: those of the server, or those of the directory (`where`). */
export function redirectUri(x: Exchange, entries: readonly RedirectEntry[]): Verdict | null {
  const whole = x.config.alias?.whole
  const found = whole
    ? { entry: whole, target: whole.url === null ? '' : evaluateString(x, parseString(whole.url)) }
    : firstRedirect(x, entries)
  if (!found) return null
  const { range, status } = use(x, found.entry)
  step(x, 'rewrite', range, `Redirect with ${status}`)
  if (!isRedirect(status))
    return { status, by: status === 403 ? 'denied' : status === 404 ? 'not-found' : 'response', range }
  const known = found.target === UNKNOWN ? null : found.target
  const target = known?.startsWith('/') ? selfUrl(x, known) : known
  if (target !== null && !/^[a-z][\w+.-]*:/i.test(target)) return { status: 500, by: 'built-in', range }
  x.out.set(
    'location',
    target === null ? null : x.args !== null && !target.includes('?') ? `${target}?${x.args}` : target,
    range,
  )
  return { status, by: 'redirect', range }
}

function firstRedirect(
  x: Exchange,
  entries: readonly RedirectEntry[],
): { entry: RedirectEntry; target: string | null } | null {
  for (const entry of entries) {
    const target = redirectTarget(x, entry)
    if (target !== null) return { entry, target }
  }
  return null
}

function aliasTarget(x: Exchange, entry: AliasEntry): string | null {
  const { pattern, fake, real } = entry
  if (pattern) {
    const found = match(x, pattern, x.uri)
    return found && filledIn(real, found, entry)
  }
  const length = aliasLength(x.uri, fake)
  return length === 0 ? null : real + x.uri.slice(length)
}

function runAsScript(x: Exchange, { range }: Item): void {
  x.handler = { name: 'cgi-script', range }
  x.scriptAliased = true
}

/** Alias and ScriptAlias; true: the file is found. */
export function aliasUri(x: Exchange): boolean {
  const local = x.config.alias?.alias
  if (local) {
    const real = evaluateString(x, parseString(local.real))
    const length = x.config.alias?.preservePath ? aliasLength(x.uri, local.fake) : 0
    x.filename = (real ?? '') + (length > 0 ? x.uri.slice(length) : '')
    if (use(x, local).handler) runAsScript(x, local)
    return true
  }
  for (const entry of x.shared.server.pathAliases) {
    const target = aliasTarget(x, entry)
    if (target === null) continue
    use(x, entry)
    x.filename = target
    if (!entry.pattern) x.context = { prefix: entry.fake, folder: entry.real }
    if (entry.handler) runAsScript(x, entry)
    step(x, 'location', entry.range, `${x.uri} is ${target}`)
    return true
  }
  return false
}

/** The URL that a ProxyPass sends to; null: it does not match; '!': it is kept from the proxy. */
function proxyTarget(x: Exchange, pass: ProxyPass): string | null {
  const { pattern, fake, real } = pass
  const uri = pass.noCanon ? x.unparsed + (x.args === null ? '' : `?${x.args}`) : x.uri
  if (pattern) {
    const found = match(x, pattern, uri)
    if (!found || real === '!') return found && real
    const url = filledIn(real, found, pass)
    return url === real ? real + uri : url
  }
  const length = proxyLength(uri, fake)
  return length === 0 ? null : real === '!' ? real : real + uri.slice(length)
}

/** ProxyPass: the Location's own first, then the list in its order; the first one wins. */
export function proxyUri(x: Exchange): boolean {
  if (environment(x, 'no-proxy') !== undefined) return false
  const own = x.config.proxy?.pass
  for (const pass of [...(own ? [own] : []), ...x.shared.server.proxyPasses]) {
    const url = proxyTarget(x, pass)
    if (url === null) continue
    use(x, pass)
    if (url === '!') return false
    x.proxy = { url, range: pass.range, escape: !pass.noCanon, query: !pass.noCanon }
    x.handler = { name: 'proxy-server', range: pass.range }
    x.filename = `proxy:${url}`
    return true
  }
  return false
}
