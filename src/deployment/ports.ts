import type { PublishedPort } from './service.ts'

/** Longer ranges are nobody's services. */
const LONGEST_RANGE = 1000

/** `3000`, `3000-3005`. */
function range(text: string): number[] {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  const length = Number(last) - Number(first) + 1
  return first === undefined || length < 1 || length > LONGEST_RANGE
    ? []
    : Array.from({ length }, (_, index) => Number(first) + index)
}

/** Ranges of one length go together; of several published ports for one, or none, docker picks. */
function pair(published: string, target: string): PublishedPort[] {
  const outside = published === '' ? [] : range(published)
  const inside = range(target)
  return inside.map((port, index) => ({
    published: outside.length === inside.length ? (outside[index] ?? null) : null,
    target: port,
  }))
}

/** `8080:80`, `127.0.0.1:8080:80/tcp`, `[::1]:80:80`, `3000-3005:3000-3005`, `80`; what is no TCP port has none. */
export function shortPort(text: string): PublishedPort[] {
  const [, published = '', target] =
    /^(?:(?:(?:\[[\da-fA-F:.]*\]|[\d.]*|[\w.-]*[a-zA-Z][\w.-]*):)?([\d-]*):)?([\d-]+)(?:\/tcp)?$/.exec(text.trim()) ??
    []
  return target === undefined ? [] : pair(published, target)
}

/** `{ target, published, protocol }`. */
export const longPort = (target: string, published: string, protocol: string): PublishedPort[] =>
  /^(?:tcp)?$/i.test(protocol) ? pair(published, target) : []
