import type { Configuration } from '../configuration.ts'
import type { ServerConfig } from './server-config.ts'

/** What stands under a path or the nearest folder above it: of the folders above, only those as long as a known one are looked up. */
export function nearestIn<Value>(known: ReadonlyMap<string, Value>): (path: string) => Value | undefined {
  const lengths = [...new Set(Array.from(known.keys(), ({ length }) => length))].sort((a, b) => b - a)
  return (path) => {
    for (const length of lengths) {
      const found = length === path.length || path[length] === '/' ? known.get(path.slice(0, length)) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** The disk as the server of a configuration knows it, which may have been another machine's. */
interface Place {
  path: string
  moved: boolean
}

/** Where a path of the configuration lies on this disk: under the folder whose `.htaccess` is known, if any. */
export function relocate(configuration: Configuration, hosts: readonly ServerConfig[]): (path: string) => Place {
  const files = [null, ...hosts.map(({ section }) => section)].flatMap((section) => configuration.htaccess(section))
  const moved = new Map(
    files
      .filter(({ folder, servedFrom }) => folder !== servedFrom)
      .reverse()
      .map((one) => [one.servedFrom, one]),
  )
  const nearest = nearestIn(moved)
  return (path) => {
    const home = nearest(path)
    return home ? { path: home.folder + path.slice(home.servedFrom.length), moved: true } : { path, moved: false }
  }
}
