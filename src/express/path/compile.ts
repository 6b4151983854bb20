import { pathToRegexp as pathToRegexp8 } from 'path-to-regexp'
import pathToRegexp01 from 'path-to-regexp-0.1'
import type { PathValue } from '../register/stack.ts'
import { foreignRegex } from '../../javascript/foreign-regex.ts'
import type { Match, Matcher } from '../../javascript/foreign-regex.ts'

/** Express's major version: 4 reads paths with path-to-regexp 0.1, 5 with path-to-regexp 8. */
export type Major = 4 | 5

/** `end` false: a prefix, as `use` has it. */
export interface PathOptions {
  end: boolean
  strict: boolean
  sensitive: boolean
}

/** A parameter's value; a list for a wildcard of Express 5, null for one that may be there and is not. */
export type Params = Record<string, string | string[] | null>

/** What a path matched. `undecodable`: Express answers 400, for a parameter holds a broken escape. */
export interface PathMatch {
  path: string
  params: Params
  undecodable: boolean
}

/** mergeParams: what the path itself sets stands before what the router's own path has set. */
export const mergedParams = (parent: Params | null, own: Params): Params => ({
  ...parent,
  ...Object.fromEntries(Object.entries(own).filter(([name, value]) => value !== null || !(name in (parent ?? {})))),
})

export interface CompiledPath {
  /** false: does not match; null: cannot be told. */
  match(path: string): PathMatch | false | null
  /** What it matches, without anchors; null: no regular language, or not known. */
  body: { source: string; ignoreCase: boolean } | null
  /** Whether there is at most one length at which it can match a given path: then its body may be put before another's. */
  rigid: boolean
  /** The names of its parameters, in order. */
  names: string[]
}

export interface RefusedPath {
  refused: string
}

export const isRefused = (path: CompiledPath | RefusedPath): path is RefusedPath => 'refused' in path

/** layer.js, Layer#match and decode_param: a group that did not take part sets nothing. path-to-regexp 8, match(): a wildcard's value is a list. */
function readParams(names: string[], lists: ReadonlySet<string>, groups: (string | undefined)[]): PathMatch {
  const found: PathMatch = { path: groups[0] ?? '', params: {}, undecodable: false }
  names.forEach((name, index) => {
    const value = groups[index + 1]
    try {
      if (value === undefined) found.params[name] ??= null
      else found.params[name] = lists.has(name) ? value.split('/').map(decodeURIComponent) : decodeURIComponent(value)
    } catch {
      found.undecodable = true
    }
  })
  return found
}

const NO_LISTS: ReadonlySet<string> = new Set()

function withMatcher(matcher: Matcher, names: string[], lists = NO_LISTS): CompiledPath['match'] {
  return (path) => {
    const found: Match = matcher(path)
    return found && readParams(names, lists, found.groups)
  }
}

const native =
  (regexp: RegExp): Matcher =>
  (text) => {
    const found = regexp.exec(text)
    return found ? { index: found.index, groups: [...found] } : false
  }

