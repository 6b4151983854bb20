import { traceRefusal } from './allow.ts'
import { handlerName } from '../words/proxied.ts'
import { GET } from '../../model/asked-method.ts'
import { checkAccess } from './access.ts'
import { RECURSION, Undecided, ask, depth, newExchange, step, use } from './exchange.ts'
import { Fields } from './fields.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { aliasUri, proxyUri, redirectUri } from './translate.ts'
import { runHooks } from './hooks.ts'
import { meantName } from '../compile/modules/speling.ts'
import { handlerByName, typeByName } from '../compile/modules/mime.ts'
import { isRedirect } from '../words/status.ts'
import { rewriteFile, rewriteUri } from './rewrite/rewrite.ts'
import { directoryWalk, fileWalk, ifWalk, locationWalk, proxyWalk } from './walk.ts'
import { multiView } from './negotiation.ts'
import { selfUrl } from './server-variables.ts'
import { escapePath } from './uri.ts'

const READS = new Set(['GET', 'HEAD'])

export const DIRECTORY = 'httpd/unix-directory'

/** A document root that no file in sight names. */
const UNSEEN_ROOT = '/…'

/** Translation: mod_rewrite, mod_proxy, mod_alias and the document root, in that order. */
function translate(x: Exchange): Verdict | null {
  const rewritten = rewriteUri(x)
  if (rewritten === 'mapped') return null
  if (rewritten) return rewritten
  if (x.proxy || proxyUri(x)) return null
  const redirected = redirectUri(x, x.shared.server.redirects)
  if (redirected) return redirected
  const { userDir } = x.shared.server
  if (userDir && /^\/~[^/]/.test(x.uri)) throw new Undecided('which folder the user has', userDir)
  if (aliasUri(x)) return null
  const { documentRoot, computedRoot } = x.shared.server
  if (computedRoot) throw new Undecided('which document root the request has', computedRoot)
  // A Location needs no document root to refuse: what lies behind it stays open.
  const isLocated = x.merged.some(({ kind }) => kind === 'location')
  if (!documentRoot && !isLocated) throw new Undecided('where the document root is', null)
  x.filename = (documentRoot?.path ?? UNSEEN_ROOT).replace(/\/$/, '') + x.uri
  return null
}

/** Sections by URL and condition; `report`: as steps of the answer. */
function walkLocations(x: Exchange, report: boolean): void {
  locationWalk(x, report && !x.main)
  ifWalk(x, report && !x.main)
}

/** Types and handlers by the file's name, then those that a section forces. */
function findHandler(x: Exchange): void {
  const { core, mime } = x.config
  if (x.file === 'directory') x.type = DIRECTORY
  else if (!x.proxy) {
    const named = x.filename === null ? undefined : handlerByName(mime, x.filename)
    if (named?.value) x.handler = { name: named.value, range: use(x, named).range }
    const typed = x.filename === null ? null : typeByName(mime, x.filename)
    if (typed) {
      if (typed.set) use(x, typed.set)
      x.type = typed.type
    }
  }
  if (core?.forceType && core.forceType.value.toLowerCase() !== 'none')
    x.type = use(x, core.forceType).value.toLowerCase()
  if (core?.handler && core.handler.value.toLowerCase() !== 'none') {
    x.handler = { name: handlerName(core.handler.value), range: use(x, core.handler).range }
  }
}

/** A subrequest for a path, as far as its handler. */
function lookUp(x: Exchange, target: string): { sub: Exchange; verdict: Verdict | null } {
  const uri = target.startsWith('/') ? target : x.uri.slice(0, x.uri.lastIndexOf('/') + 1) + target
  const sub = newExchange(x.shared, GET, uri, x.args)
  sub.argsOpen = x.argsOpen
  sub.main = x
  return { sub, verdict: depth(sub) > RECURSION ? { status: 500, by: 'built-in', range: null } : processRequest(sub) }
}

