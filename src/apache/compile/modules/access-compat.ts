import { isIn } from '../../../model/asked-method.ts'
import type { AskedMethod } from '../../../model/asked-method.ts'
import { EVERY } from '../../../model/method-set.ts'
import type { MethodSet } from '../../../model/method-set.ts'
import type { SourceRange } from '../../../text/range.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

type Order = 'allow,deny' | 'deny,allow' | 'mutual-failure'
interface Limited extends Item {
  limited: MethodSet
}
export interface AllowDeny extends Limited {
  from: string
}

/** mod_access_compat per directory; an inner one replaces the outer as a whole, for the module has no merger. */
export interface CompatDir {
  orders: (Limited & { order: Order })[]
  allows: AllowDeny[]
  denies: AllowDeny[]
  satisfies: (Limited & { any: boolean })[]
}

export const createCompat = (): CompatDir => ({ orders: [], allows: [], denies: [], satisfies: [] })
export const mergeCompat = (_base: CompatDir, add: CompatDir): CompatDir => add

export function readCompat(directive: ApacheDirective, scope: ModuleScope, dir: CompatDir): void {
  const words = directive.args.map((word) => word.value)
  const limited: Limited = { ...itemOf(directive.range, scope), limited: scope.limited ?? EVERY }
  const first = words[0]?.toLowerCase() ?? ''
  switch (directive.key) {
    case 'order':
      dir.orders.push({
        ...limited,
        order: first === 'allow,deny' || first === 'mutual-failure' ? first : 'deny,allow',
      })
      return
    case 'satisfy':
      dir.satisfies.push({ ...limited, any: first === 'any' })
      return
    case 'allow':
      dir.allows.push(...words.slice(1).map((from) => ({ ...limited, from })))
      return
    case 'deny':
      dir.denies.push(...words.slice(1).map((from) => ({ ...limited, from })))
  }
}

const lastFor = <T extends Limited>(items: readonly T[], method: AskedMethod): T | undefined =>
  items.findLast(({ limited }) => isIn(method, limited))

export const satisfiesAny = (dir: CompatDir | undefined, method: AskedMethod): boolean =>
  lastFor(dir?.satisfies ?? [], method)?.any === true

/**
 * check_dir_access: null where the request passes, or the line that refuses it. `holds` tells whether an Allow or Deny applies.
 */
export function checkCompat(
  dir: CompatDir,
  method: AskedMethod,
  holds: (item: AllowDeny) => boolean,
): { range: SourceRange } | null {
  const order = lastFor(dir.orders, method)
  const hit = (items: readonly AllowDeny[]): AllowDeny | undefined =>
    items.find((item) => isIn(method, item.limited) && holds(item))
  const last = dir.denies.findLast(({ limited }) => isIn(method, limited)) ?? order ?? dir.denies.at(-1)
  if (order?.order === 'allow,deny') {
    const denied = hit(dir.denies)
    return denied ?? (hit(dir.allows) ? null : order)
  }
  if (order?.order === 'mutual-failure') return hit(dir.allows) && !hit(dir.denies) ? null : (last ?? order)
  const denied = hit(dir.denies)
  return denied && !hit(dir.allows) ? denied : null
}
