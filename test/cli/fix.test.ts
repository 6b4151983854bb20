import { execFileSync } from 'node:child_process'
import { lutimesSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { main } from '../../src/cli/main.ts'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const PATCH = "fetch('/a', { method: 'patch' })\n"
const FIXED = "fetch('/a', { method: 'PATCH' })\n"

test('--fix writes, and reports what is left', async () => {
  const cwd = folderWith({ 'a.js': PATCH, 'nginx.conf': 'events {}\nhttp {\n  server {\n' })
  const { code, out, err } = await run(cwd, ['--fix', '--format', 'unix'])
  assert.is(err, 'verblint: 1 problem fixed in 1 file\n')
  assert.is(code, 1)
  assert.match(out, '[syntax]')
  assert.not.match(out, 'client-method-case')
  assert.is(readFileSync(join(cwd, 'a.js'), 'utf8'), FIXED)
  assert.equal(await run(cwd, ['--fix', '--quiet', 'a.js']), { code: 0, out: '', err: '' })
})

test('--fix-dry-run: a unified diff that git applies, and nothing is written', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `// ${index}`).join('\n')
  const files = {
    'a.js': PATCH,
    'deep/b c.js': `${PATCH}${lines}\n${PATCH.trimEnd()}`,
    'crlf.js': `// x\r\n${PATCH.replace('\n', '\r\n')}`,
  }
  const cwd = folderWith(files)
  const { code, out, err } = await run(cwd, ['--fix-dry-run'])
  assert.equal({ code, err }, { code: 1, err: '' })
  assert.match(out, `--- a/a.js\n+++ b/a.js\n@@ -1,1 +1,1 @@\n-${PATCH}+${FIXED}`)
  for (const [path, text] of Object.entries(files)) assert.is(readFileSync(join(cwd, path), 'utf8'), text)
  execFileSync('git', ['apply', '-p1', '-'], { cwd, input: out })
  for (const [path, text] of Object.entries(files))
    assert.is(readFileSync(join(cwd, path), 'utf8'), text.replaceAll('patch', 'PATCH'), path)
  assert.equal(await run(cwd, ['--fix-dry-run']), { code: 0, out: '', err: '' })
})

test('--fix-dry-run: a diff on a terminal cannot steer it', async () => {
  const cwd = folderWith({ 'a.js': `// \u001b[2J\r\n${PATCH}` })
  let out = ''
  await main(['--fix-dry-run'], {
    stdin: (async function* () {
      yield ''
    })(),
    cwd,
    env: { NO_COLOR: '1' },
    stdout: {
      write: (text) => {
        out += text
      },
      isTTY: true,
      columns: 80,
    },
    stderr: { write: () => undefined },
  })
  assert.match(out, ' // \\x1b[2J\n')
  assert.not.match(out, '\u001b')
})

test('a file that cannot be read is told, whatever is fixed', async () => {
  const cwd = folderWith({ 'a.js': PATCH })
  assert.equal(await run(cwd, ['--fix-dry-run', 'none.js']), {
    code: 2,
    out: '',
    err: 'verblint: none.js does not exist\n',
  })
  const { code, err } = await run(cwd, ['--fix', 'a.js', 'none.js'])
  assert.is(code, 2)
  assert.match(err, 'none.js does not exist')
  assert.is(readFileSync(join(cwd, 'a.js'), 'utf8'), FIXED)
})

test('--fix takes away what a killed run has left beside a file, and nothing else', async () => {
  const cwd = folderWith({ 'a.js': PATCH, 'deep/.htaccess': 'Options -Indexes\n' })
  const stays = [
    '.a.js.0123456789a.tmp',
    '.a.js.0123456789abc.tmp',
    '.a.js.0123456789AB.tmp',
    'a.js.0123456789ab.tmp',
    '.a.js.0123456789ab',
    '.b.js.0123456789ab.tmp',
    'deep/.a.js.0123456789ab.tmp',
  ]
  const goes = ['.a.js.0123456789ab.tmp', 'deep/..htaccess.fedcba987654.tmp']
  const dead = '.a.js.fedcba980001.tmp'
  const own = process.pid.toString(16).padStart(8, '0')
  const young = `.a.js.${own}000a.tmp`
  const [link, folder] = ['.a.js.00000000000b.tmp', '.a.js.00000000000c.tmp']
  for (const path of [...stays, ...goes, young, dead]) writeFileSync(join(cwd, path), path)
  symlinkSync('nothing.js', join(cwd, link))
  mkdirSync(join(cwd, folder))
  const past = Date.now() / 1000 - 120
  for (const path of [...stays, ...goes, folder]) utimesSync(join(cwd, path), past, past)
  lutimesSync(join(cwd, link), past, past)
  const left = [...stays, young, link, folder, 'a.js', 'deep', 'deep/.htaccess'].sort()
  const found = (): string[] => readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort()

  await run(cwd, ['--fix-dry-run'])
  assert.equal(found(), [...left, ...goes, dead].sort())
  await run(cwd, ['--fix', '--only', 'deep'])
  assert.equal(found(), [...left, '.a.js.0123456789ab.tmp', dead].sort())
  await run(cwd, ['--fix'])
  assert.equal(found(), left)
  assert.is(readFileSync(join(cwd, 'a.js'), 'utf8'), FIXED)
})

test('what a killed run has left is no configuration, where every file of a folder is one', async () => {
  const server = (text: string): string => `server {\n  listen 80;\n  location = /a {\n    ${text}\n  }\n}\n`
  const left = '.a.conf.0123456789ab.tmp'
  const cwd = folderWith({
    'conf.d/a.conf': server('add_header Allow "GET POST" always;\n    return 405;'),
    [`conf.d/${left}`]: server('return 501;'),
  })
  const past = Date.now() / 1000 - 120
  utimesSync(join(cwd, 'conf.d', left), past, past)
  const { out } = await run(cwd, ['-f', 'unix', '--fix'])
  assert.not.match(out, left)
  assert.equal(readdirSync(join(cwd, 'conf.d')), ['a.conf'])
})

test.run()