/** Three parameters in one segment, or many signs for "perhaps": a backtracking engine may take for ever. */
const isWild = (path: string): boolean =>
  /[:*][^/:*]*[:*][^/:*]*[:*]/.test(path) || (path.match(/[?*+{]/g) ?? []).length > MOST_SIGNS
const MOST_SIGNS = 8

const matcherFor = (regexp: RegExp, isTrusted: boolean): Matcher =>
  isTrusted ? native(regexp) : foreignRegex(regexp.source, regexp.flags)

/** layer.js: the names of a regular expression's groups, numbers where they have none. */
function groupNames(source: string): string[] {
  let next = 0
  return [...source.matchAll(/\\.|\((?:\?<(.*?)>)?(?!\?)/g)]
    .filter(([text]) => !text.startsWith('\\'))
    .map(([, name]) => name || String(next++))
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The regular expression of a RegExp route as a body: Express does not anchor it, so anything may stand around it. */
function bodyOfRegex(source: string, flags: string, end: boolean): CompiledPath['body'] {
  if (!end || /[mvs]/.test(flags) || source.includes('|') || /\(\?/.test(source)) return null
  const start = source.startsWith('^') ? source.slice(1) : `[^]*${source}`
  const body = /(?<!\\)\$$/.test(start) ? start.slice(0, -1) : `${start}[^]*`
  return { source: body, ignoreCase: flags.includes('i') }
}

function compileRegex(source: string, flags: string, options: PathOptions): CompiledPath | RefusedPath {
  try {
    const names = groupNames(source)
    return {
      match: withMatcher(foreignRegex(source, flags), names),
      body: bodyOfRegex(source, flags, options.end),
      rigid: false,
      names,
    }
  } catch (error) {
    return { refused: message(error) }
  }
}

/** What a string route of Express 4 accepts, without lookaheads that a set of characters says as well. */
const simplify4 = (source: string): string =>
  source
    .replace(/^\^/, '')
    .replace(/\(\?=\\\/\|\$\)$|\$$/, '')
    .replace(
      /\(\(\?:\(\?!\\?\/\|(\\?[^\w\\])\)\.\)\+\?\)/g,
      (_, char: string) => `([^/${char.slice(-1) === '-' ? '\\-' : char}]+?)`,
    )

function compile4(path: string, options: PathOptions): CompiledPath | RefusedPath {
  try {
    const keys: { name: string | number; optional: boolean; offset: number }[] = []
    const regexp = pathToRegexp01(path, keys, options)
    const names = keys.map(({ name }) => String(name))
    const own = path.includes('(')
    const matcher = matcherFor(regexp, !own && !isWild(path))
    const source = simplify4(regexp.source)
    const regular = !/\(\?[=!<]/.test(source)
    return {
      match: !options.end && path === '/' ? anything : withMatcher(matcher, names),
      body: regular
        ? { source: options.end ? source : source.replace(/\\\/\?$/, ''), ignoreCase: regexp.ignoreCase }
        : null,
      rigid: !own && !/[*+?{]/.test(path),
      names,
    }
  } catch (error) {
    return { refused: message(error) }
  }
}

const anything = (): PathMatch => ({ path: '', params: {}, undecodable: false })

function compile5(path: string, options: PathOptions): CompiledPath | RefusedPath {
  // layer.js, loosen(): a trailing slash counts in strict mode only.
  const read = options.strict || path === '/' ? path : path.replace(/\/+$/, '')
  try {
    const { regexp, keys } = pathToRegexp8(read, {
      sensitive: options.sensitive,
      end: options.end,
      trailing: !options.strict,
    })
    const names = keys.map(({ name }) => name)
    const lists = new Set(keys.flatMap(({ type, name }) => (type === 'wildcard' ? [name] : [])))
    const source = regexp.source
      .replace(/^\^/, '')
      .replace(/\(\?:\\\/\$\)\?/, options.end ? '\\/?' : '')
      .replace(/\(\?=\\\/\|\$\)$|\$$/, '')
    return {
      match: !options.end && path === '/' ? anything : withMatcher(matcherFor(regexp, !isWild(read)), names, lists),
      body: /\(\?[=!<]/.test(source) ? null : { source, ignoreCase: !options.sensitive },
      rigid: !/[*{]/.test(path),
      names,
    }
  } catch (error) {
    return { refused: message(error).replace(/; visit .*$/, '') }
  }
}

/** Node needs gigabytes for a path of five hundred parameters in one segment. */
const MOST_PARTS = 100
const partsIn = (path: string): number => path.match(/[:*?+({]/g)?.length ?? 0

/** Compiles a path as an Express of this major does; `refused`: it throws when the route is declared. null: the path is open, or nobody looks through it. */
export function compilePath(path: PathValue, major: Major, options: PathOptions): CompiledPath | RefusedPath | null {
  if (path.kind === 'open' || (path.kind === 'string' && partsIn(path.value) > MOST_PARTS)) return null
  if (path.kind === 'regex') return compileRegex(path.source, path.flags, options)
  return major === 4 ? compile4(path.value, options) : compile5(path.value, options)
}
