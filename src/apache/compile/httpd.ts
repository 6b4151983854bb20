import { filesServed, servedEntry } from '../../deployment/served.ts'
import type { Disk, Entry } from '../../files/disk.ts'
import type { Bound } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { membersByBalancer } from './balancers.ts'
import type { Configuration } from '../configuration.ts'
import { readAddress } from '../words/address.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { registeredMethods } from '../directives/method-names.ts'
import { createCore } from './modules/core.ts'
import type { Loaded } from '../directives/needed-modules.ts'
import { type HiddenHosts, hiddenHosts } from './hidden-hosts.ts'
import { byDepth, inherit } from './merge-servers.ts'
import { nearestIn, relocate } from './relocate.ts'
import { type HtaccessSection, readHtaccess } from './served-htaccess.ts'
import { isOfServer, readOfServer } from './server-readers.ts'
import { needOf, readDirectives } from './read-config.ts'
import type { Need } from './item.ts'
import type { Scope } from './scope.ts'
import { createServer } from './server-config.ts'
import type { ServerAddress, ServerConfig } from './server-config.ts'

/** One httpd with its configuration compiled: what requests are put to. */
export interface Httpd {
  configuration: Configuration
  loaded: Loaded
  /** The members of each balancer. */
  balancers: ReadonlyMap<string, readonly string[]>
  /** What is passed on may be encrypted for another reason than the server's SSLProxyEngine: another module, a `<Proxy>`, a part out of sight. */
  mayEncryptProxies: boolean
  disk: Disk
  /** What to ask before all else: settings of a whole server hang on it, which nobody asks about, or what counts only where it does not hold. */
  first: ReadonlySet<string>
  /** No main configuration in sight: the folder that is taken for the document root. */
  loneRoot: string | null
  main: ServerConfig
  /** The virtual hosts in their order, the main server's settings merged in. */
  hosts: ServerConfig[]
  hidden: HiddenHosts
  listens: ServerAddress[]
  methods: ReadonlySet<string>
  htaccess(server: ServerConfig): ReadonlyMap<string, HtaccessSection>
  entry(path: string): Entry
  list(path: string): string[]
  read(path: string): SourceFile | null
  /** Some of the visible files below a folder that it answers from, as paths from there. */
  files(folder: string, bound: Bound): Iterable<string>
}

interface Reading {
  methods: Set<string>
  questions: Set<string>
  first: Set<string>
  decide(need: Need): boolean
}

function readServer(
  section: ApacheDirective | null,
  directives: readonly ApacheDirective[],
  reading: Reading,
): ServerConfig {
  const server = createServer(section)
  server.defaults.core = createCore(null)
  const scope: Scope = {
    kind: 'server',
    path: null,
    server,
    limited: null,
    needs: [],
    methods: reading.methods,
    decide: reading.decide,
  }
  readDirectives(directives, server.defaults, scope)
  for (const directive of flatten(directives, reading)) readOfServer(server, directive)
  if (section) server.addresses = section.args.map(({ value, range }) => ({ ...readAddress(value), range }))
  return server
}

/** A level's directives with those of open conditionals that are taken to hold. */
function flatten(directives: readonly ApacheDirective[], reading: Reading): ApacheDirective[] {
  return directives.flatMap((directive) => {
    if (!directive.open) return [directive]
    const need = needOf(directive)
    if (directive.block?.some(isOfServer)) reading.first.add(need.question)
    return reading.decide(need) ? flatten(directive.block ?? [], reading) : []
  })
}

/** A server's own document root, or one that is computed. */
const namesRoot = ({ key, block }: ApacheDirective): boolean =>
  /^(?:virtual)?documentroot/.test(key) || (key === 'virtualhost' && (block ?? []).some(namesRoot))

/**
 * A part of a configuration without a DocumentRoot: the outermost folder that it has a section for is served, whatever path leads there;
 * null: none, or an alias leads to it.
 */
function servedFolder({ directories, pathAliases }: ServerConfig): ServerConfig['documentRoot'] {
  const section = directories.find(({ components }) => components !== null && components > 0)
  if (
    !section ||
    section.pattern ||
    pathAliases.some(({ real }) => `${section.source}/`.startsWith(real.replace(/\/?$/, '/')))
  )
    return null
  return { path: section.source.replace(/(.)\/+$/, '$1'), range: section.range }
}

