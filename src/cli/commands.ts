import type { Command, COMMAND_NAMES } from './command.ts'

type Load = () => Promise<{ default: Command }>

/** Each is loaded when it is called. */
export const commands: Record<string, Load> = {
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
} satisfies Record<(typeof COMMAND_NAMES)[number], Load>
