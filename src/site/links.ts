import type { Origin } from '../model/origin.ts'
import type { Reading } from '../model/reading.ts'
import type { Link } from '../model/site.ts'
import type { SourceRange } from '../source/range.ts'
import { groupName, isLocal, meets, parseTarget } from './address.ts'
import type { Target } from './address.ts'
import { readUpstreams } from './upstreams.ts'
import type { Upstreams } from './upstreams.ts'

/** One machine behind an upstream's name: where the request goes, and who is known to listen there. */
export interface Member { target: Target; to: Origin | null; sure: boolean; why: string }

export interface Joints {
  links: Link[]
  /** Who is behind what an origin's configuration calls an upstream; empty where nothing can be told. */
  members(from: Origin, upstream: string): Member[]
}

const describe = (target: Target): string => (target.kind === 'unix' ? `unix:${target.path}` : `${target.host}:${target.port}`)

/** Who listens at a target: sure only where exactly one origin does, and by an address that means this machine. */
function whoListens(target: Target, origins: Origin[]): Omit<Member, 'target'> {
  const found = origins.map((origin) => ({ origin, how: origin.addresses.map((address) => meets(target, address)) }))
  const same = found.filter(({ how }) => how.includes('same'))
  const [only] = same
  if (only && same.length === 1) return { to: only.origin, sure: true, why: `${only.origin.name} listens on ${describe(target)}` }
  if (only) return { to: only.origin, sure: false, why: `${same.length} servers of these files listen on ${describe(target)}` }
  const [named, ...others] = found.filter(({ how }) => how.includes('other-name'))
  if (named && others.length === 0) return { to: named.origin, sure: false, why: `${named.origin.name} listens on that port, but nothing says that ${describe(target)} is its machine` }
  return whoMight(target, origins)
}

/** The only application whose port the files do not say. */
function whoMight(target: Target, origins: Origin[]): Omit<Member, 'target'> {
  const open = origins.filter(({ layer, addresses }) => layer === 'express' && addresses.every(({ port, socket }) => port === null && socket === undefined))
  const [guess, ...others] = open
  if (!guess || others.length > 0 || (target.kind === 'tcp' && !isLocal(target.host) && target.host.includes('.'))) {
    return { to: null, sure: false, why: `nobody in these files listens on ${describe(target)}` }
  }
  return { to: guess, sure: false, why: `the files do not say where ${guess.name} listens` }
}

/** Whether a file is one of those that an origin was read from. */
function ownersOf(file: string, origins: Origin[]): Origin[] {
  if (origins.length < 2) return origins
  const holds = (range: SourceRange): boolean => range.file === file || (range.includedFrom ?? []).some((by) => by.file === file)
  const owners = origins.filter(({ range, addresses, routes }) => holds(range) || addresses.some((one) => holds(one.range)) || routes.some((one) => holds(one.range)))
  return owners.length > 0 ? owners : origins
}

/** Joins every proxy to the origin that listens at the address which it names. */
export function join(readings: Reading[]): Joints {
  const origins = readings.flatMap((reading) => reading.origins)
  const upstreams = new Map<Origin, Upstreams>()
  const links: Link[] = []
  const known = new Map<string, Member[]>()
  const members = (from: Origin, upstream: string): Member[] => {
    const names = upstreams.get(from)?.groups.get(groupName(upstream).toLowerCase()) ?? [upstream]
    return names.flatMap((name) => {
      const target = parseTarget(name)
      return target ? [{ target, ...whoListens(target, origins) }] : []
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
  return { links, members: remembered }
}
