import type { RuleEntry } from '../src/rule.ts'

/** Every rule; one is loaded only when a run meets one of its layers, a reading rule only when a reader found something for it. */
export const rules: RuleEntry[] = [
  { id: 'syntax', layers: ['nginx', 'apache', 'express'], reading: true, load: () => import('./syntax.ts') },
]
