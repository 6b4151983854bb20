import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ignoredBy } from '../../src/files/ignored.ts'
import { sourceFile, type SourceFile } from '../../src/text/source-file.ts'
import { folderWith } from '../folder.ts'

const FILES: Record<string, string> = {
  '.gitignore': 'dist/\n*.log\n!keep.log\n/only-here\na/**/z\n',
  'web/.gitignore': '!dist/\nbuilt\n',
  'web/built/.gitignore': '!*\n',
}
const PATHS = [
  'dist/a.js',
  'web/dist/a.js',
  'x.log',
  'keep.log',
  'deep/x.log',
  'only-here/x',
  'web/only-here/x',
  'a/b/c/z',
  'a/z',
  'web/built/x',
  'web/y',
  'dist',
]

const reader =
  (cwd: string, files: Record<string, string>): ((path: string) => SourceFile | null) =>
  (path) => {
    const text = files[path.slice(cwd.length + 1)]
    return text === undefined ? null : sourceFile(path, path, text)
  }

test('it is ignored as git ignores it', () => {
  const cwd = folderWith(FILES)
  execFileSync('git', ['init', '-q'], { cwd })
  const isIgnored = ignoredBy(cwd, reader(cwd, FILES))
  for (const path of PATHS) {
    // Of what is not there verblint takes the name for a folder's, too.
    const byGit = ['', '/'].some(
      (end) => spawnSync('git', ['check-ignore', '-q', `${path}${end}`], { cwd }).status === 0,
    )
    assert.is(isIgnored(join(cwd, path)), byGit, path)
  }
})

test('a deep path asks each folder once, however often it is asked', () => {
  let asked = 0
  const isIgnored = ignoredBy('/site', (path) => {
    asked++
    return reader('/site', FILES)(path)
  })
  const path = `/site/${'a/'.repeat(2000)}`
  for (const end of ['x', 'y', 'z.log']) isIgnored(path + end)
  assert.is(asked, 2001)
  assert.equal(
    ['x', 'z.log'].map((end) => isIgnored(path + end)),
    [false, true],
  )
})

test.run()
