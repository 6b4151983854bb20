import type { LeftOut } from '../text/limits.ts'
import type { Finding } from '../text/finding.ts'
import type { DirectiveFile } from '../text/directive.ts'
import type { Position } from '../text/range.ts'
import type { Layer, Origin } from './origin.ts'
import type { Upstreams } from './upstream.ts'

/** One row of the route table: one per method and path, where the person wrote it. */
export interface RouteRow {
  layer: Layer
  origin: string
  method: string
  path: string
  file: string
  range: { start: Position; end: Position }
  unresolved?: true
  /** The words of the default that the path hangs on. */
  assumed?: string
}

/** What a layer makes of its files. */
export interface Reading {
  origins: Origin[]
  routes: RouteRow[]
  problems: Finding[]
  trees: DirectiveFile[]
  /** Whom its configurations pass requests on to. */
  upstreams?: Upstreams
  /** What a fault of verblint's own left unread, with the file that it lies in. */
  faults?: readonly string[]
  leftOut?: readonly LeftOut[]
  guesses?: Guess[]
}

/** An include whose files are not there, and the folder (relative to the working directory) whose files are taken for them. */
export interface Guess {
  include: string
  folder: string
}
