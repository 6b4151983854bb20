import { compilePattern } from '../regex/pattern.ts'
import { Bound } from '../text/limits.ts'
import type { LeftOut, Limits } from '../text/limits.ts'
import { isOpenName } from '../model/origin.ts'
import type { Address, HostPattern, Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import { sampleText } from '../model/regex.ts'
import { NOBODY, type Request } from '../model/request.ts'
import type { Directive, DirectiveFile } from '../text/directive.ts'
import { groupBy } from '../text/group.ts'
import type { SourceRange } from '../text/range.ts'

/** A name and port under which a client reaches one server; `block` null: no block of its own. */
export interface Entry {
  host: string
  port: number
  socket?: string
  scheme: string
  block: Directive | null
}

export type Ask = (request: Request) => Outcome[]

function nameFor({ kind, source }: HostPattern): string | null {
  switch (kind) {
    case 'exact':
      return source === '' ? null : source
    case 'leading':
      return source.startsWith('.') ? source.slice(1) : source.replace(/^\*/, 'www')
    case 'trailing':
      return source.replace(/\*$/, 'example')
    case 'regex':
      return sampleOf(source)
    case 'any':
      return null
  }
}

/** A name that a pattern takes; nginx marks one by `~`. */
function sampleOf(source: string): string | null {
  const javascript = compilePattern(source.replace(/^~/, ''), true).javascript()
  return javascript && sampleText(javascript)
}

export const schemeFor = (port: number): string => (port === 443 || port === 8443 ? 'https' : 'http')

export const clientRequest = (
  { host, port, socket, scheme }: Omit<Entry, 'block'>,
  method: string,
  path: string,
): Request => ({
  method,
  scheme,
  host,
  port,
  ...(socket !== undefined && { socket }),
  target: encodePath(path),
  headers: {},
  others: 'unknown',
})

/** What is part of a URL: what it has encoded stays so. */
export const sentPath = (path: string): string =>
  path
    .split(/(%[\da-f]{2})/i)
    .map((part, index) => (index % 2 === 1 ? part : encodePath(part)))
    .join('')

/** Asks at a path of a pattern: Express matches a path as it is sent, so that a `%20` of its own is no letter to encode. */
export const patternRequest = (
  entry: Omit<Entry, 'block'>,
  method: string,
  { path, pattern }: { path: string; pattern: PathPattern },
): Request => ({ ...clientRequest(entry, method, path), ...(pattern.kind === 'express' && { target: sentPath(path) }) })

/** As a client sends it: everything that RFC 3986 §3.3 does not allow in a path is percent-encoded. */
export const encodePath = (path: string): string =>
  path.replace(/[^\w.~!$&'()*+,;=:@/-]+/g, (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )

const serverOf = (outcomes: Outcome[]): SourceRange | null =>
  outcomes.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'server')).find(({ range }) => range)?.range ??
  null

const placeKey = (range: SourceRange | null): string => (range ? `${range.file}:${range.start.offset}` : '')

/** Every block of the directive files, by where it begins. */
export function indexBlocks(trees: Iterable<DirectiveFile>): Map<string, Directive> {
  const found = new Map<string, Directive>()
  const waiting = [...trees].map((tree) => tree.directives)
  for (let directives = waiting.pop(); directives; directives = waiting.pop()) {
    for (const directive of directives) {
      if (!directive.block) continue
      found.set(placeKey(directive.range), directive)
      waiting.push(directive.block)
    }
  }
  return found
}

type Way = Pick<Entry, 'port' | 'socket' | 'scheme'>

/** The ports and sockets on which an origin listens, each once; port 80 where the files name none. */
function waysIn(addresses: Address[]): Way[] {
  const ports = new Set(addresses.flatMap(({ port }) => port ?? []))
  const sockets = new Set(addresses.flatMap(({ socket }) => socket ?? []))
  const ways: Way[] = [
    ...[...ports].map((port) => ({ port, scheme: schemeFor(port) })),
    ...[...sockets].map((socket) => ({ port: 80, socket, scheme: 'http' })),
  ]
  return ways.length > 0 ? ways : [{ port: 80, scheme: 'http' }]
}

/** What finding the entries needs to know of the site. */
export interface Doors {
  ask: Ask
  blocks: Map<string, Directive>
  limits: Limits
  leftOut: LeftOut[]
}

/** One entry for each server block and port or socket, found by asking: of the names that are answered alike, the first stands for all. */
export function entriesOf({ hosts, addresses, range }: Origin, { ask, blocks, limits, leftOut }: Doors): Entry[] {
  const bound = new Bound('servers', limits)
  const named = [...new Set(hosts.flatMap((host) => nameFor(host) ?? []))].filter(() => bound.take())
  leftOut.push(...bound.leftOut(range))
  // A name that is left open may be any: it comes last, so that it stands for no server that has a name of its own, or is the default one.
  const names = [...new Set([...named.filter((name) => !isOpenName(name)), NOBODY, ...named.filter(isOpenName)])]
  const found = new Map<string, Entry>()
  for (const way of waysIn(addresses)) {
    for (const host of hosts.length > 0 ? names : ['localhost']) {
      const address = { host, ...way }
      const outcomes = ask(clientRequest(address, 'GET', '/'))
      const server = placeKey(serverOf(outcomes))
      const key = [
        server,
        way.port,
        way.socket,
        ...outcomes.map(({ status, decidedBy }) => `${status}@${placeKey(decidedBy)}`),
      ].join(' ')
      if (!found.has(key)) found.set(key, { ...address, block: blocks.get(server) ?? null })
    }
  }
  return [...found.values()]
}

/** The block of a list, sorted by place, that a place stands in. */
function blockAround(sorted: Directive[], { start: { offset } }: SourceRange): Directive | null {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.range.start.offset ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  const before = sorted[low - 1]
  return before && offset < (before.blockEnd?.end.offset ?? Infinity) ? before : null
}

/** What stands in the block of each entry, such as its routes, by an include too, and what stands in no server's block. */
export function byEntry<Item extends { range: SourceRange }>(
  items: Item[],
  entries: Entry[],
): (entry: Entry) => Item[] {
  const blocks = [...new Set(entries.flatMap(({ block }) => block ?? []))].sort(
    (a, b) => a.range.start.offset - b.range.start.offset,
  )
  const byFile = groupBy(blocks, ({ range }) => range.file)
  const around = (range: SourceRange): Directive | null => {
    for (const place of [range, ...(range.includedFrom ?? [])]) {
      const block = blockAround(byFile.get(place.file) ?? [], place)
      if (block) return block
    }
    return null
  }
  const byBlock = groupBy(items, ({ range }) => around(range))
  return ({ block }) => [...(block ? (byBlock.get(block) ?? []) : []), ...(byBlock.get(null) ?? [])]
}
