import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { FILE_LIMIT } from '../../src/files/bearable.ts'
import { openDisk } from '../../src/files/disk.ts'
import { folderWith } from '../folder.ts'

test('reads a file once, with a path relative to the working directory', () => {
  const cwd = folderWith({ 'conf/a.conf': 'one' })
  const disk = openDisk(cwd)
  const file = disk.read(join(cwd, 'conf/a.conf'))
  assert.is(file?.path, 'conf/a.conf')
  assert.is(file?.text, 'one')
  writeFileSync(join(cwd, 'conf/a.conf'), 'two')
  assert.is(disk.read(join(cwd, 'conf/a.conf')), file)
})

test('two names of one file are one file', () => {
  const cwd = folderWith({ 'sites-available/shop': 'server {}' })
  symlinkSync('../sites-available/shop', join(cwd, 'link'))
  symlinkSync(join(cwd, 'sites-available'), join(cwd, 'sites-enabled'))
  const disk = openDisk(cwd)
  assert.is(disk.read(join(cwd, 'sites-enabled/shop')), disk.read(join(cwd, 'sites-available/shop')))
  assert.is(disk.read(join(cwd, 'sites-enabled/shop'))?.path, 'sites-available/shop')
})

test('knows nothing of what lies outside, symbolic links included', () => {
  const outer = folderWith({ 'secret.conf': 'x', 'in/side.conf': 'y', 'inside.conf': 'z' })
  const cwd = join(outer, 'in')
  symlinkSync(join(outer, 'secret.conf'), join(cwd, 'out.conf'))
  const disk = openDisk(cwd)
  for (const path of [
    '/etc/passwd',
    '/etc/no-such-file',
    join(outer, 'secret.conf'),
    join(outer, 'inside.conf'),
    join(cwd, 'out.conf'),
    join(cwd, '../secret.conf'),
  ]) {
    assert.is(disk.entry(path), 'outside', path)
    assert.is(disk.read(path), null, path)
    assert.is(disk.whyNot(path), 'lies outside the working directory', path)
  }
  assert.equal(disk.list(outer), [])
})

test('a link lies where it leads, whatever stands beside it', () => {
  const outer = folderWith({ 'outer.conf': 'x', 'in/a/plain.conf': 'a', 'in/b/other.conf': 'b' })
  const cwd = join(outer, 'in')
  symlinkSync('../b/other.conf', join(cwd, 'a/link.conf'))
  symlinkSync('../../outer.conf', join(cwd, 'a/out.conf'))
  symlinkSync('../b', join(cwd, 'a/folder'))
  const disk = openDisk(cwd)
  assert.is(disk.read(join(cwd, 'a/plain.conf'))?.path, 'a/plain.conf')
  assert.is(disk.read(join(cwd, 'a/link.conf'))?.path, 'b/other.conf')
  assert.is(disk.read(join(cwd, 'a/folder/other.conf'))?.path, 'b/other.conf')
  assert.is(disk.read(join(cwd, 'a/out.conf')), null)
  assert.is(disk.entry(join(cwd, 'a/out.conf')), 'outside')
})

test('a first look at a file holds for what is read of it at once', () => {
  const cwd = folderWith({ 'a.conf': 'one', 'b.conf': 'two' })
  const disk = openDisk(cwd)
  assert.is(disk.bytes(join(cwd, 'a.conf'))?.toString(), 'one')
  assert.is(disk.bytes(join(cwd, 'b.conf'))?.toString(), 'two')
  assert.is(disk.read(join(cwd, 'a.conf'))?.text, 'one')
  assert.is(disk.read(join(cwd, 'b.conf'))?.text, 'two')
  assert.is(disk.bytes(join(cwd, 'a.conf'))?.toString(), 'one')
})

test('a name that only begins with two dots is inside', () => {
  const cwd = folderWith({ '..conf/a': 'x' })
  assert.is(openDisk(cwd).entry(join(cwd, '..conf/a')), 'file')
})

test('says what is there, and lists names by bytes', () => {
  const cwd = folderWith({ b: '', B: '', é: '', 'a/x': '' })
  const disk = openDisk(cwd)
  assert.is(disk.entry(join(cwd, 'a')), 'directory')
  assert.is(disk.entry(join(cwd, 'b')), 'file')
  assert.is(disk.entry(join(cwd, 'b/x')), 'missing')
  assert.is(disk.entry(join(cwd, 'none')), 'missing')
  assert.equal(disk.list(cwd), ['B', 'a', 'b', 'é'])
  assert.equal(disk.list(join(cwd, 'b')), [])
})

test('takes UTF-8 as it is, byte order mark included, and anything else for Latin-1', () => {
  const cwd = folderWith({ bom: '\uFEFFé', latin: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) })
  const disk = openDisk(cwd)
  assert.is(disk.read(join(cwd, 'bom'))?.text, '\uFEFFé')
  assert.is(disk.read(join(cwd, 'latin'))?.text, 'café')
  assert.is(disk.read(join(cwd, 'latin'))?.encoding, 'latin1')
})

test('says why it does not read', () => {
  const cwd = folderWith({
    binary: Uint8Array.of(1, 0, 2),
    large: new Uint8Array(FILE_LIMIT + 1).fill(32),
    'folder/x': '',
    fifo: '',
    closed: 'x',
  })
  symlinkSync('loop', join(cwd, 'loop'))
  rmSync(join(cwd, 'fifo'))
  execFileSync('mkfifo', [join(cwd, 'fifo')])
  chmodSync(join(cwd, 'closed'), 0)
  const disk = openDisk(cwd)
  const why = (name: string): string | null =>
    disk.read(join(cwd, name)) === null ? disk.whyNot(join(cwd, name)) : null
  assert.is(why('binary'), 'is a binary file')
  assert.is(why('large'), 'is larger than 8 MB')
  assert.is(why('folder'), 'is a folder')
  assert.is(why('fifo'), 'is no regular file')
  assert.is(why('missing'), 'does not exist')
  assert.is(why('loop'), 'is a symbolic link to itself')
  if (process.getuid?.() !== 0) assert.is(why('closed'), 'may not be read (permission denied)')
})

test('a path of thousands of folders is looked up like any other, and what is missing lies where it would', () => {
  const cwd = folderWith({ 'there/x': '1', 'real/deep/y': '2' })
  symlinkSync('real', join(cwd, 'link'))
  const disk = openDisk(cwd)
  const deep = `${join(cwd, 'there')}${'/a'.repeat(4000)}`
  assert.is(disk.entry(deep), 'missing')
  assert.is(disk.read(deep), null)
  assert.is(disk.entry(`${join(cwd, 'there/x')}${'/a'.repeat(4000)}`), 'missing')
  assert.is(disk.entry(`/${'a/'.repeat(4000)}a`), 'outside')
  assert.is(disk.read(join(cwd, 'link/deep/y'))?.absolute, join(disk.cwd, 'real/deep/y'))
  assert.is(disk.entry(join(cwd, 'link/deep/none')), 'missing')
})

test('a path whose text is not as short as can be lies where it leads', () => {
  const cwd = folderWith({ 'a/x': '1' })
  const disk = openDisk(join(cwd, 'a'))
  assert.is(disk.entry(`${cwd}/a/../a/x`), 'file')
  assert.is(disk.entry(`${cwd}/a/../b`), 'outside')
  assert.is(disk.entry(`${cwd}/a//x`), 'file')
  assert.is(disk.entry(`${cwd}/ab`), 'outside')
})

test.run()