/** ap_internal_fast_redirect: the subrequest's findings become the request's, its method stays. */
function adopt(x: Exchange, sub: Exchange): void {
  x.uri = sub.uri
  x.filename = sub.filename
  x.pathInfo = sub.pathInfo
  x.args = sub.args
  x.argsOpen = sub.argsOpen
  x.file = sub.file
  x.handler = sub.handler
  x.scriptAliased ||= sub.scriptAliased
  x.type = sub.type
  x.config = sub.config
  x.merged = sub.merged
  x.proxy = sub.proxy
  x.redirectTo = sub.redirectTo
  x.forced = { handler: sub.forced.handler ?? x.forced.handler, type: sub.forced.type ?? x.forced.type }
  x.out = Fields.of([...sub.out, ...x.out])
  x.err = Fields.of([...sub.err, ...x.err])
  for (const [name, value] of sub.env) x.env.set(name, value)
}

const found = (sub: Exchange, verdict: Verdict | null): boolean =>
  !verdict && (sub.file === 'file' || sub.handler?.name === 'proxy-server')

function fallback(x: Exchange): Verdict | null {
  const target = x.config.dir?.fallback
  if (!target?.path || x.handler) return null
  const { sub, verdict } = lookUp(x, use(x, target).path)
  if (found(sub, verdict)) {
    step(x, 'file', target.range, `falls back to ${target.path}`)
    adopt(x, sub)
    return null
  }
  if (verdict && verdict.status !== 404) {
    if (isRedirect(verdict.status)) x.out.addAll(sub.out)
    return verdict
  }
  return null
}

/** DirectorySlash, then DirectoryIndex (fixup_dir in mod_dir.c). */
function directory(x: Exchange): Verdict | null {
  x.handler ??= { name: DIRECTORY, range: null }
  if (x.pathInfo) return null
  const { dir, core } = x.config
  if (!x.uri.endsWith('/')) {
    if (dir?.slash === false) return null
    x.out.add('location', selfUrl(x, `${escapePath(x.uri)}/${x.args === null ? '' : `?${x.args}`}`))
    return { status: 301, by: 'redirect', range: core?.opening ?? null }
  }
  if (x.handler.name === 'redirect-handler' || (dir?.checkHandler && x.handler.name !== DIRECTORY)) return null
  return directoryIndex(x, dir?.names ?? null)
}

/** What Debian's own configuration names, for files that are linted without one. */
const DEBIAN_INDEX = ['index.html', 'index.cgi', 'index.pl', 'index.php', 'index.xhtml', 'index.htm']

function directoryIndex(
  x: Exchange,
  set: readonly { name: string; item: Parameters<typeof use>[1] }[] | null,
): Verdict | null {
  const usual = x.shared.httpd.configuration.complete ? ['index.html'] : DEBIAN_INDEX
  const names = set ?? usual.map((name) => ({ name, item: null }))
  let error: Verdict | null = null
  for (const [index, { name, item }] of names.entries()) {
    const { sub, verdict } = lookUp(x, name)
    if (found(sub, verdict)) {
      const redirect = x.config.dir?.redirect
      if (item) use(x, item)
      if (redirect?.status) {
        x.out.add('location', selfUrl(x, sub.uri), redirect.range)
        return { status: redirect.status, by: 'redirect', range: use(x, redirect).range }
      }
      step(x, 'file', item?.range ?? null, `the directory's index ${name}`)
      adopt(x, sub)
      return null
    }
    if (!verdict) continue
    if (
      isRedirect(verdict.status) ||
      (index === names.length - 1 && (verdict.status === 401 || verdict.status === 406))
    ) {
      x.out.addAll(sub.out)
      x.err = Fields.of([...x.err, ...[...sub.err].filter(({ name }) => !x.err.get(name))])
      return verdict
    }
    if (verdict.status !== 404) error = verdict
  }
  return error
}

/** The fixups, in their order: mod_rewrite per directory, Redirect, mod_dav, mod_dir, and what mod_rewrite forces. */
function fixUp(x: Exchange): Verdict | null {
  const refused = fixUpPath(x)
  if (refused) return refused
  x.handler = x.forced.handler ?? x.handler
  x.type = x.forced.type ?? x.type
  return null
}

