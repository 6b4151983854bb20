import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { readProxyPass } from '../../words/proxy-pass.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** A ProxyPass; `real` is `!` for an exclusion. */
export interface ProxyPass extends Item {
  fake: string
  real: string
  pattern: Pattern | null
  noCanon: boolean
}

/** mod_proxy per directory. `codes` null: every status from 400 on. */
export interface ProxyDir {
  pass: ProxyPass | null
  override: (Item & { on: boolean; codes: ReadonlySet<number> | null }) | null
  /** The client's Host goes on. */ keepsHost: boolean | null
}

export const createProxy = (): ProxyDir => ({ pass: null, override: null, keepsHost: null })
export const mergeProxy = (base: ProxyDir, add: ProxyDir): ProxyDir => ({
  pass: add.pass ?? base.pass,
  override: add.override ?? base.override,
  keepsHost: add.keepsHost ?? base.keepsHost,
})

/** Inside a Location the path is the section's own. */
export function readProxyPassInto(
  directive: ApacheDirective,
  scope: ModuleScope<{ proxyPasses: ProxyPass[] }>,
  dir: ProxyDir,
): void {
  const { value } = readProxyPass(directive, scope.path !== null)
  if (!value) return
  const { path, url, noCanon } = value
  const own = scope.path?.startsWith('~ ') === true ? compilePattern(scope.path.slice(2), false) : null
  const pass = {
    ...itemOf(directive.range, scope),
    fake: path ?? scope.path ?? '',
    real: url.value,
    pattern: value.pattern ?? own,
    noCanon,
  }
  if (scope.path === null) scope.server.proxyPasses.push(pass)
  else dir.pass = pass
}

export function readOverride(directive: ApacheDirective, scope: ModuleScope, dir: ProxyDir): void {
  const [state = '', ...codes] = directive.args.map((word) => word.value)
  dir.override = {
    ...itemOf(directive.range, scope),
    on: state.toLowerCase() === 'on',
    codes: codes.length > 0 ? new Set(codes.map(Number)) : null,
  }
}

/** How much of the path a ProxyPass takes; 0: none (alias_match in mod_proxy.c). */
export function proxyLength(path: string, fake: string): number {
  let at = 0
  let i = 0
  while (i < fake.length && at < path.length) {
    if (fake.charAt(i) === '/') {
      if (path.charAt(at) !== '/') return 0
      while (fake.charAt(i) === '/') i++
      while (path.charAt(at) === '/') at++
    } else if (path.charAt(at++) !== fake.charAt(i++)) return 0
  }
  if (at >= path.length && i < fake.length) return 0
  return !fake.endsWith('/') && at < path.length && path.charAt(at) !== '/' ? 0 : at
}
