import { ruleOf } from '../apache/words/rewrite.ts'
import { FORWARDS } from '../nginx/directives/handlers.ts'
import type { Origin } from '../model/origin.ts'
import type { Reading } from '../model/reading.ts'
import type { Link } from '../model/site.ts'
import type { Directive, DirectiveFile } from '../text/directive.ts'
import type { SourceRange } from '../text/range.ts'
import { addTo } from '../text/group.ts'
import { groupName, parseTarget, whoListens } from './listeners.ts'
import type { Containers, Neighbours, Target } from './listeners.ts'

/** A proxy directive: `upstream` as the configuration calls it. */
export interface ProxyUse {
  upstream: string
  range: SourceRange
}

export interface Upstreams {
  uses: ProxyUse[]
  /** The members of each upstream block or balancer, by lower-case name. */
  groups: Map<string, string[]>
}

/** Which argument of a directive names the upstream. */
function upstreamOf(directive: Directive): string | undefined {
  const { name, args } = directive
  const [first, second] = args.map((word) => word.value)
  if (FORWARDS.includes(name)) return first
  switch (name.toLowerCase()) {
    // Inside <Location> the path is left out.
    case 'proxypass':
    case 'proxypassmatch':
      return [first, second].find((word) => word !== undefined && /^[a-z]+:\/\/|^unix:/i.test(word))
    case 'rewriterule': {
      const rule = ruleOf(directive)
      return rule?.flags.proxy ? rule.output : undefined
    }
    case 'sethandler':
      return first?.startsWith('proxy:') ? first.slice('proxy:'.length) : undefined
    default:
      return undefined
  }
}

function groupOf({ name, args, block }: Directive): { name: string; members: string[] } | null {
  const [first] = args
  const member =
    name === 'upstream'
      ? 'server'
      : name.toLowerCase() === 'proxy' && first?.value.startsWith('balancer://')
        ? 'balancermember'
        : null
  if (!member || !first || !block) return null
  const members = block.flatMap((inner) =>
    inner.name.toLowerCase() === member && inner.args[0] ? [inner.args[0].value] : [],
  )
  return { name: first.value.replace(/^balancer:\/\//, '').toLowerCase(), members }
}

/** What the directive files of one reading send requests to. */
export function readUpstreams(trees: DirectiveFile[]): Upstreams {
  const found: Upstreams = { uses: [], groups: new Map() }
  const waiting = trees.map((tree) => tree.directives)
  for (let directives = waiting.pop(); directives; directives = waiting.pop()) {
    for (const directive of directives) {
      const upstream = upstreamOf(directive)
      if (upstream !== undefined) found.uses.push({ upstream, range: directive.range })
      const group = groupOf(directive)
      if (group) found.groups.set(group.name, group.members)
      if (directive.block) waiting.push(directive.block)
    }
  }
  return found
}

/** One machine behind an upstream's name: where the request goes, and who is known to listen there. */
export interface Member {
  target: Target
  to: Origin | null
  sure: boolean
  why: string
}

export interface Joints {
  links: Link[]
  /** Who is behind what an origin's configuration calls an upstream; empty where nothing can be told. */
  members(from: Origin, upstream: string): Member[]
  /** What `members` has been asked for an origin so far. */
  asked(from: Origin): ReadonlyMap<string, Member[]>
  /** Who listens behind a published port, and on which port inside. */
  published: Containers['published']
  /** Where an origin's model failed: a fault of verblint's own, which must not hide what the others answer. */
  faults: Set<string>
}

/** The origins of a reading by the files that they were read from. */
function ownersOf(origins: Origin[]): (file: string) => Origin[] {
  if (origins.length < 2) return () => origins
  const owners = new Map<string, Origin[]>()
  for (const origin of origins) {
    const places = [origin.range, ...origin.addresses.map((one) => one.range), ...origin.routes.map((one) => one.range)]
    const files = new Set(places.flatMap(({ file, includedFrom = [] }) => [file, ...includedFrom.map((by) => by.file)]))
    for (const file of files) addTo(owners, file, origin)
  }
  return (file) => owners.get(file) ?? origins
}

/** Joins every proxy to the origin that listens at the address which it names. */
export function join(readings: Reading[], neighbours: Neighbours): Joints {
  const upstreams = new Map<Origin, Upstreams>()
  const links: Link[] = []
  const known = new Map<Origin, Map<string, Member[]>>()
  const members = (from: Origin, upstream: string): Member[] => {
    const names = upstreams.get(from)?.groups.get(groupName(upstream).toLowerCase()) ?? [upstream]
    return names.flatMap((name) => {
      const target = parseTarget(name)
      return target ? [{ target, ...whoListens(from, target, neighbours) }] : []
    })
  }
  const remembered = (from: Origin, upstream: string): Member[] => {
    const own = known.get(from) ?? new Map<string, Member[]>()
    known.set(from, own)
    const before = own.get(upstream) ?? members(from, upstream)
    own.set(upstream, before)
    return before
  }
  for (const reading of readings) {
    const read = readUpstreams(reading.trees)
    for (const origin of reading.origins) upstreams.set(origin, read)
    const owners = read.uses.length > 0 ? ownersOf(reading.origins) : () => []
    for (const { upstream, range } of read.uses) {
      for (const from of owners(range.file)) {
        for (const { to, sure, why } of remembered(from, upstream))
          if (to) links.push({ from, upstream, range, to, sure, why })
      }
    }
  }
  return {
    links,
    members: remembered,
    asked: (from) => known.get(from) ?? new Map<string, Member[]>(),
    published: neighbours.containers.published,
    faults: new Set(),
  }
}
