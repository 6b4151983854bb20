import { type LocationName, readLocation } from '../src/nginx/words/location.ts'
import type { Route } from '../src/model/origin.ts'
import { covers } from '../src/model/path-pattern.ts'
import type { Site } from '../src/model/site.ts'
import { LiteralIndex } from '../src/regex/literal-index.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt } from '../src/questions/blocks.ts'
import { addTo } from '../src/text/group.ts'
import { placeKey } from '../src/questions/index.ts'
import type { Directive } from '../src/text/directive.ts'

/** A location of one block, in source order. */
interface Place extends LocationName {
  route: Route
  directive: Directive
}

function placeOf(site: Site, route: Route): Place | null {
  const directive = directiveAt(site, route.range)
  if (directive?.name !== 'location') return null
  const { value: read } = readLocation(directive)
  return read && read.kind !== 'named' ? { route, directive, ...read } : null
}

type Why = { message: 'returned' | 'regex' | 'stopped' | 'prefix' | 'encoded' | 'outer'; by: Place | null }

/** Names are compared with the decoded path: what is encoded in a name stands for itself. */
const isEncoded = ({ kind, name }: Place): boolean =>
  kind !== 'regex' && /%(?:2[0-9A-E]|[3-7][0-9A-Fa-f])/i.test(name) && decodes(name)

function decodes(name: string): boolean {
  try {
    return decodeURIComponent(name) !== name
  } catch {
    return false
  }
}

const isPrefix = ({ kind }: Place): boolean => kind === 'prefix'

/** The locations of one level, with what finds those that may meet another one: there may be ten thousand. */
interface Level {
  all: Place[]
  order: ReadonlyMap<Place, number>
  byDirective: ReadonlyMap<Directive, Place>
  byName: ReadonlyMap<string, Place[]>
  /** How long the names of its prefixes are: a few lengths, where paths may have thousands of letters. */
  lengths: ReadonlySet<number>
  stops: Place[]
  regexesFor(place: Place): Place[]
}

function levelOf(all: Place[]): Level {
  const regexes = all.filter(({ kind }) => kind === 'regex')
  const index = new LiteralIndex(regexes.map(({ pattern }) => pattern))
  const byName = new Map<string, Place[]>()
  for (const place of all) addTo(byName, place.name, place)
  const regexesFor = ({ route: { pattern } }: Place): Place[] => {
    const sample = pattern.sample()
    return sample === null ? regexes : index.near(sample).flatMap((at) => regexes[at] ?? [])
  }
  return {
    all,
    order: new Map(all.map((place, at) => [place, at])),
    byDirective: new Map(all.map((place) => [place.directive, place])),
    byName,
    lengths: new Set(all.filter(isPrefix).map(({ name }) => name.length)),
    stops: all.filter(({ noRegex }) => noRegex),
    regexesFor,
  }
}

/** A prefix after which regular expressions are tried. */
const isOpen = ({ kind, noRegex }: Place): boolean => kind === 'prefix' && !noRegex

/** Why no request can select it; only what is proven, among the locations of a server's own level. */
function whyDead(place: Place, { all, order, stops, regexesFor }: Level): Why | null {
  if (isEncoded(place)) return { message: 'encoded', by: null }
  if (place.kind === 'regex') {
    const at = order.get(place) ?? 0
    const isEarlier = (one: Place): boolean => (order.get(one) ?? 0) < at && one.name !== place.name
    const earlier = regexesFor(place).find(
      (one) => isEarlier(one) && covers(one.route.pattern, place.route.pattern) === true,
    )
    if (earlier) return { message: 'regex', by: earlier }
    const stop = stops.find(({ name }) => place.route.pattern.literal.startsWith(name))
    const longer =
      stop && all.some((one) => isOpen(one) && one.name.length > stop.name.length && one.name.startsWith(stop.name))
    return stop && !longer ? { message: 'stopped', by: stop } : null
  }
  // Its own nested regular expressions come before those of the server.
  if (!isOpen(place) || place.directive.block?.some(({ name }) => name === 'location')) return null
  const over = regexesFor(place).find((one) => covers(one.route.pattern, place.route.pattern) === true)
  return over ? { message: 'prefix', by: over } : null
}

