import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

export interface AliasEntry extends Item {
  fake: string
  real: string
  pattern: Pattern | null
  handler: string | null
}

/** `url` null: a status without a target. */
export interface RedirectEntry extends Item {
  status: number
  fake: string
  pattern: Pattern | null
  url: string | null
}

/** mod_alias per directory: a list of Redirects, and the one without a path that stands for the whole section. */
export interface AliasDir {
  redirects: RedirectEntry[]
  whole: (Item & { status: number; url: string | null }) | null
  alias: (Item & { real: string; fake: string; handler: string | null }) | null
  preservePath: boolean
}

export const createAlias = (): AliasDir => ({ redirects: [], whole: null, alias: null, preservePath: false })

export const mergeAlias = (base: AliasDir, add: AliasDir): AliasDir => ({
  redirects: [...add.redirects, ...base.redirects],
  whole: add.whole ?? base.whole,
  alias: add.alias ?? base.alias,
  preservePath: add.preservePath || base.preservePath,
})

const NAMED: Record<string, number> = { permanent: 301, temp: 302, seeother: 303, gone: 410 }
export const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** What add_redirect_internal makes of one to three words. */
export function readRedirect(
  directive: ApacheDirective,
  scope: ModuleScope<{ redirects: RedirectEntry[] }>,
  dir: AliasDir,
): void {
  const [first = '', second, third] = directive.args.map((word) => word.value)
  const fixed = directive.key === 'redirectpermanent' ? 301 : 302
  const named = NAMED[first.toLowerCase()] ?? (/^\d/.test(first) ? Number.parseInt(first, 10) : null)
  const hasStatus = named !== null && !/^redirect(permanent|temp)$/.test(directive.key)
  const status = hasStatus ? named : fixed
  const item = itemOf(directive.range, scope)
  const inDirectory = scope.path !== null
  if (inDirectory && hasStatus && isRedirect(status) && second !== undefined && third === undefined) {
    dir.whole = { ...item, status, url: second }
    return
  }
  if (inDirectory && second === undefined) {
    dir.whole = { ...item, status, url: hasStatus ? null : first }
    return
  }
  const fake = hasStatus ? (second ?? '') : first
  const url = (hasStatus ? third : second) ?? null
  const pattern = directive.key === 'redirectmatch' ? compilePattern(fake, false) : null
  const list = inDirectory ? dir.redirects : scope.server.redirects
  list.push({ ...item, status, fake, pattern, url })
}

export function readAlias(
  directive: ApacheDirective,
  scope: ModuleScope<{ pathAliases: AliasEntry[] }>,
  dir: AliasDir,
): void {
  const [fake = '', real] = directive.args.map((word) => word.value)
  const handler = directive.key.startsWith('script') ? 'cgi-script' : null
  const item = itemOf(directive.range, scope)
  if (real === undefined) {
    dir.alias = { ...item, real: fake, fake: scope.path ?? '', handler }
    return
  }
  const pattern = directive.key.endsWith('match') ? compilePattern(fake, false) : null
  scope.server.pathAliases.push({ ...item, fake, real, pattern, handler })
}

/** How much of the path an alias takes; 0: none (alias_matches in mod_alias.c). Any number of slashes equals one. */
export function aliasLength(path: string, fake: string): number {
  let at = 0
  for (let i = 0; i < fake.length;) {
    if (fake.charAt(i) === '/') {
      if (path.charAt(at) !== '/') return 0
      while (fake.charAt(i) === '/') i++
      while (path.charAt(at) === '/') at++
    } else if (path.charAt(at++) !== fake.charAt(i++)) return 0
  }
  return !fake.endsWith('/') && at < path.length && path.charAt(at) !== '/' ? 0 : at
}

/** What a pattern matched, the whole first; null: it matched, but nobody knows what. */
export type Groups = readonly string[] | null

/** `$1` in a substitution (ap_pregsub); null where it is not known. */
export function substituteGroups(text: string, groups: Groups): string | null {
  if (!groups && /\$\d/.test(text.replace(/\\./gs, ''))) return null
  return text.replace(
    /\\(.)|\$(\d)/gs,
    (_, literal: string | undefined, digit: string | undefined) => literal ?? groups?.[Number(digit)] ?? '',
  )
}
