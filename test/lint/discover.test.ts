import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { discover, type Refusal } from '../../src/lint/discover.ts'
import { localGround } from '../../src/lint/local.ts'
import { folderWith } from '../folder.ts'

const NGINX = 'server { listen 80; }\n'
const APP = "const app = require('express')()\n"

/** Every path found, `nginx:a.conf`, and every refusal. */
async function found(cwd: string, ...paths: string[]): Promise<{ files: string[]; refused: Refusal[] }> {
  const { files, refused } = await discover(localGround({ cwd }), paths)
  return {
    files: Object.entries(files)
      .flatMap(([kind, list]) => list.map(({ path }) => `${kind}:${path}`))
      .sort(),
    refused,
  }
}

test('a folder: each kind is found, anything else is left alone', async () => {
  const cwd = folderWith({
    'nginx.conf': NGINX,
    'sites-available/shop': NGINX,
    'www/.htaccess': 'Options -Indexes\n',
    'vhosts/a.conf': '<VirtualHost *>\n</VirtualHost>\n',
    'src/app.ts': APP,
    'src/sum.ts': 'export const one = 1\n',
    'php.conf': '[www]\nlisten = 9000\n',
    'README.md': NGINX,
    'logo.png': Uint8Array.of(1, 0),
    'data.conf': Uint8Array.of(0, 1, 2),
    'bundle.js': `${'require("express")();'.repeat(600)}`,
  })
  assert.equal(await found(cwd, '.'), {
    files: [
      'apache:vhosts/a.conf',
      'apache:www/.htaccess',
      'express:src/app.ts',
      'nginx:nginx.conf',
      'nginx:sites-available/shop',
    ],
    refused: [
      { path: 'bundle.js', reason: 'counts as minified and was not read', expected: false },
      { path: 'data.conf', reason: 'is a binary file', expected: false },
    ],
  })
})

test('skips what git ignores, in parents too, and node_modules', async () => {
  const root = folderWith({
    '.git/HEAD': '',
    '.gitignore': 'generated/\n',
    'api/generated/a.conf': NGINX,
    'api/a.conf': NGINX,
    'api/node_modules/x/a.conf': NGINX,
    'api/deep/.gitignore': '*.nginx\n!keep.nginx\n',
    'api/deep/a.nginx': NGINX,
    'api/deep/keep.nginx': NGINX,
  })
  assert.equal((await found(join(root, 'api'), '.')).files, ['nginx:a.conf', 'nginx:deep/keep.nginx'])
})

test('a folder that git ignores is left out, and links are followed to what is not', async () => {
  const cwd = folderWith({
    '.gitignore': 'shop.nginx/\n',
    'b/shop.nginx/site.nginx': NGINX,
    'c/site.nginx': NGINX,
  })
  symlinkSync(join(cwd, 'c/site.nginx'), join(cwd, 'c/shop.nginx'))
  symlinkSync(join(cwd, 'c'), join(cwd, 'd'))
  assert.equal((await found(cwd, '.')).files, ['nginx:c/site.nginx'])
})

test('a name alone excludes nothing: dist, build and vendor are linted', async () => {
  const cwd = folderWith({
    'dist/a.conf': NGINX,
    'build/a.conf': NGINX,
    'vendor/a.conf': NGINX,
    'coverage/a.conf': NGINX,
  })
  assert.is((await found(cwd, '.')).files.length, 4)
})

test('a working directory that its parents ignore or that lies in node_modules is linted all the same', async () => {
  const root = folderWith({
    '.git/HEAD': '',
    '.gitignore': 'work/\n',
    'work/a.conf': NGINX,
    'work/.gitignore': 'b.conf\n',
    'work/b.conf': NGINX,
    'node_modules/x/a.conf': NGINX,
  })
  assert.equal((await found(join(root, 'work'), '.')).files, ['nginx:a.conf'])
  assert.equal((await found(join(root, 'node_modules/x'), '.')).files, ['nginx:a.conf'])
  assert.equal((await found(root, 'work')).files, ['nginx:work/a.conf'])
})

