import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSite } from '../../src/index.ts'
import type { Outcome, RouteRow } from '../../src/index.ts'
import { judge } from './express-lab.ts'
import type { Seen } from './express-lab.ts'

// npm run truth:apps [-- NAME...]: real published applications, started on loopback in a network of their own where the system lets us
// (unshare), asked every route × method of `verblint routes`, and held against `verblint trace`. Not part of npm test: it installs packages.

/** `parts`: its other packages that are its own code; `more`: paths to ask besides its routes. */
interface Application { name: string; version: string; files?: Record<string, string>; start(port: number): string[]; ready: string; more?: string[]; parts?: string[] }

const PORT = 18_000
const METHODS = ['OPTIONS', 'HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const bin = (path: string): string => `node_modules/${path}`

const APPLICATIONS: Application[] = [
  { name: 'json-server', version: '0.17.4', files: { 'db.json': '{ "posts": [{ "id": 1, "title": "a" }], "profile": { "name": "b" } }' }, ready: '/db', more: ['/posts', '/posts/1', '/profile', '/none'], start: (port) => [bin('json-server/lib/cli/bin.js'), 'db.json', '--host', '127.0.0.1', '--port', String(port)] },
  { name: 'maildev', version: '2.2.1', ready: '/healthz', more: ['/', '/email/x/y'], start: (port) => [bin('maildev/bin/maildev'), '--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--web', String(port), '--smtp', String(port + 1)] },
  { name: 'reveal-md', version: '6.1.4', files: { 'slides/a.md': '# a\n' }, ready: '/', more: ['/', '/a.md', '/none'], start: (port) => [bin('reveal-md/bin/reveal-md.js'), 'slides', '--host', '127.0.0.1', '--port', String(port), '--disable-auto-open'] },
  { name: 'peer', version: '1.0.2', ready: '/', start: (port) => [bin('peer/dist/bin/peerjs.js'), '--host', '127.0.0.1', '--port', String(port)] },
  { name: 'parse-dashboard', version: '5.4.0', files: { 'config.json': '{ "apps": [{ "serverURL": "http://127.0.0.1:9/parse", "appId": "a", "masterKey": "m", "appName": "n" }] }' }, ready: '/', start: (port) => [bin('parse-dashboard/bin/parse-dashboard'), '--config', 'config.json', '--host', '127.0.0.1', '--port', String(port), '--allowInsecureHTTP'] },
  { name: 'node-red', version: '4.1.0', parts: ['@node-red/editor-api', '@node-red/runtime'], ready: '/', start: (port) => [bin('node-red/red.js'), '--userDir', 'data', '-D', 'uiHost=127.0.0.1', '--port', String(port)] },
]

/** Installs an application into a folder of its own, and lays its published files beside, as a project. */
function installed({ name, version, files = {}, parts = [] }: Application): string | null {
  const home = join(process.env.TRUTH_APPS ?? join(tmpdir(), 'verblint-truth-apps'), name)
  mkdirSync(home, { recursive: true })
  if (!existsSync(join(home, 'package.json'))) writeFileSync(join(home, 'package.json'), '{ "private": true }')
  if (!existsSync(join(home, `node_modules/${name}/package.json`))) {
    const { status } = spawnSync('npm', ['install', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home, stdio: 'ignore', timeout: 600_000 })
    if (status !== 0) return null
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, path, '..'), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  const project = join(home, 'project')
  if (!existsSync(project)) for (const part of [name, ...parts]) cpSync(join(home, 'node_modules', part), join(project, part), { recursive: true, filter: (path) => !path.includes(`node_modules/${part}/node_modules`) })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, workspaces: [name, ...parts] }))
  return home
}

/** What comes back for a bare request; null: nothing within some seconds. */
const ask = (port: number, method: string, path: string): Promise<Seen> => new Promise((resolve) => {
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { Host: `localhost:${port}`, Connection: 'close' }, agent: false, timeout: 5000 }, (response) => {
    response.resume()
    const headers = Object.fromEntries(Object.entries(response.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : value ?? '']))
    resolve({ status: response.statusCode ?? null, headers })
    response.destroy()
  })
  sent.on('timeout', () => sent.destroy())
  sent.on('error', () => { resolve({ status: null, headers: {} }) })
  sent.end()
})

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

