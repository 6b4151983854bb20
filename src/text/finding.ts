import type { SourceRange } from './range.ts'

export type Severity = 'error' | 'warn' | 'info'

export interface Related {
  message: string
  range: SourceRange
}

/** A text edit of one file: the `[start, end)` offsets are replaced by `text`. */
export interface Edit {
  file: string
  start: number
  end: number
  text: string
}
export interface Fix {
  message: string
  edits: Edit[]
}

/** Something wrong that reading the files already shows: the rule that reports it, and where. */
export interface Finding {
  ruleId: string
  /** Only to lower the rule's own severity. */
  severity?: Severity
  message: string
  range: SourceRange
  related?: Related[]
  fix?: Fix
  suggestions?: Fix[]
}