const holdsKey = (directives: readonly ApacheDirective[], keys: RegExp): boolean =>
  directives.some(({ key, block }) => keys.test(key) || holdsKey(block ?? [], keys))

const proxySections = (directives: readonly ApacheDirective[]): ApacheDirective[] =>
  directives.flatMap((directive) =>
    /^proxy(?:match)?$/.test(directive.key) && directive.block ? [directive] : proxySections(directive.block ?? []),
  )

const mayEncrypt = (configuration: Configuration): boolean =>
  !configuration.closed ||
  configuration.foreignModules ||
  configuration.hasModule('ssl_module') === null ||
  holdsKey(configuration.directives, /^tlsproxyengine$/) ||
  holdsKey(proxySections(configuration.directives), /^sslproxyengine$/)

/** Compiles a configuration; of its open conditionals those hold that are not `denied`. Their names are put into `questions`. */
export function compile(
  configuration: Configuration,
  disk: Disk,
  loneRoot: { path: string; range: SourceRange } | null,
  denied: ReadonlySet<string>,
  questions: Set<string>,
): Httpd {
  const methods = registeredMethods(configuration.hasModule('dav_module') === true)
  const asked = new Set<string>()
  const decide = ({ question, holds }: Need): boolean => {
    questions.add(question)
    if (!holds && question.endsWith(' is defined')) asked.add(question)
    return denied.has(question) !== holds
  }
  const reading: Reading = { methods, questions, first: asked, decide }
  const top = flatten(configuration.directives, reading)
  const main = readServer(null, configuration.directives, reading)
  if (loneRoot) main.documentRoot = loneRoot
  main.port = main.serverName?.port ?? null
  main.directories = byDepth(main.directories)
  if (!configuration.complete && !top.some(namesRoot)) main.documentRoot ??= servedFolder(main)
  const hosts = top
    .filter(({ key }) => key === 'virtualhost')
    .map((section) => inherit(main, readServer(section, section.block ?? [], reading)))
  const listens = top
    .filter(({ key }) => key === 'listen')
    .map((directive) => ({ ...readAddress(directive.args[0]?.value ?? ''), range: directive.range }))
  const known = new Map<ServerConfig, ReadonlyMap<string, HtaccessSection>>()
  const place = relocate(configuration, hosts)
  const locate = (path: string): string => place(path).path
  const roots = [main, ...hosts].flatMap(({ documentRoot, pathAliases }) =>
    [documentRoot?.path ?? [], ...pathAliases.map(({ real }) => real.replace(/(.)\/+$/, '$1'))].flat(),
  )
  const byPath = new Map(roots.map((root) => [root, root]))
  const nearestRoot = nearestIn(byPath)
  const named = [...byPath.keys()].map(locate)
  const entryOf = (path: string): Entry => {
    const root = nearestRoot(path)
    const entry =
      root === undefined ? disk.entry(locate(path)) : servedEntry(disk, locate(path), { root: locate(root), named })
    // What a folder of another machine holds here, it holds; the rest may lie there only.
    return entry === 'missing' && place(path).moved ? 'outside' : entry
  }
  return {
    configuration,
    loaded: { has: configuration.hasModule, foreign: () => configuration.foreignModules },
    balancers: membersByBalancer(configuration.directives),
    mayEncryptProxies: mayEncrypt(configuration),
    disk,
    loneRoot: loneRoot?.path ?? null,
    main,
    hosts,
    hidden: hiddenHosts(top, hosts, configuration.unseen),
    listens,
    methods,
    first: asked,
    htaccess: (server) => {
      const before = known.get(server)
      if (before) return before
      const found = readHtaccess(configuration, server, reading)
      known.set(server, found)
      return found
    },
    entry: (path) => entryOf(path),
    list: (path) => disk.list(locate(path)),
    read: (path) => disk.read(locate(path)),
    files: (folder, bound) => filesServed(disk, { root: locate(folder), named }, bound),
  }
}
