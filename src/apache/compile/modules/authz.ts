import { EVERY, methods, union } from '../../../model/method-set.ts'
import type { MethodSet } from '../../../model/method-set.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { readRequire, type RequireLine } from '../../words/require.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** A `Require` line, and for which methods it counts. */
export interface Requirement extends Item, RequireLine {
  kind: 'require'
  limited: MethodSet
}

/** RequireAll, RequireAny, RequireNone, or the block that httpd puts around bare lines. */
export interface RequireBlock extends Item {
  kind: 'block'
  operator: 'and' | 'or'
  negated: boolean
  limited: MethodSet
  children: (Requirement | RequireBlock)[]
}

/** mod_authz_core per directory. */
export interface AuthzDir {
  merging: 'off' | 'and' | 'or' | null
  block: RequireBlock | null
  forbidOnFail: boolean | null
}

export const createAuthz = (): AuthzDir => ({ merging: null, block: null, forbidOnFail: null })

/** An inner Require drops the outer ones unless AuthMerging joins them (merge_authz_core_dir_config). */
export function mergeAuthz(base: AuthzDir, add: AuthzDir): AuthzDir {
  const forbidOnFail = add.forbidOnFail ?? base.forbidOnFail
  if (add.merging === null && !add.block && base.block) return { ...base, forbidOnFail }
  if (add.merging === null || add.merging === 'off' || !(base.block ?? add.block)) return { ...add, forbidOnFail }
  if (!base.block || !add.block) return { merging: add.merging, block: base.block ?? add.block, forbidOnFail }
  const limited = union(base.block.limited, add.block.limited)
  const block: RequireBlock = {
    ...add.block,
    operator: add.merging,
    negated: false,
    limited,
    children: [base.block, add.block],
  }
  return { merging: add.merging, block, forbidOnFail }
}

const limits = (scope: ModuleScope): MethodSet => scope.limited ?? EVERY

function emptyBlock(
  scope: ModuleScope,
  directive: ApacheDirective,
  operator: 'and' | 'or',
  negated = false,
): RequireBlock {
  return { ...itemOf(directive.range, scope), kind: 'block', operator, negated, limited: limits(scope), children: [] }
}

/** Puts a line or a block where it belongs: into `parent`, or the section's own implicit RequireAny. */
function place(
  child: Requirement | RequireBlock,
  scope: ModuleScope,
  directive: ApacheDirective,
  dir: AuthzDir,
  parent: RequireBlock | null,
): void {
  if (!parent) dir.block ??= { ...emptyBlock(scope, directive, 'or'), limited: methods() }
  const into = parent ?? dir.block
  if (!into) return
  into.limited = union(into.limited, child.limited)
  into.children.push(child)
}

export function requireAt(
  directive: ApacheDirective,
  scope: ModuleScope,
  dir: AuthzDir,
  parent: RequireBlock | null,
): void {
  const { value } = readRequire(directive)
  if (!value) return
  const requirement: Requirement = {
    ...itemOf(directive.range, scope),
    kind: 'require',
    ...value,
    limited: limits(scope),
  }
  place(requirement, scope, directive, dir, parent)
}

/** `read` reads the lines inside the block. */
export function readRequireBlock(
  directive: ApacheDirective,
  scope: ModuleScope,
  dir: AuthzDir,
  parent: RequireBlock | null,
  read: (block: RequireBlock) => void,
): void {
  const block = emptyBlock(
    scope,
    directive,
    directive.key === 'requireall' ? 'and' : 'or',
    directive.key === 'requirenone',
  )
  read(block)
  if (block.children.length > 0) place(block, scope, directive, dir, parent)
}

export function readMerging(word: string): AuthzDir['merging'] {
  const value = word.toLowerCase()
  return value === 'and' || value === 'or' ? value : 'off'
}
