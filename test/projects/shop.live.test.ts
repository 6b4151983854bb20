import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { request as ask } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'

const live = liveSuite('the shop, started', 'nginx')
const home = join(import.meta.dirname, '../..')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** The shop in a folder of its own, on ports of its own. */
function layOut(front: number, back: number): string {
  const folder = folderWith({})
  // Started by root, nginx reads files as somebody else.
  chmodSync(folder, 0o755)
  cpSync(join(home, 'fixtures/projects/shop'), folder, { recursive: true })
  for (const name of ['run', 'logs']) mkdirSync(join(folder, 'nginx', name))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(realpathSync(join(home, 'node_modules/express5')), join(folder, 'node_modules/express'))
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, path)
    if (path.startsWith('node_modules') || !statSync(file).isFile()) continue
    const text = readFileSync(file, 'utf8')
    const moved = text.replaceAll('8080', String(front)).replaceAll('3000', String(back))
    if (moved !== text) writeFileSync(file, moved)
  }
  return folder
}

interface Seen {
  status: number
  allow: string | null
}

const send = (port: number, method: string, path: string): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const sent = ask(
      { host: '127.0.0.1', port, method, path, headers: { host: 'shop.example' }, timeout: 5000 },
      (response) => {
        response
          .resume()
          .on('end', () => resolve({ status: response.statusCode ?? 0, allow: response.headers.allow ?? null }))
      },
    )
    sent
      .on('error', reject)
      .on('timeout', () => sent.destroy(new Error('no answer')))
      .end()
  })

async function untilUp(port: number): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    try {
      await send(port, 'GET', '/api/health')
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error(`nobody answers on ${port}`)
}

const PATHS = [
  '/',
  '/shop.js',
  '/missing',
  '/api/items',
  '/api/items/rake',
  '/api/orders',
  '/api/orders/9',
  '/api/recommendations',
  '/api/health',
  '/newsletter',
  '/robots.txt',
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const running: ChildProcess[] = []
const stop = (): void => {
  for (const one of running) one.kill('SIGTERM')
}
process.on('exit', stop)

live('nginx and the application answer as the model says', async () => {
  const [front, back] = [await freePort(), await freePort()]
  const folder = layOut(front, back)
  running.push(
    spawn(process.execPath, ['--import', join(home, 'node_modules/tsx/dist/loader.mjs'), 'api/server.ts'], {
      cwd: folder,
      stdio: 'ignore',
    }),
    spawn(serverProgram('nginx') ?? 'nginx', ['-p', join(folder, 'nginx'), '-c', 'nginx.conf', '-g', 'daemon off;'], {
      cwd: folder,
      stdio: 'ignore',
    }),
  )
  await untilUp(back)
  await untilUp(front)
  const site = await loadSite({ cwd: folder, config: false })
  const wrong: string[] = []
  let exact = 0
  for (const path of PATHS) {
    for (const method of METHODS) {
      const seen = await send(front, method, path)
      const { outcomes } = await site.trace({ method, url: `http://shop.example:${front}${path}` })
      const fits = outcomes.map(
        ({ status, headers }) =>
          (status === null || status === seen.status) &&
          (headers.allow === undefined || (headers.allow ?? null) === seen.allow),
      )
      if (!fits.includes(true))
        wrong.push(
          `${method} ${path}: ${JSON.stringify(seen)}, the model says ${outcomes.map(({ status, headers }) => `${status} ${headers.allow}`).join(' or ')}`,
        )
      else if (!fits.includes(false) && outcomes.every(({ status }) => status !== null)) exact++
    }
  }
  stop()
  assert.equal(wrong, [])
  assert.ok(exact >= 0.9 * PATHS.length * METHODS.length, `${exact} of ${PATHS.length * METHODS.length} exact`)
})

live.run()
