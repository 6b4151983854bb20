import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const FILES = {
  'deploy/nginx.conf': 'events {}\nhttp {\n  include /opt/acme/http/*.conf;\n}\n',
  'vendor/http/site.conf': 'server {\n  listen 80;\n  root /srv/www;\n  include /opt/acme/stub.inc;\n}\n',
  'vendor/stub.inc': 'location = /soon {\n  return 501;\n}\n',
  'public/index.html': '',
}
const nginx = { pathMap: { '/opt/acme': 'vendor', '/srv/www/': './public' } }

const statuses = async (cwd: string, path: string): Promise<unknown[]> =>
  (await (await loadSite({ cwd })).trace({ method: 'GET', url: `http://localhost${path}` })).outcomes.map(
    ({ status }) => status,
  )

test('nginx.pathMap says where files of the server lie here', async () => {
  const cwd = folderWith({ ...FILES, 'verblint.config.json': JSON.stringify({ nginx }) })
  assert.equal(await statuses(cwd, '/soon'), [501])
  assert.equal(await statuses(cwd, '/index.html'), [200])
})

test('without it, or where it says nothing of a path, they stay out of sight', async () => {
  assert.equal((await lint({ cwd: folderWith(FILES), rules: ['include-missing'] })).problems, [])
  const other = folderWith({
    ...FILES,
    'verblint.config.json': JSON.stringify({ nginx: { pathMap: { '/opt/acm': 'vendor' } } }),
  })
  assert.not.equal(await statuses(other, '/soon'), [501])
})

test('what is not in a folder that is mapped is missing', async () => {
  const cwd = folderWith({
    ...FILES,
    'vendor/http/more.conf': 'include /opt/acme/nowhere.inc;\n',
    'verblint.config.json': JSON.stringify({ nginx }),
  })
  const { problems } = await lint({ cwd })
  assert.equal(
    problems.map(({ ruleId, file }) => [ruleId, file]),
    [['include-missing', 'vendor/http/more.conf']],
  )
})

test('folders are relative to the configuration, wherever one works', async () => {
  const cwd = folderWith({
    ...FILES,
    'verblint.config.json': JSON.stringify({ nginx: { pathMap: { '/opt/acme': 'vendor' } } }),
  })
  const { problems } = await lint({ cwd: `${cwd}/deploy`, within: [cwd], rules: ['stub-501'], level: 'info' })
  assert.equal(
    problems.map(({ file }) => file),
    ['../vendor/stub.inc'],
  )
})

test('a path that is not absolute is refused', async () => {
  const cwd = folderWith({
    ...FILES,
    'verblint.config.json': JSON.stringify({ nginx: { pathMap: { 'opt/acme': 'vendor' } } }),
  })
  try {
    await lint({ cwd })
    assert.unreachable()
  } catch (error) {
    assert.match(
      String(error),
      /verblint\.config\.json:1:\d+: Expected an absolute path, as "\/etc\/nginx", instead of "opt\/acme"/,
    )
  }
})

const missing = async (include: string, more: Record<string, string> = {}): Promise<unknown[]> => {
  const main = `events {}\nhttp {\n  include ${include};\n  server {\n    listen 80;\n  }\n}\n`
  const { problems, coverage } = await lint({
    cwd: folderWith({ 'deploy/nginx/nginx.conf': main, 'deploy/nginx/limits.conf': 'keepalive_timeout 5;\n', ...more }),
    rules: ['include-missing'],
  })
  return [problems.map(({ ruleId }) => ruleId), coverage.guesses?.map(({ folder }) => folder) ?? []]
}

test('a name from a checkout that lies elsewhere on the server is taken for the file here, and that is said', async () => {
  assert.equal(await missing('shop/deploy/nginx/limits.conf'), [[], ['deploy/nginx']])
  assert.equal(await missing('/opt/shop/deploy/nginx/limits.conf'), [[], ['deploy/nginx']])
  assert.equal(await missing('shop/elsewhere/limits.conf'), [['include-missing'], []])
  assert.equal(await missing('shop/limits.conf'), [['include-missing'], []])
})

test('a name that a script fills in is out of sight', async () => {
  for (const name of [
    '__NGINX_FOLDER__/limits.conf',
    '@DIR@/limits.conf',
    '${DIR}/limits.conf',
    '"{{ dir }}/limits.conf"',
  ])
    assert.equal(await missing(name), [[], []], name)
  assert.equal(await missing('__init__.conf'), [['include-missing'], []])
})

test.run()
