import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** mod_dir per directory. `names` null: not said, which means index.html. */
export interface DirDir {
  names: { name: string; item: Item }[] | null
  slash: boolean | null
  fallback: (Item & { path: string }) | null
  redirect: (Item & { status: number | null }) | null
  checkHandler: boolean | null
}

export const createDir = (): DirDir => ({
  names: null,
  slash: null,
  fallback: null,
  redirect: null,
  checkHandler: null,
})

export const mergeDir = (base: DirDir, add: DirDir): DirDir => ({
  names: add.names ?? base.names,
  slash: add.slash ?? base.slash,
  fallback: add.fallback ?? base.fallback,
  redirect: add.redirect ?? base.redirect,
  checkHandler: add.checkHandler ?? base.checkHandler,
})

const STATUS: Record<string, number | null> = { on: 302, off: null, temp: 302, permanent: 301, seeother: 303 }

export function readDir(directive: ApacheDirective, scope: ModuleScope, dir: DirDir): void {
  const words = directive.args.map((word) => word.value)
  const first = words[0] ?? ''
  const on = first.toLowerCase() === 'on'
  const item = itemOf(directive.range, scope)
  switch (directive.key) {
    case 'directoryindex': {
      const names = words.filter((word) => word.toLowerCase() !== 'disabled').map((name) => ({ name, item }))
      dir.names = names.length === 0 ? [] : [...(dir.names ?? []), ...names]
      return
    }
    case 'directoryslash':
      dir.slash = on
      return
    case 'fallbackresource':
      dir.fallback = { ...item, path: first.toLowerCase() === 'disabled' ? '' : first }
      return
    case 'directorycheckhandler':
      dir.checkHandler = on
      return
    case 'directoryindexredirect': {
      const known = STATUS[first.toLowerCase()]
      dir.redirect = { ...item, status: known === undefined ? Number.parseInt(first, 10) || null : known }
    }
  }
}
