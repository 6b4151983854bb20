import type { SourceRange } from '../text/range.ts'

/** Where a document says that it is served: a host of its own, or whichever serves the document. */
export interface Base {
  host: string | null
  port: number | null
  path: string
}

/** A method that a document has for a path. */
export interface Operation {
  method: string
  /** As the document has them: `200`, `4XX`, `default`; null: they cannot be read. */
  statuses: string[] | null
  bases: Base[]
  range: SourceRange
}

/** A path template and what it is documented to serve. */
export interface DocumentedPath {
  /** `/users/{id}` */
  template: string
  range: SourceRange
  /** By parameter: values that the document itself gives. */
  examples: ReadonlyMap<string, string[]>
  operations: Operation[]
  /** A part of it cannot be read: there may be more operations. */
  open: boolean
}

/** What an OpenAPI document promises; `range`: where its paths begin. */
export interface Contract {
  file: string
  range: SourceRange
  paths: DocumentedPath[]
}
