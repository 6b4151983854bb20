import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'
import { type Reading, refusedAs, taken } from '../../text/reading.ts'
import { stringError } from './expression/parse.ts'
import { regexError } from './regex.ts'
import type { Refusal } from './rewrite-flags.ts'
import { isRedirect, statusNamed } from './status.ts'

/** A Redirect, RedirectMatch, RedirectTemp or RedirectPermanent. */
export interface RedirectLine {
  status: number
  /** What it is for; null: all of the section that it stands in. */
  path: string | null
  pattern: Pattern | null
  /** null: the status alone is the answer. */
  url: string | null
}

const refuse = (message: string): Reading<RedirectLine, Refusal> => refusedAs({ message })
const refuseAtRequest = (message: string): Reading<RedirectLine, Refusal> => refusedAs({ message, atRequest: true })

/** For the whole section, the target is an expression (ap_expr_parse_cmd). */
function ofSection(status: number, url: string | null): Reading<RedirectLine, Refusal> {
  const bad = url === null ? null : stringError(url)
  return bad ? refuse(`Expected a target: it ${bad}`) : taken({ status, path: null, pattern: null, url })
}

/** What add_redirect_internal makes of one to three words. `inSection`: it stands in a Location, a Directory or an `.htaccess`. */
export function readRedirect(
  { name, args }: Pick<Directive, 'name' | 'args'>,
  inSection: boolean,
): Reading<RedirectLine, Refusal> {
  const key = name.toLowerCase()
  const [first = '', second, third] = args.map(({ value }) => value)
  const told = first.toLowerCase() === 'gone' ? 410 : statusNamed(first)
  const status = told ?? (key === 'redirectpermanent' ? 301 : 302)
  const redirects = isRedirect(status)
  if (third !== undefined && told === null)
    return refuseAtRequest(`Expected a status such as 301 or permanent in front, not ${first}`)
  if (inSection) {
    if (told !== null && redirects && second !== undefined && third === undefined) return ofSection(status, second)
    if (told === null && second === undefined) return ofSection(status, first)
    if (told !== null && !redirects && second === undefined) return ofSection(status, null)
  }
  const [path, url] = told === null ? [first, second] : [second ?? '', third]
  const isRegex = key === 'redirectmatch'
  const bad = isRegex ? regexError(path) : null
  if (bad) return refuse(`Expected a regular expression: ${path} ${bad}`)
  if (!redirects && url !== undefined)
    return refuseAtRequest(`Expected no target for the status ${status}, which is no redirect`)
  if (redirects && url === undefined) return refuseAtRequest(`Expected a target to redirect to with ${status}`)
  if (redirects && !isRegex && url !== undefined && !/^[A-Za-z0-9+.-]+:/.test(url) && !url.startsWith('/'))
    return refuse(`Expected a URL or a path with a leading / to redirect to, not ${url}`)
  return taken({ status, path, pattern: isRegex ? compilePattern(path, false) : null, url: url ?? null })
}
