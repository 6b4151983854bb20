import type { Command } from './command.ts'

/** Each is loaded when it is called. */
export const commands: Record<string, () => Promise<{ default: Command }>> = {
  lint: () => import('./commands/lint.ts'),
  routes: () => import('./commands/routes.ts'),
  diff: () => import('./commands/diff.ts'),
  trace: () => import('./commands/trace.ts'),
  verify: () => import('./commands/verify.ts'),
  explain: () => import('./commands/explain.ts'),
  rules: () => import('./commands/rules.ts'),
  lsp: () => import('./commands/lsp.ts'),
  completion: () => import('./commands/completion.ts'),
  init: () => import('./commands/init.ts'),
}
