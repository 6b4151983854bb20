import { childScope } from '../../javascript/scope.ts'
import type { Scope } from '../../javascript/scope.ts'
import type { Run } from './run.ts'

/** A scope of a run. `isHeld`: a function that was made in it finds its names. `isOver`: nobody finds them any more. */
export interface Life {
  isHeld: boolean
  isOver: boolean
}

/** A scope of the code that is being carried out. */
export function openScope(run: Run, parent: Scope | null): Scope {
  const scope = childScope(parent)
  run.scopes.set(scope, { isHeld: false, isOver: false })
  run.opened.push(scope)
  return scope
}

/** A function is made there, which finds the names of all scopes around it. */
export function hold(run: Run, scope: Scope): void {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const life = run.scopes.get(at)
    if (!life || life.isHeld) return
    life.isHeld = true
  }
}

/** A call is over, with all its ways: so are the scopes that were opened since it began. */
export function closeScopes(run: Run, begun: number): void {
  for (const scope of run.opened.splice(begun)) {
    const life = run.scopes.get(scope)
    if (life) life.isOver = !life.isHeld
  }
}

export const isOver = ({ scopes }: Run, scope: Scope): boolean => scopes.get(scope)?.isOver === true
