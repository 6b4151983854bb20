import type { SourceRange } from '../../../text/range.ts'
import type { RewriteRule } from '../../compile/modules/rewrite-rule.ts'
import { Undecided } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { selfUrl } from '../server-variables.ts'
import { isAbsoluteUrl } from './absolute-url.ts'
import { pieces } from './expand.ts'
import type { Context } from './expand.ts'

/** What a list of rules came to. `proxy:` stands before a filename that [P] made. */
export interface Result {
  changed: boolean
  status: number | null
  range: SourceRange | null
  noEscape: boolean
  passThrough: boolean
  output: string
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
export function substitute(context: Context, rule: RewriteRule, result: Result): void {
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
