import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const SITE = 'server {\n  listen 8080;\n  server_name shop.example;\n  include snippets/stub.conf;\n}\n'
const STUB = 'location = /soon {\n  return 501;\n}\n'

/** A server's own folder, as Debian's package lays it out, and a home beside it. */
function machine(): { home: string; etc: string } {
  const root = folderWith({
    'etc/nginx/nginx.conf': 'events {}\nhttp {\n  include sites-enabled/*;\n}\n',
    'etc/nginx/sites-available/shop': SITE,
    'etc/nginx/snippets/stub.conf': STUB,
    'home/.keep': '',
  })
  mkdirSync(join(root, 'etc/nginx/sites-enabled'))
  symlinkSync('../sites-available/shop', join(root, 'etc/nginx/sites-enabled/shop'))
  return { home: join(root, 'home'), etc: join(root, 'etc/nginx') }
}

const found = async (cwd: string, ...paths: string[]): Promise<string[]> => {
  const { out } = await run(cwd, ['-f', 'unix', '--rule', 'stub-501', '--level', 'info', ...paths])
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(': ')[0] ?? '')
}

test('a folder or file that a person types is linted wherever it lies, and named so that it is found from here', async () => {
  const { home, etc } = machine()
  const place = `${etc}/snippets/stub.conf:2:3`
  assert.equal(await found(home, etc), [place])
  assert.equal(await found(home, `${etc}/nginx.conf`), [place])
  assert.equal(await found(home, '../etc/nginx'), [place])
  assert.equal(await found(home, `${etc}/sites-enabled/*`), [place])
})

test('in a folder of parts the configuration is the one around it', async () => {
  const { etc } = machine()
  const place = `${etc}/snippets/stub.conf:2:3`
  assert.equal(await found(join(etc, 'sites-enabled'), 'shop'), [place])
  assert.equal(await found(join(etc, 'sites-enabled')), [place])
  assert.equal(await found(join(etc, 'sites-available')), [place])
})

test('in a folder of parts its own files are reported, and what nothing loads is said to be unused', async () => {
  const { etc } = machine()
  writeFileSync(
    join(etc, 'sites-available/old'),
    'server {\n  listen 81;\n  location = /old {\n    return 501;\n  }\n}\n',
  )
  mkdirSync(join(etc, 'conf.d'))
  writeFileSync(
    join(etc, 'conf.d/other.conf'),
    'server {\n  listen 82;\n  location = /other {\n    return 501;\n  }\n}\n',
  )
  const available = join(etc, 'sites-available')
  assert.equal(await found(available), [`${available}/old:4:5`, `${etc}/snippets/stub.conf:2:3`])
  assert.equal(await found(join(etc, 'sites-enabled')), [`${etc}/snippets/stub.conf:2:3`])
  const { out } = await run(available, [])
  assert.match(out, 'Not loaded by the configuration around: sites-available/old')
})

test('below the working directory names stay short, and nothing above it is read', async () => {
  const { etc } = machine()
  assert.equal(await found(etc), ['snippets/stub.conf:2:3'])
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp {\n  server { include ../outside.conf; }\n}\n',
    'outside.conf': STUB,
  })
  assert.equal(await found(cwd, 'nginx.conf'), [])
})

test('two trees in one run: neither is read beyond its root', async () => {
  const { home, etc } = machine()
  const api = folderWith({
    'app.js':
      "const app = require('express')()\napp.get('/soon', (req, res) => res.sendStatus(501))\napp.listen(3000)\n",
  })
  assert.equal(await found(home, etc, api), [`${api}/app.js:2:32`, `${etc}/snippets/stub.conf:2:3`].sort())
})

/** Does something with the rights of a user who owns nothing; for the superuser no folder is closed. */
async function asNobody<Made>(work: () => Promise<Made>): Promise<Made> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

test('a folder that may not be listed is told of, and is an error where a person named it', async () => {
  const root = folderWith({
    'nginx.conf': `events {}\nhttp {\n  ${SITE}}\n`,
    'snippets/stub.conf': STUB,
    'closed/nginx.conf': 'events {}\n',
    'closed/inner/nginx.conf': 'events {}\n',
  })
  chmodSync(root, 0o755)
  chmodSync(join(root, 'closed'), 0)
  const ran = async (...paths: string[]): Promise<[number, string]> => {
    const { code, err } = await run(root, ['--quiet', ...paths])
    return [code, err]
  }
  await asNobody(async () => {
    assert.equal(await ran(), [0, 'verblint: closed may not be listed (permission denied)\n'])
    assert.equal(await ran('closed'), [2, 'verblint: closed may not be listed (permission denied)\n'])
    assert.equal(await ran('closed/inner'), [2, 'verblint: closed/inner may not be read (permission denied)\n'])
  })
  chmodSync(join(root, 'closed'), 0o755)
})

test('lines of a .gitignore that are too long to be followed are told of, and comments are none', async () => {
  const folder = (ignored: string): string =>
    folderWith({
      'nginx.conf': `events {}\nhttp {\n  ${SITE}}\n`,
      'snippets/stub.conf': STUB,
      'web/.gitignore': ignored,
    })
  const told = async (ignored: string): Promise<[number, string]> => {
    const { code, err } = await run(folder(ignored), ['--quiet'])
    return [code, err]
  }
  const long = 'x'.repeat(1001)
  assert.equal(await told(`# ${long}\n${long.slice(1)}\n*a*b*c\n`), [0, ''])
  assert.equal(await told(`dist\n${long}\n`), [
    0,
    'verblint: web/.gitignore has a line that is too long, or has too many stars, to be followed (line 2)\n',
  ])
  assert.equal(await told(`*a*b*c*d\n\n${long}\n`), [
    0,
    'verblint: web/.gitignore has 2 lines that are too long, or have too many stars, to be followed (line 1 first)\n',
  ])
  // Node's reports, as the usual template names them: nothing of that name is ever linted.
  assert.equal(await told('report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json\n'), [0, ''])
  const { out } = await run(folder(long), ['--format', 'json'])
  assert.match(out, /"path": "web\/\.gitignore",\s+"reason": "has a line/)
})

test('a link to itself is no folder', async () => {
  const root = folderWith({ 'nginx.conf': 'events {}\n' })
  symlinkSync('round', join(root, 'round'))
  const { code, err } = await run(root, ['round'])
  assert.equal([code, err], [2, 'verblint: round is a symbolic link to itself\n'])
})

test('trace and routes say what their file names are relative to', async () => {
  const { home, etc } = machine()
  const { out, err } = await run(home, ['trace', 'GET', 'http://shop.example:8080/soon', etc])
  assert.match(out, 'snippets/stub.conf:2')
  assert.is(err, `verblint: file names are relative to ${etc}/\n`)
})

test.run()
