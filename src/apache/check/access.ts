import { nearest } from '../../text/nearest.ts'
import { requireMethod } from './methods.ts'
import { readRequire, wordsOfRequire } from '../words/require.ts'
import { isSubnet } from '../words/subnet.ts'
import { type Surrounding, type ValueCheck, valueOf } from './value.ts'
import { lookUp } from '../../text/lookup.ts'

/** The modules that bring what Require asks. */
const PROVIDERS: Record<string, string> = {
  all: 'authz_core',
  env: 'authz_core',
  method: 'authz_core',
  expr: 'authz_core',
  ip: 'authz_host',
  host: 'authz_host',
  'forward-dns': 'authz_host',
  local: 'authz_host',
  user: 'authz_user',
  'valid-user': 'authz_user',
  group: 'authz_groupfile',
  'file-group': 'authz_groupfile',
  'file-owner': 'authz_owner',
  'dbm-group': 'authz_dbm',
  'dbm-file-group': 'authz_dbm',
  'dbd-group': 'authz_dbd',
  'dbd-login': 'authz_dbd',
  'dbd-logout': 'authz_dbd',
  'ldap-user': 'authnz_ldap',
  'ldap-group': 'authnz_ldap',
  'ldap-dn': 'authnz_ldap',
  'ldap-attribute': 'authnz_ldap',
  'ldap-filter': 'authnz_ldap',
  'ldap-search': 'authnz_ldap',
  ssl: 'ssl',
  'ssl-verify-client': 'ssl',
}
/** `Require granted` lacks the `all` in front. */
const meantProvider = (name: string): string | undefined =>
  /^(?:granted|denied)$/i.test(name) ? `all ${name.toLowerCase()}` : nearest(name, Object.keys(PROVIDERS))

/** So near to a provider of httpd's own that no other module will have named its own so. */
const isSlip = (name: string, guess: string | undefined): boolean =>
  guess !== undefined &&
  (guess.startsWith('all ') || (name.length > 3 && name[0] === guess[0] && Math.abs(name.length - guess.length) < 2))

/** add_authz_provider. Providers of modules out of sight, and aliases, are not known here. */
const requireDirective: ValueCheck = (directive, around) => {
  const { refused } = readRequire(directive)
  const { negated, provider, words } = wordsOfRequire(directive)
  const name = provider?.value ?? ''
  if (provider === undefined || name === '') return refused && refused.message
  const module = lookUp(PROVIDERS, name)
  const guess = module === undefined ? meantProvider(name) : undefined
  const provided =
    module === undefined
      ? around.modules.foreign() && !isSlip(name, guess)
        ? null
        : false
      : around.modules.has(`${module}_module`)
  if (provided === false && !around.isProvider(name)) {
    return {
      message: `Unknown provider ${name} of Require${guess ? `; did you mean ${guess}?` : module ? `: it is mod_${module}'s, which is not loaded` : ''}`,
      word: provider,
    }
  }
  const isOurs = !refused?.expressionOnly || around.modules.has('authz_core_module') !== false
  return (
    (isOurs && refused ? refused.message : null) ??
    (name === 'method' ? requireMethod(words, around) : null) ??
    (negated ? checkNegation(around) : null)
  )
}

/** Outside `<RequireAll>` a negation decides nothing, and httpd says so. */
const checkNegation = ({ sections, place }: Surrounding): string | null => {
  // A list of its own may be made to be included into one.
  if (place.file === 'fragment' && sections.length === 0) return null
  const around = sections.findLast(({ key }) => /^require(?:all|any|none)$/.test(key))
  return around?.key === 'requireall' ? null : `Expected Require not inside <RequireAll>`
}

/** add_authz_section. */
const requireSection: ValueCheck = (directive, { sections }) => {
  if (directive.args.length > 0) return `Expected nothing behind <${directive.name}`
  if (!hasRequirement(directive)) return `Expected a Require in <${directive.name}>`
  const around = sections.findLast(({ key }) => /^require(?:all|any|none)$/.test(key))
  return directive.key === 'requirenone' && around?.key !== 'requireall'
    ? 'Expected <RequireNone> inside <RequireAll>'
    : null
}

/** Open conditionals may hold one. */
const hasRequirement = ({ block }: Parameters<ValueCheck>[0]): boolean =>
  (block ?? []).some(
    (inner) => /^require(?:all|any|none)?$/.test(inner.key) || inner.open === true || inner.block !== null,
  )

/** allow_cmd of mod_access_compat; each word behind `from` is one. */
const allowDeny: ValueCheck = (directive) => {
  if (valueOf(directive, 0).toLowerCase() !== 'from') return `Expected from behind ${directive.name}`
  for (const { value } of directive.args.slice(1)) {
    if (value === '') return null
    if (/^env=/i.test(value) || value.toLowerCase() === 'all') continue
    if (value.includes('/') && !isSubnet(value)) return `Expected an address, not ${value}`
    if (value.includes('#')) return 'Expected no comment in this line'
  }
  return null
}

const order: ValueCheck = (directive) =>
  /^(?:allow,deny|deny,allow|mutual-failure)$/i.test(valueOf(directive, 0))
    ? null
    : `Expected allow,deny or deny,allow behind Order, without a space, not ${valueOf(directive, 0)}`

const ACCOUNT_PROVIDERS: Record<string, string> = {
  file: 'authn_file',
  dbm: 'authn_dbm',
  dbd: 'authn_dbd',
  anon: 'authn_anon',
  ldap: 'authnz_ldap',
  socache: 'authn_socache',
}

/** Providers of passwords; those of modules out of sight, and aliases, are not known here. */
const accountProvider: ValueCheck = ({ args }, { modules, isProvider }) => {
  const unknown = args.find(({ value }) => {
    if (isProvider(value)) return false
    const module = lookUp(ACCOUNT_PROVIDERS, value)
    return module === undefined ? !modules.foreign() : modules.has(`${module}_module`) === false
  })
  return unknown ? { message: `Unknown provider ${unknown.value} of passwords`, word: unknown } : null
}

export const ACCESS_CHECKS: Record<string, ValueCheck> = {
  require: requireDirective,
  requireall: requireSection,
  requireany: requireSection,
  requirenone: requireSection,
  allow: allowDeny,
  deny: allowDeny,
  order,
  authbasicprovider: accountProvider,
  authdigestprovider: accountProvider,
}
