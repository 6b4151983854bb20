import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { loadSite, type Outcome, type Site } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { serverProgram } from '../live.ts'

/** How a project of fixtures/projects is started for real, without its containers: the same files, with other ports and paths in them. */
export interface Deployment {
  name: string
  /** The folder that it stands in, fixtures/projects when none is given. */
  below?: string
  /** Files that the running copy has beside its own. */
  write?: Record<string, string>
  /** Ports that the project names; each becomes a free one. */
  ports: number[]
  /** Host names and paths that mean something in its containers only; `{{ROOT}}` is the running copy. */
  replace?: Record<string, string>
  /** nginx's main file, or a part that goes into a plain one. */
  nginx?: { main: string } | { part: string }
  /** A main file (it has a ServerRoot), or what goes into a plain one. */
  apache?: string
  /** `socket`: where it listens in place of a port, `{{ROOT}}` being the running copy. */
  apps?: { entry: string; express: 4 | 5; env?: Record<string, string>; port?: number; socket?: string }[]
  /** The port that clients ask, and where the same door is for the model (a published port). */
  door: { port: number; published?: number }
  /** Below these, who answers is no business of the files (a script). */
  scripts?: boolean
}

const PROJECTS = join(import.meta.dirname, '../../fixtures/projects')
const MODULES = join(import.meta.dirname, '../../node_modules')
/** What applications use beside Express; the repository's own come first. */
const PACKAGES = join(import.meta.dirname, '../packages/node_modules')
export const folderOf = ({ name, below = PROJECTS }: Deployment): string => join(below, name)

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer().on('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })

/** Below the ports that the system hands out to whoever asks: nobody takes one of these between here and the server's start. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

async function isOpen(at: number | string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(typeof at === 'number' ? { port: at, host: '127.0.0.1' } : { path: at }, () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}

async function ready(port: number | string, what: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await isOpen(port)) return
    await new Promise((done) => {
      setTimeout(done, 50)
    })
  }
  throw new Error(`${what} does not listen on ${port}`)
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())

/** A copy of the project in which every port is a free one. */
async function copyOf(deployment: Deployment): Promise<{ root: string; ports: Map<number, number> }> {
  const root = folderWith({})
  chmodSync(root, 0o755)
  cpSync(folderOf(deployment), root, { recursive: true })
  for (const [path, text] of Object.entries(deployment.write ?? {})) writeFileSync(join(root, path), text)
  const ports = new Map<number, number>()
  for (const port of deployment.ports) ports.set(port, await freePort())
  for (const path of filesBelow(root)) {
    let text = readFileSync(path, 'latin1')
    for (const [from, to] of Object.entries(deployment.replace ?? {}))
      text = text.replaceAll(from, to.replaceAll('{{ROOT}}', root))
    for (const [from, to] of ports) text = text.replace(new RegExp(`(?<!\\d)${from}(?!\\d)`, 'g'), String(to))
    writeFileSync(path, text, 'latin1')
  }
  return { root, ports }
}

const dependenciesOf = (folder: string): string[] =>
  existsSync(join(folder, 'package.json'))
    ? Object.keys(
        (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: object }).dependencies ??
          {},
      ).filter((name) => !name.includes('/'))
    : []

/** The packages that an application names, as the repository has them. */
function provide(folder: string, express: 4 | 5): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  const packages: Record<string, string> = {
    express: `express${express}`,
    cors: 'cors',
    'http-errors': 'http-errors',
    'method-override': 'method-override',
  }
  for (const name of dependenciesOf(folder)) packages[name] ??= name
  for (const [name, from] of Object.entries(packages)) {
    const at = [MODULES, PACKAGES].map((below) => join(below, from)).find((path) => existsSync(path))
    if (at !== undefined && !existsSync(join(folder, 'node_modules', name)))
      symlinkSync(at, join(folder, 'node_modules', name))
  }
}

/** What `npm install` does for workspaces: each package is found by its name. */
function linkWorkspaces(root: string): void {
  const { workspaces = [] } = existsSync(join(root, 'package.json'))
    ? (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces?: string[] })
    : {}
  for (const folder of workspaces.flatMap((glob) =>
    readdirSync(join(root, dirname(glob))).map((name) => join(root, dirname(glob), name)),
  )) {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(folder, join(root, 'node_modules', name))
  }
}

