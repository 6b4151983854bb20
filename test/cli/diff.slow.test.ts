import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const NGINX = (methods: string): string => `events {}
http {
    server {
        listen 80;
        server_name shop.example;
        root www;
        location /api/ {
            limit_except ${methods} {
                deny all;
            }
            return 204;
        }
        location / {
            try_files $uri =404;
        }
    }
}
`

function repository(): string {
  const cwd = folderWith({ 'nginx.conf': NGINX('GET POST'), 'www/index.html': 'hello\n' })
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'one'],
  ]) {
    assert.is(spawnSync('git', args, { cwd }).status, 0)
  }
  return cwd
}

test('a limit_except that is narrowed: what is lost, and nothing else', async () => {
  const cwd = repository()
  writeFileSync(join(cwd, 'nginx.conf'), NGINX('GET'))
  const { code, out } = await run(cwd, ['diff', 'HEAD'])
  assert.is(code, 0)
  assert.match(out, /^No longer served\n {2}\/api\/ +POST: 204 → 403 {2}nginx\.conf:9\n/)
  assert.not.match(out, 'index.html')
  assert.not.match(out, 'try_files')
  assert.is((await run(cwd, ['diff', 'HEAD', '--fail-on', 'lost'])).code, 1)
  assert.is((await run(cwd, ['diff', 'HEAD', '--fail-on', 'new'])).code, 0)
  assert.is(JSON.parse((await run(cwd, ['diff', '--format', 'json'])).out)[0].kind, 'lost')
})

test('several names stand above what changes there; a long path stands alone', async () => {
  const site = (status: number): string => `events {}
http {
    server { listen 80; server_name a.example; location = /${'long/'.repeat(12)}x { return ${status}; } }
    server { listen 80; server_name b.example; location = /short { return ${status}; } }
}
`
  const [before, after] = [site(200), site(204)].map((text) => folderWith({ 'nginx.conf': text }))
  const { out } = await run('/', ['diff', before ?? '', after ?? ''])
  assert.match(
    out,
    /^Another status\n {2}a\.example:80\n {4}\/long\/\S+x\n {12}GET, HEAD, .*200 → 204 {2}nginx\.conf:3\n {2}b\.example:80\n {4}\/short {2}GET, /,
  )
})

test('two revisions, and a revision and a folder', async () => {
  const cwd = repository()
  writeFileSync(join(cwd, 'nginx.conf'), NGINX('GET'))
  assert.is(
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qam', 'two'], { cwd }).status,
    0,
  )
  assert.match((await run(cwd, ['diff', 'HEAD~1', 'HEAD'])).out, /^No longer served\n {2}\/api\/ +POST: 204 → 403/)
  assert.match((await run(cwd, ['diff', 'HEAD', 'HEAD~1'])).out, /^Newly served/)
  assert.match((await run(cwd, ['diff', 'HEAD~1', '.'])).out, /^No longer served/)
})

test('nothing changed', async () => {
  assert.equal(await run(repository(), ['diff']), {
    code: 0,
    out: 'Every method and path is answered as before\n',
    err: '',
  })
})

test('mistakes are told in one line', async () => {
  const cwd = repository()
  const mistakes: [string[], RegExp][] = [
    [['diff', 'nowhere'], /^verblint: diff nowhere: there is no revision nowhere \(see verblint --help\)\n$/],
    [['diff', 'www', 'none'], /^verblint: diff www none: there is no revision none/],
    [['diff', '--fail-on', 'losst'], /did you mean lost\?/],
  ]
  for (const [args, message] of mistakes) {
    const { code, err } = await run(cwd, args)
    assert.is(code, 2)
    assert.match(err, message)
  }
  assert.match((await run(folderWith({ 'a.conf': '' }), ['diff'])).err, /not a git repository/)
})

test.run()
