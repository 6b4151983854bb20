import type { Comment } from '../../text/directive.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'

/** `length` characters of a line's text from `index` on stand in the file from `offset` on. */
interface Piece {
  index: number
  offset: number
  length: number
}

/** What httpd reads as one line: continuations joined without a space, outer white space gone. */
export interface Line {
  text: string
  file: SourceFile
  /** By index. Text that is not in the file (a variable's value) has length 0 and stands where its name does. */
  pieces: Piece[]
  /** Where the line ends in the file. */
  end: number
  /** The includes and macro uses that brought it in, innermost first. */
  from: SourceRange[]
  /** More than httpd's buffer holds. */
  tooLong?: true
}

/** Gives one line after the other, null at the end. */
export type LineSource = () => Line | null

/** HUGE_STRING_LEN with its line end: what one joined line of an `.htaccess` may have, in bytes. */
export const HTACCESS_LINE_BYTES = 8191
/** VARBUF_MAX_LEN less its end, for every other file. */
export const CONFIG_LINE_BYTES = 16 * 1024 * 1024 - 2

/** apr_isspace in the C locale: a no-break space is none. */
export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

export function skipSpace(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

/** The place in the file of a character of the line. */
export function placeOf(line: Line, index: number): number {
  let low = 0
  let high = line.pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((line.pieces[middle]?.index ?? 0) <= index) low = middle
    else high = middle - 1
  }
  const piece = line.pieces[low]
  return piece ? piece.offset + Math.min(index - piece.index, piece.length) : line.end
}

export function rangeOf(line: Line, start: number, end: number): SourceRange {
  const from = placeOf(line, start)
  const last = end > start ? placeOf(line, end - 1) + 1 : from
  const range = line.file.range(from, Math.max(from, last))
  return line.from.length > 0 ? { ...range, includedFrom: line.from } : range
}

const byteLength = (text: string, encoding: SourceFile['encoding']): number =>
  encoding === 'latin1' ? text.length : Buffer.byteLength(text)

/** Text between two white spaces, its pieces cut to match. */
function trim(text: string, pieces: Piece[]): { text: string; pieces: Piece[] } {
  const start = skipSpace(text, 0)
  let end = text.length
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  const kept: Piece[] = []
  for (const { index, offset, length } of pieces) {
    const cut = Math.max(0, start - index)
    if (cut < length || (length === 0 && index >= start))
      kept.push({ index: Math.max(0, index - start), offset: offset + cut, length: length - cut })
  }
  return { text: text.slice(start, end), pieces: kept }
}

/**
 * Reads a file line by line as ap_varbuf_cfg_getline does: `\` before LF or CRLF joins the next line, whatever stands before it
 * (comments too); a NUL byte ends what is seen of its line. Takes time in proportion to the text.
 */
export function readLines(file: SourceFile, maxBytes: number, from: SourceRange[] = []): LineSource {
  const { text } = file
  let next = 0
  return () => {
    if (next >= text.length) return null
    const parts: string[] = []
    const pieces: Piece[] = []
    let length = 0
    let tail = ''
    let end = next
    for (let more = true; more && next < text.length;) {
      const start = next
      const newline = text.indexOf('\n', start)
      end = newline < 0 ? text.length : newline
      next = newline < 0 ? text.length : newline + 1
      let part = text.slice(start, end)
      const nul = part.indexOf('\0')
      if (nul >= 0) part = part.slice(0, nul)
      const seen = (tail + part.slice(-2)).slice(-2)
      const back = newline < 0 || nul >= 0 ? 0 : seen.endsWith('\\\r') ? 2 : seen.endsWith('\\') ? 1 : 0
      more = back > 0
      // The backslash may be the one that an earlier joint left behind: then it is cut off the part before.
      const before = Math.max(0, back - part.length)
      if (before > 0) parts.push((parts.pop() ?? '').slice(0, -before))
      length -= before
      part = part.slice(0, Math.max(0, part.length - back))
      if (length <= maxBytes) {
        pieces.push({ index: length, offset: start, length: part.length })
        parts.push(part)
      }
      tail = (tail + part.slice(-2)).slice(-2)
      length += part.length
    }
    const whole = parts.length === 1 ? (parts[0] ?? '') : parts.join('')
    const line: Line = { ...trim(whole, pieces), file, end, from }
    if (whole.length > maxBytes / 3 && byteLength(whole, file.encoding) > maxBytes) line.tooLong = true
    return line
  }
}

/** The lines that are comments go to `comments`, the others on. */
export function withoutComments(source: LineSource, comments: Comment[]): LineSource {
  return () => {
    for (;;) {
      const line = source()
      if (!line || line.tooLong || (line.text !== '' && line.text[0] !== '#')) return line
      if (line.text !== '') comments.push({ text: line.text, range: rangeOf(line, 0, line.text.length) })
    }
  }
}

/** A line with parts of its text replaced (in order, not overlapping); what is put in stands where the replaced text did. */
export function splice(
  line: Line,
  edits: { start: number; end: number; text: string }[],
  from: SourceRange[] = line.from,
): Line {
  const parts: string[] = []
  const pieces: Piece[] = []
  let at = 0
  let length = 0
  let piece = 0
  const add = (text: string, index: number, offset: number, own: number): void => {
    if (text === '') return
    pieces.push({ index, offset, length: own })
    parts.push(text)
    length += text.length
  }
  const keep = (end: number): void => {
    while (at < end) {
      while (piece + 1 < line.pieces.length && (line.pieces[piece + 1]?.index ?? 0) <= at) piece++
      const stop = Math.min(end, line.pieces[piece + 1]?.index ?? end)
      const own = line.pieces[piece]?.length === 0 ? 0 : stop - at
      add(line.text.slice(at, stop), length, placeOf(line, at), own)
      at = stop
    }
  }
  for (const { start, end, text } of edits) {
    keep(start)
    add(text, length, placeOf(line, start), 0)
    at = end
  }
  keep(line.text.length)
  return { ...line, text: parts.join(''), pieces, from }
}
