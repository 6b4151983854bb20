import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { run } from '../cli/run.ts'

interface Answer {
  method: string
  layer: string
  outcomes: { status: number; file?: string; line?: number }[]
}

test('routes --format json: what each method gets at each path, and who decides it', async () => {
  const { out, code } = await run('fixtures/projects/shop', ['routes', '--format', 'json'])
  assert.is(code, 0)
  const { hosts, unreached } = JSON.parse(out)
  const shop = hosts.find(({ host, port }: { host: string; port: number }) => host === 'shop.example' && port === 8080)
  assert.is(shop.layer, 'nginx')
  const answers: Answer[] = shop.rows.find(({ path }: { path: string }) => path === '/api/items/:id').answers
  assert.equal(
    answers.map(({ method }) => method),
    shop.methods,
  )
  const of = (method: string) => answers.find((one) => one.method === method)
  assert.equal(
    of('DELETE')?.outcomes.map(({ status, file, line }) => [status, file, line]),
    [[403, 'nginx/sites/shop.conf', 17]],
  )
  assert.equal(
    of('GET')
      ?.outcomes.map(({ status }) => status)
      .sort(),
    [200, 404],
  )
  assert.is(of('GET')?.layer, 'express')
  assert.ok(
    unreached.some(
      ({ route, file, line }: { route: string; file: string; line: number }) =>
        route === 'PUT /api/items/:id' && file === 'api/routes/items.ts' && line === 11,
    ),
  )
})

test.run()
