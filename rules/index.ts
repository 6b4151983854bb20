import { GATEWAYS } from '../src/nginx/directives/handlers.ts'
import type { RuleEntry } from '../src/rule.ts'
import type { Glance } from '../src/questions/glance.ts'

type Needs = (glance: Glance) => boolean

const answers =
  (status: number): Needs =>
  ({ statuses }) =>
    statuses.has(status)
const writes =
  (header: string): Needs =>
  ({ headers }) =>
    headers.has(header)
const writesAny =
  (...names: string[]): Needs =>
  ({ headers }) =>
    names.some((name) => headers.has(name))
const has =
  (...names: string[]): Needs =>
  ({ directives }) =>
    names.some((name) => directives.has(name))
const several =
  (name: string): Needs =>
  ({ directives }) =>
    (directives.get(name) ?? 0) > 1
const either =
  (one: Needs, other: Needs): Needs =>
  (glance) =>
    one(glance) || other(glance)
const redirects: Needs = ({ statuses, directives, forwards }) =>
  statuses.has(301) || statuses.has(302) || forwards || PASSES.some((name) => directives.has(name))
const PASSES = ['rewrite', ...GATEWAYS]
const FRONTS = [...PASSES, 'rewriterule']

/** Every rule; one is loaded only when a run meets one of its layers and what else it needs, a reading rule only when a reader found something for it. */
export const rules: RuleEntry[] = [
  {
    id: '405-missing-allow',
    layers: ['nginx', 'apache', 'express'],
    needs: answers(405),
    load: () => import('./405-missing-allow.ts'),
  },
  {
    id: '501-for-known-method',
    layers: ['nginx', 'apache', 'express'],
    needs: answers(501),
    load: () => import('./501-for-known-method.ts'),
  },
  {
    id: '501-in-error-path',
    layers: ['nginx', 'express'],
    needs: has('error_page'),
    load: () => import('./501-in-error-path.ts'),
  },
  {
    id: 'accept-query-missing',
    layers: ['express'],
    needs: ({ queries }) => queries,
    load: () => import('./accept-query-missing.ts'),
  },
  {
    id: 'allow-lists-refused-method',
    layers: ['nginx', 'apache', 'express'],
    needs: writes('allow'),
    load: () => import('./allow-lists-refused-method.ts'),
  },
  {
    id: 'allow-lost',
    layers: ['nginx', 'apache', 'express'],
    needs: writes('allow'),
    load: () => import('./allow-lost.ts'),
  },
  {
    id: 'allow-lost-in-error-handler',
    layers: ['express'],
    needs: writes('allow'),
    load: () => import('./allow-lost-in-error-handler.ts'),
  },
  {
    id: 'allow-mismatch',
    layers: ['nginx', 'apache', 'express'],
    needs: writes('allow'),
    load: () => import('./allow-mismatch.ts'),
  },
  { id: 'allow-misspelled', layers: ['express'], needs: answers(405), load: () => import('./allow-misspelled.ts') },
  {
    id: 'allow-syntax',
    layers: ['nginx', 'apache', 'express'],
    needs: either(has('add_header', 'header'), writes('allow')),
    load: () => import('./allow-syntax.ts'),
  },
  {
    id: 'auth-request-method',
    layers: ['nginx'],
    needs: has('auth_request'),
    load: () => import('./auth-request-method.ts'),
  },
  {
    id: 'cache-key-ignores-method',
    layers: ['nginx'],
    needs: has('proxy_cache', 'fastcgi_cache', 'uwsgi_cache', 'scgi_cache'),
    load: () => import('./cache-key-ignores-method.ts'),
  },
  {
    id: 'cacheable-501',
    layers: ['nginx', 'apache', 'express'],
    needs: ({ read }) => read.has(501) || read.has(405),
    load: () => import('./cacheable-501.ts'),
  },
  { id: 'client-method-case', layers: ['client'], load: () => import('./client-method-case.ts') },
  { id: 'client-method-refused', layers: ['client'], load: () => import('./client-method-refused.ts') },
  { id: 'client-unknown-method', layers: ['client'], load: () => import('./client-unknown-method.ts') },
  {
    id: 'conflicting-server-name',
    layers: ['nginx'],
    needs: either(several('server'), has('include')),
    load: () => import('./conflicting-server-name.ts'),
  },
  {
    id: 'contract-document',
    layers: ['nginx', 'apache', 'express'],
    reading: true,
    load: () => import('./contract-document.ts'),
  },
  {
    id: 'contract-operation',
    layers: ['nginx', 'apache', 'express'],
    needs: ({ contracts }) => contracts,
    load: () => import('./contract-operation.ts'),
  },
  {
    id: 'contract-status',
    layers: ['nginx', 'apache', 'express'],
    needs: ({ contracts }) => contracts,
    load: () => import('./contract-status.ts'),
  },
  {
    id: 'contract-undocumented',
    layers: ['express'],
    needs: ({ contracts }) => contracts,
    load: () => import('./contract-undocumented.ts'),
  },
  {
    id: 'cors-credentials-wildcard',
    layers: ['nginx', 'apache', 'express'],
    needs: writes('access-control-allow-credentials'),
    load: () => import('./cors-credentials-wildcard.ts'),
  },
  {
    id: 'cors-header-twice',
    layers: ['nginx', 'apache', 'express'],
    needs: writesAny('access-control-allow-origin', 'access-control-allow-credentials'),
    load: () => import('./cors-header-twice.ts'),
  },
  {
    id: 'cors-methods-mismatch',
    layers: ['nginx', 'apache', 'express'],
    needs: writes('access-control-allow-methods'),
    load: () => import('./cors-methods-mismatch.ts'),
  },
  {
    id: 'cors-only-on-preflight',
    layers: ['nginx'],
    needs: writes('access-control-allow-origin'),
    load: () => import('./cors-only-on-preflight.ts'),
  },
  {
    id: 'cors-route-without-options',
    layers: ['express'],
    needs: writes('access-control-allow-origin'),
    load: () => import('./cors-route-without-options.ts'),
  },
  { id: 'directive-context', layers: ['apache'], reading: true, load: () => import('./directive-context.ts') },
  {
    id: 'duplicate-directive',
    layers: ['nginx', 'apache'],
    reading: true,
    load: () => import('./duplicate-directive.ts'),
  },
  {
    id: 'duplicate-location',
    layers: ['nginx'],
    needs: either(several('location'), has('include')),
    load: () => import('./duplicate-location.ts'),
  },
  { id: 'duplicate-route', layers: ['express'], load: () => import('./duplicate-route.ts') },
  {
    id: 'error-page-changes-405',
    layers: ['nginx', 'apache'],
    needs: has('error_page', 'errordocument'),
    load: () => import('./error-page-changes-405.ts'),
  },
  {
    id: 'expectation',
    layers: ['nginx', 'apache', 'express'],
    needs: ({ expects }) => expects,
    load: () => import('./expectation.ts'),
  },
  { id: 'express-path-syntax', layers: ['express'], reading: true, load: () => import('./express-path-syntax.ts') },
  { id: 'fallback-swallows-options', layers: ['express'], load: () => import('./fallback-swallows-options.ts') },
  {
    id: 'front-controller-loses-methods',
    layers: ['nginx', 'apache'],
    needs: ({ statuses, forwards, directives }) =>
      statuses.has(405) && (forwards || FRONTS.some((name) => directives.has(name))),
    load: () => import('./front-controller-loses-methods.ts'),
  },
  {
    id: 'guard-not-inherited',
    layers: ['nginx'],
    needs: ({ guards, nested }) => guards && nested,
    load: () => import('./guard-not-inherited.ts'),
  },
  {
    id: 'header-inheritance-lost',
    layers: ['nginx'],
    needs: ({ lost }) => lost.has('level'),
    load: () => import('./header-inheritance-lost.ts'),
  },
  {
    id: 'header-not-sent-on-error',
    layers: ['nginx', 'apache'],
    needs: ({ lost }) => lost.has('no-always') || lost.has('canned'),
    load: () => import('./header-not-sent-on-error.ts'),
  },
  {
    id: 'if-drops-directives',
    layers: ['nginx'],
    needs: has('try_files'),
    load: () => import('./if-drops-directives.ts'),
  },
  { id: 'ifmodule-name', layers: ['apache'], needs: has('ifmodule'), load: () => import('./ifmodule-name.ts') },
  { id: 'include-missing', layers: ['nginx', 'apache'], reading: true, load: () => import('./include-missing.ts') },
  {
    id: 'ineffective-method-guard',
    layers: ['nginx', 'apache'],
    needs: ({ guards, directives }) => guards || directives.has('if'),
    load: () => import('./ineffective-method-guard.ts'),
  },
  {
    id: 'invalid-method-name',
    layers: ['nginx', 'apache'],
    reading: true,
    load: () => import('./invalid-method-name.ts'),
  },
  {
    id: 'limit-bypass',
    layers: ['apache'],
    needs: has('limit', 'limitexcept'),
    load: () => import('./limit-bypass.ts'),
  },
  {
    id: 'limit-except-skips-rewrite',
    layers: ['nginx'],
    needs: has('limit_except'),
    load: () => import('./limit-except-skips-rewrite.ts'),
  },
  {
    id: 'limit-ignores-directive',
    layers: ['apache'],
    needs: has('limit', 'limitexcept'),
    load: () => import('./limit-ignores-directive.ts'),
  },
  {
    id: 'location-without-handler',
    layers: ['nginx'],
    needs: has('location'),
    load: () => import('./location-without-handler.ts'),
  },
  {
    id: 'method-guard-wrong-status',
    layers: ['nginx', 'apache', 'express'],
    needs: ({ guards, applications }) => guards || applications,
    load: () => import('./method-guard-wrong-status.ts'),
  },
  { id: 'module-not-loaded', layers: ['apache'], reading: true, load: () => import('./module-not-loaded.ts') },
  { id: 'no-405-fallback', layers: ['express'], needs: answers(404), load: () => import('./no-405-fallback.ts') },
  { id: 'node-lacks-query', layers: ['express'], reading: true, load: () => import('./node-lacks-query.ts') },
  {
    id: 'preflight-refused',
    layers: ['nginx', 'apache', 'express'],
    needs: writesAny('access-control-allow-origin', 'access-control-allow-methods', 'access-control-allow-headers'),
    load: () => import('./preflight-refused.ts'),
  },
  {
    id: 'proxy-blocks-method',
    layers: ['nginx', 'apache'],
    needs: (glance) => glance.forwards && (glance.guards || has('if')(glance)),
    load: () => import('./proxy-blocks-method.ts'),
  },
  {
    id: 'proxy-cache-stores-errors',
    layers: ['nginx', 'apache'],
    needs: has('proxy_cache', 'fastcgi_cache', 'uwsgi_cache', 'scgi_cache', 'cacheenable'),
    load: () => import('./proxy-cache-stores-errors.ts'),
  },
  {
    id: 'proxy-changes-method',
    layers: ['nginx', 'apache'],
    needs: has('proxy_method', 'error_page', 'fastcgi_pass', 'errordocument', 'proxyfcgisetenvif'),
    load: () => import('./proxy-changes-method.ts'),
  },
  {
    id: 'proxy-path-mismatch',
    layers: ['nginx', 'apache'],
    needs: ({ forwards, applications }) => forwards && applications,
    load: () => import('./proxy-path-mismatch.ts'),
  },
  {
    id: 'query-cached-without-body',
    layers: ['express'],
    needs: ({ queries }) => queries,
    load: () => import('./query-cached-without-body.ts'),
  },
  { id: 'query-without-content-type', layers: ['client'], load: () => import('./query-without-content-type.ts') },
  {
    id: 'redirect-loses-method',
    layers: ['nginx', 'apache', 'express'],
    needs: redirects,
    load: () => import('./redirect-loses-method.ts'),
  },
  { id: 'response-after-405', layers: ['express'], reading: true, load: () => import('./response-after-405.ts') },
  { id: 'rewrite-status', layers: ['apache'], needs: has('rewriterule'), load: () => import('./rewrite-status.ts') },
  { id: 'shadowed-route', layers: ['express'], load: () => import('./shadowed-route.ts') },
  {
    id: 'static-refuses-method',
    layers: ['nginx'],
    needs: ({ calls, applications }) => calls || applications,
    load: () => import('./static-refuses-method.ts'),
  },
  { id: 'status-not-a-number', layers: ['express'], load: () => import('./status-not-a-number.ts') },
  { id: 'stub-501', layers: ['nginx', 'apache', 'express'], needs: answers(501), load: () => import('./stub-501.ts') },
  { id: 'syntax', layers: ['nginx', 'apache', 'express'], reading: true, load: () => import('./syntax.ts') },
  {
    id: 'trace-enabled',
    layers: ['apache'],
    needs: has('serverroot', 'listen', 'traceenable'),
    load: () => import('./trace-enabled.ts'),
  },
  { id: 'unknown-directive', layers: ['nginx', 'apache'], reading: true, load: () => import('./unknown-directive.ts') },
  { id: 'unreachable-directive', layers: ['nginx', 'apache'], load: () => import('./unreachable-directive.ts') },
  {
    id: 'unreachable-location',
    layers: ['nginx'],
    needs: ({ patterns, directives }) => patterns || directives.has('return') || (directives.get('location') ?? 0) > 2,
    load: () => import('./unreachable-location.ts'),
  },
  {
    id: 'unused-suppression',
    layers: ['nginx', 'apache', 'express'],
    reading: true,
    load: () => import('./unused-suppression.ts'),
  },
  { id: 'useless-allow', layers: ['apache'], needs: answers(405), load: () => import('./useless-allow.ts') },
]
