import type { SourceRange } from '../../text/range.ts'
import { Undecided, ask, step, use } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { FILE_METHODS, allowed } from './allow.ts'
import { sendAsIs } from './as-is.ts'
import { heedConditions } from './conditional.ts'
import { contentHandler } from '../directives/content-handlers.ts'
import type { ContentHandler } from '../directives/content-handlers.ts'
import { davAnswer } from './dav.ts'
import { mappedHandler } from './hooks.ts'
import { hasOption } from '../compile/modules/core.ts'
import { missingOf, programModules } from '../directives/needed-modules.ts'
import type { Action } from '../compile/modules/actions.ts'
import { DIRECTORY } from './phases.ts'
import { proxiedUrl } from '../words/proxied.ts'
import { forward } from './proxy.ts'
import type { Made } from './reply.ts'

const READS = new Set(['GET', 'HEAD'])
const READS_OR_POST = new Set(['GET', 'HEAD', 'POST'])

/** Handlers of programs: what they answer is their own affair. */
const PROGRAMS =
  /^(?:cgi-script|fcgid-script|fastcgi-script|wsgi-script|perl-script|lua-script|mod_python|python-program|passenger|application\/x-httpd-[\w.+-]+|x-httpd-php[\w.-]*|php[\w.-]*-script|application\/x-[\w.-]*php[\w.-]*)$/

/** What a handler says: an answer of its own, an error for httpd to word, or another path to go on with. */
export type Handled = Made | Verdict | { redirect: string; keepsHandler: boolean; range: SourceRange | null }

const made = (x: Exchange, status: number | null, by: Made['by'], range: SourceRange | null): Made => ({
  made: true,
  x,
  status,
  by,
  range,
})

const scriptOf = (x: Exchange): Action | null => {
  const actions = x.config.actions
  if (!actions) return null
  const name = x.handler?.name ?? x.type
  const byType = name === null ? undefined : actions.types.get(name)
  if (byType) return byType
  if (actions.methods.size === 0) return null
  const byMethod = x.method.is(READS)
    ? x.args === null
      ? undefined
      : (actions.methods.get('GET') ?? actions.methods.get('HEAD'))
    : actions.methods.get(x.method.name)
  return byMethod && !x.prev?.prev ? byMethod : null
}

function autoindex(x: Exchange): Handled | null {
  if (x.handler?.name !== DIRECTORY || !x.method.is(READS)) return null
  if (x.shared.httpd.configuration.hasModule('autoindex_module') === false) return null
  if (!listsFolders(x)) return { status: 403, by: 'denied', range: null }
  heedConditions(x)
  return made(x, 200, 'static', x.config.core?.opening ?? null)
}

/** Without a main configuration, and without Options of its own, a folder may be listed or not. */
function listsFolders(x: Exchange): boolean {
  if (x.config.core?.options?.all || x.shared.httpd.configuration.complete) return hasOption(x.config.core, 'indexes')
  const sign = x.config.core?.options
  if (sign?.add.has('indexes') || sign?.remove.has('indexes')) return sign.add.has('indexes')
  return ask(x, 'Options Indexes is on', 'Options Indexes is off')
}

/** Whether a program's handler is there to run it; a PHP file of a site whose modules are not all visible is taken for a program. */
function runs(x: Exchange, name: string): boolean {
  const modules = programModules(name)
  return modules === null || missingOf(modules, x.shared.httpd.loaded) === null
}

function program(x: Exchange, name: string): Handled {
  const range = x.handler?.range ?? null
  if (name === 'cgi-script' || name === 'application/x-httpd-cgi') {
    if (!hasOption(x.config.core, 'execcgi') && !x.scriptAliased) return { status: 403, by: 'denied', range }
    if (x.file === 'missing') return { status: 404, by: 'not-found', range: null }
    if (x.file === 'directory') return { status: 403, by: 'denied', range }
    if (x.redirectTo !== null) return { status: 500, by: 'built-in', range }
  } else if (x.file === 'missing' && !/^(?:wsgi|perl|lua|passenger)/.test(name))
    return { status: 404, by: 'not-found', range: null }
  step(x, 'handler', range, `${name} answers`)
  x.foreign = { table: 'err', known: new Set() }
  return made(x, null, 'script', range)
}

/** Scripts by their name, where no handler in sight says what they are; one that is missing is a 404 to its program, whatever the method. */
const looksLikeProgram = (x: Exchange): boolean =>
  (x.file === 'file' || (x.file === 'missing' && !x.method.is(READS_OR_POST))) &&
  /\.(?:php\d?|phtml)$/i.test(x.filename ?? '') &&
  !x.shared.httpd.configuration.closed

