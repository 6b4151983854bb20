import type { Address, HostPattern, Origin } from '../src/model/origin.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt } from '../src/questions/blocks.ts'
import { placeKey } from '../src/questions/index.ts'
import type { Directive } from '../src/text/directive.ts'
import type { SourceRange } from '../src/text/range.ts'

/** The server block that a `listen`, or a word of `server_name`, stands in, and the includes that brought it in: a file included twice
 * holds two servers. A server without `listen` stands for itself. */
function serverAt(site: Site, { includedFrom = [], ...own }: SourceRange): string | null {
  const places: SourceRange[] = [own, ...includedFrom]
  for (const [depth, place] of places.entries()) {
    const at = directiveAt(site, place)
    const server = at?.name === 'server' ? at : blocksAround(site, place).find(({ name }) => name === 'server')
    if (server) return [server.range, ...places.slice(depth + 1)].map(placeKey).join(' ')
  }
  return null
}

/** The other server's name; where one file was included twice, the include that came first. */
const answering = (first: SourceRange, second: SourceRange): SourceRange =>
  (placeKey(first) === placeKey(second) ? first.includedFrom?.[0] : undefined) ?? first

const addressKey = ({ host, family, port, socket }: Address): string =>
  socket ?? `${host ?? (family === 6 ? '[::]' : '*')}:${port}`

/** A name that begins with a dot is two: the bare one and `*.` before it (ngx_hash_add_key). */
const namesOf = ({ kind, source }: HostPattern): string[] =>
  source.startsWith('.') ? [`exact ${source.slice(1)}`, `leading *${source}`] : [`${kind} ${source}`]

function addressesByServer(site: Site, { addresses }: Origin): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const address of addresses) {
    const server = serverAt(site, address.range)
    if (server) found.set(server, (found.get(server) ?? new Set()).add(addressKey(address)))
  }
  return found
}

interface Unnamed {
  range: SourceRange
  address: string
  answers: SourceRange
}

/** Servers without a name whose addresses all have another such server before them; which of two is the default is for `listen` to say. */
function unnamed(site: Site, { addresses, hosts }: Origin): Unnamed[] {
  const named = new Set(
    hosts.flatMap(({ kind, range }) => (range && kind !== 'any' ? (serverAt(site, range) ?? []) : [])),
  )
  const servers = new Map<string, { server: Directive; addresses: string[]; isDefault: boolean }>()
  for (const address of addresses) {
    const key = serverAt(site, address.range)
    const listen = directiveAt(site, address.range)
    const server =
      listen?.name === 'server' ? listen : blocksAround(site, address.range).find(({ name }) => name === 'server')
    if (key === null || !server || named.has(key)) continue
    const known = servers.get(key) ?? { server, addresses: [], isDefault: false }
    known.addresses.push(addressKey(address))
    known.isDefault ||= (listen?.args ?? []).some(({ value }) => value === 'default_server' || value === 'default')
    servers.set(key, known)
  }
  const first = new Map<string, Directive>()
  return [...servers.values()].flatMap(({ server, addresses: own, isDefault }): Unnamed[] => {
    const before = own.map((address) => first.get(address))
    for (const address of own) if (!first.has(address)) first.set(address, server)
    const [answers] = before
    const [address] = own
    const isTogether =
      answers?.range.file === server.range.file || (answers?.range.includedFrom && server.range.includedFrom)
    const isSpread = site.trees.get(server.range.file)?.template || server.block?.some(({ name }) => name === 'include')
    return answers && address !== undefined && before.every(Boolean) && !isDefault && isTogether && !isSpread
      ? [{ range: server.range, address, answers: answers.range }]
      : []
  })
}

export default defineRule({
  id: 'conflicting-server-name',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'Two servers with the same address and name',
  messages: {
    unnamed:
      'Expected a server_name, since another server without one answers {{address}} before this one, which no request can reach: name it, or put the two into one server',
    half: 'Expected *{{name}} instead of {{name}}, which nginx ignores as a whole because another name of this server takes a part of it',
    conflict:
      'Expected {{name}} once on {{address}}, since nginx takes the first server and ignores this one, whose locations are not merged: put them into one server',
  },
  check({ site, report }) {
    for (const origin of site.origins) {
      if (origin.layer !== 'nginx') continue
      const addresses = addressesByServer(site, origin)
      const first = new Map<string, { server: string; range: SourceRange }>()
      for (const host of origin.hosts) {
        const { kind, range } = host
        const server = range && kind !== 'any' ? serverAt(site, range) : null
        if (!range || !server || site.trees.get(range.file)?.template) continue
        const keys = [...(addresses.get(server) ?? [])].flatMap((address) =>
          namesOf(host).map((name) => ({ address, key: `${address} ${name}` })),
        )
        const places = keys.map(({ address, key }) => ({ address, before: first.get(key) }))
        const own = places.find(({ before }) => before?.server === server)?.before
        if (own && places.some(({ before }) => !before) && host.source.startsWith('.'))
          report({
            message: 'half',
            range,
            data: { name: host.source },
            related: [{ message: 'takes a part of it', range: own.range }],
          })
        const taken = places.find(({ before }) => before && before.server !== server)
        if (taken?.before)
          report({
            message: 'conflict',
            range,
            data: { name: host.source, address: taken.address },
            related: [{ message: 'the server that answers', range: answering(taken.before.range, range) }],
          })
        for (const { key } of keys) if (!first.has(key)) first.set(key, { server, range })
      }
      for (const { range, address, answers } of unnamed(site, origin))
        report({
          message: 'unnamed',
          range,
          data: { address },
          related: [{ message: 'the server that answers', range: answers }],
        })
    }
  },
})
