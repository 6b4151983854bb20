import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { readRedirect } from '../../words/redirect.ts'
import { isKnownStatus } from '../../words/status.ts'
import { LONGEST } from '../../../text/limits.ts'
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

export function redirectAt(
  directive: ApacheDirective,
  scope: ModuleScope<{ redirects: RedirectEntry[] }>,
  dir: AliasDir,
): void {
  const { value } = readRedirect(directive, scope.path !== null)
  if (!value) return
  const item = itemOf(directive.range, scope)
  const { path, pattern, url } = value
  // ap_die_r: what httpd has no words for is a 500.
  const status = url !== null || isKnownStatus(value.status) ? value.status : 500
  if (path === null) dir.whole = { ...item, status, url }
  else (scope.path === null ? scope.server : dir).redirects.push({ ...item, status, fake: path, pattern, url })
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

/** `$1` in a substitution (ap_pregsub); null where it is not known, or has no end. */
export function substituteGroups(text: string, groups: Groups): string | null {
  if (!groups && /\$\d/.test(text.replace(/\\./gs, ''))) return null
  let length = 0
  const made = text.replace(/\\(.)|\$(\d)/gs, (_, literal: string | undefined, digit: string | undefined) => {
    const part = literal ?? groups?.[Number(digit)] ?? ''
    length += part.length
    return length > LONGEST ? '' : part
  })
  return length > LONGEST ? null : made
}
