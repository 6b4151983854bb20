import { compilePattern } from '../../regex/pattern.ts'
import type { Pattern } from '../../regex/pattern.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { DirConfig } from './dir-config.ts'
import type { Expression } from '../words/expression/tree.ts'
import type { Item } from './item.ts'

/** A Directory, Location, Files, If or Proxy section, or an `.htaccess`, with the configuration that it adds. */
export interface Section extends Item {
  kind: 'directory' | 'location' | 'files' | 'if' | 'proxy' | 'htaccess'
  /** As written: `/srv/www`, `~ \.php$`. */
  source: string
  /** How many segments a plain Directory has: shorter ones are merged first. null: a regular expression, merged last. */
  components: number | null
  /** null: cannot be told. */
  matches(text: string): boolean | null
  /** Of a regular expression or a wildcard. */
  pattern: Pattern | null
  /** The text that a name without a pattern is compared with: a folder with its slash, a URL's beginning; null: none. */
  literal: string | null
  /** Of If and ElseIf. */
  condition?: { expression: Expression | null; text: string } | null
  /** ElseIf and Else: not tried where the one before it held. */
  otherwise?: boolean
  config: DirConfig
}

/** `*`, `?` and `[…]` as apr_fnmatch takes them: with FNM_PATHNAME, none of them matches a slash. */
export function wildcard(text: string, crossesSlashes = false): Pattern {
  const one = crossesSlashes ? '[\\s\\S]' : '[^/]'
  let source = '^'
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    const set = char === '[' ? /^\[[!^]?\]?[^\]]*\]/.exec(text.slice(at)) : null
    if (set) {
      source += set[0].replace(/^\[[!^]/, '[^').replaceAll('\\', '\\\\')
      at += set[0].length - 1
    } else if (char === '\\' && at + 1 < text.length) source += escaped(text.charAt(++at))
    else source += char === '*' ? `${one}*` : char === '?' ? one : escaped(char)
  }
  return compilePattern(`${source}$`, false)
}

const escaped = (char: string): string => (/\w/.test(char) ? char : `\\${char}`)

const isWild = (text: string): boolean => /[*?[]/.test(text)

const searched =
  (pattern: Pattern) =>
  (text: string): boolean | null => {
    const found = pattern.exec(text)
    return found === undefined ? null : found !== null
  }

export interface SectionName {
  source: string
  components: number | null
  pattern: Pattern | null
  literal: string | null
  matches(text: string): boolean | null
}

/** `<Section path>`, `<Section ~ regex>` and `<SectionMatch regex>`. */
export function nameOfSection(directive: ApacheDirective): SectionName {
  const words = directive.args.map((word) => word.value)
  const tilde = words[0] === '~'
  const path = words[tilde ? 1 : 0] ?? ''
  if (tilde || directive.key.endsWith('match')) {
    const pattern = compilePattern(path, false)
    return { source: `~ ${path}`, components: null, pattern, literal: null, matches: searched(pattern) }
  }
  switch (directive.key) {
    case 'directory':
      return directoryName(path)
    case 'location':
      return locationName(path)
    case 'proxy':
      return proxyName(path)
    default:
      return isWild(path)
        ? wildName(path, 0)
        : { source: path, components: 0, pattern: null, literal: path, matches: (text) => text === path }
  }
}

const wildName = (path: string, components: number, crossesSlashes = false): SectionName => {
  const pattern = wildcard(path, crossesSlashes)
  return { source: path, components, pattern, literal: null, matches: searched(pattern) }
}

/** Asked with the trailing slash that ap_directory_walk puts there. */
function directoryName(path: string): SectionName {
  const full = `${path.replace(/\/{2,}/g, '/').replace(/\/$/, '')}/`
  const components = full.split('/').length - 2
  if (isWild(full)) return wildName(full, components)
  return { source: path, components, pattern: null, literal: full, matches: (text) => text === full }
}

/** Held against the whole URL that is sent to; without wildcards, any prefix (proxy_walk). */
const proxyName = (url: string): SectionName =>
  isWild(url)
    ? wildName(url, 0, true)
    : { source: url, components: 0, pattern: null, literal: url, matches: (text) => text.startsWith(url) }

/** A prefix that ends at a segment (ap_location_walk). */
function locationName(path: string): SectionName {
  if (isWild(path)) return wildName(path, 0)
  const matches = (text: string): boolean =>
    text.startsWith(path) &&
    (path.endsWith('/') || path === '' || text.length === path.length || text.charAt(path.length) === '/')
  return { source: path, components: 0, pattern: null, literal: path, matches }
}
