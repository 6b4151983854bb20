import type { Exchange } from '../exchange.ts'
import { readMapSource } from '../../words/rewrite-map.ts'
import { escapePath } from '../uri.ts'

/** Parsed files by their text, which a server asks again and again. */
const read = new WeakMap<object, ReadonlyMap<string, string>>()

/** lookup_map_txtfile: a key and a value on a line, the first one wins; `#` begins a comment line. */
function parse(file: { text: string }): ReadonlyMap<string, string> {
  const before = read.get(file)
  if (before) return before
  const entries = new Map<string, string>()
  for (const line of file.text.split('\n')) {
    const [, key, value] = /^[ \t]*([^\s#]\S*)[ \t]+(\S+)/.exec(line) ?? []
    if (key !== undefined && value !== undefined && !entries.has(key)) entries.set(key, value)
  }
  read.set(file, entries)
  return entries
}

const unescape = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const INTERNAL: Record<string, (key: string) => string | null> = {
  tolower: (key) => key.toLowerCase(),
  toupper: (key) => key.toUpperCase(),
  escape: escapePath,
  unescape,
}

/** RewriteMap: undefined where the map has no such key, null where nobody knows (programs, databases, files out of sight, chance). */
export function mapped({ shared: { httpd, server } }: Exchange, name: string, key: string): string | null | undefined {
  const source = server.maps.get(name)
  if (source === undefined) return undefined
  const { kind, name: from } = readMapSource(source).value ?? { kind: 'other', name: '' }
  if (kind === 'internal') return INTERNAL[from]?.(key) ?? null
  const file = kind === 'other' ? null : httpd.read(from)
  if (!file) return null
  const value = parse(file).get(key)
  return kind === 'random' && value?.includes('|') ? null : value
}
