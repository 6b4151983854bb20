import type { MethodSet } from '../../model/method-set.ts'
import type { SourceRange } from '../../text/range.ts'

/** A condition of the files' own that nobody decides: whether a module is loaded, a name defined. */
export interface Need {
  question: string
  holds: boolean
}

/** Whatever a directive put into a configuration: where it stands, and the open conditionals around it. */
export interface Item {
  range: SourceRange
  needs: readonly Need[]
}

/** Where a directive is read, as a module sees it; `Server`: what it may write at server level. */
export interface ModuleScope<Server = unknown> {
  /** `cmd->path`: the section's own argument; null at server level. */
  path: string | null
  server: Server
  /** Inside Limit and LimitExcept: the methods that access control covers. */
  limited: MethodSet | null
  needs: readonly Need[]
}

export const itemOf = (range: SourceRange, { needs }: Pick<Item, 'needs'>): Item => ({ range, needs })
