import type { ApacheDirective } from '../../read/directive.ts'
import { type HeaderLine, readHeader } from '../../words/header.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

export interface HeaderEdit extends Item, HeaderLine {}

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

export function headerAt(directive: ApacheDirective, scope: ModuleScope, dir: HeadersDir): void {
  const { value } = readHeader(directive)
  const list = directive.key === 'header' ? dir.edits : dir.sent
  if (value) list.push({ ...itemOf(directive.range, scope), ...value })
}
