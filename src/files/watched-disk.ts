import type { Disk } from './disk.ts'

/** A disk that notes what it is asked. */
export interface WatchedDisk {
  disk: Disk
  /** Whether another disk would have answered all of it alike. */
  isLike(other: Disk): boolean
  /** From now on the other disk is asked. */
  turnTo(other: Disk): void
}

const alike = (a: unknown, b: unknown): boolean =>
  a === b ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => one === b[index]))

export function watchedDisk(first: Disk): WatchedDisk {
  let now = first
  const checks: ((other: Disk) => boolean)[] = []
  const noted = <Answer>(ask: (disk: Disk, path: string) => Answer): ((path: string) => Answer) => {
    const known = new Map<string, Answer>()
    checks.push((other) => [...known].every(([path, answer]) => alike(ask(other, path), answer)))
    return (path) => {
      const before = known.get(path)
      if (before !== undefined) return before
      const answer = ask(now, path)
      known.set(path, answer)
      return answer
    }
  }
  return {
    disk: {
      cwd: first.cwd,
      read: noted((disk, path) => disk.read(path)),
      entry: noted((disk, path) => disk.entry(path)),
      list: noted((disk, path) => disk.list(path)),
      isGone: noted((disk, path) => disk.isGone(path)),
      isIgnored: noted((disk, path) => disk.isIgnored(path)),
    },
    isLike: (other) => other.cwd === first.cwd && checks.every((check) => check(other)),
    turnTo(other) {
      now = other
    },
  }
}
