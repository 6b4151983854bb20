import { proxiedUrl } from '../../words/proxied.ts'
import type { SourceRange } from '../../../text/range.ts'
import { Undecided, ask, step, use } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { hasOption } from '../../compile/modules/core.ts'
import type { RewriteRule } from '../../compile/modules/rewrite-rule.ts'
import type { RewriteSettings } from '../../compile/modules/rewrite-dir.ts'
import { conditionsHold } from './conditions.ts'
import { nextRule } from './next-rule.ts'
import { expand, pieces } from './expand.ts'
import type { Context } from './expand.ts'
import { selfUrl } from '../server-variables.ts'
import { escapePath } from '../uri.ts'

/** What a list of rules came to. `proxy:` stands before a filename that [P] made. */
interface Result {
  changed: boolean
  status: number | null
  range: SourceRange | null
  noEscape: boolean
  passThrough: boolean
  output: string
}

const ROUNDS = 32_000
const MAXIMUM_STEPS = 2000

const isAbsoluteUrl = (text: string): boolean =>
  /^(ajp|balancer|fcgi|ftp|gopher|h2c?|https?|ldaps?|mailto|news|nntp|scgi|unix|uwsgi|wss?):/i.test(text) &&
  (/^\w+:\/\//.test(text) || /^(mailto|news):/i.test(text))

/** What the rule's pattern is held against: the URL path, or the file name without the directory's part. */
function subjectOf(x: Exchange, directory: string | null): string {
  if (directory === null) return x.filename ?? x.uri
  const full = (x.filename ?? x.uri) + x.pathInfo
  return full.startsWith(directory) ? full.slice(directory.length) : full
}

function setEnvironment(context: Context, words: readonly string[]): void {
  for (const word of words) {
    const text = expand(context, word)
    const unset = text?.startsWith('!')
    const [name = '', ...value] = (text ?? word).replace(/^!/, '').split(':')
    context.x.env.set(name, unset ? undefined : text === null ? null : value.join(':'))
  }
}

function splitQuery(x: Exchange, text: string, { flags }: RewriteRule): string {
  if (flags.discardQuery) Object.assign(x, { args: null, argsOpen: false })
  const skip = isAbsoluteUrl(text) ? text.indexOf('//') + 2 : 0
  const mark = flags.lastQuestionMark ? text.lastIndexOf('?') : text.indexOf('?', skip)
  if (mark < 0) return text
  const query = text.slice(mark + 1)
  if (!flags.append) Object.assign(x, { args: query, argsOpen: false })
  else if (query) x.args = x.args === null ? query : `${query}&${x.args}`
  if (x.args !== null) x.args = x.args.replace(/&$/, '') || null
  return text.slice(0, mark)
}

/** fully_qualify_uri */
const qualified = (x: Exchange, text: string): string =>
  isAbsoluteUrl(text) ? text : selfUrl(x, text.startsWith('/') ? text : `/${text}`)

/** reduce_uri: a URL of this very server is a path; names count only at the port that ServerName gives (ap_matches_request_vhost). */
function reduced(x: Exchange, text: string): string {
  const { request, server } = x.shared
  const [, host = '', given, path = ''] =
    new RegExp(`^${request.scheme}://([^/:]*)(?::(\\d+))?(/.*)?$`, 'is').exec(text) ?? []
  if (!host) return text
  const port = Number(given ?? (request.scheme === 'https' ? 443 : 80))
  const byAddress = server.addresses.some(
    (address) => address.host === host && (address.port === null || address.port === port),
  )
  const names = [server.serverName?.host, ...server.aliases.map(({ name }) => name)]
  return byAddress || (server.serverName?.port === port && names.includes(host.toLowerCase())) ? path || '/' : text
}

/** What a rule puts in the place of the path; null: a question mark that came with the request would begin the query, which httpd refuses. */
function outputOf(context: Context, { output, flags, range }: RewriteRule): string | null {
  const parts = pieces({ ...context, building: true }, output, flags.escape)
  if (parts === null) throw new Undecided(`what ${output} becomes`, range)
  const marked = parts.filter(({ text }) => text.includes('?'))
  const deciding = flags.lastQuestionMark ? marked.at(-1) : marked[0]
  return deciding && !deciding.given && !flags.allowsQuestion ? null : parts.map(({ text }) => text).join('')
}

/** One rule whose pattern and conditions held: its substitution. */
function substitute(context: Context, rule: RewriteRule, result: Result): void {
  const { x, directory } = context
  const output = outputOf(context, rule)
  if (output === null) {
    result.status = 403
    return
  }
  let text = output
  if (!text.startsWith('/') && !isAbsoluteUrl(text)) {
    if (directory !== null) text = directory + text
    else if (!rule.flags.proxy && rule.flags.redirect === null) text = `/${text}`
  }
  if (directory !== null && rule.flags.discardPathInfo) x.pathInfo = ''
  x.filename = splitQuery(x, text, rule)
  result.changed = true
  result.noEscape = rule.flags.noEscape
  result.output = rule.output
  if (rule.flags.proxy) {
    x.filename = `proxy:${qualified(x, x.filename)}`
    return
  }
  if (rule.flags.redirect !== null) {
    x.filename = qualified(x, x.filename)
    x.status = rule.flags.redirect || 302
    return
  }
  x.filename = reduced(x, x.filename)
  if (isAbsoluteUrl(x.filename)) {
    x.status = 302
    return
  }
  if (!/^\/\//.test(rule.output)) x.filename = x.filename.replace(/^\/{2,}/, '/')
}

const isLocal = (filename: string): boolean => proxiedUrl(filename) === null && !isAbsoluteUrl(filename)

/** force_type_handler */
function force(x: Exchange, { flags: { handler, type }, range }: RewriteRule): void {
  if (handler) x.forced.handler = { name: handler, range }
  if (type) x.forced.type = type
}

/** `[PT]` goes on with a path, and with nothing else. */
function badPath(x: Exchange, range: SourceRange | null): Verdict {
  x.status = 200
  return { status: 400, by: 'built-in', range }
}

/** null: the rule does not match. */
function applyRule(context: Context, rule: RewriteRule, result: Result): boolean {
  const { x } = context
  context.subject = subjectOf(x, context.directory)
  const found = rule.pattern.exec(context.subject)
  const matched =
    found === undefined
      ? ask(
          x,
          `RewriteRule ${rule.pattern.source} matches ${context.subject}`,
          `RewriteRule ${rule.pattern.source} does not match ${context.subject}`,
        )
      : (found !== null) !== rule.negated
  if (!matched) return false
  context.rule = rule.negated ? [] : found === undefined ? null : (found?.groups ?? [])
  context.condition = []
  if (!conditionsHold(context, rule.conditions)) return false
  use(x, rule)
  result.range = rule.range
  setEnvironment(context, rule.flags.env)
  if (rule.substitutes) substitute(context, rule, result)
  if (!rule.substitutes || isLocal(x.filename ?? '')) force(x, rule)
  result.status ??= rule.flags.status
  step(
    x,
    'rewrite',
    rule.range,
    result.status === null ? `rewritten to ${x.filename}` : `answered with ${result.status}`,
  )
  return true
}

/** apply_rewrite_list */
function applyRules(x: Exchange, rules: readonly RewriteRule[], directory: string | null): Result {
  const result: Result = { changed: false, status: null, range: null, noEscape: false, passThrough: false, output: '' }
  const context: Context = { x, directory, subject: '', rule: [], condition: [] }
  let rounds = 1
  let steps = 0
  const after = (place: number): number => nextRule(rules, subjectOf(x, directory), place)
  for (let at = after(0); at < rules.length; at = after(at + 1)) {
    const rule = rules[at]
    if (!rule || (x.main && (rule.flags.noSubrequest || rule.flags.redirect !== null))) continue
    if (++steps > MAXIMUM_STEPS + rules.length) throw new Undecided('the rewriting ends', rule.range)
    if (!applyRule(context, rule, result)) {
      while (rules[at]?.flags.chain) at++
      continue
    }
    if ((x.filename?.length ?? 0) > 16_380) return { ...result, status: 500 }
    if (result.status !== null) return result
    const { flags } = rule
    if (flags.passThrough) return { ...result, changed: true, passThrough: true }
    if (flags.end) {
      x.ended = true
      break
    }
    if (flags.proxy || flags.last) break
    if (flags.next) {
      if (++rounds >= ROUNDS) return { ...result, status: 500 }
      at = -1
    } else at += flags.skip
  }
  return result
}

const by = (status: number): Verdict['by'] =>
  status === 403 ? 'denied' : status >= 300 && status < 400 ? 'redirect' : 'response'

/** The status of a rule; httpd forgets by it that it was fetching an error page. */
function answered(x: Exchange, status: number, range: SourceRange | null): Verdict {
  x.status = 200
  return { status, by: by(status), range }
}

/** escape_absolute_uri: all behind the host. */
const escapedUrl = (url: string): string =>
  url.replace(/^(\w+:\/\/[^/]*)(.*)$/s, (_, start: string, path: string) => start + escapePath(path))

/** A remote URL: the redirect itself. `sent`: the query that came with the request, which goes on as it is. */
function redirect(x: Exchange, url: string, { range, noEscape }: Result, sent: string | null): Verdict {
  const status = x.status >= 300 && x.status < 400 ? x.status : 302
  x.status = 200
  const query = x.args === null || noEscape || x.args === sent ? x.args : escapePath(x.args)
  const target = `${noEscape ? url : escapedUrl(url)}${query === null ? '' : `?${query}`}`
  x.out.push({ name: 'location', value: target, range })
  return { status, by: 'redirect', range }
}

/** [P], which mod_rewrite refuses where mod_proxy is not loaded. */
function refusedProxy(x: Exchange, range: SourceRange, { noEscape }: Result): Verdict | null {
  if (x.shared.httpd.loaded.has('proxy_module') === false) return { status: 403, by: 'denied', range }
  const url = proxiedUrl(x.filename ?? '') ?? ''
  x.proxy = { url, range, escape: !noEscape, query: true }
  x.handler = { name: 'proxy-server', range }
  return null
}

/** hook_uri2file: the rules of the server or virtual host. null: go on with the next module. */
export function rewriteUri(x: Exchange): Verdict | 'mapped' | null {
  const rules = x.shared.server.rewrite
  if (x.config.rewrite?.engine !== true || !rules || x.ended || !x.uri.startsWith('/')) return null
  x.filename = x.uri
  const sent = x.args
  const result = applyRules(x, rules.rules, null)
  const { filename } = x
  if (result.status !== null) return answered(x, result.status, result.range)
  if (!result.changed || !result.range) {
    x.filename = null
    return null
  }
  if (result.passThrough) {
    if (!filename.startsWith('/')) return badPath(x, result.range)
    x.uri = filename
    x.filename = null
    return null
  }
  if (proxiedUrl(filename) !== null) return refusedProxy(x, result.range, result) ?? 'mapped'
  if (isAbsoluteUrl(filename)) return redirect(x, filename, result, sent)
  if (!filename.startsWith('/')) return { status: 400, by: 'built-in', range: result.range }
  const root = x.shared.server.documentRoot?.path ?? ''
  if (!isRealPath(x, filename, result.output, root)) x.filename = root + filename
  return 'mapped'
}

/** The folders that a Unix root has; what else lies there is not known. */
const ROOT_FOLDERS = /^\/(?:usr|var|srv|etc|home|opt|tmp|run|mnt|media|root|lib|bin|sbin|dev|proc|sys)$/

/** prefix_stat: a path is a file's name if its first part exists and the rule wrote it, or it lies below the document root. */
function isRealPath(x: Exchange, path: string, output: string, root: string): boolean {
  if (root && (path === root || path.startsWith(`${root}/`))) return true
  const first = /^\/[^/]*/.exec(path)?.[0] ?? '/'
  const entry = x.shared.httpd.entry(first)
  const exists = entry === 'file' || entry === 'directory' || (entry === 'outside' && ROOT_FOLDERS.test(first))
  return exists && (output === first || output.startsWith(`${first}/`))
}

/** subst_prefix_path: another beginning for what lies below a folder; null: it does not. An empty beginning leaves no slash. */
function swapPrefix(path: string, prefix: string, beginning: string): string | null {
  const folder = prefix.replace(/\/?$/, '/')
  return path.startsWith(folder)
    ? `${beginning === '' ? '' : beginning.replace(/\/?$/, '/')}${path.slice(folder.length)}`
    : null
}

/** The URL of a file: by RewriteBase, the document root, or the alias that led to it. */
function baseUrl(x: Exchange, { directory, base }: RewriteSettings, filename: string): string {
  const root = x.shared.server.documentRoot?.path.replace(/\/$/, '') ?? ''
  if (base === null && root !== '' && filename.startsWith(`${root}/`)) return filename.slice(root.length)
  const rebasedPath = base !== null && directory !== null ? swapPrefix(filename, directory, base) : null
  const { prefix, folder } = x.context ?? { prefix: '', folder: root }
  return rebasedPath ?? (folder === '' ? null : swapPrefix(filename, folder, prefix)) ?? filename
}

/** hook_fixup: the rules of directories and `.htaccess`. null: go on with the next module. */
export function rewriteFile(x: Exchange): Verdict | 'done' | null {
  const settings = x.config.rewrite
  if (settings?.engine !== true || settings.directory === null || x.ended) return null
  const before = x.filename
  if (before !== null && !x.proxy && !settings.options.has('allownoslash') && `${before}/` === settings.directory)
    return null
  if (
    !hasOption(x.config.core, 'followsymlinks') &&
    !hasOption(x.config.core, 'symlinksifownermatch') &&
    settings.rules.length > 0
  )
    return { status: 403, by: 'denied', range: settings.rules[0]?.range ?? null }
  const info = x.pathInfo
  const sent = x.args
  const result = applyRules(x, settings.rules, settings.directory)
  if (result.status !== null) {
    x.filename = before
    return answered(x, result.status, result.range)
  }
  if (!result.changed || !result.range) {
    x.filename = before
    return null
  }
  const filename = x.filename ?? ''
  if (result.passThrough && !filename.startsWith('/')) return badPath(x, result.range)
  if (proxiedUrl(filename) !== null) return refusedProxy(x, result.range, result) ?? 'done'
  if (isAbsoluteUrl(filename)) return redirect(x, rebased(settings, filename), result, sent)
  if (!filename.startsWith('/')) return { status: 400, by: 'built-in', range: result.range }
  if (before !== null && filename === before) {
    x.pathInfo = info
    return 'done'
  }
  x.redirectTo = baseUrl(x, settings, filename)
  x.handler = { name: 'redirect-handler', range: result.range }
  return 'done'
}

/** The directory in a redirect's path gives way to RewriteBase. */
function rebased({ base, directory }: RewriteSettings, url: string): string {
  if (base === null || directory === null || directory === '/') return url
  const [, start = '', path = ''] = /^(\w+:\/\/[^/]*)(\/.*)?$/s.exec(url) ?? []
  return path.startsWith(directory) ? `${start}${base.replace(/\/?$/, '/')}${path.slice(directory.length)}` : url
}
