import { pathToFileURL } from 'node:url'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Position, Range } from 'vscode-languageserver'
import type { SourceFile } from '../text/source-file.ts'

/** Offsets of a text as the protocol counts them: lines from 0, characters in UTF-16 code units, and a lone CR ends a line too. */
export interface Places {
  position(offset: number): Position
  range(start: number, end: number): Range
  offset(position: Position): number
}

const known = new WeakMap<SourceFile, Places>()

/** An editor does not count the byte order mark of a file as part of its text. */
const markOf = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0)

export function placesIn(file: SourceFile): Places {
  const before = known.get(file)
  if (before) return before
  const mark = markOf(file.text)
  const document = TextDocument.create('', '', 0, file.text.slice(mark))
  const position = (offset: number): Position => document.positionAt(Math.max(0, offset - mark))
  const places: Places = {
    position,
    range: (start, end) => ({ start: position(start), end: position(end) }),
    offset: (at) => document.offsetAt(at) + mark,
  }
  known.set(file, places)
  return places
}

export const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

export const uriOf = (path: string): string => pathToFileURL(path).href
