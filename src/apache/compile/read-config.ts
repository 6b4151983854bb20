import { allBut, methods } from '../../model/method-set.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { DirConfig } from './dir-config.ts'
import { conditionOf } from '../words/expression/section.ts'
import { withTwin } from '../directives/method-names.ts'
import { createCompat, readCompat } from './modules/access-compat.ts'
import { createActions, readAction } from './modules/actions.ts'
import { createAlias, readAlias, redirectAt } from './modules/alias.ts'
import { readAllowMethods } from './modules/allow-methods.ts'
import { createAuthn, readAuthn } from './modules/authn.ts'
import { createAuthz, readMerging, requireAt, readRequireBlock } from './modules/authz.ts'
import type { AuthzDir, RequireBlock } from './modules/authz.ts'
import {
  createCore,
  readEncodedSlashes,
  readErrorDocument,
  readOptions,
  readPathInfo,
  settingOf,
} from './modules/core.ts'
import type { CoreDir } from './modules/core.ts'
import { createDir, readDir } from './modules/directory-index.ts'
import { createExpires, readExpires } from './modules/expires.ts'
import { createHeaders, headerAt } from './modules/headers.ts'
import { HOOKS, createHooks, readHook, readMappedHandler } from './modules/hooks.ts'
import { createMime, readMime } from './modules/mime.ts'
import { createProxy, readOverride, readProxyPassInto } from './modules/proxy.ts'
import { createRewrite, readRewrite } from './modules/rewrite-dir.ts'
import { createEnv, readEnv } from './modules/setenvif.ts'
import { createSpeling, readSpeling } from './modules/speling.ts'
import { itemOf, type Need } from './item.ts'
import type { Scope } from './scope.ts'
import { nameOfSection } from './section.ts'
import type { Section } from './section.ts'
import { lookUp } from '../../text/lookup.ts'

type Reader = (config: DirConfig, directive: ApacheDirective, scope: Scope) => void

const wordsOf = (directive: ApacheDirective): string[] => directive.args.map((word) => word.value)
const firstOf = (directive: ApacheDirective): string => directive.args[0]?.value ?? ''

const coreOf = (config: DirConfig): CoreDir => (config.core ??= createCore(null))
const authzOf = (config: DirConfig): AuthzDir => (config.authz ??= createAuthz())

const readAuthnInto: Reader = (config, directive, scope) =>
  readAuthn(directive, scope, (config.authn ??= createAuthn()))
const readCompatInto: Reader = (config, directive, scope) =>
  readCompat(directive, scope, (config.compat ??= createCompat()))
const readRedirectInto: Reader = (config, directive, scope) =>
  redirectAt(directive, scope, (config.alias ??= createAlias()))
const readAliasInto: Reader = (config, directive, scope) =>
  readAlias(directive, scope, (config.alias ??= createAlias()))
const readDirInto: Reader = (config, directive, scope) => readDir(directive, scope, (config.dir ??= createDir()))
const readMimeInto: Reader = (config, directive, scope) => readMime(directive, scope, (config.mime ??= createMime()))
const readExpiresInto: Reader = (config, directive, scope) =>
  readExpires(directive, scope, (config.expires ??= createExpires()))
const readEnvInto: Reader = (config, directive, scope) => readEnv(directive, scope, (config.env ??= createEnv()))
const readHookInto: Reader = (config, directive, scope) => readHook(directive, scope, (config.hooks ??= createHooks()))
const readSpelingInto: Reader = (config, directive, scope) =>
  readSpeling(directive, scope, (config.speling ??= createSpeling()))
const readPass: Reader = (config, directive, scope) =>
  readProxyPassInto(directive, scope, (config.proxy ??= createProxy()))

const readRewriteInto: Reader = (config, directive, scope) => {
  const dir = (config.rewrite ??= createRewrite(scope.path))
  // One in any section is enough for the server to have settings of its own, and with them those that are inherited (ap_set_config_vectors).
  const own = scope.kind === 'htaccess' ? dir : (scope.server.rewrite ??= createRewrite(null))
  readRewrite(directive, scope, dir, scope.path === null ? own : dir)
}

const readActionInto: Reader = (config, directive, scope) => {
  if (directive.key === 'script' && scope.kind !== 'htaccess') scope.methods.add(firstOf(directive))
  readAction(directive, scope, (config.actions ??= createActions()))
}

