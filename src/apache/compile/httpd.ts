import { filesServed, servedEntry } from '../../deployment/served.ts'
import type { Disk, Entry } from '../../files/disk.ts'
import type { Bound } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { membersByBalancer } from './balancers.ts'
import type { Configuration, Htaccess } from '../configuration.ts'
import { readAddress, readServerName } from '../words/address.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { mergeConfigs } from './dir-config.ts'
import type { DirConfig } from './dir-config.ts'
import { registeredMethods } from '../directives/method-names.ts'
import { createCore } from './modules/core.ts'
import { createRewrite, mergeRewrite } from './modules/rewrite-dir.ts'
import type { Loaded } from '../directives/needed-modules.ts'
import { inheritMaps } from '../answer/rewrite/map.ts'
import { needOf, readDirectives } from './read-config.ts'
import type { Need } from './item.ts'
import type { Scope } from './scope.ts'
import type { Section } from './section.ts'
import { createServer } from './server-config.ts'
import type { ServerAddress, ServerConfig } from './server-config.ts'
import { lookUp } from '../../text/lookup.ts'

/** An `.htaccess` as one server meets it. `config` is null where httpd refuses the file. */
export interface HtaccessSection {
  htaccess: Htaccess
  section: Section | null
}

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
  listens: ServerAddress[]
  methods: ReadonlySet<string>
  htaccess(server: ServerConfig): ReadonlyMap<string, HtaccessSection>
  entry(path: string): Entry
  list(path: string): string[]
  read(path: string): SourceFile | null
  /** Some of the visible files below a folder that it answers from, as paths from there. */
  files(folder: string, bound: Bound): Iterable<string>
}

type ServerReader = (server: ServerConfig, directive: ApacheDirective) => void

const first = (directive: ApacheDirective): string => directive.args[0]?.value ?? ''

/** The directives that count per server and not per directory. */
const SERVER_READERS: Record<string, ServerReader> = {
  servername: (server, directive) => {
    server.serverName = { ...readServerName(first(directive)), range: directive.range }
  },
  serveralias: (server, directive) => {
    for (const { value, range } of directive.args) server.aliases.push({ name: value.toLowerCase(), range })
  },
  documentroot: (server, directive) => {
    server.documentRoot = { path: first(directive).replace(/(.)\/+$/, '$1'), range: directive.range }
  },
  virtualdocumentroot: (server, directive) => {
    server.computedRoot = directive.range
  },
  virtualdocumentrootip: (server, directive) => {
    server.computedRoot = directive.range
  },
  userdir: (server, directive) => {
    if (!/^(?:dis|en)abled$/i.test(first(directive))) server.userDir = directive.range
  },
  davlockdb: (server, directive) => {
    server.lockDatabase = directive.range
  },
  sslproxyengine: (server, directive) => {
    server.encryptsProxies = /^on$/i.test(first(directive))
  },
  traceenable: (server, directive) => {
    const word = first(directive).toLowerCase()
    server.trace = { mode: word === 'off' ? 'off' : word === 'extended' ? 'extended' : 'on', range: directive.range }
  },
  httpprotocoloptions: (server, directive) => {
    for (const { value } of directive.args)
      if (/^(registered|lenient)methods$/i.test(value))
        server.registeredOnly = /^r/i.test(value) ? directive.range : null
  },
  rewritemap: (server, directive) => {
    server.maps = new Map([...server.maps, [first(directive), directive.args[1]?.value ?? '']])
  },
  mergeslashes: (server, directive) => {
    server.mergeSlashes = first(directive).toLowerCase() !== 'off'
  },
  usecanonicalname: (server, directive) => {
    server.canonicalName = first(directive).toLowerCase() === 'on'
  },
}