function fixUpPath(x: Exchange): Verdict | null {
  const rewritten = rewriteFile(x)
  if (rewritten && rewritten !== 'done') return rewritten
  const redirected = redirectUri(x, x.config.alias?.redirects ?? [])
  if (redirected) return redirected
  runHooks(x, 'fixups')
  x.fixedUp = true
  if (x.config.dav?.on && !x.proxy && !x.method.is(READS))
    x.handler = { name: 'dav-handler', range: use(x, x.config.dav).range }
  if (x.file === 'directory') return directory(x)
  const fallen = x.file === 'missing' && !x.handler && !x.proxy ? fallback(x) : null
  return fallen ?? correctSpelling(x)
}

/** mod_speling: a missing name that is like one in its folder leads there, for GET and HEAD. */
function correctSpelling(x: Exchange): Verdict | null {
  const { speling } = x.config
  if (
    !speling?.enabled?.on ||
    x.main ||
    x.proxy ||
    x.file !== 'missing' ||
    x.filename === null ||
    x.uri === '/' ||
    !x.method.is(READS)
  )
    return null
  const { range } = use(x, speling.enabled)
  const slash = x.filename.lastIndexOf('/')
  const [folder, name] = [x.filename.slice(0, slash) || '/', x.filename.slice(slash + 1)]
  if (!x.uri.endsWith(name + x.pathInfo)) return null
  const { httpd } = x.shared
  if (
    httpd.entry(folder) === 'outside' &&
    ask(x, 'a name in the folder is like it', 'no name in the folder is like it')
  )
    throw new Undecided('what CheckSpelling finds', range)
  const meant = meantName(name, httpd.list(folder), speling)
  if (meant === null) return null
  if (meant === 'several') throw new Undecided('which names CheckSpelling finds', range)
  const target = x.uri.slice(0, x.uri.length - name.length - x.pathInfo.length) + meant + x.pathInfo
  x.out.add('location', selfUrl(x, escapePath(target) + (x.args === null ? '' : `?${x.args}`)), range)
  return { status: 301, by: 'redirect', range }
}

/** handle_multi of mod_negotiation, a subrequest for the file that it finds; one that anything refuses or redirects is none. */
function negotiate(x: Exchange): Verdict | null {
  const view = x.proxy ? null : multiView(x)
  if (view === null) return null
  if (typeof view === 'number') return { status: view, by: view === 404 ? 'not-found' : 'built-in', range: null }
  const { pathInfo } = x
  const path = x.uri.endsWith(pathInfo) ? x.uri.slice(0, x.uri.length - pathInfo.length) : x.uri
  const { sub, verdict } = lookUp(x, path.slice(0, path.lastIndexOf('/') + 1) + view.slice(view.lastIndexOf('/') + 1))
  if (verdict || sub.file !== 'file') return { status: 404, by: 'not-found', range: null }
  adopt(x, sub)
  x.pathInfo = pathInfo
  return null
}

/**
 * ap_process_request_internal: everything up to the handler. Returns what the request died of; 'trace' and 'options' are
 * answered at once.
 */
export function processRequest(x: Exchange): Verdict | null {
  if (!x.uri.startsWith('/')) return { status: 400, by: 'built-in', range: null }
  walkLocations(x, false)
  if (!x.main && !x.prev) runHooks(x, 'quick')
  runHooks(x, 'translate')
  const translated = translate(x)
  if (translated) return translated
  x.config = x.shared.server.defaults
  x.merged = []
  if (x.proxy) proxyWalk(x, x.proxy.url)
  else if (x.method.is('TRACE'))
    return {
      status: traceRefusal(x) ?? 200,
      by: 'built-in',
      range: x.shared.server.trace?.range ?? null,
    }
  else {
    const refused = directoryWalk(x)
    if (refused) return refused
    fileWalk(x)
  }
  walkLocations(x, true)
  if (!x.main) x.setEnvIfs = { items: [...x.shared.server.setEnvIfs, ...(x.config.env?.conditional ?? [])], uri: x.uri }
  const denied = checkAccess(x)
  const refused = denied ?? negotiate(x)
  if (refused) return refused
  findHandler(x)
  return fixUp(x)
}
