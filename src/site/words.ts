import type { PathPattern } from '../model/path-pattern.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Cell } from '../model/site.ts'
import { OTHER } from './cells.ts'
import { NOBODY } from '../model/request.ts'
import { SEGMENT } from './paths.ts'

/** The parts of a rule's message that name methods and paths. */

/** An Allow field for the methods served, the common ones first. */
export function allowField(methods: Iterable<string>): string {
  const all = new Set(methods)
  all.delete(OTHER)
  const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((method) => all.delete(method))
  return [...known, ...all].join(', ')
}

/** A few methods by name, the one that stands for the rest last: `PUT, DELETE and other methods`, `unknown methods` by itself. */
export function methodList(methods: Iterable<string>): string {
  const all = [...new Set(methods)]
  const named = all.filter((method) => method !== OTHER)
  const rest = named.length > 5 ? named.splice(4).length : 0
  const shown = rest > 0 && !all.includes(OTHER) ? [...named, `${rest} more methods`] : named
  if (all.includes(OTHER)) shown.push(named.length > 0 ? 'other methods' : 'unknown methods')
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('')
}

/** What a proxy put before a path that the pattern matches; null: it cannot be told. */
function prefixOf(path: string, { matches }: Cell['pattern']): string | null {
  for (let at = 0; at >= 0; at = path.indexOf('/', at + 1))
    if (matches(path.slice(at)) === true) return path.slice(0, at)
  return null
}

const MADE_UP = new RegExp(`(?=${SEGMENT})(?<=/[^/\\s]*)(?:${SEGMENT})+(?![\\w-]|\\.config)`, 'g')
const OTHER_METHOD = new RegExp(`\\b${OTHER}\\b`, 'g')

/** A text without the names that were made up to look below a prefix, and to ask with a method or for a host that nobody names. */
export const plain = (text: string): string =>
  text.replace(MADE_UP, '…').replace(OTHER_METHOD, 'other').replaceAll(NOBODY, '*')

export const methodLabel = (method: string): string => (method === OTHER ? 'other' : method)

/** A pattern that takes everything, behind the folder whose rule it is. */
const ALL_BELOW = / (?:\^|\^?(?:\.\*|\(\.\*\))\$?)$/

/** What a location or section is called by its path: nginx's `=` and `^~` are no part of it. */
export const patternName = ({ kind, literal, source }: PathPattern): string =>
  kind === 'exact' || (kind === 'prefix' && literal !== '') ? plain(literal) : source.replace(ALL_BELOW, '')

/** The path of a cell as a person would name it: what was made up to look below a prefix is left out. */
export function pathName({ path, pattern }: Pick<Cell, 'path' | 'pattern'>): string {
  const [shown, rest] = path.endsWith(`/${SEGMENT}`) ? [path.slice(0, -SEGMENT.length - 1), '/…'] : [path, '']
  if (pattern.kind === 'express' && pattern.source.startsWith('/')) {
    const whole = prefixOf(path, pattern)
    if (whole !== null) return whole + pattern.source
    const before = rest === '' ? null : prefixOf(shown, pattern)
    if (before !== null) return before + pattern.source + rest
  }
  return plain(pattern.kind === 'express' ? behindProxy(path, pattern) : shown + rest)
}

/** A path whose beginning a proxy puts another in the place of: parameters behind that, for which a name was made up, have their own again. */
function behindProxy(path: string, { source, sample }: PathPattern): string {
  const [asked, route, made] = [path, source, sample() ?? ''].map((text) => text.split('/'))
  if (!asked || !route || made?.length !== route.length) return path
  let same = 0
  while (same < asked.length - 1 && asked.at(-same - 1) === made.at(-same - 1)) same++
  return same === 0 ? path : [...asked.slice(0, -same), ...route.slice(-same)].join('/')
}

/** Beside a path: the middleware that is not seen and that the answer is spared by. */
export const unlessSeen = ({ unless: [first, ...others] = [] }: Outcome): string =>
  first === undefined ? '' : ` (unless \`${first}\`${others.length > 0 ? ` or ${others.length} more` : ''} answers)`

/** Of several cells, the one that is best to name: a path that a person wrote; of several ways to one route the shortest. */
export function plainest<Item extends { cell: Cell }>(items: Item[]): Item | undefined {
  const named = items.filter(({ cell }) => cell.method !== OTHER)
  const [first = items[0], ...others] = [
    ...named.filter(({ cell }) => !cell.path.includes(SEGMENT)),
    ...named.filter(({ cell }) => cell.path.includes(SEGMENT)),
  ]
  const isAnotherWay = (one: Cell, other: Cell): boolean =>
    one.pattern.kind === 'express' && one.pattern.source === other.pattern.source && one.path.length < other.path.length
  return others.reduce((best, one) => (best && isAnotherWay(one.cell, best.cell) ? one : best), first)
}
