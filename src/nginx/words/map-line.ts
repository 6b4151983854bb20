import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'

/** What a line of a map stands for (ngx_http_map): the default, a pattern, or a text, of which a backslash in front is taken off. */
export type MapKey =
  | { kind: 'default' | 'text'; text: string; pattern: null }
  | { kind: 'pattern'; text: string; source: string; pattern: Pattern }

const known = new WeakMap<Directive, MapKey>()

export function mapKeyOf(line: Directive): MapKey {
  const found = known.get(line) ?? readMapKey(line.name)
  known.set(line, found)
  return found
}

function readMapKey(name: string): MapKey {
  if (name === 'default') return { kind: 'default', text: name, pattern: null }
  if (!name.startsWith('~')) return { kind: 'text', text: name.replace(/^\\/, ''), pattern: null }
  const caseless = name.startsWith('~*')
  const source = name.slice(caseless ? 2 : 1)
  return { kind: 'pattern', text: name, source, pattern: compilePattern(source, caseless) }
}