/** What every path begins with that the location could take. */
const beginning = ({ kind, name, route }: Place): string => (kind === 'regex' ? route.pattern.literal : name)

/** The first location of the level with a longer name that a text begins with. */
function longerThan(outer: Place, text: string, { byName, lengths, order }: Level): Place | undefined {
  const found = [...lengths].flatMap((length) =>
    length > outer.name.length && length <= text.length
      ? (byName.get(text.slice(0, length)) ?? []).filter(isPrefix)
      : [],
  )
  return found.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0]
}

/** nginx looks into the longest prefix of a level only: a longer one beside an outer location takes all that is nested here. */
function deadByOuter(site: Site, place: Place, levels: ReadonlyMap<string, Level>): Why | null {
  const blocks = blocksAround(site, place.route.range)
  for (const [index, block] of blocks.entries()) {
    const parent = blocks[index + 1]
    const level = parent && levels.get(placeKey(parent.range))
    const outer = level?.byDirective.get(block)
    const by = level && outer && isPrefix(outer) && longerThan(outer, beginning(place), level)
    if (by) return { message: 'outer', by }
  }
  return null
}

const MAY_SKIP = new Set(['rewrite', 'break', 'include'])

/** The `return` that a server answers everything with; one that a rewrite, a break or an unread file may skip is none. */
function returnOf({ block }: Directive): Directive | null {
  const own = block ?? []
  const at = own.findIndex(({ name }) => name === 'return')
  const maySkip = ({ name, block: inner }: Directive): boolean =>
    MAY_SKIP.has(name) || (name === 'if' && (inner ?? []).some(maySkip))
  return own.slice(0, Math.max(at, 0)).some(maySkip) ? null : (own[at] ?? null)
}

export default defineRule({
  id: 'unreachable-location',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A location that no request can select',
  messages: {
    returned:
      'Expected `{{by}}` in a location, since in the server it answers every request before `{{location}}` is looked up: write `location / { {{by}}; }`',
    regex: 'Expected `{{location}}` before `{{by}}`, which matches every path that it could: move it up, or drop it',
    stopped:
      'Expected `{{location}}` to match, but `{{by}}` keeps nginx from trying regular expressions there: nest it, or drop the `^~`',
    prefix: 'Expected `^~` on `{{location}}`, since `{{by}}` matches every path below it first: write `^~`, or drop it',
    outer:
      'Expected `{{location}}` inside `{{by}}`, since nginx goes by the longest name of the outer level and never looks here: move it there, or drop it',
    encoded: 'Expected `{{location}}` in decoded form, since nginx compares names with the decoded path',
  },
  check({ site, report }) {
    for (const origin of site.origins) {
      if (origin.layer !== 'nginx') continue
      const places = new Map<string, Place[]>()
      const servers = new Map<string, Directive>()
      for (const route of origin.routes) {
        const place = placeOf(site, route)
        const [block] = blocksAround(site, route.range)
        if (!place || !block) continue
        addTo(places, placeKey(block.range), place)
        if (block.name === 'server') servers.set(placeKey(block.range), block)
      }
      const levels = new Map(Array.from(places, ([key, all]) => [key, levelOf(all)]))
      const line = ({ name, args }: Directive): string => [name, ...args.map(({ raw }) => raw)].join(' ')
      const written = ({ directive }: Place): string => line(directive)
      for (const [key, level] of levels) {
        const { all } = level
        const server = servers.get(key)
        const stop = server && returnOf(server)
        if (stop) {
          for (const place of all)
            report({
              message: 'returned',
              range: place.directive.range,
              data: { location: written(place), by: line(stop) },
              related: [{ message: 'what answers', range: stop.range }],
            })
          continue
        }
        for (const place of all) {
          const why = server ? whyDead(place, level) : deadByOuter(site, place, levels)
          if (!why) continue
          report({
            message: why.message,
            range: place.directive.range,
            data: { location: written(place), by: why.by ? written(why.by) : '' },
            related: why.by ? [{ message: 'the location that is taken instead', range: why.by.directive.range }] : [],
          })
        }
      }
    }
  },
})
