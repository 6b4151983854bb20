import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import type { Problem } from '../../src/index.ts'

const cwd = join(import.meta.dirname, '../../fixtures/projects/shop')
const place = ({ file, range }: Pick<Problem, 'file' | 'range'>): string => `${file}:${range.start.line}`

test('the shop yields each of the first findings where it is decided, and no other error', async () => {
  const { problems } = await lint({ cwd, config: false })
  const found = problems.map((problem) => `${place(problem)} ${problem.severity} ${problem.ruleId}`)
  for (const expected of [
    'api/handlers/recommendations.ts:5 warn cacheable-501',
    'api/routes/orders.ts:15 error 501-for-known-method',
    'club/.htaccess:4 error 405-missing-allow',
    'nginx/sites/shop.conf:16 error proxy-blocks-method',
    'nginx/sites/shop.conf:24 error 405-missing-allow',
    'nginx/snippets/static.conf:5 error duplicate-location',
  ])
    assert.ok(found.includes(expected), `${expected}\n${found.join('\n')}`)
  assert.is(
    found.filter((line) =>
      / error (?:405-missing|501-for|cacheable|duplicate|proxy-blocks|syntax|include|unknown)/.test(line),
    ).length,
    5,
    found.join('\n'),
  )
})

test('what takes two files to see names both', async () => {
  const { problems } = await lint({ cwd, config: false, rules: ['proxy-blocks-method', 'duplicate-location'] })
  assert.equal(
    problems.map(({ ruleId, related }) => [ruleId, (related ?? []).map(place)]),
    [
      ['proxy-blocks-method', ['api/routes/items.ts:11', 'api/routes/items.ts:12', 'api/routes/items.ts:13']],
      ['duplicate-location', ['nginx/sites/shop.conf:10']],
    ],
  )
})

test('nothing of it stays open', async () => {
  const site = await loadSite({ cwd, config: false })
  assert.equal(
    site.links.map(({ to, sure }) => [to.name, sure]),
    [['api/app.ts', true]],
  )
  assert.equal(
    site.entrances.map(({ name }) => name),
    ['nginx/nginx.conf', 'club/.htaccess'],
  )
})

test.run()
