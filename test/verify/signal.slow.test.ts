import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { builtBin } from '../lsp/built.ts'

const FILES = {
  'nginx.conf': 'events {} http { server { listen 80; location / { return 204; } location /a { return 404; } } }',
}

async function portOf(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs the command; `heard`: what it wrote to stderr until now, and how to end it. */
async function command(
  args: string[],
  env: Record<string, string> = {},
  heard: (err: string, interrupt: () => void) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [await builtBin(), 'verify', ...args], {
    cwd: folderWith(FILES),
    env: { ...process.env, ...env },
  })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.on('data', (data) => (ended.out += String(data)))
  child.stderr.on('data', (data) => {
    ended.err += String(data)
    heard(ended.err, () => child.kill('SIGINT'))
  })
  const [code] = await once(child, 'close')
  return { ...ended, code }
}

test('Ctrl-C: what was seen is shown, and the exit code is 130', async () => {
  let interrupt: () => void = () => undefined
  let count = 0
  const server = createServer((_, response) => {
    if (++count === 3) interrupt()
    response.writeHead(count === 2 ? 501 : 204).end()
  })
  const port = await portOf(server)
  const { code, out } = await command([`http://127.0.0.1:${port}`, '--rate', '10'], {}, (_, end) => {
    interrupt = end
  })
  server.close()
  assert.is(code, 130)
  assert.match(out, 'the server  501 Not Implemented')
  assert.match(out, /\n\d+ requests were not sent: the run was ended early\n/)
  assert.ok(count <= 4, `${count} requests`)
})

const folder = folderWith({})
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
const { status } = spawnSync('openssl', [
  ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2'],
  ...['-subj', '/CN=shop.example', '-addext', 'subjectAltName=DNS:shop.example'],
])

if (status === 0)
  test('a certificate is held against the name that the person says', async () => {
    const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) =>
      response.writeHead(204).end(),
    )
    const url = `https://127.0.0.1:${await portOf(server)}`
    const known = { NODE_EXTRA_CA_CERTS: certificate }
    for (const [args, env, wanted, message] of [
      [[], {}, 2, /its certificate is not accepted \(\w+\): name who signed it, as NODE_EXTRA_CA_CERTS=FILE/],
      [[], known, 2, /its certificate is not for 127\.0\.0\.1/],
      [['--as', 'http://shop.example'], known, 2, /its certificate is not for 127\.0\.0\.1/],
      [['--as', 'https://shop.example'], known, 1, /^verblint: sends \d+ requests[^\n]*\n$/],
    ] as const) {
      const { code, err } = await command([url, '--rate', '1000', ...args], env)
      assert.match(err, message)
      assert.is(code, wanted)
    }
    server.close()
  })
else console.log('\nSKIPPED verify: certificates: openssl is not here')

test.run()
