import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join } from 'node:path'
import { loadSite } from '../../../src/index.ts'
import type { Outcome } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

/** A configuration to try: what is added to a small httpd.conf, and files below the document root. */
export interface Probe {
  name: string
  server?: string
  /** The `.htaccess` of /app. */
  app?: string
  htaccess?: Record<string, string>
  /** What to ask, where it is not the usual. */
  paths?: string[]
  methods?: string[]
  hosts?: string[]
  /** Each with these fields. */
  headers?: Record<string, string>[]
  files?: Record<string, string>
  allowOverride?: string
  withModules?: string[]
  withoutModules?: string[]
  /** httpd may write what it serves. */
  writable?: boolean
  /** Without DavLockDB. */
  withoutLocks?: boolean
}
export const lines = (...all: string[]): string => `${all.join('\n')}\n`

export interface Asked { method: string; path: string; host?: string; headers?: Record<string, string>; port?: number }
export interface Seen { status: number; headers: Record<string, string>; upstream: string[] }
export interface Compared { asked: Asked; seen: Seen; outcomes: Outcome[]; verdict: 'exact' | 'open' | 'contradicted'; why: string[] }

export const MODULES = ('mpm_event authz_core authz_host authz_user authn_core authn_file auth_basic access_compat alias dir mime autoindex negotiation rewrite headers '
  + 'setenvif env expires actions allowmethods cgid proxy proxy_http cache cache_disk filter macro dav dav_fs').split(' ')

const program = (head: string): string => `#!/bin/sh\nprintf "${head}"\n`
const FILES: Record<string, string> = {
  'htdocs/index.html': 'INDEX\n', 'htdocs/file.html': 'FILE\n', 'htdocs/dir/index.html': 'DIRINDEX\n', 'htdocs/noindex/a.txt': 'A\n', 'htdocs/err.html': 'LOCAL ERROR DOC\n',
  'cgi-bin/echo.cgi': program('Content-Type: text/plain\\r\\n\\r\\nCGI\\n'), 'cgi-bin/st405.cgi': program('Status: 405\\r\\n\\r\\n'),
  'cgi-bin/st405allow.cgi': program('Status: 405\\r\\nAllow: GET, HEAD\\r\\n\\r\\n'), 'cgi-bin/st501.cgi': program('Status: 501\\r\\n\\r\\n'),
}
/** The folder that the recorded cases were asked in, too. */
const APP: Record<string, string> = { 'app/x.html': 'X\n', 'app/index.html': 'I\n', 'app/err.html': 'EE\n', 'app/sub/y.html': 'Y\n' }

export interface Ports { first: number; second: number; upstream: number }

const fill = (text: string, root: string, ports: Ports): string => text
  .replaceAll('{{PORT}}', String(ports.first)).replaceAll('{{PORT2}}', String(ports.second)).replaceAll('{{UPSTREAM_PORT}}', String(ports.upstream))
  .replaceAll('{{DOCROOT}}', join(root, 'htdocs')).replaceAll('{{ROOT}}', root)

function httpdConf(probe: Probe, root: string, ports: Ports, modules: string): string {
  const names = [...MODULES.filter((name) => !probe.withoutModules?.includes(name)), ...probe.withModules ?? []]
  return `ServerRoot "${root}"
ServerName lab.test
Listen 127.0.0.1:${ports.first}
${names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
CacheRoot "${root}/cache"
${probe.withoutLocks ? '' : `DavLockDB "${root}/run/davlock"`}
DocumentRoot "${root}/htdocs"
DirectoryIndex index.html
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory "${root}/htdocs">
    AllowOverride ${probe.allowOverride ?? 'All'}
    Options FollowSymLinks
    Require all granted
</Directory>
ScriptAlias /cgi-bin/ "${root}/cgi-bin/"
<Directory "${root}/cgi-bin">
    AllowOverride None
    Require all granted
</Directory>
${fill(probe.server ?? '', root, ports)}`
}

/** What this machine's httpd needs to run at all; the model does not see it. */
const OUTER = (root: string): string => `PidFile "${root}/run/httpd.pid"
ErrorLog "${root}/run/error.log"
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
ServerLimit 1
MinSpareThreads 1
MaxSpareThreads 8
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data\n' : ''}Include "${root}/httpd.conf"
<IfModule cgid_module>
ScriptSock "${root}/run/cgisock"
</IfModule>
`

