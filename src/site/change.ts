import type { SourceRange } from '../text/range.ts'

/** `lost`: served before and refused now; `new`: the reverse; `unknown`: on one side the files do not decide the answer. */
export type ChangeKind = 'lost' | 'new' | 'status' | 'allow' | 'caching' | 'unknown'

export const CHANGE_KINDS: ChangeKind[] = ['lost', 'new', 'status', 'allow', 'caching', 'unknown']

/** What one side answers. Each list holds every possible value once, null for what the files leave open. */
export interface Answer {
  statuses: (number | null)[]
  /** Where a status is left open: the request is sent on to a backend that is not visible. */
  forwarded: boolean
  allow: (string | null)[]
  caching: (string | null)[]
  decidedBy: SourceRange | null
}

export interface Change {
  kind: ChangeKind
  host: string
  port: number
  /** As a person wrote it where that is a path, else a path that it takes. */
  path: string
  /** Methods whose answers change alike; the last may be a made-up one that stands for all that nobody names. */
  methods: string[]
  before: Answer
  after: Answer
}
