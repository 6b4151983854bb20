import type { Directive } from '../../text/directive.ts'
import type { Disk } from '../../files/disk.ts'
import type { Ledger } from '../../text/limits.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { HiddenServers } from '../read/hidden.ts'
import type { Level } from './level.ts'
import type { Group, Server } from './servers.ts'
import type { TextPart } from '../words/variables.ts'
import type { Version } from '../directives/version.ts'

/** One nginx as it runs. */
export interface Instance {
  file: SourceFile
  version: Version
  http: Level
  servers: Server[]
  groups: Group[]
  /** By the variable's name, without `$`. */
  maps: Map<string, Directive>
  /** Variables of the configuration's own, lower-case: empty until a `set` or a named group gives them a value. */
  declared: ReadonlySet<string>
  upstreams: Map<string, Directive>
  /** The folders that it answers from, absolute. */
  roots: ReadonlySet<string>
  /** Absolute: what relative roots are taken from. */
  prefix: string
  disk: Disk
  /** Texts with variables, taken apart once. */
  templates: Map<string, TextPart[]>
  /** What is not looked at of it. */
  ledger: Ledger
  /** Blocks that hold more than is in sight. */
  unseen: ReadonlySet<Directive>
  /** Servers that may run beside those in sight. */
  hidden: readonly HiddenServers[]
  /** Whether the list of types is in sight, or nginx's own mime.types stands for it; `unseen`: the default type is out of sight, too. */
  types: 'here' | 'stock' | 'unseen'
}
