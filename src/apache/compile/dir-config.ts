import { mergeActions } from './modules/actions.ts'
import type { ActionsDir } from './modules/actions.ts'
import { mergeAlias } from './modules/alias.ts'
import type { AliasDir } from './modules/alias.ts'
import { mergeAllowMethods } from './modules/allow-methods.ts'
import type { AllowMethodsDir } from './modules/allow-methods.ts'
import { mergeCompat } from './modules/access-compat.ts'
import type { CompatDir } from './modules/access-compat.ts'
import { mergeAuthn } from './modules/authn.ts'
import type { AuthnDir } from './modules/authn.ts'
import { mergeAuthz } from './modules/authz.ts'
import type { AuthzDir } from './modules/authz.ts'
import { mergeCore } from './modules/core.ts'
import type { CoreDir } from './modules/core.ts'
import { mergeDir } from './modules/directory-index.ts'
import type { DirDir } from './modules/directory-index.ts'
import { mergeExpires } from './modules/expires.ts'
import type { ExpiresDir } from './modules/expires.ts'
import { mergeHooks } from './modules/hooks.ts'
import type { HooksDir } from './modules/hooks.ts'
import { mergeHeaders } from './modules/headers.ts'
import type { HeadersDir } from './modules/headers.ts'
import { mergeMime } from './modules/mime.ts'
import type { MimeDir } from './modules/mime.ts'
import { mergeProxy } from './modules/proxy.ts'
import type { ProxyDir } from './modules/proxy.ts'
import { mergeRewrite } from './modules/rewrite-dir.ts'
import type { RewriteSettings } from './modules/rewrite-dir.ts'
import { mergeSpeling } from './modules/speling.ts'
import type { SpelingDir } from './modules/speling.ts'
import { mergeEnv } from './modules/setenvif.ts'
import type { EnvDir } from './modules/setenvif.ts'
import type { Item } from './item.ts'

interface Parts {
  core: CoreDir
  rewrite: RewriteSettings
  alias: AliasDir
  headers: HeadersDir
  authz: AuthzDir
  authn: AuthnDir
  compat: CompatDir
  allowMethods: AllowMethodsDir
  dir: DirDir
  mime: MimeDir
  actions: ActionsDir
  expires: ExpiresDir
  /** `foreign`: another repository than mod_dav_fs's files. An inner `Dav Off` is as good as none: what is off has no name to set (dav_merge_dir_config). */
  dav: Item & { on: boolean; foreign: boolean }
  proxy: ProxyDir
  env: EnvDir
  hooks: HooksDir
  speling: SpelingDir
  /** SSLRequireSSL. */
  tls: Item
}

/** httpd's per-directory configuration: a part per module, present once a directive of that module stands in the section. */
export type DirConfig = Partial<Parts>

const MERGERS: { [Key in keyof Parts]: (base: Parts[Key], add: Parts[Key]) => Parts[Key] } = {
  core: mergeCore,
  rewrite: mergeRewrite,
  alias: mergeAlias,
  headers: mergeHeaders,
  authz: mergeAuthz,
  authn: mergeAuthn,
  compat: mergeCompat,
  allowMethods: mergeAllowMethods,
  dir: mergeDir,
  mime: mergeMime,
  actions: mergeActions,
  expires: mergeExpires,
  dav: (base, add) => (add.on ? add : base),
  proxy: mergeProxy,
  env: mergeEnv,
  hooks: mergeHooks,
  speling: mergeSpeling,
  tls: (_base, add) => add,
}

const KEYS = [
  'core',
  'rewrite',
  'alias',
  'headers',
  'authz',
  'authn',
  'compat',
  'allowMethods',
  'dir',
  'mime',
  'actions',
  'expires',
  'dav',
  'proxy',
  'env',
  'hooks',
  'speling',
  'tls',
] as const

function mergePart<Key extends keyof Parts>(
  into: DirConfig,
  key: Key,
  base: Parts[Key] | undefined,
  add: Parts[Key] | undefined,
): void {
  const part = base && add ? MERGERS[key](base, add) : (add ?? base)
  if (part) into[key] = part
}

/** ap_merge_per_dir_configs: modules that the inner section does not mention keep what they have. */
export function mergeConfigs(base: DirConfig, add: DirConfig): DirConfig {
  const merged: DirConfig = {}
  for (const key of KEYS) mergePart(merged, key, base[key], add[key])
  return merged
}
