import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const NGINX = `events {}
http {
    server {
        listen 80;
        server_name shop.example;
        location /api/ {
            limit_except GET POST { deny all; }
            return 204;
        }
        location /admin { return 405; }
        location / { root /srv/elsewhere; }
    }
}
`

async function verdicts(expect: Record<string, unknown>): Promise<string[]> {
  const cwd = folderWith({ 'nginx.conf': NGINX, 'verblint.config.json': JSON.stringify({ expect }, null, 2) })
  const { problems } = await lint({ cwd, rules: ['expectation'] })
  return problems.map(
    ({ severity, file, range, message, related }) =>
      `${severity} ${file}:${range.start.line} ${message} (${(related ?? []).map((place) => `${place.file}:${place.range.start.line}`).join()})`,
  )
}

test('what is met is not told', async () => {
  assert.equal(
    await verdicts({ 'DELETE http://shop.example/admin': 405, 'DELETE /api/x': { status: 403 }, 'GET /api/x': 204 }),
    [],
  )
})

test('what is broken is an error, with what decides', async () => {
  assert.equal(await verdicts({ 'GET /api/x': 204, 'DELETE /api/x': 405 }), [
    'error verblint.config.json:4 Expected 405 for DELETE /api/x, which gets 403 (nginx.conf:7)',
  ])
  assert.match(
    (await verdicts({ 'POST /admin': { status: 405, allow: ['GET'] } }))[0] ?? '',
    'Expected 405 with Allow: GET for POST /admin, which gets 405 with Allow: none',
  )
})

test('what the files leave open, or nobody answers, is a warning', async () => {
  assert.match((await verdicts({ 'GET /page.html': 200 }))[0] ?? '', /^warn .*which the files do not decide/)
})

test("an expectation that cannot be read is the caller's mistake", async () => {
  for (const key of ['/health', 'GET', 'GET health', 'GET ftp://a/']) {
    const cwd = folderWith({ 'nginx.conf': NGINX, 'verblint.config.json': JSON.stringify({ expect: { [key]: 200 } }) })
    try {
      await lint({ cwd })
      assert.unreachable(key)
    } catch (error) {
      assert.match(error instanceof Error ? error.message : '', 'Expected a method and a URL or path')
    }
  }
})

test.run()
