import type { Route } from '../src/model/origin.ts'
import { covers } from '../src/model/path-pattern.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt } from '../src/site/blocks.ts'
import { addTo } from '../src/site/group.ts'
import { placeKey } from '../src/site/questions.ts'
import type { Directive } from '../src/source/directive.ts'

/** A location of one block, in source order. */
interface Place { route: Route; directive: Directive; kind: '=' | '^~' | '~' | '' ; name: string }

function placeOf(site: Site, route: Route): Place | null {
  const directive = directiveAt(site, route.range)
  if (directive?.name !== 'location') return null
  const [first = '', second] = directive.args.map(({ value }) => value)
  const [, modifier = '', name = ''] = second === undefined ? /^(=|\^~|~\*|~)?([^]*)$/.exec(first) ?? [] : ['', first, second]
  if (name.startsWith('@') && modifier === '') return null
  return { route, directive, kind: modifier === '~*' ? '~' : modifier === '=' || modifier === '^~' || modifier === '~' ? modifier : '', name }
}

type Why = { message: 'returned' | 'regex' | 'stopped' | 'prefix' | 'encoded' | 'outer'; by: Place | null }

/** Names are compared with the decoded path: what is encoded in a name stands for itself. */
const isEncoded = ({ kind, name }: Place): boolean => kind !== '~' && /%(?:2[0-9A-E]|[3-7][0-9A-Fa-f])/i.test(name) && decodes(name)

function decodes(name: string): boolean {
  try {
    return decodeURIComponent(name) !== name
  } catch {
    return false
  }
}

/** Why no request can select it; only what is proven, among the locations of a server's own level. */
function whyDead(place: Place, all: Place[], index: number): Why | null {
  if (isEncoded(place)) return { message: 'encoded', by: null }
  const regexes = all.filter(({ kind }) => kind === '~')
  if (place.kind === '~') {
    const earlier = all.slice(0, index).find((one) => one.kind === '~' && !(one.name === place.name) && covers(one.route.pattern, place.route.pattern) === true)
    if (earlier) return { message: 'regex', by: earlier }
    const stop = all.find(({ kind, name }) => kind === '^~' && place.route.pattern.literal.startsWith(name))
    const longer = stop && all.some(({ kind, name }) => kind === '' && name.length > stop.name.length && name.startsWith(stop.name))
    return stop && !longer ? { message: 'stopped', by: stop } : null
  }
  // Its own nested regular expressions come before those of the server.
  if (place.kind !== '' || place.directive.block?.some(({ name }) => name === 'location')) return null
  const over = regexes.find((one) => covers(one.route.pattern, place.route.pattern) === true)
  return over ? { message: 'prefix', by: over } : null
}

const isPrefix = ({ kind }: Place): boolean => kind === '' || kind === '^~'

/** What every path begins with that the location could take. */
const beginning = ({ kind, name, route }: Place): string => (kind === '~' ? route.pattern.literal : name)

/** nginx looks into the longest prefix of a level only: a longer one beside an outer location takes all that is nested here. */
function deadByOuter(site: Site, place: Place, levels: ReadonlyMap<string, Place[]>): Why | null {
  const blocks = blocksAround(site, place.route.range)
  for (const [index, block] of blocks.entries()) {
    const parent = blocks[index + 1]
    const level = parent ? levels.get(placeKey(parent.range)) ?? [] : []
    const outer = level.find(({ directive }) => directive === block)
    const by = outer && isPrefix(outer) && level.find((one) => isPrefix(one) && one.name.length > outer.name.length && beginning(place).startsWith(one.name))
    if (by) return { message: 'outer', by }
  }
  return null
}

const MAY_SKIP = new Set(['rewrite', 'break', 'include'])

/** The `return` that a server answers everything with; one that a rewrite, a break or an unread file may skip is none. */
function returnOf({ block }: Directive): Directive | null {
  const own = block ?? []
  const at = own.findIndex(({ name }) => name === 'return')
  const maySkip = ({ name, block: inner }: Directive): boolean => MAY_SKIP.has(name) || (name === 'if' && (inner ?? []).some(maySkip))
  return own.slice(0, Math.max(at, 0)).some(maySkip) ? null : own[at] ?? null
}

export default defineRule({
  id: 'unreachable-location',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A location that no request can select',
  messages: {
    returned: 'Expected `{{by}}` in a location, since in the server it answers every request before `{{location}}` is looked up: write `location / { {{by}}; }`',
    regex: 'Expected `{{location}}` before `{{by}}`, which matches every path that it could: move it up, or drop it',
    stopped: 'Expected `{{location}}` to match, but `{{by}}` keeps nginx from trying regular expressions there: nest it, or drop the `^~`',
    prefix: 'Expected `^~` on `{{location}}`, since `{{by}}` matches every path below it first: write `^~`, or drop it',
    outer: 'Expected `{{location}}` inside `{{by}}`, since nginx goes by the longest name of the outer level and never looks here: move it there, or drop it',
    encoded: 'Expected `{{location}}` in decoded form, since nginx compares names with the decoded path',
  },
  check({ site, report }) {
    for (const origin of site.origins) {
      if (origin.layer !== 'nginx') continue
      const levels = new Map<string, Place[]>()
      const servers = new Map<string, Directive>()
      for (const route of origin.routes) {
        const place = placeOf(site, route)
        const [block] = blocksAround(site, route.range)
        if (!place || !block) continue
        addTo(levels, placeKey(block.range), place)
        if (block.name === 'server') servers.set(placeKey(block.range), block)
      }
      const line = ({ name, args }: Directive): string => [name, ...args.map(({ raw }) => raw)].join(' ')
      const written = ({ directive }: Place): string => line(directive)
      for (const [level, all] of levels) {
        const server = servers.get(level)
        const stop = server && returnOf(server)
        if (stop) {
          for (const place of all) report({ message: 'returned', range: place.directive.range, data: { location: written(place), by: line(stop) }, related: [{ message: 'what answers', range: stop.range }] })
          continue
        }
        all.forEach((place, index) => {
          const why = server ? whyDead(place, all, index) : deadByOuter(site, place, levels)
          if (!why) return
          report({
            message: why.message, range: place.directive.range, data: { location: written(place), by: why.by ? written(why.by) : '' },
            related: why.by ? [{ message: 'the location that is taken instead', range: why.by.directive.range }] : [],
          })
        })
      }
    }
  },
})
