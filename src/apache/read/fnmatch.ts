/** Whether a path is a pattern: apr_fnmatch_test. */
export const isPattern = (text: string): boolean => /[*?]|\[[^\]]*\]/.test(text)

/** One pattern element at `at`: what it matches, and where the next one starts. */
function element(pattern: string, at: number): { next: number; matches: (letter: string) => boolean } {
  const letter = pattern[at] ?? ''
  if (letter === '?') return { next: at + 1, matches: () => true }
  if (letter === '\\' && at + 1 < pattern.length) return { next: at + 2, matches: (other) => other === pattern[at + 1] }
  const close = letter === '[' ? pattern.indexOf(']', at + 2) : -1
  if (close < 0) return { next: at + 1, matches: (other) => other === letter }
  const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^'
  const set = pattern.slice(at + (negated ? 2 : 1), close)
  const inSet = (other: string): boolean => {
    for (let i = 0; i < set.length; i++) {
      const low = set[i] ?? ''
      const isRange = set[i + 1] === '-' && i + 2 < set.length
      const high = isRange ? (set[i + 2] ?? low) : low
      if (low <= other && other <= high) return true
      if (isRange) i += 2
    }
    return false
  }
  return { next: close + 1, matches: (other) => inSet(other) !== negated }
}

/**
 * apr_fnmatch: `*` and `?` never match a leading dot when `period` is set, nor a slash when `pathname` is. Takes at most the product
 * of the two lengths.
 */
export function fnmatch(pattern: string, text: string, { period = false, pathname = false } = {}): boolean {
  const guarded = (at: number): boolean => (pathname && text[at] === '/') || (period && at === 0 && text[at] === '.')
  let p = 0
  let t = 0
  let star = -1
  let retry = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      if (period && t === 0 && text[0] === '.') return false
      star = ++p
      retry = t
      continue
    }
    if (p < pattern.length) {
      const { next, matches } = element(pattern, p)
      const wild = pattern[p] === '?' || pattern[p] === '['
      if (matches(text[t] ?? '') && !(wild && guarded(t))) {
        p = next
        t++
        continue
      }
    }
    if (star < 0 || guarded(retry)) return false
    p = star
    t = ++retry
  }
  while (pattern[p] === '*') p++
  return p >= pattern.length
}
