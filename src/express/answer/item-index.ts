import type { PathValue, RouterModel, StackLayer } from '../register/stack.ts'
import { matchPath } from './router.ts'
import type { Item } from './router.ts'

/** The items of a router; `at`: the places, in order, of those that a path may concern. */
export interface Items {
  all: Item[]
  params: StackLayer[]
  at(path: string): readonly number[]
}

/** Segments with which every path begins that a pattern takes, in small letters; `isWhole`: nothing else stands in the pattern. */
interface Beginning {
  segments: string
  isWhole: boolean
}

/** What a path of Express begins with for certain: `/api/v1` of `/api/v1/:id`, and of `/api/v1/${name}`. */
function beginningOf(path: PathValue): Beginning {
  // A segment that comes from outside is taken for a name, and for no sign that changes the one before it.
  if (path.kind === 'open' && path.starts !== undefined)
    return { segments: (/^(?:\/[\w.~-]+(?=\/))*/.exec(path.starts)?.[0] ?? '').toLowerCase(), isWhole: false }
  if (path.kind !== 'string' || path.value.includes('|')) return { segments: '', isWhole: false }
  const segments = /^(?:\/[\w.~-]+(?=\/|$))*/.exec(path.value)?.[0] ?? ''
  const rest = path.value.slice(segments.length)
  // A sign for "once more, or not at all" counts for the slash before it, and what follows may stand right behind the segment.
  const sure = /^\/[?+*{(]/.test(rest) ? segments.slice(0, segments.lastIndexOf('/')) : segments
  return { segments: sure.toLowerCase(), isWhole: rest === '' || rest === '/' }
}

/** The beginnings of all paths for which an item may do anything. */
function beginningsOf(item: Item, below: (model: RouterModel) => readonly string[]): string[] {
  if (item.kind === 'param') return []
  if (item.kind === 'open') return ['']
  return item.matcher.values.flatMap((value) => {
    const { segments, isWhole } = beginningOf(value)
    const isMount = item.kind === 'use' && item.handler.kind === 'router' && isWhole
    return isMount && item.handler.kind === 'router'
      ? below(item.handler.router).map((inner) => segments + inner)
      : [segments]
  })
}

/** `/a`, `/a/b` … of `/a/b/c`, and the empty one. */
function* leadingParts(path: string): Generator<string> {
  yield ''
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) yield path.slice(0, at)
  if (path.length > 1) yield path
}

/** The first place in a sorted list that comes after another; undefined: there is none. */
export function firstAfter(sorted: readonly number[], after: number): number | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) <= after) low = middle + 1
    else high = middle
  }
  return sorted[low]
}

const mayTake = (item: Item | undefined, path: string): boolean =>
  item !== undefined && item.kind !== 'param' && (item.kind === 'open' || matchPath(item.matcher, path) !== false)

function indexed(all: Item[], below: (model: RouterModel) => readonly string[]): Items {
  const places = new Map<string, number[]>()
  all.forEach((item, index) => {
    for (const beginning of new Set(beginningsOf(item, below))) {
      const there = places.get(beginning)
      if (there) there.push(index)
      else places.set(beginning, [index])
    }
  })
  const find = (path: string): readonly number[] => {
    // Express 4 takes two slashes for one behind a mount.
    const found = [...leadingParts(path.toLowerCase().replace(/\/{2,}/g, '/'))].flatMap((part) => {
      const there = places.get(part)
      return there ? [there] : []
    })
    const near = found.length < 2 ? (found[0] ?? []) : [...new Set(found.flat())].sort((a, b) => a - b)
    // Each is matched once for all methods and ways that ask for the path.
    return near.filter((index) => mayTake(all[index], path))
  }
  let last = { path: '', found: find('') }
  return {
    all,
    params: all.flatMap((item) => (item.kind === 'param' ? [item.layer] : [])),
    at: (path) => {
      // A path is asked again for each item that it concerns.
      if (last.path !== path) last = { path, found: find(path) }
      return last.found
    },
  }
}

/** Routers that mount others are looked into no deeper, and of more beginnings than these below one it is there for any path. */
const DEEPEST = 30
const MOST_BEGINNINGS = 20_000

/** Knows the items of each router, and those which a path may concern, without asking each. */
export function itemIndex(itemsOf: (model: RouterModel) => Item[]): (model: RouterModel) => Items {
  const listOf = remember(itemsOf)
  const within = new Map<RouterModel, readonly string[]>()
  let depth = 0
  const below = (model: RouterModel): readonly string[] => {
    const before = within.get(model)
    if (before) return before
    if (depth >= DEEPEST) return ['']
    // Of routers that mount each other, each is there for any path.
    within.set(model, [''])
    depth++
    const all = new Set(listOf(model).flatMap((item) => beginningsOf(item, below)))
    depth--
    const found = all.has('') || all.size > MOST_BEGINNINGS ? [''] : [...all]
    within.set(model, found)
    return found
  }
  return remember((model) => indexed(listOf(model), below))
}

function remember<Made>(make: (model: RouterModel) => Made): (model: RouterModel) => Made {
  const known = new Map<RouterModel, Made>()
  return (model) => {
    const made = known.get(model) ?? make(model)
    known.set(model, made)
    return made
  }
}
