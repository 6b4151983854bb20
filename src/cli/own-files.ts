import { fstatSync } from 'node:fs'

/** A user's own folder for what can be made again; null: nobody says where. */
export function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: Record<string, string | undefined>): string | null {
  const base = XDG_CACHE_HOME || LOCALAPPDATA || (HOME ? `${HOME}/.cache` : '')
  return base === '' ? null : `${base}/verblint`
}

/** Whether nobody but the user may have written an open file. */
export function isOwn(descriptor: number): boolean {
  const { uid, mode } = fstatSync(descriptor)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}
