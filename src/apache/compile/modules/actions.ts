import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

export interface Action extends Item {
  script: string
  virtual: boolean
}

/** mod_actions per directory: scripts by method (HEAD is GET) and by handler or type. */
export interface ActionsDir {
  methods: ReadonlyMap<string, Action>
  types: ReadonlyMap<string, Action>
}

export const createActions = (): ActionsDir => ({ methods: new Map(), types: new Map() })
export const mergeActions = (base: ActionsDir, add: ActionsDir): ActionsDir => ({
  methods: new Map([...base.methods, ...add.methods]),
  types: new Map([...base.types, ...add.types]),
})

export function readAction(directive: ApacheDirective, scope: ModuleScope, dir: ActionsDir): void {
  const [key = '', script = '', option] = directive.args.map((word) => word.value)
  const action: Action = { ...itemOf(directive.range, scope), script, virtual: option !== undefined }
  if (directive.key === 'script') dir.methods = new Map([...dir.methods, [key, action]])
  else dir.types = new Map([...dir.types, [key, action]])
}