/** What a directive does to a configuration, by its name in lower case; directives that change no answer to a request are not here. */
const READERS: Record<string, Reader> = {
  options: (config, directive) => readOptions(coreOf(config), wordsOf(directive)),
  errordocument: (config, directive, scope) =>
    readErrorDocument(coreOf(config), wordsOf(directive), itemOf(directive.range, scope)),
  sethandler: (config, directive, scope) => {
    coreOf(config).handler = settingOf(firstOf(directive), itemOf(directive.range, scope))
  },
  forcetype: (config, directive, scope) => {
    coreOf(config).forceType = settingOf(firstOf(directive), itemOf(directive.range, scope))
  },
  limitrequestbody: (config, directive, scope) => {
    coreOf(config).bodyLimit = settingOf(Number(firstOf(directive)), itemOf(directive.range, scope))
  },
  acceptpathinfo: (config, directive) => readPathInfo(coreOf(config), firstOf(directive)),
  allowencodedslashes: (config, directive) => readEncodedSlashes(coreOf(config), firstOf(directive)),
  ...all(
    (config, directive, scope) => headerAt(directive, scope, (config.headers ??= createHeaders())),
    'header',
    'requestheader',
  ),
  require: (config, directive, scope) => requireAt(directive, scope, authzOf(config), null),
  authmerging: (config, directive) => {
    authzOf(config).merging = readMerging(firstOf(directive))
  },
  authzsendforbiddenonfailure: (config, directive) => {
    authzOf(config).forbidOnFail = firstOf(directive).toLowerCase() === 'on'
  },
  allowmethods: (config, directive, scope) => {
    config.allowMethods = readAllowMethods(directive, scope, config.allowMethods)
  },
  dav: (config, directive, scope) => {
    const word = firstOf(directive).toLowerCase()
    config.dav = {
      ...itemOf(directive.range, scope),
      on: word !== 'off',
      foreign: !/^(?:on|off|filesystem)$/.test(word),
    }
  },
  proxypreservehost: (config, directive) => {
    ;(config.proxy ??= createProxy()).keepsHost = directive.args[0]?.value.toLowerCase() === 'on'
  },
  proxyerroroverride: (config, directive, scope) => readOverride(directive, scope, (config.proxy ??= createProxy())),
  aliaspreservepath: (config, directive) => {
    ;(config.alias ??= createAlias()).preservePath = firstOf(directive).toLowerCase() === 'on'
  },
  sslrequiressl: (config, directive, scope) => {
    config.tls = itemOf(directive.range, scope)
  },
  luamaphandler: (config, directive, scope) => readMappedHandler(directive, scope, (config.hooks ??= createHooks())),
  registerhttpmethod: (_config, directive, scope) => {
    for (const name of wordsOf(directive)) scope.methods.add(name)
  },
  ...all(readRewriteInto, 'rewriteengine', 'rewriteoptions', 'rewritebase', 'rewritecond', 'rewriterule'),
  ...all(readAuthnInto, 'authtype', 'authname'),
  ...all(readCompatInto, 'order', 'allow', 'deny', 'satisfy'),
  ...all(readRedirectInto, 'redirect', 'redirectmatch', 'redirectpermanent', 'redirecttemp'),
  ...all(readAliasInto, 'alias', 'aliasmatch', 'scriptalias', 'scriptaliasmatch'),
  ...all(
    readDirInto,
    'directoryindex',
    'directoryslash',
    'fallbackresource',
    'directorycheckhandler',
    'directoryindexredirect',
    'indexredirect',
  ),
  ...all(
    readMimeInto,
    'addhandler',
    'addtype',
    'addlanguage',
    'addencoding',
    'addcharset',
    'removehandler',
    'removetype',
    'removelanguage',
    'removeencoding',
    'removecharset',
  ),
  ...all(readActionInto, 'action', 'script'),
  ...all(readExpiresInto, 'expiresactive', 'expiresdefault', 'expiresbytype'),
  ...all(
    readEnvInto,
    'setenv',
    'unsetenv',
    'setenvif',
    'setenvifnocase',
    'setenvifexpr',
    'browsermatch',
    'browsermatchnocase',
  ),
  ...all(readHookInto, ...HOOKS),
  ...all(readSpelingInto, 'checkspelling', 'checkcaseonly', 'checkbasenamematch'),
  ...all(readPass, 'proxypass', 'proxypassmatch'),
}