export interface Backend { port: number; seen: string[]; close(): Promise<void> }

/** `/s/405?h=Name:Value`: what the stand-in backend is to answer. */
export function told(target: string): { status: number; headers: [string, string][] } {
  const { pathname, searchParams } = new URL(target, 'http://upstream')
  return {
    status: Number(/^\/s\/(\d+)/.exec(pathname)?.[1] ?? 200),
    headers: searchParams.getAll('h').map((line): [string, string] => [line.split(':')[0] ?? '', line.split(':').slice(1).join(':').trim()]),
  }
}

/** Speaks HTTP by hand: Node's own parser refuses methods that it does not know. */
export function openBackend(): Promise<Backend> {
  const seen: string[] = []
  const answer = (socket: Socket, head: string): void => {
    const [, method = '', target = ''] = /^(\S*) (.*) HTTP\/1\.\d\r\n/.exec(head) ?? []
    seen.push(`${method} ${target}`)
    const { status, headers } = told(target)
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    const lines = [`HTTP/1.1 ${status} Told`, ...headers.map(([name, value]) => `${name}: ${value}`), ...(bodiless ? [] : ['Content-Length: 2']), 'Connection: close']
    socket.end(`${lines.join('\r\n')}\r\n\r\n${bodiless ? '' : 'ok'}`)
  }
  const server: Server = createServer((socket) => {
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n')) answer(socket, text)
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ port: portOf(server), seen, close: () => new Promise((done) => { server.close(() => done()) }) })
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return address && typeof address === 'object' ? address.port : 0
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', () => done()) })
  const port = portOf(server)
  await new Promise((done) => { server.close(done) })
  return port
}

export interface Running { root: string; ports: Ports; stop(): Promise<void> }

export const modulesFolder = (): string => '/usr/lib/apache2/modules'
export const hasModule = (name: string): boolean => readdirSync(modulesFolder()).includes(`mod_${name}.so`)

/** Lays a probe out on disk. */
export function layOut(probe: Probe, ports: Ports): string {
  const below = (files: Record<string, string> = {}): [string, string][] => Object.entries(files).map(([path, text]) => [`htdocs/${path}`, text])
  const root = folderWith({ ...FILES })
  const files = Object.fromEntries([...below(APP), ...below(probe.files), ...below(probe.htaccess), ...below(probe.app === undefined ? {} : { 'app/.htaccess': probe.app })])
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), fill(text, root, ports), 'latin1')
  }
  for (const folder of ['run', 'cache']) mkdirSync(join(root, folder), { recursive: true, mode: 0o777 })
  for (const folder of ['run', 'cache']) chmodSync(join(root, folder), 0o777)
  for (const name of readdirSync(join(root, 'cgi-bin'))) chmodSync(join(root, 'cgi-bin', name), 0o755)
  chmodSync(root, 0o755)
  if (probe.writable) for (const path of ['', ...readdirSync(join(root, 'htdocs'), { recursive: true, encoding: 'utf8' })]) chmodSync(join(root, 'htdocs', path), 0o777)
  writeFileSync(join(root, 'httpd.conf'), httpdConf(probe, root, ports, modulesFolder()), 'latin1')
  return root
}

/** Starts httpd on a probe; a string: what it says when it refuses. */
export async function startHttpd(httpd: string, probe: Probe, backend: Backend): Promise<Running | string> {
  const ports: Ports = { first: await freePort(), second: await freePort(), upstream: backend.port }
  const root = layOut(probe, ports)
  const outer = folderWith({ 'start.conf': OUTER(root) })
  const args = ['-f', join(outer, 'start.conf')]
  const child = spawn(httpd, [...args, '-DFOREGROUND'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  const ended = new Promise<string>((done) => { child.on('exit', () => done(said)) })
  const refused = await Promise.race([ended, ready(ports.first)])
  if (refused !== undefined) return refused
  return { root, ports, stop: async () => { child.kill('SIGTERM'); await ended } }
}

async function ready(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true) })
      socket.on('error', () => done(false))
    })
    if (open) return
    await new Promise((done) => { setTimeout(done, 20) })
  }
}