function packageFolder(entry: string, root: string): string {
  for (let folder = dirname(entry); folder.startsWith(root); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return folder
  return root
}

const PLAIN_NGINX = (part: string): string => `pid run/nginx.pid;
error_log logs/error.log;
events { worker_connections 256; }
http {
    access_log off;
    default_type text/plain;
    client_body_temp_path run/body; proxy_temp_path run/proxy; fastcgi_temp_path run/fastcgi; uwsgi_temp_path run/uwsgi; scgi_temp_path run/scgi;
    include ${part};
}
`

const HTTPD_MODULES =
  'mpm_event authz_core authz_host authz_user authn_core authn_file auth_basic access_compat allowmethods alias autoindex dav dav_fs dir mime negotiation rewrite headers setenvif env expires cgid proxy proxy_http'.split(
    ' ',
  )

const plainHttpd = (part: string, root: string): string => `ServerRoot "${root}"
PidFile "${root}/run/httpd.pid"
ErrorLog "${root}/logs/httpd.log"
DefaultRuntimeDir "${root}/run"
ScriptSock "${root}/run/cgid.sock"
${HTTPD_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
<Directory />
    AllowOverride None
    Require all denied
</Directory>
Include "${part}"
`

/** The project's own main file, or a plain one that includes its part. */
function httpdConfig(path: string, root: string): string {
  if (/^ServerRoot/m.test(readFileSync(path, 'utf8'))) return path
  const config = join(root, 'httpd.test.conf')
  writeFileSync(config, plainHttpd(path, root))
  return config
}

export interface Running {
  /** Where clients ask. */ port: number
  ask(method: string, path: string, host: string, headers?: Record<string, string>): Promise<Seen>
  stop(): Promise<void>
}
export interface Seen {
  status: number
  headers: Record<string, string>
}

/** Starts the project's servers on loopback; each is stopped by its own process id. */
export async function start(deployment: Deployment): Promise<Running> {
  const { root, ports } = await copyOf(deployment)
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(
      children.map(
        (child) =>
          new Promise<void>((done) => {
            if (child.exitCode !== null) {
              done()
              return
            }
            child.on('exit', () => done())
            child.kill('SIGTERM')
          }),
      ),
    )
  }
  const port = (named: number): number => ports.get(named) ?? named
  mkdirSync(join(root, 'run'), { recursive: true })
  linkWorkspaces(root)
  try {
    for (const app of deployment.apps ?? []) {
      const entry = join(root, app.entry)
      provide(packageFolder(entry, root), app.express)
      children.push(
        spawn(process.execPath, ['--import', 'tsx', entry], {
          cwd: process.cwd(),
          stdio: ['ignore', 'ignore', 'inherit'],
          env: {
            PATH: process.env.PATH,
            NODE_ENV: 'production',
            ...Object.fromEntries(
              Object.entries(app.env ?? {}).map(([name, value]) => [
                name,
                String(ports.get(Number(value)) ?? value).replace('{{ROOT}}', root),
              ]),
            ),
          },
        }),
      )
      await ready(app.socket?.replace('{{ROOT}}', root) ?? port(app.port ?? 0), app.entry)
    }
    if (deployment.apache) {
      for (const folder of ['run', 'logs']) mkdirSync(join(root, folder), { recursive: true })
      const config = httpdConfig(join(root, deployment.apache), root)
      children.push(
        spawn(serverProgram('apache2') ?? 'apache2', ['-X', '-f', config], { stdio: ['ignore', 'ignore', 'inherit'] }),
      )
      const listens = /^Listen\s+(?:\S+:)?(\d+)/m.exec(readFileSync(join(root, deployment.apache), 'utf8'))?.[1]
      await ready(Number(listens), 'httpd')
    }
    if (deployment.nginx) {
      const prefix = 'main' in deployment.nginx ? dirname(join(root, deployment.nginx.main)) : root
      for (const folder of ['run', 'logs']) mkdirSync(join(prefix, folder), { recursive: true })
      const config = 'main' in deployment.nginx ? join(root, deployment.nginx.main) : join(root, 'nginx.test.conf')
      if ('part' in deployment.nginx) writeFileSync(config, PLAIN_NGINX(join(root, deployment.nginx.part)))
      children.push(
        spawn(
          serverProgram('nginx') ?? 'nginx',
          ['-p', prefix, '-c', config, '-g', 'daemon off; master_process off;'],
          { stdio: ['ignore', 'ignore', 'inherit'] },
        ),
      )
    }
    await ready(port(deployment.door.port), deployment.name)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    stop,
    port: port(deployment.door.port),
    ask: (method, path, host, headers) => ask(port(deployment.door.port), method, path, host, headers),
  }
}

