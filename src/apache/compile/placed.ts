import { anyPattern, escapeRegex, folderPattern, pathPattern, regexPattern } from '../../model/path-pattern.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { Pattern } from '../../regex/pattern.ts'
import type { Htaccess } from '../configuration.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { Httpd } from './httpd.ts'
import { nameOfSection } from './section.ts'
import type { ServerConfig } from './server-config.ts'

/** A directive with the requests that it concerns. */
export interface Placed {
  directive: ApacheDirective
  server: ServerConfig
  scope: PathPattern
  /** The sections around it, outermost first. */
  around: ApacheDirective[]
  htaccess: Htaccess | null
  /** The URL path that a per-directory RewriteRule is held against the rest of; null: a server's own rule. */
  base: string | null
}

/** A pattern of the configuration as a set of paths. */
export function patternScope(source: string, pattern: Pattern): PathPattern {
  const found = regexPattern(source, pattern.javascript())
  return {
    ...found,
    matches: (path) => {
      const match = pattern.exec(path)
      return match === undefined ? null : match !== null
    },
  }
}

const trimmed = (path: string): string => path.replace(/\/+$/, '')
const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${trimmed(folder)}/`)

/** The URL paths at which a folder is served: below the document root and aliases, or the whole of one that it holds. */
export function urlsOf({ documentRoot, pathAliases }: ServerConfig, folder: string): string[] {
  const path = trimmed(folder) || '/'
  const places = [
    ...(documentRoot ? [{ url: '/', real: trimmed(documentRoot.path) }] : []),
    ...pathAliases
      .filter(({ pattern }) => !pattern)
      .map(({ fake, real }) => ({ url: trimmed(fake) || '/', real: trimmed(real) })),
  ]
  return places.flatMap(({ url, real }) => {
    if (isBelow(path, real)) return [`${trimmed(url)}${path.slice(real.length)}` || '/']
    return path === '/' || isBelow(real, path) ? [url] : []
  })
}

/** `<Files>`: by the last segment, within the section around it. */
function filesScope(directive: ApacheDirective, outer: PathPattern): PathPattern {
  const { source, pattern, matches } = nameOfSection(directive)
  const prefix = outer.kind === 'prefix' ? escapeRegex(trimmed(outer.literal)) : ''
  const name = pattern?.javascript()
  const anchored =
    name && /^\^?(?:[^\\^$|()[\]]|\\.)*\$?$/.test(name.source)
      ? name.source
          .replace(/^\^?/, (start) => (start ? '' : '[^\\/]*'))
          .replace(/\$?$/, (end) => (end ? '$' : '[^\\/]*$'))
      : null
  const last = pattern ? anchored : `${escapeRegex(source)}$`
  const ending =
    name &&
    !pattern?.source.startsWith('^') &&
    /\$$/.test(name.source) &&
    !/[|^]/.test(name.source.replace(/\([^()]*\)/g, ''))
      ? `[^\\/]*${name.source}`
      : last
  return pathPattern({
    kind: 'regex',
    source,
    regex: ending === null ? null : { source: `^${prefix}\\/(?:[\\s\\S]*\\/)?${ending}`, flags: name?.flags ?? '' },
    matches: (path) => (outer.matches(path) === false ? false : matches(path.slice(path.lastIndexOf('/') + 1))),
  })
}

/** The paths that a section is for; null: none that can be told. */
function sectionScopes(
  directive: ApacheDirective,
  servers: readonly ServerConfig[],
  outer: PathPattern,
): PathPattern[] {
  const { source, pattern } = nameOfSection(directive)
  switch (directive.key) {
    case 'location':
    case 'locationmatch':
      return [pattern ? patternScope(source, pattern) : folderPattern(source)]
    case 'files':
    case 'filesmatch':
      return [filesScope(directive, outer)]
    case 'directory':
    case 'directorymatch': {
      if (pattern) return [pathPattern({ kind: 'regex', source, regex: null, matches: () => null })]
      return [...new Set(servers.flatMap((server) => urlsOf(server, source)))].map((url) =>
        url === '/' ? anyPattern(source) : folderPattern(url, source),
      )
    }
    default:
      return [outer]
  }
}

const isServerSection = ({ key }: ApacheDirective): boolean => key === 'virtualhost'

function* inside(
  directives: readonly ApacheDirective[],
  at: Omit<Placed, 'directive'>,
  servers: readonly ServerConfig[],
): Generator<Placed> {
  for (const directive of directives) {
    if (isServerSection(directive)) continue
    if (!directive.block) {
      yield { directive, ...at }
      continue
    }
    const section = /^(?:directory|location|files)(?:match)?$/.test(directive.key)
    for (const scope of section ? sectionScopes(directive, servers, at.scope) : [at.scope]) {
      yield { directive, ...at, scope }
      const base =
        directive.key === 'directory'
          ? (scope.literal || '/').replace(/\/?$/, '/')
          : /^(?:location|directorymatch)/.test(directive.key)
            ? ''
            : at.base
      yield* inside(directive.block, { ...at, scope, base, around: [...at.around, directive] }, servers)
    }
  }
}

const known = new WeakMap<Httpd, Placed[]>()

/** Every directive that counts for requests, with its scope: the main configuration, its virtual hosts, the `.htaccess` files. */
export function placedDirectives(httpd: Httpd): readonly Placed[] {
  const before = known.get(httpd)
  if (before) return before
  const all = [...place(httpd)]
  known.set(httpd, all)
  return all
}

function* place(httpd: Httpd): Generator<Placed> {
  const { configuration, main, hosts } = httpd
  const whole = (server: ServerConfig): Omit<Placed, 'directive'> => ({
    server,
    scope: anyPattern('/'),
    around: server.section ? [server.section] : [],
    htaccess: null,
    base: null,
  })
  yield* inside(configuration.directives, whole(main), [main, ...hosts])
  for (const host of hosts) yield* inside(host.section?.block ?? [], whole(host), [host])
  const seen = new Set<string>()
  for (const server of [...(hosts.length === 0 || main.documentRoot ? [main] : []), ...hosts]) {
    for (const { htaccess } of httpd.htaccess(server).values()) {
      if (seen.has(htaccess.file.path)) continue
      seen.add(htaccess.file.path)
      const url = urlsOf(server, htaccess.servedFrom)[0]
      if (url === undefined) continue
      const scope = url === '/' ? anyPattern('/') : folderPattern(url)
      yield* inside(htaccess.directives, { server, scope, around: [], htaccess, base: url.replace(/\/?$/, '/') }, [
        server,
      ])
    }
  }
}
