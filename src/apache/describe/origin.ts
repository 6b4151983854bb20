import { AskedMethod } from '../../model/asked-method.ts'
import type { Address, HostPattern, Origin } from '../../model/origin.ts'
import { anyPattern } from '../../model/path-pattern.ts'
import type { RouteRow } from '../../model/reading.ts'
import type { Disk } from '../../files/disk.ts'
import type { SourceRange } from '../../text/range.ts'
import { answer } from '../answer/answer.ts'
import type { Configuration, Htaccess } from '../configuration.ts'
import { guardsOf } from './guards.ts'
import { compile } from '../compile/httpd.ts'
import type { Httpd } from '../compile/httpd.ts'
import { routesOf, rowsOf } from './routes.ts'
import { placedDirectives } from '../compile/placed.ts'

/** Compiles a configuration once for every set of conditionals that turn out not to hold. */
function compiler(
  configuration: Configuration,
  disk: Disk,
  loneRoot: { path: string; range: SourceRange } | null,
): (denied: (question: string) => boolean) => Httpd {
  const questions = new Set<string>()
  const known = new Map<string, Httpd>()
  return (denied) => {
    const names = [...questions].filter(denied)
    const key = names.sort().join('\n')
    const before = known.get(key)
    if (before) return before
    const httpd = compile(configuration, disk, loneRoot, new Set(names), questions)
    known.set(key, httpd)
    return httpd
  }
}

/** The folders that have no other `.htaccess` above them. */
const roots = (files: readonly Htaccess[]): Htaccess[] =>
  files.filter(({ servedFrom }) => !files.some((other) => servedFrom.startsWith(`${other.servedFrom}/`)))

/** Every port that it listens on; those of the virtual hosts where no Listen is in sight. */
function addressesOf({ listens, hosts }: Httpd): Address[] {
  return listens.length > 0 ? listens : hosts.flatMap(({ addresses }) => addresses.filter(({ port }) => port !== null))
}

function hostPattern(name: string, range: SourceRange): HostPattern {
  if (/^\*\.[^*?]+$/.test(name)) return { kind: 'leading', source: name, range }
  if (/^[^*?]+\.\*$/.test(name)) return { kind: 'trailing', source: name, range }
  if (!/[*?]/.test(name)) return { kind: 'exact', source: name, range }
  const source = `^${name
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')}$`
  return { kind: 'regex', source, range }
}

/** Names by ServerName and ServerAlias; whatever else comes to an address, its first virtual host or the main server answers. */
function hostsOf({ configuration, main, hosts }: Httpd): HostPattern[] {
  const named = [main, ...hosts].flatMap(({ serverName, aliases }) => [
    ...(serverName ? [hostPattern(serverName.host, serverName.range)] : []),
    ...aliases.map(({ name, range }) => hostPattern(name, range)),
  ])
  const distinct = [...new Map(named.map((pattern) => [pattern.source, pattern])).values()]
  const takesAny = configuration.complete || hosts.some(({ section, serverName }) => section !== null && !serverName)
  return configuration.main && (takesAny || distinct.length === 0)
    ? [...distinct, { kind: 'any', source: 'default server', range: hosts[0]?.range ?? null }]
    : distinct
}

/** Programs and modules whose answers no file of ours shows, and files that others may have put there. */
function openOf(httpd: Httpd): Origin['open'] {
  const { configuration, main, hosts } = httpd
  const programs = placedDirectives(httpd).flatMap(({ directive, scope }) => {
    const word = directive.args[0]?.value.toLowerCase() ?? ''
    const runs =
      /^script(?:alias|aliasmatch)?$/.test(directive.key) ||
      directive.key === 'action' ||
      (/^(?:sethandler|addhandler)$/.test(directive.key) && !/^(?:none|default-handler|proxy:http.*)$/.test(word))
    return runs ? [{ scope, why: `${directive.name} hands on to a program`, range: directive.range }] : []
  })
  const unseen = [main, ...hosts].flatMap(({ documentRoot }) =>
    documentRoot && httpd.entry(documentRoot.path) === 'outside'
      ? [
          {
            scope: anyPattern('/'),
            why: `the files of ${documentRoot.path} are not visible`,
            range: documentRoot.range,
          },
        ]
      : [],
  )
  const lone = configuration.main
    ? []
    : [
        {
          scope: anyPattern('/'),
          why: 'no main configuration is in sight',
          range: main.documentRoot?.range ?? startOf(configuration),
        },
      ]
  return [
    ...new Map(
      [...programs, ...unseen, ...lone].map((one) => [`${one.range.file}:${one.range.start.offset}`, one]),
    ).values(),
  ]
}

const NOWHERE: SourceRange = {
  file: '',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
}
const startOf = (configuration: Configuration): SourceRange => configuration.main?.range(0, 0) ?? NOWHERE

/** Puts off what not every run asks for. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** An origin with the rows of its route table. */
export interface ReadOrigin {
  origin: Origin
  rows(): RouteRow[]
}

function originOf(configuration: Configuration, disk: Disk, lone: Htaccess | null): ReadOrigin {
  const range = lone ? lone.file.range(0, 0) : startOf(configuration)
  const name = lone ? lone.file.path : (configuration.main?.path ?? '')
  const compiled = compiler(configuration, disk, lone && { path: lone.servedFrom, range })
  const httpd = lazily(() => compiled(() => false))
  const ask: Origin['answer'] = (request, backend, asked = new AskedMethod(request.method)) =>
    answer(compiled, { request, backend, asked })
  const routes = lazily(() => routesOf(httpd()))
  const guards = lazily(() => guardsOf(httpd(), ask))
  const open = lazily(() => openOf(httpd()))
  const origin: Origin = {
    layer: 'apache',
    name,
    range,
    addresses: addressesOf(httpd()),
    hosts: hostsOf(httpd()),
    get routes() {
      return routes()
    },
    get guards() {
      return guards()
    },
    get open() {
      return open()
    },
    /** The guards that were too many to try, once these have been asked for. */
    get leftOut() {
      return configuration.ledger.leftOut.filter(({ limit }) => limit === 'work').slice(0, 1)
    },
    splitsMethods: true,
    answer: ask,
  }
  return { origin, rows: () => rowsOf(httpd(), name) }
}

/** One origin for a main configuration; without one, an origin for each tree of `.htaccess` files, its top folder taken for the document root. */
export function originsOf(configuration: Configuration, disk: Disk): ReadOrigin[] {
  if (configuration.refusal) return []
  if (configuration.main) return [originOf(configuration, disk, null)]
  return roots(configuration.htaccess(null)).map((lone) => originOf(configuration, disk, lone))
}
