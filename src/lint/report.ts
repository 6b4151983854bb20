import type { Guess } from '../model/reading.ts'
import type { Kind } from '../files/kind.ts'
import type { LeftOut } from '../text/limits.ts'
import type { Fix, Severity } from '../text/finding.ts'
import type { Position, SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Refusal } from './discover.ts'

export interface ProblemRelated {
  message: string
  file: string
  range: { start: Position; end: Position }
}

export interface Problem {
  ruleId: string
  severity: Severity
  message: string
  /** Relative to the working directory, with `/`. */
  file: string
  range: { start: Position; end: Position }
  /** The other half of a two-place problem. */
  related?: ProblemRelated[]
  /** The include directives that brought the file in, innermost first. */
  includedFrom?: SourceRange[]
  /** Certain: what `--fix` applies. */
  fix?: Fix
  /** Right texts that a person should choose: each is applied alone. */
  suggestions?: Fix[]
  /** The rule's page. */
  url: string
}

export interface Hole {
  name: string
  from: string | null
  count: number
}

/** A handler that is too long to follow; `name`: its place, where it has no name. */
export interface Long {
  name: string
  count: number
  at: SourceRange
}

/** A reason for which answers are open; `at`: where that is first so. */
export interface Open {
  why: string
  count: number
  at?: SourceRange
}

/** What was looked at: silence must not look like health. */
export interface Coverage {
  files: Record<Kind, number>
  /** Files that were read outside the working directory: those that a server's own configuration includes. */
  elsewhere?: string[]
  /** Files that the main configuration beside them does not load: they are linted, but their answers do not count. */
  unused?: string[]
  /** What is taken for files that are not here: those of `sites-available` for a `sites-enabled` without links. */
  guesses?: Guess[]
  routes: number
  /** Cells of the route × method table whose answer the files decide, those that they decide unless code that cannot be seen answers or fails,
   * and those that they leave open. What Node refuses itself, a method that it does not know, is none of them. */
  decided: number
  unless: number
  unknown: number
  /** Why cells are open, most frequent first. */
  open: Open[]
  /** Handlers that are too long to follow and that cells hang on, most frequent first; not there where there are none. */
  long?: Long[]
  /** What the configuration's `limits` left out; not there where all was looked at. */
  leftOut?: readonly LeftOut[]
  /** The middleware that cannot be seen and that cells hang on, most frequent first; `from`: what "passes" in the configuration would name. */
  holes: Hole[]
}

export interface Report {
  problems: Problem[]
  coverage: Coverage
  refused: Refusal[]
  /** Rules that failed by a fault of verblint's own; the others have run. */
  faults: string[]
  /** The files as they were read, for a formatter that quotes them. */
  files: ReadonlyMap<string, SourceFile>
}
