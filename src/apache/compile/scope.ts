import type { Need, ModuleScope } from './item.ts'
import type { ServerConfig } from './server-config.ts'

/** Where a directive is read: httpd's cmd_parms. */
export interface Scope extends ModuleScope<ServerConfig> {
  kind: 'server' | 'directory' | 'location' | 'files' | 'if' | 'proxy' | 'htaccess'
  /** The methods that httpd knows; naming one in the main configuration makes it known. */
  methods: Set<string>
  /** Settles an open conditional for this reading of the files. */
  decide(need: Need): boolean
}
