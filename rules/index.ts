import type { RuleEntry } from '../src/rule.ts'

/** Every rule; one is loaded only when a run meets one of its layers, a reading rule only when a reader found something for it. */
export const rules: RuleEntry[] = [
  { id: '405-missing-allow', layers: ['nginx', 'apache', 'express'], load: () => import('./405-missing-allow.ts') },
  { id: '501-for-known-method', layers: ['nginx', 'apache', 'express'], load: () => import('./501-for-known-method.ts') },
  { id: 'allow-lists-refused-method', layers: ['nginx', 'apache', 'express'], load: () => import('./allow-lists-refused-method.ts') },
  { id: 'allow-lost', layers: ['nginx', 'apache', 'express'], load: () => import('./allow-lost.ts') },
  { id: 'cacheable-501', layers: ['nginx', 'apache', 'express'], load: () => import('./cacheable-501.ts') },
  { id: 'client-method-case', layers: ['client'], load: () => import('./client-method-case.ts') },
  { id: 'client-method-refused', layers: ['client'], load: () => import('./client-method-refused.ts') },
  { id: 'client-unknown-method', layers: ['client'], load: () => import('./client-unknown-method.ts') },
  { id: 'directive-context', layers: ['apache'], reading: true, load: () => import('./directive-context.ts') },
  { id: 'duplicate-location', layers: ['nginx'], load: () => import('./duplicate-location.ts') },
  { id: 'error-page-changes-405', layers: ['nginx', 'apache'], load: () => import('./error-page-changes-405.ts') },
  { id: 'express-path-syntax', layers: ['express'], reading: true, load: () => import('./express-path-syntax.ts') },
  { id: 'header-not-sent-on-error', layers: ['nginx', 'apache'], load: () => import('./header-not-sent-on-error.ts') },
  { id: 'include-missing', layers: ['nginx', 'apache'], reading: true, load: () => import('./include-missing.ts') },
  { id: 'ineffective-method-guard', layers: ['nginx', 'apache'], load: () => import('./ineffective-method-guard.ts') },
  { id: 'invalid-method-name', layers: ['nginx', 'apache'], reading: true, load: () => import('./invalid-method-name.ts') },
  { id: 'method-guard-wrong-status', layers: ['nginx', 'apache', 'express'], load: () => import('./method-guard-wrong-status.ts') },
  { id: 'proxy-blocks-method', layers: ['nginx', 'apache'], load: () => import('./proxy-blocks-method.ts') },
  { id: 'stub-501', layers: ['nginx', 'apache', 'express'], load: () => import('./stub-501.ts') },
  { id: 'syntax', layers: ['nginx', 'apache', 'express'], reading: true, load: () => import('./syntax.ts') },
  { id: 'unknown-directive', layers: ['nginx', 'apache'], reading: true, load: () => import('./unknown-directive.ts') },
  { id: 'useless-allow', layers: ['apache'], load: () => import('./useless-allow.ts') },
]
