import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const SITE = {
  'nginx.conf': 'events {}\nhttp {\n  server {\n    listen 8080;\n    location = /soon { return 501; }\n  }\n}\n',
}
const signatureIn = (path: string): string => readFileSync(path, 'utf8').split('\n')[0] ?? ''

test('--cache keeps the report in the root that is read, signed with a key of the user', async () => {
  const cwd = folderWith(SITE)
  const home = folderWith({})
  const plain = await run(cwd, [])
  const first = await run(cwd, ['--cache'], { env: { HOME: home } })
  assert.equal(first, plain)
  assert.equal(await run(cwd, ['--cache'], { env: { HOME: home } }), plain)
  assert.is(statSync(join(home, '.cache/verblint/key')).mode & 0o777, 0o600)
  assert.ok(existsSync(join(cwd, '.verblint-cache')))
})

test('--cache-location is from the working directory; VERBLINT_CACHE_KEY is the key', async () => {
  const cwd = folderWith(SITE)
  const env = { VERBLINT_CACHE_KEY: 'of the pipeline' }
  await run(cwd, ['--cache-location', 'kept'], { env })
  const ours = signatureIn(join(cwd, 'kept'))
  assert.is(existsSync(join(cwd, '.verblint-cache')), false)
  await run(cwd, ['--cache-location', 'kept'], { env: { VERBLINT_CACHE_KEY: 'another' } })
  assert.is.not(signatureIn(join(cwd, 'kept')), ours)
})

test('a key that others may write is none', async () => {
  const cwd = folderWith(SITE)
  const home = folderWith({})
  await run(cwd, ['--cache'], { env: { HOME: home } })
  chmodSync(join(home, '.cache/verblint/key'), 0o622)
  const { code, err } = await run(cwd, ['--cache'], { env: { HOME: home } })
  assert.is(code, 2)
  assert.match(err, 'no key can be kept')
})

test('without a place for a key, --cache says what it needs', async () => {
  const { code, err } = await run(folderWith(SITE), ['--cache'])
  assert.is(code, 2)
  assert.match(err, '--cache needs VERBLINT_CACHE_KEY')
})

test.run()
