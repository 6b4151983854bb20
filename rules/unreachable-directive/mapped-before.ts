import { readRedirect } from '../../src/apache/words/redirect.ts'
import type { Directive } from '../../src/text/directive.ts'

/** Directives of one family share a list, of which httpd takes the first that matches (proxy_trans in mod_proxy.c, try_alias_list and try_redirect in mod_alias.c). */
const FAMILIES: readonly (readonly string[])[] = [
  ['proxypass', 'proxypassmatch'],
  ['alias', 'aliasmatch', 'scriptalias', 'scriptaliasmatch'],
  ['redirect', 'redirectmatch', 'redirectpermanent', 'redirecttemp'],
]

const nameOf = ({ name }: Directive): string => name.toLowerCase()

/** The path that a directive is for, if it is a plain one; a Location's directive has none of its own. */
function pathOf(directive: Directive): string | null {
  if (nameOf(directive).startsWith('redirect')) return readRedirect(directive, true).value?.path ?? null
  const [path, target] = directive.args
  return path && target ? path.value : null
}

/** What every match of an anchored expression begins with. */
const literalOf = (source: string): string => /^\^((?:[\w/~-](?![?*{]))*)/.exec(source)?.[1] ?? ''

/** A prefix that every path which the directive takes begins with, and whether it takes all that begin so. */
function reachOf(directive: Directive): { prefix: string; whole: boolean } | null {
  const path = pathOf(directive)
  if (path === null) return null
  if (!nameOf(directive).endsWith('match')) return path.startsWith('/') ? { prefix: path, whole: true } : null
  return { prefix: literalOf(path), whole: false }
}

/** Paths match by whole segments, `/a` also `/a/b`; after an expression's literal there may be anything. */
function covers(earlier: string, { prefix, whole }: { prefix: string; whole: boolean }): boolean {
  if (!prefix.startsWith(earlier)) return false
  return earlier.endsWith('/') || prefix.charAt(earlier.length) === '/' || (whole && prefix === earlier)
}

/** Mappings that an earlier one of the same block takes every path from; the same path twice is duplicate-directive's. */
export function mappedBefore(siblings: readonly Directive[]): { directive: Directive; by: Directive }[] {
  return FAMILIES.flatMap((family) => {
    const all = siblings.filter((one) => family.includes(nameOf(one)))
    return all.flatMap((directive, at) => {
      const reach = reachOf(directive)
      const by =
        reach &&
        all.slice(0, at).find((one) => {
          const before = reachOf(one)
          return before?.whole === true && before.prefix !== reach.prefix && covers(before.prefix, reach)
        })
      return by ? [{ directive, by }] : []
    })
  })
}
