import { posix } from 'node:path'
import type { Disk } from '../source/disk.ts'
import { inProject, type Service } from './service.ts'

/** The disk as a service's container sees it: what is mounted or copied from the project into it is found under its path there. */
export function mountedDisk(disk: Disk, service: Service): Disk {
  const place = (path: string): string => (disk.entry(path) === 'outside' ? inProject(service, path) ?? path : path)
  return {
    cwd: disk.cwd,
    read: (path) => disk.read(place(path)),
    entry: (path) => disk.entry(place(path)),
    // What else the container holds is not this machine's.
    isGone: () => false,
    list(path) {
      const single = service.mounts.filter(({ source, target }) => posix.dirname(target) === path && disk.entry(source) === 'file').map(({ target }) => posix.basename(target))
      return [...new Set([...disk.list(place(path)), ...single])].sort()
    },
  }
}