function all(reader: Reader, ...names: string[]): Record<string, Reader> {
  return Object.fromEntries(names.map((name) => [name, reader]))
}

/** The condition of an open conditional: `IfModule !mod_rewrite.c` needs the module to be absent. */
export function needOf(directive: ApacheDirective): Need {
  const words = wordsOf(directive)
  const negated = words[0]?.startsWith('!') === true
  const name = words.join(' ').replace(/^!/, '')
  const question =
    directive.key === 'ifmodule'
      ? `${name} is loaded`
      : directive.key === 'ifversion'
        ? `httpd has version ${name}`
        : `${name} is defined`
  return { question, holds: !negated }
}

const KINDS: Record<string, 'directory' | 'location' | 'proxy' | 'files'> = {
  directory: 'directory',
  directorymatch: 'directory',
  location: 'location',
  locationmatch: 'location',
  proxy: 'proxy',
  proxymatch: 'proxy',
  files: 'files',
  filesmatch: 'files',
}

function readSection(
  directive: ApacheDirective,
  scope: Scope,
  kind: 'directory' | 'location' | 'proxy' | 'files',
): Section {
  const name = nameOfSection(directive)
  const config: DirConfig = { core: createCore(kind === 'directory' || kind === 'location' ? directive.range : null) }
  readDirectives(directive.block ?? [], config, { ...scope, kind, path: name.source, limited: null })
  return { ...itemOf(directive.range, scope), kind, ...name, config }
}

function readIf(directive: ApacheDirective, scope: Scope): Section {
  const config: DirConfig = { core: createCore(null) }
  readDirectives(directive.block ?? [], config, { ...scope, kind: 'if', path: '*If', limited: null })
  const condition = conditionOf(directive)
  return {
    ...itemOf(directive.range, scope),
    kind: 'if',
    source: condition.text,
    components: 0,
    pattern: null,
    literal: null,
    matches: () => null,
    config,
    condition: directive.key === 'else' ? null : condition,
    otherwise: directive.key !== 'if',
  }
}

/** Limit registers the names it does not know, save in `.htaccess`; LimitExcept leaves TRACE to TraceEnable and the proxy. */
function readLimit(directive: ApacheDirective, config: DirConfig, scope: Scope): void {
  const names = wordsOf(directive)
  if (scope.kind !== 'htaccess') for (const name of names) scope.methods.add(name)
  const limited = directive.key === 'limit' ? methods(...withTwin(names)) : allBut(...withTwin(names))
  readDirectives(directive.block ?? [], config, { ...scope, limited })
}

function readRequireBlocks(directive: ApacheDirective, scope: Scope, dir: AuthzDir, parent: RequireBlock | null): void {
  readRequireBlock(directive, scope, dir, parent, (block) => {
    for (const child of directive.block ?? []) {
      if (child.key === 'require') requireAt(child, scope, dir, block)
      else if (/^require(all|any|none)$/.test(child.key)) readRequireBlocks(child, scope, dir, block)
    }
  })
}

function readBlock(directive: ApacheDirective, config: DirConfig, scope: Scope): void {
  if (directive.open) {
    const need = needOf(directive)
    if (scope.decide(need)) readDirectives(directive.block ?? [], config, { ...scope, needs: [...scope.needs, need] })
    return
  }
  const kind = lookUp(KINDS, directive.key)
  if (kind === 'files') {
    coreOf(config).files.push(readSection(directive, scope, kind))
    return
  }
  if (kind) {
    const lists = { directory: scope.server.directories, location: scope.server.locations, proxy: scope.server.proxies }
    lists[kind].push(readSection(directive, scope, kind))
    return
  }
  if (/^(if|elseif|else)$/.test(directive.key)) {
    coreOf(config).ifs.push(readIf(directive, scope))
    return
  }
  if (directive.key === 'limit' || directive.key === 'limitexcept') {
    readLimit(directive, config, scope)
    return
  }
  if (/^require(all|any|none)$/.test(directive.key)) readRequireBlocks(directive, scope, authzOf(config), null)
}

/** Reads the directives of one level into its configuration (ap_walk_config). */
export function readDirectives(directives: readonly ApacheDirective[], config: DirConfig, scope: Scope): void {
  for (const directive of directives) {
    if (directive.block && !HOOKS.includes(directive.key)) readBlock(directive, config, scope)
    else lookUp(READERS, directive.key)?.(config, directive, scope)
  }
}
