import { hasOption } from '../../compile/modules/core.ts'
import type { RewriteSettings } from '../../compile/modules/rewrite-dir.ts'
import { proxiedUrl } from '../../words/proxied.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { isAbsoluteUrl } from './absolute-url.ts'
import { applyRules } from './apply.ts'
import { answered, badPath, redirect, refusedProxy } from './verdicts.ts'

/** hook_uri2file: the rules of the server or virtual host. null: go on with the next module. */
export function rewriteUri(x: Exchange): Verdict | 'mapped' | null {
  const rules = x.shared.server.rewrite
  if (x.config.rewrite?.engine !== true || !rules || x.ended || !x.uri.startsWith('/')) return null
  x.filename = x.uri
  const sent = x.args
  const result = applyRules(x, rules.rules, null)
  const { filename } = x
  if (result.status !== null) return answered(x, result.status, result.range)
  if (!result.changed || !result.range) {
    x.filename = null
    return null
  }
  if (result.passThrough) {
    if (!filename.startsWith('/')) return badPath(x, result.range)
    x.uri = filename
    x.filename = null
    return null
  }
  if (proxiedUrl(filename) !== null) return refusedProxy(x, result.range, result) ?? 'mapped'
  if (isAbsoluteUrl(filename)) return redirect(x, filename, result, sent)
  if (!filename.startsWith('/')) return { status: 400, by: 'built-in', range: result.range }
  const root = x.shared.server.documentRoot?.path ?? ''
  if (!isRealPath(x, filename, result.output, root)) x.filename = root + filename
  return 'mapped'
}

/** The folders that a Unix root has; what else lies there is not known. */
const ROOT_FOLDERS = /^\/(?:usr|var|srv|etc|home|opt|tmp|run|mnt|media|root|lib|bin|sbin|dev|proc|sys)$/

/** prefix_stat: a path is a file's name if its first part exists and the rule wrote it, or it lies below the document root. */
function isRealPath(x: Exchange, path: string, output: string, root: string): boolean {
  if (root && (path === root || path.startsWith(`${root}/`))) return true
  const first = /^\/[^/]*/.exec(path)?.[0] ?? '/'
  const entry = x.shared.httpd.entry(first)
  const exists = entry === 'file' || entry === 'directory' || (entry === 'outside' && ROOT_FOLDERS.test(first))
  return exists && (output === first || output.startsWith(`${first}/`))
}

/** subst_prefix_path: another beginning for what lies below a folder; null: it does not. An empty beginning leaves no slash. */
function swapPrefix(path: string, prefix: string, beginning: string): string | null {
  const folder = prefix.replace(/\/?$/, '/')
  return path.startsWith(folder)
    ? `${beginning === '' ? '' : beginning.replace(/\/?$/, '/')}${path.slice(folder.length)}`
    : null
}

/** The URL of a file: by RewriteBase, the document root, or the alias that led to it. */
function baseUrl(x: Exchange, { directory, base }: RewriteSettings, filename: string): string {
  const root = x.shared.server.documentRoot?.path.replace(/\/$/, '') ?? ''
  if (base === null && root !== '' && filename.startsWith(`${root}/`)) return filename.slice(root.length)
  const rebasedPath = base !== null && directory !== null ? swapPrefix(filename, directory, base) : null
  const { prefix, folder } = x.context ?? { prefix: '', folder: root }
  return rebasedPath ?? (folder === '' ? null : swapPrefix(filename, folder, prefix)) ?? filename
}

/** hook_fixup: the rules of directories and `.htaccess`. null: go on with the next module. */
export function rewriteFile(x: Exchange): Verdict | 'done' | null {
  const settings = x.config.rewrite
  if (settings?.engine !== true || settings.directory === null || x.ended) return null
  const before = x.filename
  if (before !== null && !x.proxy && !settings.options.has('allownoslash') && `${before}/` === settings.directory)
    return null
  if (
    !hasOption(x.config.core, 'followsymlinks') &&
    !hasOption(x.config.core, 'symlinksifownermatch') &&
    settings.rules.length > 0
  )
    return { status: 403, by: 'denied', range: settings.rules[0]?.range ?? null }
  const info = x.pathInfo
  const sent = x.args
  const result = applyRules(x, settings.rules, settings.directory)
  if (result.status !== null) {
    x.filename = before
    return answered(x, result.status, result.range)
  }
  if (!result.changed || !result.range) {
    x.filename = before
    return null
  }
  const filename = x.filename ?? ''
  if (result.passThrough && !filename.startsWith('/')) return badPath(x, result.range)
  if (proxiedUrl(filename) !== null) return refusedProxy(x, result.range, result) ?? 'done'
  if (isAbsoluteUrl(filename)) return redirect(x, rebased(settings, filename), result, sent)
  if (!filename.startsWith('/')) return { status: 400, by: 'built-in', range: result.range }
  if (before !== null && filename === before) {
    x.pathInfo = info
    return 'done'
  }
  x.redirectTo = baseUrl(x, settings, filename)
  x.handler = { name: 'redirect-handler', range: result.range }
  return 'done'
}

/** The directory in a redirect's path gives way to RewriteBase. */
function rebased({ base, directory }: RewriteSettings, url: string): string {
  if (base === null || directory === null || directory === '/') return url
  const [, start = '', path = ''] = /^(\w+:\/\/[^/]*)(\/.*)?$/s.exec(url) ?? []
  return path.startsWith(directory) ? `${start}${base.replace(/\/?$/, '/')}${path.slice(directory.length)}` : url
}
