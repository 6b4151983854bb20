import { posix } from 'node:path'
import type { Disk } from '../../files/disk.ts'

/** More alternatives than these are no list that a person wrote; more files, and links lead in a circle: neither can be told. */
const MOST_ALTERNATIVES = 64
const MOST_FILES = 100_000

/** A pattern without its braces and lists: `{a,b}`, `@(a|b)`, `+(a|b)`, `?(a)`. null: a range, `{1..3}`, or too many. */
function expand(pattern: string): string[] | null {
  const found = /\{([^{}]*)\}|([@+*?])\(([^()]*)\)/.exec(pattern)
  if (!found) return [pattern]
  const [whole, braces, kind, list] = found
  if (braces !== undefined && !braces.includes(',')) return null
  const options = braces === undefined ? (list ?? '').split('|') : braces.split(',')
  const all = kind === '?' || kind === '*' ? ['', ...options] : options
  const found2 = all.map((option) =>
    expand(pattern.slice(0, found.index) + option + pattern.slice(found.index + whole.length)),
  )
  const flat = found2.flatMap((one) => one ?? [])
  return found2.includes(null) || flat.length > MOST_ALTERNATIVES ? null : flat
}

/** The end of a class of characters that opens at a place; -1: it does not close. */
const classEnd = (pattern: string, open: number): number => pattern.indexOf(']', open + 2)

/** Whether a class holds a character: `[a-z_]`, `[!x]`. */
function inClass(body: string, char: string): boolean {
  const negated = body.startsWith('!') || body.startsWith('^')
  const set = negated ? body.slice(1) : body
  let holds = false
  for (let at = 0; at < set.length; at += 1) {
    const from = set[at] ?? ''
    const to = set[at + 1] === '-' && at + 2 < set.length ? (set[at + 2] ?? '') : from
    if (to !== from) at += 2
    holds ||= char >= from && char <= to
  }
  return holds !== negated
}

/** Whether a name matches one segment of a pattern; a star takes back what it took too much of, so that no pattern is slow. */
export function matchesSegment(pattern: string, name: string): boolean {
  const not = /^([^]*?)!\(([^()]*)\)([^]*)$/.exec(pattern)
  if (not) {
    const [, before = '', list = '', after = ''] = not
    return (
      matchesSegment(`${before}*${after}`, name) &&
      !list.split('|').some((one) => matchesSegment(before + one + after, name))
    )
  }
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  let at = 0
  let place = 0
  let star = -1
  let taken = 0
  while (place < name.length) {
    const char = pattern[at]
    const end = char === '[' ? classEnd(pattern, at) : -1
    const fits = end > 0 ? inClass(pattern.slice(at + 1, end), name[place] ?? '') : char === '?' || char === name[place]
    if (char === '*') {
      star = at
      taken = place
      at += 1
    } else if (char !== undefined && fits) {
      at = end > 0 ? end + 1 : at + 1
      place += 1
    } else if (star >= 0) {
      at = star + 1
      taken += 1
      place = taken
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}

const isFolder = (disk: Disk, path: string): boolean => disk.entry(path) === 'directory'

function below(disk: Disk, folder: string, segments: string[], found: Set<string>): void {
  const [segment, ...rest] = segments
  if (found.size >= MOST_FILES) return
  if (segment === undefined) {
    if (disk.entry(folder) === 'file') found.add(folder)
    return
  }
  if (segment === '**') {
    below(disk, folder, rest.length > 0 ? rest : ['*'], found)
    for (const name of disk.list(folder)) {
      const path = posix.join(folder, name)
      if (name !== 'node_modules' && !name.startsWith('.') && isFolder(disk, path)) below(disk, path, segments, found)
    }
    return
  }
  if (!/[*?[]|!\(/.test(segment)) {
    below(disk, posix.join(folder, segment), rest, found)
    return
  }
  for (const name of disk.list(folder))
    if (matchesSegment(segment, name)) below(disk, posix.join(folder, name), rest, found)
}

function matched(disk: Disk, cwd: string, pattern: string): string[] | null {
  const all = expand(pattern)
  if (!all) return null
  const found = new Set<string>()
  for (const one of all) {
    const segments = one.split('/').filter((segment) => segment !== '' && segment !== '.')
    below(disk, one.startsWith('/') ? '/' : cwd, segments, found)
  }
  return found.size < MOST_FILES ? [...found].sort() : null
}

/** The files that glob patterns mean, absolute; those with `!` in front are left out. Patterns for compiled files stand for their sources. null: they cannot be told. */
export function globbed(disk: Disk, cwd: string, patterns: string[]): string[] | null {
  const lists = patterns
    .filter((one) => !one.startsWith('!'))
    .map((pattern) => {
      const own = matched(disk, cwd, pattern)
      return own?.length === 0 && /\.[cm]?js$/.test(pattern) ? matched(disk, cwd, pattern.replace(/js$/, 'ts')) : own
    })
  const without = patterns.filter((one) => one.startsWith('!')).map((pattern) => matched(disk, cwd, pattern.slice(1)))
  if ([...lists, ...without].includes(null)) return null
  const left = new Set(without.flatMap((one) => one ?? []))
  return [...new Set(lists.flatMap((one) => one ?? []))].filter((path) => !left.has(path))
}

/** Every file below a folder, absolute. */
export const filesBelow = (disk: Disk, folder: string): string[] => matched(disk, folder, '**/*') ?? []
