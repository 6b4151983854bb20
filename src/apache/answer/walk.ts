import { mergeConfigs } from '../compile/dir-config.ts'
import { step, use } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { matchCondition } from './expression.ts'
import { fileAt, isFolder } from './files.ts'
import { locationNames, sectionsNamed } from '../compile/section-index.ts'
import type { Section } from '../compile/section.ts'
import type { Pattern } from '../../regex/pattern.ts'
import { work } from '../../text/work.ts'
import { ask } from './exchange.ts'

/** Whether a section's name matches; asks where its pattern cannot be followed. */
function matches(x: Exchange, section: Section, text: string): boolean {
  const isMatch =
    section.matches(text) ?? ask(x, `${section.source} matches ${text}`, `${section.source} does not match ${text}`)
  if (isMatch && section.pattern) keepNamed(x, section.pattern, text)
  return isMatch
}

const NAMED = /\(\?P?(?:<|')([A-Za-z_]\w*)[>']/g

/** What the named groups of a section's pattern have matched is there as `MATCH_NAME` (ap_regname); of one that matched nothing it is open. */
function keepNamed(x: Exchange, { source, exec }: Pattern, text: string): void {
  const names = [...source.matchAll(NAMED)].map(([, name = '']) => name)
  const named = names.length > 0 ? exec(text)?.named : undefined
  for (const name of names) x.env.set(`MATCH_${name.toUpperCase()}`, named?.[name] || null)
}

function merge(x: Exchange, section: Section): void {
  work(5)
  use(x, section)
  x.config = mergeConfigs(x.config, section.config)
  x.merged.push(section)
}

const label = (section: Section): string =>
  `${section.kind === 'htaccess' ? '.htaccess of' : section.kind} ${section.source}`

/** The directories down to a path, each with its slash, and what is left behind the deepest file. */
interface Descent {
  filename: string
  pathInfo: string
  file: Exchange['file']
  directories: string[]
}

function descend(x: Exchange, path: string): Descent {
  const file = fileAt(x, path)
  const segments = path.split('/').filter(Boolean)
  const directories = ['/']
  const last = file === 'directory' ? segments.length : segments.length - 1
  let at = 0
  for (; at < last; at++) {
    const next = `${directories.at(-1)}${segments[at]}`
    const entry = x.shared.httpd.entry(next)
    if (entry === 'file') return { filename: next, pathInfo: rest(path, segments, at + 1), file: 'file', directories }
    if (
      (entry === 'missing' && !x.shared.assumed.has(path)) ||
      (entry === 'outside' && file === 'missing' && !isFolder(x, next))
    )
      return { filename: next, pathInfo: rest(path, segments, at + 1), file: 'missing', directories }
    directories.push(`${next}/`)
  }
  if (file === 'missing' && path.endsWith('/') && segments.length > 0)
    return missingWithSlash(x, path, segments, directories)
  return { filename: path, pathInfo: '', file, directories }
}

/** `/x.html/`: the slash is path info behind a file; behind nothing it stays in the name. */
function missingWithSlash(x: Exchange, path: string, segments: string[], directories: string[]): Descent {
  const filename = `${directories.at(-1)}${segments.at(-1)}`
  const isFile = x.shared.httpd.entry(filename) === 'file'
  return { filename, pathInfo: rest(path, segments, segments.length), file: isFile ? 'file' : 'missing', directories }
}

function rest(path: string, segments: readonly string[], from: number): string {
  const left = segments.slice(from).join('/')
  return left ? `/${left}${path.endsWith('/') ? '/' : ''}` : path.endsWith('/') ? '/' : ''
}

const canonical = (path: string): string => {
  const out: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') out.pop()
    else if (segment !== '.' && segment !== '') out.push(segment)
  }
  return `/${out.join('/')}${out.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : ''}`
}

/** ap_directory_walk: from the root down, `<Directory>` by its number of segments, then that folder's `.htaccess`; regular expressions last. */
export function directoryWalk(x: Exchange): Verdict | null {
  if (x.filename === null) return null
  const { server, httpd } = x.shared
  const { directories, ...found } = descend(x, canonical(x.filename + x.pathInfo))
  work(5 * directories.length)
  const sections: Section[] = []
  for (const [depth, directory] of directories.entries()) {
    for (const section of sectionsNamed(server.directories, [directory], [directory])) {
      if (section.components === depth && matches(x, section, directory)) sections.push(section)
    }
    const known = httpd.htaccess(server).get(directory.length > 1 ? directory.slice(0, -1) : directory)
    if (!known) continue
    const refusal = known.htaccess.refusal
    if (refusal) return { status: 500, by: 'built-in', range: refusal.range }
    if (known.section) sections.push(known.section)
  }
  Object.assign(x, found)
  for (const section of sectionsNamed(server.directories, [], [found.filename]))
    if (section.components === null && matches(x, section, found.filename)) sections.push(section)
  for (const section of sections) merge(x, section)
  const inner = sections.findLast(({ kind }) => kind === 'directory')
  if (inner && !x.main) step(x, 'location', inner.range, label(inner))
  return null
}

/** ap_file_walk: `<Files>` by the last part of the name; a Files inside a Files never counts. */
export function fileWalk(x: Exchange): void {
  if (x.filename === null) return
  const name = x.filename.slice(x.filename.lastIndexOf('/') + 1)
  for (const section of x.config.core?.files ?? []) {
    if (!matches(x, section, name)) continue
    merge(x, section)
    step(x, 'location', section.range, label(section))
  }
}

/** ap_location_walk: in their order, the later ones last. */
export function locationWalk(x: Exchange, report: boolean): void {
  const plain = x.uri.replace(/\/{2,}/g, '/')
  for (const section of sectionsNamed(x.shared.server.locations, locationNames(plain), [plain, x.uri])) {
    if (!matches(x, section, section.components === null ? x.uri : plain)) continue
    merge(x, section)
    if (report) step(x, 'location', section.range, label(section))
  }
}

/** `<Proxy>` by the URL that is sent to (proxy_walk). */
export function proxyWalk(x: Exchange, url: string): void {
  for (const section of x.shared.server.proxies) {
    if (!matches(x, section, url)) continue
    merge(x, section)
    step(x, 'location', section.range, label(section))
  }
}

/** ap_if_walk: also the If sections inside one that holds. */
export function ifWalk(x: Exchange, report: boolean, sections: readonly Section[] = x.config.core?.ifs ?? []): void {
  let before = false
  const inner: Section[] = []
  for (const section of sections) {
    if (section.otherwise && before) continue
    if (section.condition) {
      before = matchCondition(x, section.condition) !== null
      if (!before) continue
    } else before = true
    inner.push(...(section.config.core?.ifs ?? []))
    merge(x, section)
    if (report) step(x, 'location', section.range, `if ${section.source}`)
  }
  if (inner.length > 0) ifWalk(x, report, inner)
}
