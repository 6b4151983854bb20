import type { SourceRange } from '../../text/range.ts'
import type { ApacheDirective } from './directive.ts'
import { type Line, rangeOf } from './lines.ts'
import { readWord, readWords } from './words.ts'

/** A line as ap_build_config_sub splits it; `name` as httpd looks it up: `RewriteRule`, `<Files`, `</Files>`. */
export interface Command {
  kind: 'directive' | 'open' | 'close'
  name: string
  /** What the directive is handed: for a section with its `>`, and `>` alone where nothing is written. */
  args: string
  line: Line
  nameEnd: number
  argsAt: number
}

export function readCommand(line: Line): Command {
  const word = readWord(line.text, 0)
  let name = word.value
  let args = line.text.slice(word.next)
  if (name[1] !== '/') {
    if (name.endsWith('>')) name = name.slice(0, -1)
    if (name.startsWith('<') && args === '') args = '>'
  }
  const kind = !name.startsWith('<') ? 'directive' : name[1] === '/' ? 'close' : 'open'
  return { kind, name, args, line, nameEnd: word.end, argsAt: word.next }
}

/** The name without its brackets. */
export const bareName = ({ kind, name }: Command): string =>
  kind === 'open' ? name.slice(1) : kind === 'close' ? name.slice(2).replace(/>$/, '') : name

export const lineRange = (line: Line): SourceRange => rangeOf(line, 0, line.text.length)

/** The directive of a command; what it opens stands open. */
export function directiveOf(command: Command): ApacheDirective {
  const { line, kind, argsAt } = command
  const close = kind === 'open' ? line.text.lastIndexOf('>') : -1
  const end = close < argsAt ? line.text.length : close
  const name = bareName(command)
  const nameAt = kind === 'open' ? 1 : 0
  return {
    name,
    key: name.toLowerCase(),
    nameRange: rangeOf(line, nameAt, nameAt + name.length),
    args: readWords(line, argsAt, end),
    rest: line.text.slice(argsAt, end).trim(),
    range: lineRange(line),
    block: kind === 'open' ? [] : null,
    blockEnd: null,
    ...(kind === 'open' && !command.args.includes('>') ? { untagged: true as const } : {}),
  }
}
