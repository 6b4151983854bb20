import type { Origin } from '../model/origin.ts'
import type { Reading } from '../model/reading.ts'
import type { Link } from '../model/site.ts'
import { addTo } from '../text/group.ts'
import { readTarget, splitUpstream, type Target, type Upstreams } from '../model/upstream.ts'
import { whoListens } from './listeners.ts'
import type { Containers, Neighbours } from './listeners.ts'

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
    const names = upstreams.get(from)?.groups.get(splitUpstream(upstream).address.toLowerCase()) ?? [upstream]
    return names.flatMap((name) => {
      const target = readTarget(name)
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
    const read = reading.upstreams ?? { uses: [], groups: new Map<string, string[]>() }
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
