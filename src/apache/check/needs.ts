import { handlerName, proxiedUrl } from '../words/proxied.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import { readRule } from '../words/rewrite.ts'
import type { Word } from '../../text/directive.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { contentHandler } from '../directives/content-handlers.ts'
import {
  authModules,
  isEncrypted,
  isUnspoken,
  missingOf,
  missingSpeaker,
  programModules,
  proxyScheme,
} from '../directives/needed-modules.ts'
import { type Complaint, perDirectory, type Surrounding, type ValueCheck } from './value.ts'

const RULE = 'module-not-loaded'

/** httpd starts all the same. */
const missing = (module: string, without: string, word?: Word, severity?: 'info'): Complaint => ({
  ruleId: RULE,
  accepted: true,
  ...(word ? { word } : {}),
  ...(severity ? { severity } : {}),
  message: `Expected mod_${module} to be loaded, without which ${without}: write \`LoadModule ${module}_module modules/mod_${module}.so\``,
})

const unspoken = (word: Word): Complaint => ({
  ruleId: RULE,
  accepted: true,
  word,
  message: `Expected a scheme that a module of mod_proxy's speaks, not ${proxyScheme(word.value)}:, for which httpd answers 500`,
})

/** mod_ssl is there, and nothing switches it on for what is passed on (ssl_engine_disable_ex in mod_proxy.c). */
const unencrypted = (word: Word): Complaint => ({
  ruleId: RULE,
  accepted: true,
  word,
  message: `Expected \`SSLProxyEngine On\`, without which ${NOTHING_PASSED}: write it in this server`,
})

const NOTHING_PASSED = 'httpd answers 500 to whatever is passed on here'

/** A place that requests are passed on to; `strange`: what comes of a scheme that no module knows. */
function target(word: Word | undefined, { modules, settings }: Surrounding, strange: string): Complaint | null {
  if (!word) return null
  const module = missingSpeaker(word.value, modules)
  if (module) return missing(module, module === 'ssl' ? NOTHING_PASSED : strange, word)
  if (isUnspoken(word.value, modules)) return unspoken(word)
  const isSwitched = settings.has('sslproxyengine') || settings.has('tlsproxyengine')
  return isEncrypted(word.value) && !isSwitched && !modules.foreign() && modules.has('ssl_module') === true
    ? unencrypted(word)
    : null
}

const proxyPass: ValueCheck = (directive, around) =>
  target(readProxyPass(directive, perDirectory(around)).value?.url, around, NOTHING_PASSED)

/** The members of a balancer; the balancer's own name may stand before one. */
const balancerMember: ValueCheck = ({ args }, around) =>
  target(
    args.find(({ value }) => proxyScheme(value) !== null && proxyScheme(value) !== 'balancer'),
    around,
    'the balancer leaves this member out and answers 503',
  )

/** httpd gives up before it serves, though its test of the configuration passes. */
const proxySection: ValueCheck = ({ args: [url], block }, { modules }) => {
  if (url === undefined || proxyScheme(url.value) !== 'balancer' || modules.has('proxy_balancer_module') !== true)
    return null
  if ((block ?? []).some(({ key, rest }) => key === 'proxyset' && /\blbmethod=/i.test(rest))) return null
  return modules.has('lbmethod_byrequests_module') === false
    ? missing('lbmethod_byrequests', 'httpd does not start with this balancer', url)
    : null
}

const rewriteRule: ValueCheck = (directive, around) => {
  const [, url, flags] = directive.args
  if (!url || !readRule(directive).value?.flags.proxy) return null
  if (around.modules.has('proxy_module') === false) return missing('proxy', '[P] is answered with 403', flags)
  return target(url, around, 'httpd answers 500 to whatever [P] passes on')
}

/** Another handler or media type may run it: an Action, or a module from elsewhere. */
function handlerModule(name: string, { modules, actions }: Surrounding): string | null {
  if (actions.has(name)) return null
  const own = contentHandler(name)
  const needed = own ? [own.module] : programModules(name)
  const isOurs = own !== null || needed?.includes('cgid') === true || needed?.includes('lua') === true
  return needed && (isOurs || !modules.foreign()) ? missingOf(needed, modules) : null
}

const SOURCE = 'httpd sends the source of the program'

/** SetHandler names what is to answer; AddHandler and AddType say so of files that need not be there, and are told for programs only. */
const setHandler: ValueCheck = ({ args: [word] }, around) => {
  const name = handlerName(word?.value ?? '')
  if (!word || name.includes('%{')) return null
  const url = proxiedUrl(name)
  if (url !== null) {
    if (around.modules.has('proxy_module') === false) return missing('proxy', 'httpd sends the file itself', word)
    return target({ ...word, value: url }, around, 'httpd sends the file itself')
  }
  const module = handlerModule(name, around)
  return module ? missing(module, contentHandler(name) ? `nobody answers as ${name}` : SOURCE, word) : null
}

const addHandler: ValueCheck = (directive, around) => {
  const {
    args: [word],
  } = directive
  const name = handlerName(word?.value ?? '')
  if (proxiedUrl(name) !== null) return setHandler(directive, around)
  const module = word && !contentHandler(name) ? handlerModule(name, around) : null
  return module ? missing(module, SOURCE, word) : null
}

const authType: ValueCheck = ({ args: [word] }, { modules }) => {
  const module = word ? missingOf(authModules(word.value.toLowerCase()), modules) : null
  return module ? missing(module, 'httpd answers 500 where a user is asked for', word) : null
}

const scriptAlias: ValueCheck = (_directive, { modules }) => {
  const module = missingOf(['cgid', 'cgi'], modules)
  return module ? missing(module, SOURCE, undefined, 'info') : null
}

/** mod_dav_fs takes no lock without its database, and what changes a resource looks for locks first (dav_fs_open_lockdb in its lock.c). */
const dav: ValueCheck = ({ args: [word] }, { modules, settings }) => {
  if (
    !word ||
    !/^(?:on|filesystem)$/i.test(word.value) ||
    settings.has('davlockdb') ||
    modules.foreign() ||
    modules.has('dav_fs_module') !== true
  )
    return null
  return {
    ruleId: RULE,
    accepted: true,
    message:
      'Expected a DavLockDB, without which httpd answers 500 to PUT, DELETE, MKCOL, LOCK and PROPFIND here: write `DavLockDB "/var/lock/apache2/DavLock"` into the main configuration',
  }
}

/** What httpd starts with and cannot do, for want of a module that is surely not loaded, or of its database. */
export const NEEDS: Record<string, ValueCheck> = {
  proxypass: proxyPass,
  proxypassmatch: proxyPass,
  balancermember: balancerMember,
  proxy: proxySection,
  rewriterule: rewriteRule,
  sethandler: setHandler,
  addhandler: addHandler,
  addtype: addHandler,
  forcetype: addHandler,
  authtype: authType,
  scriptalias: scriptAlias,
  scriptaliasmatch: scriptAlias,
  dav,
}

/** The handlers and media types that an Action runs. */
export const actionsIn = (directives: readonly ApacheDirective[]): string[] =>
  directives.flatMap(({ key, args, block }) => [
    ...(key === 'action' && args[0] ? [args[0].value.toLowerCase()] : []),
    ...actionsIn(block ?? []),
  ])

/** The directives without which others do nothing: those that are there. */
export const settingsIn = (directives: readonly ApacheDirective[]): string[] =>
  directives.flatMap(({ key, block }) => [
    ...(key === 'davlockdb' || key === 'sslproxyengine' || key === 'tlsproxyengine' ? [key] : []),
    ...settingsIn(block ?? []),
  ])
