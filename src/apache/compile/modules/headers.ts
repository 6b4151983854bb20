import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { parseExpression } from '../../words/expression/parse.ts'
import type { Expression } from '../../words/expression/tree.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

const ACTIONS = ['set', 'setifempty', 'add', 'append', 'merge', 'unset', 'echo', 'edit', 'edit*', 'note'] as const
type Action = (typeof ACTIONS)[number]

/** One `Header` directive. `always`: for httpd's own error pages too. */
export interface HeaderEdit extends Item {
  always: boolean
  action: Action
  name: string
  value: string
  /** Of `edit` and `echo`. */
  pattern: Pattern | null
  replacement: string
  early: boolean
  env: string | null
  condition: { expression: Expression | null; text: string } | null
}

/** mod_headers per directory: an inner list follows the outer one. */
export interface HeadersDir {
  edits: HeaderEdit[]
  /** Of RequestHeader. */ sent: HeaderEdit[]
}

export const createHeaders = (): HeadersDir => ({ edits: [], sent: [] })
export const mergeHeaders = (base: HeadersDir, add: HeadersDir): HeadersDir => ({
  edits: [...base.edits, ...add.edits],
  sent: [...base.sent, ...add.sent],
})

export function readHeader(directive: ApacheDirective, scope: ModuleScope, dir: HeadersDir): void {
  const edit = editOf(directive, scope, /^(always|onsuccess)$/i)
  if (edit) dir.edits.push(edit)
}

export function readRequestHeader(directive: ApacheDirective, scope: ModuleScope, dir: HeadersDir): void {
  const edit = editOf(directive, scope, null)
  if (edit) dir.sent.push(edit)
}

function editOf(directive: ApacheDirective, scope: ModuleScope, table: RegExp | null): HeaderEdit | null {
  const words = directive.args.map((word) => word.value)
  const where = table?.exec(words[0] ?? '')
  const [given = '', name = '', ...rest] = where ? words.slice(1) : words
  const action = ACTIONS.find((one) => one === given.toLowerCase())
  if (!action) return null
  const edit = action === 'edit' || action === 'edit*'
  const valued = action !== 'unset' && action !== 'echo'
  const value = valued ? (rest[0] ?? '') : ''
  const clause = rest[edit ? 2 : valued ? 1 : 0] ?? ''
  const expression = /^expr=/i.test(clause) ? clause.slice(5) : null
  return {
    ...itemOf(directive.range, scope),
    always: where?.[0].toLowerCase() === 'always',
    action,
    name: name.replace(/:.*$/s, '').toLowerCase(),
    value,
    pattern: edit ? compilePattern(value, false) : action === 'echo' ? compilePattern(name, true) : null,
    replacement: edit ? (rest[1] ?? '') : '',
    early: clause.toLowerCase() === 'early',
    env: /^env=/i.test(clause) ? clause.slice(4) : null,
    condition: expression === null ? null : { expression: parseExpression(expression), text: expression },
  }
}
