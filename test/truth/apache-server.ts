import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BINARY = '/usr/sbin/apache2'
const MODULES = '/usr/lib/apache2/modules'
export const installed = existsSync(BINARY)

/** What a server of ours is made of. */
export interface ServerOptions { modules: string[]; allowOverride?: string }

export interface ApacheServer {
  root: string
  /** The main configuration that is served. */
  config: string
  /** httpd's words for refusing each `.htaccess`, or null where it takes it; asked by one GET below each, in a folder of its own. */
  refusals(htaccess: (string | Buffer)[]): Promise<{ folders: string[]; said: (string | null)[] }>
  stop(): Promise<void>
}

/** Every module that is there, by its LoadModule name, less those that cannot stand together. */
export function allModules(): string[] {
  const without = /^(mpm_(?:prefork|worker)|cgi|heartbeat|heartmonitor|lbmethod_heartbeat|dialup|bucketeer|data|case_filter|case_filter_in|md|privileges|auth_form)$/
  return readdirSync(MODULES).flatMap((name) => /^mod_(\w+)\.so$/.exec(name)?.[1] ?? []).filter((name) => !without.test(name)).sort(byNeed)
}

/** Modules whose symbols others want come first. */
const FIRST = ['mpm_event', 'authn_core', 'authz_core', 'ldap', 'dbd', 'proxy', 'dav', 'session', 'slotmem_shm', 'socache_shmcb', 'cache', 'watchdog', 'xml2enc']
const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
const byNeed = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : 1)

export const loadModules = (modules: string[]): string =>
  modules.filter((name) => existsSync(join(MODULES, `mod_${name}.so`))).map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so\n`).join('')

/** What `apache2 -t` says to a configuration: its words for refusing it, or null. */
export function configTest(config: string | Buffer, root: string): string | null {
  const file = join(root, 'test.conf')
  writeFileSync(file, config)
  const { status, stderr } = spawnSync(BINARY, ['-t', '-f', file], { encoding: 'latin1', timeout: 20_000 })
  return status === 0 ? null : stderr.trim()
}

export const freshRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'verblint-httpd-'))
  for (const folder of ['logs', 'htdocs', 'run']) mkdirSync(join(root, folder))
  return root
}

export const mainConfig = (root: string, port: number, { modules, allowOverride = 'All' }: ServerOptions): string => `ServerRoot "${root}"
ServerName lab.test
Listen 127.0.0.1:${port}
PidFile "${root}/run/httpd.pid"
ErrorLog "${root}/logs/error.log"
DefaultRuntimeDir "${root}/run"
MaxConnectionsPerChild 0
${loadModules(modules)}TypesConfig /etc/mime.types
DocumentRoot "${root}/htdocs"
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory "${root}/htdocs">
    AllowOverride ${allowOverride}
    Require all granted
</Directory>
`

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => { setTimeout(done, milliseconds) })

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then((response) => response.arrayBuffer()).then(() => true, () => false)
}

/** A request that may hit a child that just crashed: it is asked again. */
async function ask(url: string): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const answered = await fetch(url, { redirect: 'manual' }).then((response) => response.arrayBuffer().then(() => true), () => false)
    if (answered) return
    await wait(100)
  }
}

export async function startServer(options: ServerOptions): Promise<ApacheServer> {
  const root = freshRoot()
  const port = await freePort()
  const config = mainConfig(root, port, options)
  writeFileSync(join(root, 'httpd.conf'), config)
  const child: ChildProcess = spawn(BINARY, ['-DFOREGROUND', '-f', join(root, 'httpd.conf')], { stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await wait(50)
  let asked = 0
  return {
    root, config,
    async refusals(htaccess) {
      const folders = htaccess.map((text) => {
        const folder = `c${asked++}`
        mkdirSync(join(root, 'htdocs', folder))
        writeFileSync(join(root, 'htdocs', folder, '.htaccess'), text)
        writeFileSync(join(root, 'htdocs', folder, 'x.html'), 'X\n')
        return folder
      })
      for (const folder of folders) await ask(`http://127.0.0.1:${port}/${folder}/x.html`)
      const log = readFileSync(join(root, 'logs/error.log'), 'latin1')
      const said = new Map([...log.matchAll(/\/htdocs\/(c\d+)\/\.htaccess: (.*)/g)].map((match) => [match[1], match[2] ?? '']))
      return { folders, said: folders.map((folder) => said.get(folder) ?? null) }
    },
    async stop() {
      child.kill('SIGTERM')
      for (let tries = 0; tries < 60 && child.exitCode === null && child.signalCode === null; tries++) await wait(50)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      rmSync(root, { recursive: true, force: true })
    },
  }
}