test('skips the outDir of a visible tsconfig, unless it compiles in place', async () => {
  const cwd = folderWith({
    'tsconfig.json':
      '{ // comment, with "outDir": "src"\n "compilerOptions": { "rootDir": "./src", "outDir": "./out" }, }',
    'src/app.ts': APP,
    'out/app.js': APP,
    'packages/a/tsconfig.build.json': '{ "compilerOptions": { "outDir": "lib" } }',
    'packages/a/lib/app.js': APP,
    'packages/a/app.ts': APP,
    'packages/b/tsconfig.json': '{ "compilerOptions": { "outDir": "." } }',
    'packages/b/app.js': APP,
  })
  assert.equal((await found(cwd, '.')).files, [
    'express:packages/a/app.ts',
    'express:packages/b/app.js',
    'express:src/app.ts',
  ])
  assert.equal((await found(cwd, 'src', 'packages/a')).files, ['express:packages/a/app.ts', 'express:src/app.ts'])
  assert.equal((await found(cwd, 'out')).files, ['express:out/app.js'])
  assert.equal((await found(cwd, 'out/app.js')).files, ['express:out/app.js'])
})

test('a path given by hand is linted whatever skips it otherwise', async () => {
  const cwd = folderWith({
    '.gitignore': '*\n',
    'node_modules/a/a.conf': NGINX,
    default: NGINX,
    'app.min.js': 'x',
    'sum.js': 'x',
  })
  assert.equal(await found(cwd, 'node_modules/a/a.conf', 'default', 'app.min.js', 'sum.js'), {
    files: ['express:app.min.js', 'express:sum.js', 'nginx:default', 'nginx:node_modules/a/a.conf'],
    refused: [],
  })
})

test('or it is refused with a reason, and the others are still found', async () => {
  const cwd = folderWith({
    'a.conf': NGINX,
    'php.conf': '[www]\nlisten = 9000\n',
    'empty.conf': '\n',
    'b.conf': Uint8Array.of(0),
  })
  const { files, refused } = await found(
    cwd,
    'none.conf',
    'a.conf',
    'php.conf',
    'empty.conf',
    'b.conf',
    '../x.conf',
    '*.nginx',
  )
  assert.equal(files, ['nginx:a.conf'])
  assert.equal(
    refused.map(({ path, reason, expected }) => `${path} ${reason} ${expected}`),
    [
      'none.conf does not exist true',
      'php.conf is not recognised as nginx, Apache, JavaScript or TypeScript true',
      'empty.conf is empty true',
      'b.conf is a binary file true',
      '../x.conf lies outside the working directory true',
      '*.nginx matches no file true',
    ],
  )
})

test('globs, and a file whose name looks like one', async () => {
  const cwd = folderWith({ 'a/x.conf': NGINX, 'b/y.conf': NGINX, 'b/z.md': '', 'routes/[id].ts': APP })
  assert.equal((await found(cwd, '*/*.conf')).files, ['nginx:a/x.conf', 'nginx:b/y.conf'])
  assert.equal((await found(cwd, './b/**')).files, ['nginx:b/y.conf'])
  assert.equal((await found(cwd, 'routes/[id].ts')).files, ['express:routes/[id].ts'])
})

test('symbolic links: each file once, no loop, nothing outside', async () => {
  const outer = folderWith({ 'in/sites-available/shop': NGINX, 'secret/nginx.conf': NGINX })
  const cwd = join(outer, 'in')
  symlinkSync('.', join(cwd, 'loop'))
  symlinkSync('sites-available', join(cwd, 'sites-enabled'))
  symlinkSync(join(outer, 'secret'), join(cwd, 'conf.d'))
  assert.equal(
    (await found(cwd, '.', 'sites-available/shop', 'sites-enabled/shop', 'loop/loop/sites-available')).files,
    ['nginx:sites-available/shop'],
  )
  assert.equal(
    (await found(cwd, 'conf.d')).refused.map(({ reason }) => reason),
    ['lies outside the working directory'],
  )
})

test('a .gitignore cannot keep the walk busy', async () => {
  const cwd = folderWith({
    '.gitignore': `${'*a'.repeat(12)}b\nout\n`,
    ['a'.repeat(200)]: '',
    'nginx.conf': NGINX,
    'out/nginx.conf': NGINX,
  })
  assert.equal((await found(cwd, '.')).files, ['nginx:nginx.conf'])
})

test('a certain name that cannot be read is told, not dropped', async () => {
  const cwd = folderWith({
    'nginx.conf': Uint8Array.of(0, 1),
    'api/app.js': `${APP}// \0`,
    'some.conf': Uint8Array.of(0, 1),
  })
  assert.equal((await found(cwd, '.')).refused, [
    { path: 'nginx.conf', reason: 'is a binary file', expected: true },
    { path: 'some.conf', reason: 'is a binary file', expected: false },
    { path: 'api/app.js', reason: 'is a binary file', expected: false },
  ])
})

test.run()
