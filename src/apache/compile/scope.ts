import type { MethodSet } from '../../model/method-set.ts'
import type { SourceRange } from '../../text/range.ts'
import type { ServerConfig } from './server-config.ts'

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

/** Where a directive is read: httpd's cmd_parms. */
export interface Scope {
  kind: 'server' | 'directory' | 'location' | 'files' | 'if' | 'proxy' | 'htaccess'
  /** `cmd->path`: the section's own argument; null at server level. */
  path: string | null
  server: ServerConfig
  /** Inside Limit and LimitExcept: the methods that access control covers. */
  limited: MethodSet | null
  needs: readonly Need[]
  /** The methods that httpd knows; naming one in the main configuration makes it known. */
  methods: Set<string>
  /** Settles an open conditional for this reading of the files. */
  decide(need: Need): boolean
}

export const itemOf = (range: SourceRange, scope: Scope): Item => ({ range, needs: scope.needs })
