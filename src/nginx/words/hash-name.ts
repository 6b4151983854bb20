// Host names as nginx keeps them in a hash (ngx_hash_add_key): in a map with `hostnames`, and in valid_referers.

/** Of more than the name itself: `.example.com`, `*.example.com`, `example.*`. */
export const isWildcard = (name: string): boolean =>
  (name.length > 1 && name.startsWith('.')) || (name.length > 2 && (name.startsWith('*.') || name.endsWith('.*')))

/** nginx refuses it. */
export function isWrongWildcard(name: string): boolean {
  const stars = name.split('*').length - 1
  return stars > 1 || name.includes('..') || (stars === 1 && !isWildcard(name))
}

/** What a name is kept as; it conflicts with another that is kept as the same. `.example.com` is two names in one. */
export function keptAs(name: string): string[] {
  const lower = name.toLowerCase()
  if (!isWildcard(lower)) return [lower]
  if (lower.startsWith('.')) return [lower.slice(1), `*${lower}`]
  return [lower]
}