/** Settings that a virtual host takes over from the main server, and its own (ap_merge_server_configs). */
function inherit(main: ServerConfig, host: ServerConfig): ServerConfig {
  const empty = createRewrite(null)
  return {
    ...host,
    serverName: host.serverName ?? main.serverName,
    port: host.serverName ? host.serverName.port : (host.addresses[0]?.port ?? main.port),
    documentRoot: host.documentRoot ?? main.documentRoot,
    computedRoot: host.computedRoot ?? (host.documentRoot ? null : main.computedRoot),
    userDir: host.userDir ?? main.userDir,
    lockDatabase: host.lockDatabase ?? main.lockDatabase,
    encryptsProxies: host.encryptsProxies ?? main.encryptsProxies,
    trace: host.trace ?? main.trace,
    registeredOnly: host.registeredOnly ?? main.registeredOnly,
    mergeSlashes: host.mergeSlashes && main.mergeSlashes,
    canonicalName: host.canonicalName || main.canonicalName,
    rewrite: host.rewrite && mergeRewrite(main.rewrite ?? empty, host.rewrite),
    maps: inheritMaps(main, host),
    pathAliases: [...host.pathAliases, ...main.pathAliases],
    redirects: [...host.redirects, ...main.redirects],
    proxyPasses: [...main.proxyPasses, ...host.proxyPasses],
    setEnvIfs: [...main.setEnvIfs, ...host.setEnvIfs],
    directories: byDepth([...main.directories, ...host.directories]),
    locations: [...main.locations, ...host.locations],
    proxies: [...main.proxies, ...host.proxies],
    defaults: mergeConfigs(main.defaults, host.defaults),
  }
}

/** Fewest segments first, regular expressions last, otherwise as written (core_reorder_directories). */
const byDepth = (sections: readonly Section[]): Section[] =>
  [...sections].sort((a, b) => (a.components ?? Infinity) - (b.components ?? Infinity) || 0)

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
  for (const directive of flatten(directives, reading)) lookUp(SERVER_READERS, directive.key)?.(server, directive)
  if (section) server.addresses = section.args.map(({ value, range }) => ({ ...readAddress(value), range }))
  return server
}

/** A level's directives with those of open conditionals that are taken to hold. */
function flatten(directives: readonly ApacheDirective[], reading: Reading): ApacheDirective[] {
  return directives.flatMap((directive) => {
    if (!directive.open) return [directive]
    const need = needOf(directive)
    if (directive.block?.some(({ key }) => lookUp(SERVER_READERS, key))) reading.first.add(need.question)
    return reading.decide(need) ? flatten(directive.block ?? [], reading) : []
  })
}

/** The `.htaccess` files of a server by the folder under which it knows them. */
function readHtaccess(
  configuration: Configuration,
  server: ServerConfig,
  reading: Reading,
): Map<string, HtaccessSection> {
  const found = new Map<string, HtaccessSection>()
  for (const htaccess of configuration.htaccess(server.section)) {
    if (htaccess.read !== false)
      found.set(htaccess.servedFrom, {
        htaccess,
        section: htaccess.refusal ? null : readHtaccessFile(htaccess, server, reading),
      })
  }
  return found
}

function readHtaccessFile(htaccess: Htaccess, server: ServerConfig, reading: Reading): Section {
  const config: DirConfig = { core: createCore(null) }
  const path = `${htaccess.servedFrom.replace(/\/$/, '')}/`
  readDirectives(htaccess.directives, config, {
    kind: 'htaccess',
    path,
    server,
    limited: null,
    needs: [],
    methods: new Set(),
    decide: reading.decide,
  })
  const range = htaccess.directives[0]?.range ?? htaccess.file.range(0, 0)
  return {
    kind: 'htaccess',
    source: path,
    components: null,
    pattern: null,
    literal: path,
    matches: (text) => text === path,
    range,
    needs: [],
    config,
  }
}

/** What stands under a path or the nearest folder above it: of the folders above, only those as long as a known one are looked up. */
function nearestIn<Value>(known: ReadonlyMap<string, Value>): (path: string) => Value | undefined {
  const lengths = [...new Set(Array.from(known.keys(), ({ length }) => length))].sort((a, b) => b - a)
  return (path) => {
    for (const length of lengths) {
      const found = length === path.length || path[length] === '/' ? known.get(path.slice(0, length)) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** The disk as the server of a configuration knows it, which may have been another machine's. */
interface Place {
  path: string
  moved: boolean
}

/** Where a path of the configuration lies on this disk: under the folder whose `.htaccess` is known, if any. */
function relocate(configuration: Configuration, hosts: readonly ServerConfig[]): (path: string) => Place {
  const files = [null, ...hosts.map(({ section }) => section)].flatMap((section) => configuration.htaccess(section))
  const moved = new Map(
    files
      .filter(({ folder, servedFrom }) => folder !== servedFrom)
      .reverse()
      .map((one) => [one.servedFrom, one]),
  )
  const nearest = nearestIn(moved)
  return (path) => {
    const home = nearest(path)
    return home ? { path: home.folder + path.slice(home.servedFrom.length), moved: true } : { path, moved: false }
  }
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
    .map((directive) => ({ ...readAddress(first(directive)), range: directive.range }))
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
