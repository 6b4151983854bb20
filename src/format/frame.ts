import type { Position } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import { visible, width } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'

export interface Frame {
  file: SourceFile
  range: { start: Position; end: Position }
  mark: Style
  above: number
}

/** Longer lines are cut to a window around what is marked. */
const LINE_WIDTH = 110

const plain = (text: string): string => visible(text.replaceAll('\t', '  '))

/** The three parts of the first line of a range: before it, the marked text, after it; cut where the line is too long. */
function parts(line: string, from: number, to: number): [string, string, string] {
  const start = Math.max(0, from - 60)
  const end = Math.min(line.length, start + LINE_WIDTH)
  const before = (start > 0 ? '…' : '') + plain(line.slice(start, from))
  const marked = plain(line.slice(from, Math.min(to, end)))
  return [before, marked, plain(line.slice(Math.min(to, end), end)) + (end < line.length ? '…' : '')]
}

export const gutterOf = (line: number): number => String(line).length

/** The lines of a range's start, quoted, with the range underlined: `31 │   return 501;`. */
export function frame({ file, range: { start, end }, mark, above }: Frame, gutter: number, paint: Paint): string[] {
  const bar = paint('dim', '│')
  const numbered = (number: number, text: string): string =>
    `${paint('dim', String(number).padStart(gutter))} ${bar} ${text}`.trimEnd()
  const lines: string[] = []
  for (let number = Math.max(1, start.line - above); number < start.line; number++) {
    lines.push(numbered(number, paint('dim', plain(file.line(number).slice(0, LINE_WIDTH)).trimEnd())))
  }
  const line = file.line(start.line)
  const from = Math.min(start.column - 1, line.length)
  const to = end.line === start.line ? Math.max(from, end.column - 1) : line.trimEnd().length
  const [before, marked, after] = parts(line, from, to)
  lines.push(numbered(start.line, `${before}${marked}${after}`.trimEnd()))
  lines.push(
    `${' '.repeat(gutter)} ${bar} ${' '.repeat(width(before))}${paint(mark, '━'.repeat(Math.max(1, width(marked))))}`,
  )
  return lines
}