/** default_handler of core.c, to which `[H]` gives the name that mod_rewrite meant for its own: files for GET and POST, Allow for OPTIONS, 405 and 501 for the rest. */
function serveFile(x: Exchange): Handled {
  x.allows = FILE_METHODS
  const { method } = x
  const { asked, httpd } = x.shared
  if (method.is(READS_OR_POST)) {
    const refused = x.file !== 'file' || (x.pathInfo !== '' && x.config.core?.acceptPathInfo !== true)
    if (refused) return { status: 404, by: 'not-found', range: null }
    if (x.redirectTo !== null) return { status: 403, by: 'built-in', range: x.handler?.range ?? null }
    heedConditions(x)
    return made(x, 200, 'static', x.config.core?.opening ?? x.shared.server.range ?? null)
  }
  if (method === asked && !asked.is(httpd.methods)) return { status: 501, by: 'built-in', range: null }
  if (!method.is('OPTIONS')) return { status: 405, by: 'built-in', range: null }
  x.out.set('allow', allowed(x))
  return made(x, 200, 'built-in', null)
}

/** Whether a module of httpd's own is there for its handler; asks where no LoadModule is in sight. */
const isLoaded = (x: Exchange, name: string): boolean =>
  x.shared.httpd.configuration.hasModule(`${name}_module`) ??
  ask(x, `mod_${name}.c is loaded`, `mod_${name}.c is not loaded`)

/** What a handler of httpd's own says; null: it declines, and the default handler answers. */
function ownAnswer(x: Exchange, name: string, found: ContentHandler): Handled | null {
  const range = x.handler?.range ?? null
  const answer = [...found.methods].find(([method]) => x.method.is(method))?.[1] ?? found.rest
  if (answer === 'default' || !isLoaded(x, found.module)) return null
  if (found.asFile) return sendAsIs(x)
  if (found.needsFile && x.file === 'missing') return { status: 404, by: 'not-found', range: null }
  if (found.allows.length > 0) x.allows = found.allows
  step(x, 'handler', range, `${name} answers`)
  switch (answer) {
    case 'page':
      if (x.method.is('OPTIONS')) x.out.set('allow', allowed(x))
      return made(x, 200, 'built-in', range)
    case 'refuses':
      return { status: 405, by: 'built-in', range }
    case 'unimplemented':
      return { status: 501, by: 'built-in', range }
    default:
      throw new Undecided(`what ${name} answers`, range)
  }
}

/** A handler's name that is nobody's here may be that of a module from elsewhere; without such a module the default handler takes it. */
function refuseToGuess(x: Exchange, name: string): void {
  if (
    !x.handler ||
    name === DIRECTORY ||
    name === 'redirect-handler' ||
    proxiedUrl(name) !== null ||
    PROGRAMS.test(name)
  )
    return
  if (x.shared.httpd.configuration.foreignModules) throw new Undecided(`what ${name} is`, x.handler.range)
}

/** The handlers in the order of their hooks. */
export function handle(x: Exchange): Handled {
  const lua = mappedHandler(x)
  if (lua) {
    x.foreign = { table: 'err', known: new Set() }
    return made(x, null, 'script', lua.range)
  }
  const name = x.handler?.name ?? x.type ?? ''
  if (name === 'redirect-handler' && x.redirectTo !== null) {
    return {
      redirect: x.redirectTo + (x.args === null ? '' : `?${x.args}`),
      keepsHandler: false,
      range: x.handler?.range ?? null,
    }
  }
  if ((x.proxy && (name === 'proxy-server' || !x.forced.handler)) || proxiedUrl(name) !== null) {
    const passed = forward(x)
    if (passed) return passed
    // What mod_proxy was to pass on is no file: its name begins with `proxy:`.
    if (x.proxy) return x.method.is('TRACE') ? made(x, 200, 'built-in', null) : serveFile(x)
  }
  const dav = name === 'dav-handler' ? davAnswer(x) : null
  if (dav) return dav
  return autoindex(x) ?? byName(x, name) ?? serveFile(x)
}

/** What the handler's name, or the media type in its place, says; null: it is nobody's. */
function byName(x: Exchange, name: string): Handled | null {
  const action = scriptOf(x)
  const own = contentHandler(name)
  if (!own && !action && PROGRAMS.test(name) && runs(x, name)) return program(x, name)
  if (action) {
    if (!action.virtual && x.file === 'missing' && x.config.actions?.types.get(name) === action)
      return { status: 404, by: 'not-found', range: null }
    step(x, 'handler', use(x, action).range, `${action.script} handles it`)
    return {
      redirect: action.script + x.uri + (x.args === null ? '' : `?${x.args}`),
      keepsHandler: true,
      range: action.range,
    }
  }
  if (own) return ownAnswer(x, name, own)
  if (!name.startsWith('text/') && looksLikeProgram(x) && ask(x, 'PHP runs the file', 'PHP does not run the file'))
    return program(x, 'application/x-httpd-php')
  refuseToGuess(x, name)
  return null
}
