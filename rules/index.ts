import type { RuleEntry } from '../src/rule.ts'

/** Every rule; one is loaded only when a run meets one of its layers, a reading rule only when a reader found something for it. */
export const rules: RuleEntry[] = [
  { id: '405-missing-allow', layers: ['nginx', 'apache', 'express'], load: () => import('./405-missing-allow.ts') },
  { id: '501-for-known-method', layers: ['nginx', 'apache', 'express'], load: () => import('./501-for-known-method.ts') },
  { id: 'cacheable-501', layers: ['nginx', 'apache', 'express'], load: () => import('./cacheable-501.ts') },
  { id: 'directive-context', layers: ['apache'], reading: true, load: () => import('./directive-context.ts') },
  { id: 'duplicate-location', layers: ['nginx'], load: () => import('./duplicate-location.ts') },
  { id: 'express-path-syntax', layers: ['express'], reading: true, load: () => import('./express-path-syntax.ts') },
  { id: 'include-missing', layers: ['nginx', 'apache'], reading: true, load: () => import('./include-missing.ts') },
  { id: 'invalid-method-name', layers: ['nginx', 'apache'], reading: true, load: () => import('./invalid-method-name.ts') },
  { id: 'proxy-blocks-method', layers: ['nginx', 'apache'], load: () => import('./proxy-blocks-method.ts') },
  { id: 'syntax', layers: ['nginx', 'apache', 'express'], reading: true, load: () => import('./syntax.ts') },
  { id: 'unknown-directive', layers: ['nginx', 'apache'], reading: true, load: () => import('./unknown-directive.ts') },
]
