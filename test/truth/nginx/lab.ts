import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { loadSite } from '../../../src/index.ts'
import type { Outcome, Site } from '../../../src/index.ts'
import { CROWDED, DOWN } from '../../../src/model/origin.ts'
import type { Backend } from '../../../src/model/origin.ts'
import { folderWith } from '../../folder.ts'
import { nginxVersion } from '../../live.ts'
import { fastcgiStandIn, httpStandIn, told } from './stand-ins.ts'
import type { StandIn } from './stand-ins.ts'

export interface Asked { method: string; path: string; host?: string | null; headers?: Record<string, string>; body?: string; port?: number }
export interface Seen { status: number; headers: Record<string, string>; upstream: string[] }
export interface Compared { asked: Asked; seen: Seen; outcomes: Outcome[]; verdict: 'exact' | 'open' | 'contradicted'; why: string[] }

const DOCUMENTS: Record<string, string> = {
  'index.html': 'ROOTINDEX', 'file.txt': 'FILE', 'page.html': 'PAGE', '405.html': 'PAGE405', '501.html': 'PAGE501', '403.html': 'PAGE403',
  'a b.txt': 'SPACE', 'x.php': '<?php', 'app.json': '{}', 'withindex/index.html': 'WITHINDEX', 'dir/a.txt': 'A', 'sub/x.txt': 'SUBX', 'dav/exists.txt': 'DAV',
}

export interface Backends { first: StandIn; second: StandIn; fastcgi: StandIn; free: number[] }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', () => done()) })
  const { port } = server.address() as AddressInfo
  await new Promise((done) => { server.close(done) })
  return port
}

export async function openBackends(): Promise<Backends> {
  return { first: await httpStandIn(1), second: await httpStandIn(2), fastcgi: await fastcgiStandIn(), free: [await freePort(), await freePort()] }
}

export const closeBackends = async ({ first, second, fastcgi }: Backends): Promise<void> => { await Promise.all([first.close(), second.close(), fastcgi.close()]) }

/** Fills the placeholders of a recorded configuration. */
export function fill(text: string, { first, second, fastcgi, free }: Backends): string {
  return text.replaceAll('{{PORT}}', String(free[0])).replaceAll('{{PORT2}}', String(free[1])).replaceAll('{{UPSTREAM_PORT}}', String(first.port))
    .replaceAll('{{UPSTREAM2_PORT}}', String(second.port)).replaceAll('{{FCGI_PORT}}', String(fastcgi.port))
}

/** A configuration around the inside of one server, as the recorded cases have it. */
export const around = (server: string, http = ''): string => `worker_processes 1;
error_log logs/error.log info;
pid logs/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
  types { text/html html; text/plain txt; application/json json; }
  default_type application/octet-stream;
  ${http}
  ${server.includes('listen ') ? server : `server {\n    listen 127.0.0.1:{{PORT}};\n    root www;\n    ${server}\n  }`}
}
`

export interface Running { root: string; stop(): Promise<void> }

/** Starts nginx on a configuration; a string: what it says when it refuses. */
export async function startNginx(program: string, config: string, files: Record<string, string>, backends: Backends): Promise<Running | string> {
  const www = Object.fromEntries(Object.entries(DOCUMENTS).map(([name, text]) => [`www/${name}`, `${text}\n`]))
  const filled = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, fill(text, backends)]))
  const root = folderWith({ ...www, ...filled, 'nginx.conf': fill(config, backends) })
  chmodSync(root, 0o755)
  for (const folder of ['logs', 'tmp', 'cache']) mkdirSync(join(root, folder), { recursive: true })
  const args = ['-p', root, '-c', join(root, 'nginx.conf'), '-g', 'daemon off; master_process off;']
  const test = spawnSync(program, [...args, '-t'], { encoding: 'utf8' })
  if (test.status !== 0) return test.stderr
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<void>((done) => { child.on('exit', () => done()) })
  await ready(backends.free[0] ?? 0)
  return { root, stop: async () => { child.kill('SIGTERM'); await ended } }
}

async function ready(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true) })
      socket.on('error', () => done(false))
    })
    if (open) return
    await new Promise((done) => { setTimeout(done, 20) })
  }
}

