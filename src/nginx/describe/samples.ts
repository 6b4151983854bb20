import { resolve } from 'node:path'
import { filesServed } from '../../deployment/served.ts'
import type { Instance } from '../compile/instance.ts'
import { findLocation } from '../compile/locations.ts'
import type { Location } from '../compile/locations.ts'
import { writtenRoot } from '../answer/paths.ts'
import type { Server } from '../compile/servers.ts'

/** A folder of which a location sends files, and the URI that stands for it. */
interface Served {
  folder: string
  uri: string
  below: string
}

/** null: a variable, or a regular expression's alias, says where the files are. */
function servedBy({ prefix }: Instance, { kind, name, level }: Location): Served | null {
  const { source, alias } = writtenRoot(level)
  if (source.includes('$')) return null
  const folder = resolve(prefix, source)
  if (alias) return kind === 'prefix' && alias === level ? { folder, uri: name.replace(/\/?$/, '/'), below: '' } : null
  const last = name.lastIndexOf('/')
  return { folder, uri: '/', below: kind === 'prefix' && last > 0 ? name.slice(1, last) : '' }
}

/** The first visible file that the location sends, if there is one. */
export function filesOf(instance: Instance, server: Server, location: Location): string[] {
  if (location.kind !== 'prefix' && location.kind !== 'regex') return []
  const served = servedBy(instance, location)
  if (!served) return []
  const bound = instance.ledger.bound('samples')
  for (const path of filesServed(instance.disk, { root: served.folder, named: instance.roots }, bound, served.below)) {
    const uri = served.uri + path
    const found = findLocation(server.locations, uri)
    if (found.kind === 'location' && found.location === location) return [uri]
  }
  instance.ledger.tell(bound.leftOut(location.directive.range))
  return []
}
