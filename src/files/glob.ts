/**
 * Globs as a configuration writes them: `*` and `?` stop at a slash, `**` between slashes is any number of folders, and there are `[a-z]`,
 * `{a,b}`, `{1..9}`, `?(…)`, `*(…)`, `+(…)` and `@(…)`. Whoever wrote it, a path is matched in time that grows with both lengths and no faster.
 */
type Takes = (character: string) => boolean

/** A state: the character that it takes on the way to the next one, and states that it is at once. */
interface State {
  takes: Takes | null
  next: number
  also: number[]
}

/** `plain`: brackets stand for themselves. */
interface Building {
  pattern: string
  at: number
  states: State[]
  depth: number
  plain: boolean
}

/** A range with more members is no range: nobody wrote it for the names of files. */
const MOST_MEMBERS = 1000

const notSlash: Takes = (character) => character !== '/'

function state(building: Building, takes: Takes | null = null): number {
  building.states.push({ takes, next: -1, also: [] })
  return building.states.length - 1
}

const join = ({ states }: Building, from: number, to: number): void => {
  states[from]?.also.push(to)
}

/** A character, from a state to a new one. */
function one(building: Building, from: number, takes: Takes): number {
  const at = state(building, takes)
  const end = state(building)
  join(building, from, at)
  const made = building.states[at]
  if (made) made.next = end
  return end
}

/** Any number of characters. */
function many(building: Building, from: number, takes: Takes): number {
  const start = state(building)
  join(building, from, start)
  join(building, one(building, start, takes), start)
  return start
}

const text = (building: Building, from: number, characters: string): number =>
  [...characters].reduce((at, character) => one(building, at, (other) => other === character), from)

/** `[a-z]`, `[!a]`; null: it does not close. */
function classAt({ pattern, at }: Building): { takes: Takes; end: number } | null {
  const found = /^\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/s.exec(pattern.slice(at))
  if (!found) return null
  const [whole, not, inner = ''] = found
  const parts = [...inner.matchAll(/(\\?.)-(\\?.)|\\?(.)/gs)].map(
    ([, low, high, single = '']) => [low?.slice(-1) ?? single, high?.slice(-1) ?? single] as const,
  )
  return {
    end: at + whole.length,
    takes: (character) =>
      character !== '/' && parts.some(([low, high]) => low <= character && character <= high) === (not === ''),
  }
}

/** `{1..9}`, `{a..e}`: its members. */
function rangeAt({ pattern, at }: Building): { members: string[]; end: number } | null {
  const [whole, low = '', high = ''] = /^\{(-?\d{1,9}|[a-z])\.\.(-?\d{1,9}|[a-z])\}/i.exec(pattern.slice(at)) ?? []
  const isNumber = /\d/.test(low)
  if (whole === undefined || isNumber !== /\d/.test(high)) return null
  const value = (end: string): number => (isNumber ? Number(end) : end.charCodeAt(0))
  const first = Math.min(value(low), value(high))
  const count = Math.abs(value(low) - value(high)) + 1
  if (count > MOST_MEMBERS) return null
  return {
    end: at + whole.length,
    members: Array.from({ length: count }, (_, index) =>
      isNumber ? String(first + index) : String.fromCharCode(first + index),
    ),
  }
}

class Unclosed extends Error {}

/** Groups in groups, and no deeper. */
const DEPTH = 100

/** What stands between a bracket and its other half: alternatives, once or, by `kind`, otherwise. */
function group(building: Building, from: number, kind: string): number {
  const [between, close] = kind === '{' ? [',', '}'] : ['|', ')']
  const start = state(building)
  const end = state(building)
  join(building, from, start)
  building.at += kind === '{' ? 1 : 2
  if (++building.depth > DEPTH) throw new Unclosed()
  do {
    join(building, sequence(building, start, between + close), end)
    if (building.at >= building.pattern.length) throw new Unclosed()
  } while (building.pattern[building.at++] !== close)
  building.depth--
  if (kind === '*' || kind === '?') join(building, start, end)
  if (kind === '*' || kind === '+') join(building, end, start)
  return end
}

