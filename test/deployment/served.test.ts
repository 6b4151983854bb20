import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { servedEntry } from '../../src/deployment/served.ts'
import { openDisk } from '../../src/files/disk.ts'
import { folderWith } from '../folder.ts'

const disk = openDisk(
  folderWith({
    '.gitignore': '# built\n/client/dist/\n*.map\n!keep.map\nuploads/\n',
    'public/index.html': 'hello\n',
    'public/.gitignore': 'generated\n!generated/\nlogs/*\n!logs/old.txt\n',
    'client/package.json': '{}',
    'site/a/index.html': '',
    'other/a/x.html': '',
  }),
)
const at = (path: string, root: string, named: string[] = []): string =>
  servedEntry(disk, join(disk.cwd, path), { root: join(disk.cwd, root), named })

test('a root that is in the checkout is what it is', () => {
  assert.is(at('public/index.html', 'public'), 'file')
  assert.is(at('public/none.html', 'public'), 'missing')
  assert.is(at('public', 'public'), 'directory')
})

test('a root that is not there at all is unknown, not empty', () => {
  assert.is(at('build/index.html', 'build'), 'outside')
  assert.is(at('build', 'build'), 'outside')
})

test('so is what git ignores, whatever its folder', () => {
  assert.is(at('client/dist/index.html', 'client/dist'), 'outside')
  assert.is(at('client/dist/a/b.js', 'client'), 'outside')
  assert.is(at('public/app.js.map', 'public'), 'outside')
  assert.is(at('public/keep.map', 'public'), 'missing')
  assert.is(at('public/uploads/1.png', 'public'), 'outside')
  assert.is(at('public/x/uploads', 'public'), 'outside')
  assert.is(at('public/generated/x.js', 'public'), 'missing')
  assert.is(at('public/logs/new.txt', 'public'), 'outside')
  assert.is(at('public/logs/old.txt', 'public'), 'missing')
  assert.is(at('dist/client/dist/x.js', 'client'), 'missing')
})

const elsewhere = (path: string, root: string, named: string[] = [root]): string =>
  servedEntry(disk, path, { root, named })

test('of a root on another machine, what is in the folder of that name is there, and nothing is missing', () => {
  assert.is(elsewhere('/srv/shop/public/index.html', '/srv/shop/public'), 'file')
  assert.is(elsewhere('/srv/shop/public', '/srv/shop/public'), 'directory')
  assert.is(elsewhere('/srv/shop/public/none.html', '/srv/shop/public'), 'outside')
  assert.is(elsewhere('/srv/shop/html/index.html', '/srv/shop/html'), 'outside')
  assert.is(elsewhere('/srv/site/a/index.html', '/srv/site/a'), 'file')
})

test('two roots that one folder could be are neither', () => {
  assert.is(elsewhere('/srv/a/public/index.html', '/srv/a/public', ['/srv/a/public', '/srv/b/public']), 'outside')
  assert.is(elsewhere('/srv/a/public/index.html', '/srv/a/public', ['/srv/a/public', '/srv/b/static']), 'file')
})

test.run()