/** Sends bytes as they are: HTTP clients tidy up paths and methods. */
function send(port: number, { method, path, host = 'lab.test', headers = {} }: Asked): Promise<Omit<Seen, 'upstream'>> {
  const fields = { Host: `${host}:${port}`, Connection: 'close', ...headers }
  const head = `${method} ${path} HTTP/1.1\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head + 'x'.repeat(Number(headers['Content-Length'] ?? 0))))
    let text = ''
    const finish = (): void => { socket.destroy(); resolve(parse(text)) }
    socket.setTimeout(3000, finish)
    socket.on('data', (chunk) => { text += chunk.toString('latin1') })
    socket.on('end', finish)
    socket.on('error', finish)
  })
}

function parse(text: string): Omit<Seen, 'upstream'> {
  const [head = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const [name = '', ...value] = line.split(':')
    const key = name.toLowerCase()
    const before = headers[key]
    headers[key] = before === undefined ? value.join(':').trim() : `${before}, ${value.join(':').trim()}`
  }
  return { status: Number(first.split(' ')[1] ?? 0), headers }
}

export async function ask(running: Running, asked: Asked, backend: Backend): Promise<Seen> {
  backend.seen.length = 0
  const { status, headers } = await send(asked.port ?? running.ports.first, asked)
  return { status, headers, upstream: [...backend.seen] }
}

/** Headers that say nothing about methods, or change by the second. */
const IGNORED = new Set(['expires', 'vary'])
export const members = (value: string): string => [...new Set(value.split(',').map((one) => one.trim()).filter(Boolean))].sort().join()
const same = (name: string, said: string, seen: string): boolean => (name === 'allow' ? members(said) === members(seen) : said === seen)

function compare(outcome: Outcome, seen: Seen): { verdict: Compared['verdict']; why: string[] } {
  const why: string[] = []
  let open = outcome.status === null
  if (outcome.status !== null && outcome.status !== seen.status) why.push(`status ${outcome.status}`)
  for (const [name, value] of Object.entries(outcome.headers)) {
    if (IGNORED.has(name)) continue
    const real = seen.headers[name]
    if (value === null ? real !== undefined : real === undefined || !same(name, value, real)) why.push(`${name}: ${value}`)
  }
  for (const name of ['allow', 'cache-control']) if (outcome.headers[name] === undefined && outcome.by !== 'script') open = true
  const forwards = outcome.steps.flatMap(({ forwarded }) => (forwarded ? [`${forwarded.method} ${forwarded.target}`] : []))
  if (forwards.sort().join() !== [...seen.upstream].sort().join() && outcome.status !== null) why.push(`sends ${forwards.join() || 'nothing'}`)
  return { verdict: why.length > 0 ? 'contradicted' : open ? 'open' : 'exact', why }
}

/** Asks the model the same. */
export async function model(running: Pick<Running, 'root' | 'ports'>, asked: readonly Asked[], seen: readonly Seen[]): Promise<Compared[]> {
  const site = await loadSite({ cwd: running.root, paths: ['httpd.conf', 'htdocs'], apache: { version: '2.4.71' } })
  const compared: Compared[] = []
  for (const [index, one] of asked.entries()) {
    const answer = seen[index]
    if (!answer) continue
    const url = `http://${one.host ?? 'lab.test'}:${one.port ?? running.ports.first}${one.path}`
    const assume = (sent: { target: string }): { status: number; headers: Record<string, string> } => {
      const { status, headers } = told(sent.target)
      return { status, headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])) }
    }
    const { outcomes } = await site.trace({ method: one.method, url, headers: one.headers ?? {}, assume })
    const verdicts = outcomes.map((outcome) => compare(outcome, answer))
    const verdict = verdicts.every(({ verdict: each }) => each === 'exact') ? 'exact' : verdicts.every(({ verdict: each }) => each === 'contradicted') ? 'contradicted' : 'open'
    compared.push({ asked: one, seen: answer, outcomes, verdict, why: verdicts.flatMap(({ why }) => why) })
  }
  return compared
}