async function isUp(port: number, path: string): Promise<boolean> {
  for (let tries = 0; tries < 120; tries += 1) {
    if ((await ask(port, 'GET', path)).status !== null) return true
    await pause(1000)
  }
  return false
}

/** A path that a route takes: its parameters filled in, and a prefix that the files leave open taken for none; null: a regular expression. */
function sampleOf({ path }: RouteRow): string | null {
  const plain = path.replace(/^\$\{[^}]*\}/, '').replace(/\{\/?[^}]*\}/g, '').replace(/:\w+/g, '1').replace(/\*\w*/g, 'x') || '/'
  return plain.startsWith('/') && !/\$|\{regex:|[()\[\]?+]/.test(plain) ? plain : null
}

interface Tally { exact: number; open: number; contradicted: string[] }

const told = (outcomes: Outcome[]): string => outcomes.map(({ status, by, when }) => `${status ?? '?'} by ${by}${when ? ` ${when}` : ''}`).join(' or ')

/** Every route × method of an application that runs, held against the model. */
async function held(project: string, more: string[], port: number): Promise<Tally> {
  const site = await loadSite({ cwd: project, config: false })
  const paths = [...new Set([...site.routes.map(sampleOf), ...more].filter((path) => path !== null))]
  const [app] = site.entrances.filter(({ layer }) => layer === 'express').sort((a, b) => b.routes.length - a.routes.length)
  const tally: Tally = { exact: 0, open: 0, contradicted: [] }
  for (const method of METHODS) for (const path of paths) {
    const seen = await ask(port, method, path)
    const outcomes = app?.answer({ method, scheme: 'http', host: 'localhost', port, target: path, headers: { host: `localhost:${port}`, connection: 'close' }, others: 'absent' }) ?? []
    const { verdict, why } = judge(outcomes, seen)
    if (verdict === 'contradicted') tally.contradicted.push(`${method} ${path}: ${seen.status ?? 'nothing'} came, ${why}; the model: ${told(outcomes)}`)
    else tally[verdict] += 1
    if (process.env.TRUTH_OPEN && verdict === 'open') console.log(`  open: ${method} ${path}: ${seen.status ?? 'nothing'} came; ${told(outcomes)}`)
  }
  return tally
}

async function check(application: Application, port: number): Promise<boolean> {
  const { name, version, start, ready } = application
  const home = installed(application)
  if (!home) {
    console.log(`${name}@${version}: cannot be installed`)
    return true
  }
  const child = spawn(process.execPath, start(port), { cwd: home, stdio: 'ignore', env: { PATH: process.env.PATH, HOME: home, NODE_ENV: 'production' } })
  try {
    if (!await isUp(port, ready)) {
      console.log(`${name}@${version}: does not start here`)
      return true
    }
    const { exact, open, contradicted } = await held(join(home, 'project'), application.more ?? [], port)
    const all = exact + open + contradicted.length
    console.log(`${name}@${version}: ${all} requests: exact ${exact}, open ${open}, contradicted ${contradicted.length}`)
    for (const one of contradicted) console.log(`  ${one}`)
    return contradicted.length === 0
  } finally {
    child.kill('SIGKILL')
  }
}

const INSIDE = 'VERBLINT_NO_NETWORK'

/** The same script again, in a network namespace that has a loopback and nothing else; false: the system refuses. */
function insideAlone(names: string[]): boolean {
  if (process.env[INSIDE] || spawnSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status !== 0) return false
  const again = [process.execPath, '--import', 'tsx', import.meta.filename, ...names].map((word) => `'${word}'`).join(' ')
  const { status } = spawnSync('unshare', ['-rn', 'sh', '-c', `ip link set lo up && exec ${again}`], { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } })
  process.exitCode = status ?? 1
  return true
}

const names = process.argv.slice(2)
const wanted = APPLICATIONS.filter(({ name }) => names.length === 0 || names.includes(name))
for (const one of wanted) installed(one)
if (!insideAlone(names)) {
  if (!process.env[INSIDE]) console.log('the network could not be taken away: the applications run with it')
  let ok = true
  for (const [index, one] of wanted.entries()) ok = await check(one, PORT + index * 10) && ok
  process.exitCode = ok ? 0 : 1
}
