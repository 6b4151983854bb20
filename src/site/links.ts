import type { Origin } from '../model/origin.ts'
import type { Reading } from '../model/reading.ts'
import type { Link } from '../model/site.ts'
import type { SourceRange } from '../source/range.ts'
import type { Containers } from './containers.ts'
import { groupName, parseTarget } from './address.ts'
import type { Target } from './address.ts'
import { whoListens } from './listeners.ts'
import type { Neighbours } from './listeners.ts'
import { readUpstreams } from './upstreams.ts'
import type { Upstreams } from './upstreams.ts'

/** One machine behind an upstream's name: where the request goes, and who is known to listen there. */
export interface Member { target: Target; to: Origin | null; sure: boolean; why: string }

export interface Joints {
  links: Link[]
  /** Who is behind what an origin's configuration calls an upstream; empty where nothing can be told. */
  members(from: Origin, upstream: string): Member[]
  /** Who listens behind a published port, and on which port inside. */
  published: Containers['published']
  /** Where an origin's model failed: a fault of verblint's own, which must not hide what the others answer. */
  faults: Set<string>
}

/** Whether a file is one of those that an origin was read from. */
function ownersOf(file: string, origins: Origin[]): Origin[] {
  if (origins.length < 2) return origins
  const holds = (range: SourceRange): boolean => range.file === file || (range.includedFrom ?? []).some((by) => by.file === file)
  const owners = origins.filter(({ range, addresses, routes }) => holds(range) || addresses.some((one) => holds(one.range)) || routes.some((one) => holds(one.range)))
  return owners.length > 0 ? owners : origins
}

/** Joins every proxy to the origin that listens at the address which it names. */
export function join(readings: Reading[], neighbours: Neighbours): Joints {
  const { origins } = neighbours
  const upstreams = new Map<Origin, Upstreams>()
  const links: Link[] = []
  const known = new Map<string, Member[]>()
  const members = (from: Origin, upstream: string): Member[] => {
    const names = upstreams.get(from)?.groups.get(groupName(upstream).toLowerCase()) ?? [upstream]
    return names.flatMap((name) => {
      const target = parseTarget(name)
      return target ? [{ target, ...whoListens(from, target, neighbours) }] : []
    })
  }
  const remembered = (from: Origin, upstream: string): Member[] => {
    const key = `${origins.indexOf(from)} ${upstream}`
    const before = known.get(key) ?? members(from, upstream)
    known.set(key, before)
    return before
  }
  for (const reading of readings) {
    const read = readUpstreams(reading.trees)
    for (const origin of reading.origins) upstreams.set(origin, read)
    for (const { upstream, range } of read.uses) {
      for (const from of ownersOf(range.file, reading.origins)) {
        for (const { to, sure, why } of remembered(from, upstream)) if (to) links.push({ from, upstream, range, to, sure, why })
      }
    }
  }
  return { links, members: remembered, published: neighbours.containers.published, faults: new Set() }
}
