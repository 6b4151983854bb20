import type { Io } from './io.ts'

/** Resolves to the exit code. */
export type Command = (args: string[], io: Io) => Promise<number>

/** Exit codes. */
export const CLEAN = 0
export const PROBLEMS = 1
export const WRONG_USE = 2

export const OWN_FAULT = "a fault of verblint's own, please report it"

/** Each is loaded when it is called. */
export const commands: Record<string, () => Promise<{ default: Command }>> = {
  lint: () => import('./commands/lint.ts'),
  routes: () => import('./commands/routes.ts'),
  diff: () => import('./commands/diff.ts'),
  trace: () => import('./commands/trace.ts'),
  explain: () => import('./commands/explain.ts'),
  rules: () => import('./commands/rules.ts'),
  init: () => import('./commands/init.ts'),
}
