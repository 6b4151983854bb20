import type { Value } from './value.ts'

/** The bindings of a block, function or module. */
export interface Scope { bindings: Map<string, { value: Value }>; parent: Scope | null }

export const childScope = (parent: Scope | null): Scope => ({ bindings: new Map(), parent })

export function findBinding(scope: Scope | null, name: string): { value: Value } | null {
  for (let at = scope; at; at = at.parent) {
    const binding = at.bindings.get(name)
    if (binding) return binding
  }
  return null
}
