import type { Address, HostPattern, Origin } from '../src/model/origin.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt } from '../src/site/blocks.ts'
import { placeKey } from '../src/site/questions.ts'
import type { SourceRange } from '../src/source/range.ts'

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

const addressKey = ({ host, port, socket }: Address): string => socket ?? `${host ?? '*'}:${port}`

/** A name that begins with a dot is two: the bare one and `*.` before it (ngx_hash_add_key). */
const namesOf = ({ kind, source }: HostPattern): string[] => (source.startsWith('.') ? [`exact ${source.slice(1)}`, `leading *${source}`] : [`${kind} ${source}`])

function addressesByServer(site: Site, { addresses }: Origin): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const address of addresses) {
    const server = serverAt(site, address.range)
    if (server) found.set(server, (found.get(server) ?? new Set()).add(addressKey(address)))
  }
  return found
}

export default defineRule({
  id: 'conflicting-server-name',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'Two servers with the same address and name',
  messages: { conflict: 'Expected {{name}} once on {{address}}, since nginx takes the first server and ignores this one, whose locations are not merged: put them into one server' },
  check({ site, report }) {
    for (const origin of site.origins) {
      if (origin.layer !== 'nginx') continue
      const addresses = addressesByServer(site, origin)
      const first = new Map<string, { server: string; range: SourceRange }>()
      for (const host of origin.hosts) {
        const { kind, range } = host
        const server = range && kind !== 'any' ? serverAt(site, range) : null
        if (!range || !server || site.trees.get(range.file)?.template) continue
        const keys = [...addresses.get(server) ?? []].flatMap((address) => namesOf(host).map((name) => ({ address, key: `${address} ${name}` })))
        const taken = keys.map(({ address, key }) => ({ address, before: first.get(key) })).find(({ before }) => before && before.server !== server)
        if (taken?.before) report({ message: 'conflict', range, data: { name: host.source, address: taken.address }, related: [{ message: 'the server that answers', range: answering(taken.before.range, range) }] })
        for (const { key } of keys) if (!first.has(key)) first.set(key, { server, range })
      }
    }
  },
})
