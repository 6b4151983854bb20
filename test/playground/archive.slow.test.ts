import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { unpacked } from '../../playground/page/archive.ts'
import { inTabOrder, kindOf } from '../../playground/page/names.ts'
import { folderWith } from '../folder.ts'

const LONG = `${'deep/'.repeat(40)}nginx.conf`
const FILES = {
  'a/nginx.conf': 'server {}\n',
  'a/.htaccess': '# ä\n',
  [`a/${LONG}`]: 'events {}\n',
  'a/empty.conf': '',
}

/** A folder beside which a program packs it. */
function packedBy(name: string, program: string, args: string[]): Uint8Array {
  const cwd = folderWith(FILES)
  symlinkSync('nginx.conf', join(cwd, 'a/link.conf'))
  execFileSync(program, args, { cwd, stdio: 'ignore' })
  return readFileSync(join(cwd, name))
}

const read = async (name: string, bytes: Uint8Array): Promise<Record<string, string>> =>
  Object.fromEntries((await unpacked(name, bytes)).map((one) => [one.path, new TextDecoder().decode(one.bytes)]))

for (const format of ['ustar', 'gnu', 'pax'])
  test(`a tar archive, ${format}, and one packed by gzip`, async () => {
    const files =
      format === 'ustar' ? Object.fromEntries(Object.entries(FILES).filter(([path]) => path.length < 250)) : FILES
    assert.equal(await read('a.tar', packedBy('a.tar', 'tar', [`--format=${format}`, '-cf', 'a.tar', 'a'])), files)
    assert.equal(await read('a.tgz', packedBy('a.tgz', 'tar', [`--format=${format}`, '-czf', 'a.tgz', './a'])), files)
  })

test('a zip archive, packed and as it is', async () => {
  const script = `import zipfile, sys
for name, how in (('a.zip', zipfile.ZIP_DEFLATED), ('b.zip', zipfile.ZIP_STORED)):
    with zipfile.ZipFile(name, 'w', how) as z:
        for path, text in ${JSON.stringify(FILES)}.items(): z.writestr(path, text)
        z.writestr('folder/', '')
        z.writestr('../outside.conf', 'x')
        z.comment = b'a comment'
`
  for (const name of ['a.zip', 'b.zip'])
    assert.equal(await read(name, packedBy(name, 'python3', ['-c', script])), FILES)
})

test('what is none, is broken, or holds too much', async () => {
  const refused = async (name: string, bytes: Uint8Array): Promise<string> =>
    unpacked(name, bytes).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  const text = new TextEncoder().encode('server {}\n'.repeat(100))
  assert.is(await refused('a.zip', text), 'this is no zip archive')
  assert.is(await refused('a.tar', text), 'this is no tar archive')
  assert.is.not(await refused('a.tgz', text), '')
  const large = packedBy('a.tgz', 'sh', ['-c', 'head -c 40000000 /dev/zero > a/z && tar -czf a.tgz a'])
  assert.is(await refused('a.tgz', large), 'the archive holds too much')
})

test('files of one kind stand beside each other', () => {
  const names = ['app.js', 'nginx.conf', 'compose.yaml', '.htaccess', 'b.ts', 'conf.d/a.conf']
  assert.equal(inTabOrder(names), ['nginx.conf', 'conf.d/a.conf', '.htaccess', 'app.js', 'b.ts', 'compose.yaml'])
  assert.is(kindOf('sites/httpd-vhosts.conf'), 'Apache')
})

test.run()