/** `**` between slashes or ends: any folders, none of them too; what stands before the slash that it follows is that folder itself. */
function folders(building: Building, from: number): number | null {
  const { pattern, at } = building
  if (!pattern.startsWith('**', at) || (at > 0 && !'/{,(|'.includes(pattern[at - 1] ?? ''))) return null
  const after = pattern[at + 2]
  if (after === undefined) {
    building.at = pattern.length
    return many(building, from, () => true)
  }
  if (after !== '/') return null
  building.at += 3
  const start = state(building)
  join(building, from, start)
  join(
    building,
    one(building, many(building, start, notSlash), (character) => character === '/'),
    start,
  )
  return start
}

/** One piece of a pattern, from a state to the next. */
function piece(building: Building, from: number): number {
  const { pattern, at } = building
  const character = pattern[at] ?? ''
  const wholeFolders = folders(building, from)
  if (wholeFolders !== null) return wholeFolders
  // `a/**` is the folder itself, too.
  if (character === '/' && pattern.slice(at) === '/**') {
    building.at = pattern.length
    const end = state(building)
    join(building, from, end)
    join(
      building,
      many(
        building,
        one(building, from, (other) => other === '/'),
        () => true,
      ),
      end,
    )
    return end
  }
  const range = character === '{' && !building.plain ? rangeAt(building) : null
  if (range) {
    const end = state(building)
    for (const member of range.members) join(building, text(building, from, member), end)
    building.at = range.end
    return end
  }
  if (!building.plain && (character === '{' || (pattern[at + 1] === '(' && '?*+@'.includes(character))))
    return group(building, from, character)
  const listed = character === '[' ? classAt(building) : null
  if (listed) {
    building.at = listed.end
    return one(building, from, listed.takes)
  }
  building.at++
  if (character === '*') return many(building, from, notSlash)
  if (character === '?') return one(building, from, notSlash)
  if (character === '\\' && building.at < pattern.length) return text(building, from, pattern[building.at++] ?? '')
  return text(building, from, character)
}

function sequence(building: Building, from: number, stops: string): number {
  let at = from
  while (building.at < building.pattern.length && !stops.includes(building.pattern[building.at] ?? ''))
    at = piece(building, at)
  return at
}

/** The states of a pattern, of which the last is the end; a bracket without its other half makes them all plain. */
function statesOf(pattern: string, plain: boolean): State[] {
  const building: Building = { pattern, at: 0, states: [], depth: 0, plain }
  try {
    const end = sequence(building, state(building), '')
    join(building, end, state(building))
    return building.states
  } catch (error) {
    if (error instanceof Unclosed) return statesOf(pattern, true)
    throw error
  }
}

/** Whether a path with `/` matches. `plain`: `{` and `(` stand for themselves, as for git. */
export function globMatcher(pattern: string, plain = false): (path: string) => boolean {
  const states = statesOf(pattern, plain)
  return (path) => {
    let now = closure(states, [0])
    for (const character of path) {
      const taken = [...now].flatMap((at) => (states[at]?.takes?.(character) ? [states[at].next] : []))
      if (taken.length === 0) return false
      now = closure(states, taken)
    }
    return now.has(states.length - 1)
  }
}

function closure(states: readonly State[], from: number[]): Set<number> {
  const all = new Set(from)
  for (const at of all) for (const next of states[at]?.also ?? []) all.add(next)
  return all
}

/** Whether one of several globs and folders takes a path, and none that begins with `!`; a folder stands for all below it. */
export function globsMatcher(globs: readonly string[]): (path: string) => boolean {
  const matcherOf = (glob: string): ((path: string) => boolean) =>
    globMatcher(`${glob.replace(/^!?(?:\.\/)?/, '').replace(/(?:\/+|(?:\/\*\*)+)$/, '')}/**`)
  const taken = globs.filter((glob) => !glob.startsWith('!')).map(matcherOf)
  const left = globs.filter((glob) => glob.startsWith('!')).map(matcherOf)
  return (path) => taken.some((matches) => matches(path)) && !left.some((matches) => matches(path))
}
