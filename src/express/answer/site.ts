import type { Module, Scope } from '../../javascript/scope.ts'
import type { ClassValue, Value } from '../../javascript/value.ts'

/** Where an expression stands. `self`: its `this`. */
export interface Site {
  module: Module
  scope: Scope
  self: Value
  home: ClassValue | null
}

/** What a call or a literal lists; `open`: there may be more. */
export interface Spread {
  items: Value[]
  open: boolean
}
