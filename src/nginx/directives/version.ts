/** A version of nginx: major, minor, patch. */
export type Version = readonly [number, number, number]

/** Whose answers are given where no version is named: the stable one of 2026 (https://nginx.org/en/download.html). */
export const STABLE: Version = [1, 30, 4]

/** Where no version is named, nothing is refused that some version since this one takes (2018; the tables reach back to 1.6). */
export const OLDEST: Version = [1, 14, 0]

/** `1.22.1`; `1.28` is the newest of its branch. null where it is none. Two numbers that are older than anybody runs are what JSON
 * leaves of 1.10, 1.20 and 1.30. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text.trim()) ?? []
  if (!major || !minor) return null
  const isCut = patch === undefined && /^[1-5]$/.test(minor)
  return [Number(major), Number(minor) * (isCut ? 10 : 1), patch === undefined ? Infinity : Number(patch)]
}

export function compareVersions(a: Version, b: Version): number {
  const at = a.findIndex((number, index) => number !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** From `since` on, and before `until`; null: no limit on that side. */
export const isBetween = (version: Version, since: Version | null, until: Version | null): boolean =>
  (!since || compareVersions(version, since) >= 0) && (!until || compareVersions(version, until) < 0)

/** Whether a version has what came with `since`; null, an unnamed version, has everything. */
export const has = (version: Version | null, ...since: Version): boolean =>
  version === null || compareVersions(version, since) >= 0

/** The version whose answers are given: the one that is named, or else the stable one, unless the configuration itself needs a newer. */
export function answeringVersion(named: string | undefined, needed: Iterable<Version>): Version {
  const given = named === undefined ? null : parseVersion(named)
  if (given) return given
  let newest = STABLE
  for (const version of needed) if (compareVersions(version, newest) > 0) newest = version
  return newest
}