/** Sends bytes as they are: HTTP clients tidy up paths and methods. */
function send(port: number, { method, path, host, headers = {}, body = '' }: Asked): Promise<{ status: number; headers: Record<string, string> }> {
  const fields = { ...(host === null ? {} : { Host: host ?? '127.0.0.1' }), ...(body ? { 'Content-Length': String(body.length) } : {}), Connection: 'close', ...headers }
  const head = `${method} ${path} HTTP/1.1\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head + body))
    let text = ''
    const finish = (): void => { socket.destroy(); resolve(parse(text)) }
    socket.setTimeout(2000, finish)
    socket.on('data', (chunk) => { text += chunk.toString('latin1') })
    socket.on('end', finish)
    socket.on('error', finish)
  })
}

function parse(text: string): { status: number; headers: Record<string, string> } {
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

export async function ask(asked: Asked, backends: Backends): Promise<Seen> {
  const { first, second, fastcgi, free } = backends
  for (const { seen } of [first, second, fastcgi]) seen.length = 0
  const { status, headers } = await send(asked.port ?? free[0] ?? 0, asked)
  return { status, headers, upstream: [...first.seen, ...second.seen, ...fastcgi.seen] }
}

/** How an outcome and what was seen differ; 'open' where the outcome leaves something undecided. */
export function compare(outcome: Outcome, seen: Seen): { verdict: Compared['verdict']; why: string[] } {
  const why: string[] = []
  let open = false
  if (outcome.by === 'closed') { if (seen.status !== 0) why.push('closed') } else if (outcome.status === null) open = true
  else if (outcome.status !== seen.status) why.push(`status ${outcome.status}`)
  for (const [name, value] of Object.entries(outcome.headers)) {
    if (name === 'date' || name === 'server' || name === 'content-type' || name.startsWith('x-accel')) continue
    if (value?.trim() !== seen.headers[name]) why.push(`${name}: ${value}`)
  }
  const forwards = outcome.steps.flatMap(({ forwarded }) => (forwarded ? [`${forwarded.method} ${forwarded.target}`] : []))
  // A program that is not told REQUEST_URI knows the method alone.
  const told = (sent: string): string => (seen.upstream.some((one) => one.endsWith(' ?')) ? sent.split(' ')[0] ?? '' : sent)
  if (forwards.map(told).sort().join() !== seen.upstream.map(told).sort().join()) {
    if (outcome.status === null && outcome.by !== 'closed') open = true
    else why.push(`sends ${forwards.join() || 'nothing'}`)
  }
  return { verdict: why.length ? 'contradicted' : open ? 'open' : 'exact', why }
}

/** A host that can stand in a URL; what cannot goes into the Host field only. */
const hostOf = ({ host }: Asked): string => (typeof host === 'string' && /^[\w.-]+(?::\d+)?$|^\[/.test(host) ? host.replace(/:\d+$/, '') : '127.0.0.1')

export const siteAt = (root: string, version: string): Promise<Site> => loadSite({ cwd: root, paths: ['nginx.conf'], nginx: { prefix: root, version } })

/** What the model says; asked before the server is, which may change files. */
export const model = async (root: string, asked: Asked[], backends: Backends, version: string): Promise<Outcome[][]> => traces(await siteAt(root, version), asked, backends)

export async function traces(site: Site, asked: Asked[], backends: Backends): Promise<Outcome[][]> {
  const answers: Outcome[][] = []
  for (const one of asked) {
    const { outcomes } = await site.trace({
      method: one.method, url: `http://${hostOf(one)}:${one.port ?? backends.free[0]}${one.path}`,
      headers: { ...(one.host !== null && { Host: one.host ?? '127.0.0.1' }), ...(one.body && { 'Content-Length': String(one.body.length) }), ...one.headers },
      assume: (sent) => {
        const { status, headers } = told(sent.target, sent.upstream.includes(String(backends.second.port)) ? 2 : 1)
        return { status, headers: Object.fromEntries(headers) }
      },
    })
    answers.push(outcomes)
  }
  return answers
}

/** Asks both where nobody answers behind; requests that nginx answers by itself are asked as well. */
export const askDown = (program: string, config: string, asked: Asked[], backends: Backends): Promise<Compared[] | null> => askUnder(DOWN, program, config, asked, backends)

/** Asks both where every zone is full: by one request of /first, and by a connection to /held that stays open. */
export async function askCrowded(program: string, config: string, asked: Asked[], backends: Backends): Promise<Compared[] | null> {
  return askUnder(CROWDED, program, config, asked, backends)
}

