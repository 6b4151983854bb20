import type { Position, SourceRange } from './range.ts'

export interface SourceFile {
  /** Relative to the working directory, with `/`. */
  path: string
  absolute: string
  /** The whole text; a byte order mark stays, for servers do not skip it. Latin-1 where the bytes are no UTF-8. */
  text: string
  encoding: 'utf8' | 'latin1'
  position(offset: number): Position
  range(start: number, end: number): SourceRange
  /** The text of a line, counted from 1, without its line end. */
  line(number: number): string
}

/** Where the lines start; a lone CR is no line end for any of the three servers. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lastAtMost(starts: number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export function sourceFile(
  path: string,
  absolute: string,
  text: string,
  encoding: 'utf8' | 'latin1' = 'utf8',
): SourceFile {
  let known: number[] | undefined
  const starts = (): number[] => (known ??= lineStarts(text))
  const position = (offset: number): Position => {
    const index = lastAtMost(starts(), offset)
    return { line: index + 1, column: offset - (starts()[index] ?? 0) + 1, offset }
  }
  return {
    path,
    absolute,
    text,
    encoding,
    position,
    range: (start, end) => ({ file: path, start: position(start), end: position(end) }),
    line: (number) =>
      text.slice(starts()[number - 1] ?? text.length, starts()[number] ?? text.length).replace(/\r?\n$/, ''),
  }
}
