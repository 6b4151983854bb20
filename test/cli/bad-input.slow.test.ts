import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openDisk } from '../../src/files/disk.ts'
import { folderWith } from '../folder.ts'
import { run, type Ran } from './run.ts'

const SERVER = 'server {\n  listen 8080;\n  location / {\n    return 204;\n  }\n}\n'
const NGINX = `events {}\nhttp {\n${SERVER}}\n`
const BROKEN = 'events {}\nhttp {\n  server {\n    listen 80\n  }\n}\n'

/** Runs on a folder that also holds a file with a fault, which must still be found; never a stack trace. */
async function withNeighbour(
  files: Record<string, string | Uint8Array>,
  ...paths: string[]
): Promise<Ran & { cwd: string }> {
  const cwd = folderWith({ ...files, 'neighbour/nginx.conf': BROKEN })
  const ran = await run(cwd, [...(paths.length > 0 ? paths : ['.']), 'neighbour/nginx.conf'])
  assert.not.match(ran.err + ran.out, /^\s+at /m)
  assert.match(ran.out, 'neighbour/nginx.conf:')
  return { ...ran, cwd }
}

test('a path that is not there', async () => {
  const { code, err } = await withNeighbour({}, 'none/nginx.conf')
  assert.equal({ code, err }, { code: 2, err: 'verblint: none/nginx.conf does not exist\n' })
})

test('a path that a link leads out of the working directory', async () => {
  const cwd = folderWith({ 'mine/app.conf': BROKEN, 'theirs/secret.conf': 'secret' })
  symlinkSync('../theirs/secret.conf', join(cwd, 'mine/link.conf'))
  const { code, err } = await run(join(cwd, 'mine'), ['link.conf', 'app.conf'])
  assert.equal(
    { code, err },
    {
      code: 2,
      err: 'verblint: link.conf lies outside the working directory: run verblint in a folder that holds it\n',
    },
  )
})

test('a binary file', async () => {
  const { code, err } = await withNeighbour({ 'nginx.conf': Uint8Array.of(0x7f, 0x45, 0, 1) }, 'nginx.conf')
  assert.equal({ code, err }, { code: 2, err: 'verblint: nginx.conf is a binary file\n' })
  assert.is(
    (await withNeighbour({ 'nginx.conf': Uint8Array.of(0x7f, 0x45, 0, 1) })).err,
    'verblint: nginx.conf is a binary file\n',
  )
})

test('50 MB', async () => {
  const { code, err } = await withNeighbour({ 'nginx.conf': new Uint8Array(50 * 1024 * 1024).fill(35) }, 'nginx.conf')
  assert.equal({ code, err }, { code: 2, err: 'verblint: nginx.conf is larger than 8 MB\n' })
})

test('an empty file', async () => {
  const { err } = await withNeighbour(
    { 'a/nginx.conf': '', 'b/.htaccess': '', 'c/app.js': '' },
    'a/nginx.conf',
    'b/.htaccess',
    'c/app.js',
  )
  assert.is(err, '')
})

test('a byte order mark, and CRLF: Apache and JavaScript read them, and places stay right', async () => {
  const { out } = await withNeighbour(
    { 'app.js': '\uFEFFconst express = require("express")\r\nconst app = express(\r\n' },
    'app.js',
  )
  assert.match(out, /app\.js:3:1/)
})

test('CRLF in nginx: lines are counted as nginx does', async () => {
  const { out } = await withNeighbour({ 'nginx.conf': 'events {}\r\nhttp {\r\n  }}\r\n' }, 'nginx.conf')
  assert.match(out, /[^/]nginx\.conf:3:4/)
})

test('bytes that are no UTF-8 are read as Latin-1', async () => {
  const { out, err } = await withNeighbour(
    { 'nginx.conf': Buffer.concat([Buffer.from('# caf'), Buffer.of(0xe9, 10), Buffer.from(NGINX)]) },
    'nginx.conf',
  )
  assert.is(err, '')
  assert.not.match(out, /[^/]nginx\.conf:\d/)
})

test('an include loop is one finding', async () => {
  const { out } = await withNeighbour({
    'nginx.conf': 'events {}\nhttp {\n  include a.conf;\n}\n',
    'a.conf': 'include b.conf;\n',
    'b.conf': 'include a.conf;\n',
  })
  assert.is([...out.matchAll(/^(?:error|warn) .*include/gm)].length, 1, out)
})

test('a file that vanishes while it is looked at', async () => {
  const cwd = folderWith({ 'nginx.conf': NGINX })
  const disk = openDisk(cwd)
  assert.is(disk.entry(join(cwd, 'nginx.conf')), 'file')
  rmSync(join(cwd, 'nginx.conf'))
  assert.is(disk.read(join(cwd, 'nginx.conf')), null)
  symlinkSync('gone.conf', join(cwd, 'nginx.conf'))
  assert.equal(await run(cwd, ['nginx.conf']).then(({ code, err }) => ({ code, err })), {
    code: 2,
    err: 'verblint: nginx.conf does not exist\n',
  })
})

test('a folder that contains itself', async () => {
  const cwd = folderWith({ 'nginx.conf': BROKEN })
  symlinkSync('.', join(cwd, 'again'))
  symlinkSync('..', join(cwd, 'parent'))
  const { out } = await run(cwd, ['.', 'again', 'again/again'])
  assert.match(out, 'Read 1 nginx file')
})

test('deep nesting, in each language', async () => {
  const deep = 20_000
  const { err } = await withNeighbour({
    'nginx.conf': `events {}\nhttp {\n server {\n${'location / {\n'.repeat(deep)}`,
    '.htaccess': '<IfModule a>\n'.repeat(deep),
    'app.js': `const express = require('express')\nexpress().get('/', ${'[\n'.repeat(deep)})\n`,
  })
  assert.is(err, '')
})

test('names that steer a terminal', async () => {
  const { out, err } = await withNeighbour({ 'a\u001b[2Jb/nginx.conf': BROKEN }, '.', 'c\u001b[0;x\u0007')
  assert.not.match(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  assert.match(err, 'c\\x1b[0;x\\x07 does not exist')
  assert.match(out, 'a\\x1b[2Jb/nginx.conf')
})

test.run()
