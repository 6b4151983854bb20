import type { CodeLens, Diagnostic, Hover, Location, Range, TextEdit } from 'vscode-languageserver'

/** What the server and the thread that reads the files say to each other. */

/** Files that are read together: a workspace folder, or what stands around a file outside of them. */
export interface Project {
  /** What it is called here. */
  key: string
  cwd: string
  paths?: string[]
  within?: string[]
  /** Of a file outside every folder, nothing else is reported. */
  only?: string
}

/** A text that stands in an editor; null: it is closed. */
export interface Buffered {
  path: string
  text: string | null
}

export interface Edits {
  title: string
  edits: Record<string, TextEdit[]>
}

/** The other half of a finding. */
export interface Beside {
  message: string
  path: string
  range: Range
}

/** A finding in a file, with what may be done about it; paths of other files are absolute until they are sent. */
export interface Found {
  diagnostic: Diagnostic
  ruleId: string
  fixes: Edits[]
  suggestions: Edits[]
  related: Beside[]
}

/** `fixAll`: all corrections of a file that can be made at once. */
export interface FileReport {
  found: Found[]
  fixAll: Edits | null
}

/** By absolute path; `complaint`: why nothing could be read, for a person. */
export interface Checked {
  files: Map<string, FileReport>
  complaint: string | null
  notes: string[]
}

export interface Place {
  project: string
  path: string
  line: number
  character: number
}

/** The comment that silences a rule for a line; the line as the protocol counts. */
export interface Disabling extends Edits {
  ruleId: string
  line: number
}

/** What the thread can be asked. */
export interface Questions {
  check: { ask: { project: Project; buffers: Buffered[]; ticket: number }; answer: Checked | null }
  hover: { ask: Place; answer: Hover | null }
  lenses: { ask: { project: string; path: string }; answer: CodeLens[] }
  definition: { ask: Place; answer: Location[] }
  /** For the findings on some lines: the first and the last of them. */
  disable: { ask: { project: string; path: string; lines: [from: number, to: number] }; answer: Disabling[] }
  forget: { ask: { project: string }; answer: null }
}
