import { posix } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { inProject, mountAt, type Service } from './service.ts'

/** The disk as a service's container, or another machine, sees it: what is mounted or copied from the project into it is found under its path there. */
export function mountedDisk(disk: Disk, service: Pick<Service, 'mounts'>): Disk {
  const place = (path: string): string => (disk.entry(path) === 'outside' ? (inProject(service, path) ?? path) : path)
  /** A build makes what is mounted or copied from a place where there is nothing yet. */
  const isUnbuilt = (path: string): boolean => {
    const mount = disk.entry(path) === 'outside' ? mountAt(service, path) : null
    return mount !== null && disk.entry(mount.source) === 'missing'
  }
  return {
    cwd: disk.cwd,
    read: (path) => disk.read(place(path)),
    entry: (path) => (isUnbuilt(path) ? 'outside' : disk.entry(place(path))),
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