/** One request that is over, and one whose body never comes. */
async function crowd(backends: Backends): Promise<Socket> {
  for (const method of ['POST', 'GET']) await ask({ method, path: '/first' }, backends)
  const held = connect(backends.free[0] ?? 0, '127.0.0.1', () => held.write('POST /held HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n'))
  held.on('error', () => held.destroy())
  await new Promise((done) => { setTimeout(done, 100) })
  return held
}

async function askUnder(under: Backend, program: string, config: string, asked: Asked[], backends: Backends): Promise<Compared[] | null> {
  const running = await startNginx(program, config, {}, backends)
  if (typeof running === 'string') return null
  const held = under === CROWDED ? await crowd(backends) : null
  try {
    const [origin] = (await siteAt(running.root, nginxVersion(program))).origins
    const compared: Compared[] = []
    for (const one of asked) {
      const request = { method: one.method, scheme: 'http', host: '127.0.0.1', port: backends.free[0] ?? 0, target: one.path, headers: {}, others: 'absent' as const }
      const outcomes = (origin?.answer(request, under) ?? []).map((outcome) => ({ ...outcome, steps: outcome.steps.filter(({ forwarded }) => !forwarded) }))
      compared.push(judge(one, outcomes, await ask(one, backends)))
    }
    return compared
  } finally {
    held?.destroy()
    await running.stop()
  }
}

/** What a rule is told: whatever else the client sends is open. */
export async function openAnswers(root: string, asked: Asked[], backends: Backends, version: string): Promise<Outcome[][]> {
  const site = await siteAt(root, version)
  const answer: Backend = (sent) => {
    const { status, headers } = told(sent.target, sent.upstream.includes(String(backends.second.port)) ? 2 : 1)
    return [{ status, headers: Object.fromEntries(headers), by: 'response', decidedBy: null, written: [], steps: [] }]
  }
  return asked.map((one) => site.origins[0]?.answer({ method: one.method, scheme: 'http', host: '127.0.0.1', port: backends.free[0] ?? 0, target: one.path, headers: {}, others: 'unknown' }, answer) ?? [])
}

export function judge(asked: Asked, outcomes: Outcome[], seen: Seen): Compared {
  const each = outcomes.map((outcome) => compare(outcome, seen))
  const verdict = each.every((one) => one.verdict === 'exact') ? 'exact' : each.every((one) => one.verdict === 'contradicted') ? 'contradicted' : 'open'
  return { asked, seen, outcomes, verdict, why: each.flatMap(({ why }) => why) }
}

/** Asks the model what may come back for each request, and the server with every query and header besides: each answer must be among
 * those that may come, and none may be told as sure that does not always come. */
export async function askOpenly(program: string, config: string, asked: Asked[], { queries, headers, backends }: { queries: string[]; headers: Record<string, string>[]; backends: Backends }): Promise<Compared[] | null> {
  const running = await startNginx(program, config, {}, backends)
  if (typeof running === 'string') return null
  try {
    const answers = await openAnswers(running.root, asked, backends, nginxVersion(program))
    const compared: Compared[] = []
    for (const [index, one] of asked.entries()) {
      for (const query of queries) for (const more of headers) {
        const request = { ...one, path: one.path + query, headers: more }
        const outcomes = (answers[index] ?? []).map(withQuery(query))
        // An empty query is sent on by some directives, and not by others.
        if (query === '?' && outcomes.some(({ forwarded, headers: { location } }) => forwarded || location)) continue
        compared.push(judge(request, outcomes, await ask(request, backends)))
      }
    }
    return compared
  } finally {
    await running.stop()
  }
}

/** A target that is told without its query goes on with it. */
const withQuery = (query: string) => (outcome: Outcome): Outcome => ({
  ...outcome,
  headers: outcome.headers['location'] ? { ...outcome.headers, location: outcome.headers['location'] + query } : outcome.headers,
  steps: outcome.steps.map((step) => (step.forwarded ? { ...step, forwarded: { ...step.forwarded, target: step.forwarded.target + query } } : step)),
})

/** Asks the model and the real server the same; null: nginx refuses the configuration. */
export async function askBoth(program: string, config: string, files: Record<string, string>, asked: Asked[], backends: Backends): Promise<Compared[] | null> {
  const running = await startNginx(program, config, files, backends)
  if (typeof running === 'string') return null
  try {
    const answers = await model(running.root, asked, backends, nginxVersion(program))
    const compared: Compared[] = []
    for (const [index, one] of asked.entries()) compared.push(judge(one, answers[index] ?? [], await ask(one, backends)))
    return compared
  } finally {
    await running.stop()
  }
}
