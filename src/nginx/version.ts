/** A version of nginx: major, minor, patch. */
export type Version = readonly [number, number, number]

/** `1.28`, `1.22.1`; null where it is none. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch = '0'] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text.trim()) ?? []
  return major && minor ? [Number(major), Number(minor), Number(patch)] : null
}

function compare(a: Version, b: Version): number {
  const at = a.findIndex((number, index) => number !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** From `since` on, and before `until`; null: no limit on that side. */
export const isBetween = (version: Version, since: Version | null, until: Version | null): boolean =>
  (!since || compare(version, since) >= 0) && (!until || compare(version, until) < 0)

/** Whether a version has what came with `since`; null, an unnamed version, has everything. */
export const has = (version: Version | null, ...since: Version): boolean => version === null || compare(version, since) >= 0
