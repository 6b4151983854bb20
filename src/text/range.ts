/** A place in a file's text. `line` and `column` count from 1 (columns in UTF-16 units), `offset` from 0. */
export interface Position {
  line: number
  column: number
  offset: number
}

/** From `start` up to, but not including, `end`. `file` is relative to the working directory, with `/`. */
export interface SourceRange {
  file: string
  start: Position
  end: Position
  /** The include directives that brought the file in, innermost first. */
  includedFrom?: SourceRange[]
}

export const samePlace = (a: SourceRange, b: SourceRange): boolean =>
  a.file === b.file && a.start.offset === b.start.offset

export const isWithin = (inner: SourceRange, outer: SourceRange): boolean =>
  inner.file === outer.file && inner.start.offset >= outer.start.offset && inner.end.offset <= outer.end.offset
