import { posix } from 'node:path'
import type { Disk, Entry } from '../files/disk.ts'
import { isGlob, matchesGlob } from '../files/shell-glob.ts'
import { isBelow, type Mount, mountsAt, type Service, throughMount } from './service.ts'

/** Pages that images bring along, which are there still where a project copies its own beside them. */
const OF_IMAGES = [
  '/usr/share/nginx/html/index.html',
  '/usr/share/nginx/html/50x.html',
  '/usr/local/apache2/htdocs/index.html',
]

/** The file with a server of its own that packages and images of nginx have there; null: none is known. */
function stockName(folder: string, image: string): string | null {
  if (image === '') return null
  if (folder === '/etc/nginx/sites-enabled') return 'default'
  const isNginx = /nginx|openresty/.test(image)
  return folder === '/etc/nginx/http.d' || (folder === '/etc/nginx/conf.d' && isNginx) ? 'default.conf' : null
}

const matchesPath = (pattern: string, path: string): boolean =>
  posix.dirname(pattern) === posix.dirname(path) && matchesGlob(posix.basename(pattern), posix.basename(path))

/** The disk as a service's container, or another machine, sees it: what is mounted or copied from the project into it is found under its path there. */
export function mountedDisk(disk: Disk, service: Pick<Service, 'mounts' | 'made' | 'removed' | 'image'>): Disk {
  /** The mount that holds a path: of several copies the last that has it. */
  const mountOf = (path: string): Mount | undefined => {
    const mounts = disk.entry(path) === 'outside' ? mountsAt(service, path) : []
    return mounts.find((mount) => disk.entry(throughMount(mount, path)) !== 'missing') ?? mounts[0]
  }
  const placeIn = (mount: Mount | undefined, path: string): string => (mount ? throughMount(mount, path) : path)
  const place = (path: string): string => placeIn(mountOf(path), path)
  const { made: own = [], removed: gone = [] } = service
  const made = [
    ...OF_IMAGES.filter((page) => !gone.some((one) => isBelow(page, one) || matchesPath(one, page))),
    ...own,
  ]
  /** What lies there; `outside` where a build has yet to make what is mounted or copied, or where the image has more than the copy. */
  const entry = (path: string): Entry => {
    const mount = mountOf(path)
    if (mount && disk.entry(mount.source) === 'missing') return 'outside'
    const found = disk.entry(placeIn(mount, path))
    return found === 'missing' && mount?.copied && made.some((one) => isBelow(path, one)) ? 'outside' : found
  }
  const isReplaced = (path: string): boolean =>
    mountsAt(service, path).some((mount) => !mount.copied || disk.entry(throughMount(mount, path)) !== 'missing')
  return {
    cwd: disk.cwd,
    stockIn(folder) {
      const { image = '', removed = [] } = service
      const name = stockName(folder, image)
      if (name === null) return null
      const path = `${folder}/${name}`
      const isGone =
        [path, `/etc/nginx/templates/${name}.template`].some(isReplaced) ||
        removed.some((one) => isBelow(path, one) || (isGlob(one) && matchesPath(one, path)))
      return { folder, name: isGone ? null : name, ports: [image.includes('unprivileged') ? 8080 : 80] }
    },
    seenAt: (absolute) =>
      service.mounts
        .filter(({ source }) => isBelow(absolute, source))
        .map(({ source, target }) => posix.join(target, posix.relative(source, absolute))),
    read: (path) => disk.read(place(path)),
    entry,
    isIgnored: (path) => disk.isIgnored(place(path)),
    // What else the container holds is not this machine's.
    isGone: () => false,
    list(path) {
      const single = service.mounts
        .filter(({ source, target }) => posix.dirname(target) === path && disk.entry(source) === 'file')
        .map(({ target }) => posix.basename(target))
      return [...new Set([...disk.list(place(path)), ...single])].sort()
    },
  }
}
