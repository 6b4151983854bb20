import type { Disk } from './disk.ts'

/** nginx hands a name to glob(3) when it holds one of these. */
export const isGlob = (name: string): boolean => /[*?[]/.test(name)

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The files that glob(3) finds for an absolute pattern, in its order. No `**` and no braces: glob(3) has neither. */
export function expandGlob(pattern: string, disk: Disk): string[] {
  let found = ['']
  const segments = pattern.split('/').filter(Boolean)
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    const wanted = last ? 'file' : 'directory'
    if (isGlob(segment))
      found = found.flatMap((folder) =>
        disk
          .list(folder || '/')
          .filter((name) => matchesGlob(segment, name))
          .map((name) => `${folder}/${name}`),
      )
    else found = found.map((folder) => `${folder}/${segment}`)
    // A folder above the working directory is 'outside', yet leads into it.
    found = found.filter((path) => disk.entry(path) === wanted || (!last && disk.entry(path) === 'outside'))
  }
  return found.sort(byBytes)
}

/** fnmatch(3) for one name: `*`, `?`, `[a-z]`, `[!a-z]`; a leading dot must be matched by a dot. In time length × length at most. */
export function matchesGlob(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  let at = 0
  let seen = 0
  let star = -1
  let mark = 0
  while (at < name.length) {
    const step = pattern[seen] === '*' ? 0 : matchOne(pattern, seen, name[at] ?? '')
    if (pattern[seen] === '*') {
      star = seen++
      mark = at
    } else if (step > 0) {
      seen += step
      at++
    } else if (star >= 0) {
      seen = star + 1
      at = ++mark
    } else return false
  }
  while (pattern[seen] === '*') seen++
  return seen === pattern.length
}

/** How much of the pattern matches this character; 0: it does not match. */
function matchOne(pattern: string, at: number, character: string): number {
  const wanted = pattern[at]
  if (wanted === undefined) return 0
  if (wanted === '?') return 1
  if (wanted === '\\' && at + 1 < pattern.length) return pattern[at + 1] === character ? 2 : 0
  if (wanted !== '[') return wanted === character ? 1 : 0
  const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at, at + 256))
  if (!set) return character === '[' ? 1 : 0
  const [whole, not, members = ''] = set
  let found = false
  for (let index = 0; index < members.length; index++) {
    const [from = '', dash, to] = [members[index], members[index + 1], members[index + 2]]
    const ranged = dash === '-' && to !== undefined
    if (ranged ? from <= character && character <= to : from === character) found = true
    if (ranged) index += 2
  }
  return found === (not === '') ? whole.length : 0
}
