import { type Reading, refusedAs, taken } from '../../text/reading.ts'

/** Where a RewriteMap looks its keys up. */
export interface MapSource {
  kind: 'file' | 'random' | 'internal' | 'other'
  /** The file, or the function's name. */
  name: string
}

const KINDS: Record<string, MapSource['kind']> = { txt: 'file', rnd: 'random', int: 'internal' }
const INTERNAL = new Set(['toupper', 'tolower', 'escape', 'unescape'])

/** `txt:/f`, `rnd:/f`, `int:tolower`, `prg:`, `dbm=…:`; a bare path is a text file (cmd_rewritemap). */
export function readMapSource(source: string): Reading<MapSource> {
  const [, type, name = ''] = /^(?:(txt|int|rnd|prg|dbm[^:]*|dbd|fastdbd):)?(.*)$/is.exec(source) ?? []
  const kind = type === undefined ? 'file' : (KINDS[type.toLowerCase()] ?? 'other')
  return kind === 'internal' && !INTERNAL.has(name)
    ? refusedAs(`Unknown internal map ${source}`)
    : taken({ kind, name })
}