/** One request, as it is written here and nothing more. */
function ask(
  port: number,
  method: string,
  path: string,
  host: string,
  headers: Record<string, string> = {},
): Promise<Seen> {
  return new Promise((done, failed) => {
    const lines = Object.entries({ Host: host, Connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    )
    const socket = connect(port, '127.0.0.1', () => socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`))
    let text = ''
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${method} ${path}`)))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('error', failed)
    socket.on('close', () => {
      const [head = ''] = text.split('\r\n\r\n')
      const [first = '', ...lines] = head.split('\r\n')
      const headers: Record<string, string> = {}
      for (const line of lines) {
        const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
        const key = name.toLowerCase()
        headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
      }
      done({ status: Number(first.split(' ')[1]), headers })
    })
  })
}

const members = (value: string): string =>
  [
    ...new Set(
      value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    ),
  ]
    .sort()
    .join()

/** true: the outcome says just what came back; undefined: it leaves it open; false: it says otherwise. */
export function agrees({ status, headers }: Outcome, seen: Seen): boolean | undefined {
  const verdicts = [status === null ? undefined : status === seen.status]
  for (const name of ['allow', 'cache-control']) {
    const said = headers[name]
    const got = seen.headers[name]
    if (said === undefined) verdicts.push(undefined)
    else if (said === null || got === undefined) verdicts.push(said === null && got === undefined)
    else verdicts.push(name === 'allow' ? members(said) === members(got) : said === got)
  }
  return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true
}

export interface Compared {
  exact: number
  open: string[]
  contradicted: string[]
  asked: number
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'VERBLINT']

/** The paths of the site's cells by host, and one of its rows' samples each: what a client may ask. */
function pathsOf(site: Site): { host: string; path: string }[] {
  const known = new Map<string, { host: string; path: string }>()
  for (const { host, path } of site.cells) known.set(`${host} ${path}`, { host, path })
  return [...known.values()]
}

/** Asks every route with every method, and holds what comes back against the model of the files as they stand in the repository. */
export async function compare(deployment: Deployment, running: Running, more: string[] = []): Promise<Compared> {
  const site = await loadSite({ cwd: folderOf(deployment), config: false })
  const result: Compared = { exact: 0, open: [], contradicted: [], asked: 0 }
  const hosts = [...new Set(site.cells.map(({ host }) => host))]
  const asked = [...pathsOf(site), ...more.flatMap((path) => hosts.map((host) => ({ host, path })))]
  for (const { host, path } of asked) {
    for (const method of METHODS) {
      const url = `http://${host}:${deployment.door.published ?? deployment.door.port}${encodeURI(path)}`
      const { outcomes } = await site.trace({ method, url, headers: { connection: 'close' } })
      const seen = await running.ask(method, encodeURI(path), host)
      const verdicts = outcomes.map((outcome) =>
        deployment.scripts && outcome.forwarded ? true : agrees(outcome, seen),
      )
      result.asked++
      const told = (): string =>
        `${method} ${url}: ${seen.status} Allow ${seen.headers.allow ?? '-'} Cache-Control ${seen.headers['cache-control'] ?? '-'}; model ${outcomes
          .map(({ status, headers, when }) =>
            JSON.stringify({ status, allow: headers.allow, cc: headers['cache-control'], when }),
          )
          .join(' | ')}`
      if (verdicts.every((verdict) => verdict === true)) result.exact++
      else if (verdicts.every((verdict) => verdict === false)) result.contradicted.push(told())
      else result.open.push(told())
    }
  }
  return result
}
