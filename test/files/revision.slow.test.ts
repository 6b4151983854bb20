import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkOut, defaultBase, GitError } from '../../src/files/revision.ts'

function repository(use: (root: string, git: (...args: string[]) => void) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'verblint-git-'))
  const git = (...args: string[]): void => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
    })
    assert.is(status, 0, stderr.toString())
  }
  try {
    git('init', '-q', '-b', 'main')
    use(root, git)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

test('a revision as it was, below the working directory', () =>
  repository((root, git) => {
    mkdirSync(join(root, 'sub dir'))
    writeFileSync(join(root, 'outer.conf'), 'outer')
    writeFileSync(join(root, 'sub dir/a.conf'), 'old\r\n')
    writeFileSync(join(root, 'sub dir/ü.bin'), 'large'.repeat(2_000_000))
    symlinkSync('a.conf', join(root, 'sub dir/link.conf'))
    git('add', '-A')
    git('commit', '-qm', 'one')
    writeFileSync(join(root, 'sub dir/a.conf'), 'new')
    const base = checkOut(join(root, 'sub dir'), 'HEAD')
    try {
      assert.is(readFileSync(join(base.folder, 'a.conf'), 'utf8'), 'old\r\n')
      assert.is(readFileSync(join(base.folder, 'ü.bin'), 'utf8'), '')
      assert.is(readlinkSync(join(base.folder, 'link.conf')), 'a.conf')
      assert.not.ok(existsSync(join(base.folder, 'outer.conf')))
    } finally {
      base.remove()
    }
    assert.not.ok(existsSync(base.folder))
  }))

test('the default base is where the branch began', () =>
  repository((root, git) => {
    writeFileSync(join(root, 'a'), '1')
    git('add', '-A')
    git('commit', '-qm', 'one')
    const first = defaultBase(root)
    git('checkout', '-qb', 'work')
    writeFileSync(join(root, 'a'), '2')
    git('commit', '-qam', 'two')
    assert.is(defaultBase(root), first)
  }))

test('what git ignores belongs to the machine, not to a revision', () =>
  repository((root, git) => {
    writeFileSync(join(root, '.gitignore'), '.env\nbuild/\n')
    git('add', '-A')
    git('commit', '-qm', 'one')
    mkdirSync(join(root, 'build'))
    for (const path of ['.env', 'build/x.js', 'untracked.conf']) writeFileSync(join(root, path), 'A=1')
    const { folder, remove } = checkOut(root, 'HEAD')
    assert.equal(
      ['.env', 'build/x.js', 'untracked.conf'].map((path) => existsSync(join(folder, path))),
      [true, false, false],
    )
    remove()
  }))

test('nothing is written through a link that a revision holds', () =>
  repository((root, git) => {
    const outside = mkdtempSync(join(tmpdir(), 'verblint-outside-'))
    writeFileSync(join(root, '.gitignore'), '.env\n')
    mkdirSync(join(root, 'sub'))
    symlinkSync(outside, join(root, 'sub/x'))
    git('add', '-A')
    git('commit', '-qm', 'a link')
    rmSync(join(root, 'sub/x'))
    mkdirSync(join(root, 'sub/x/deep'), { recursive: true })
    for (const path of ['.env', 'sub/.env', 'sub/x/.env', 'sub/x/deep/.env']) writeFileSync(join(root, path), 'A=1')
    const { folder, remove } = checkOut(root, 'HEAD')
    try {
      assert.equal(readdirSync(outside), [])
      assert.is(readlinkSync(join(folder, 'sub/x')), outside)
      assert.equal(
        ['.env', 'sub/.env'].map((path) => existsSync(join(folder, path))),
        [true, true],
      )
    } finally {
      remove()
      rmSync(outside, { recursive: true })
    }
  }))

test('git runs nothing that the configuration of a checkout names', () =>
  repository((root, git) => {
    const [mark, script] = [join(root, '.git/ran'), join(root, '.git/script')]
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 })
    writeFileSync(join(root, '.gitignore'), '.env\n')
    git('add', '-A')
    git('commit', '-qm', 'one')
    writeFileSync(join(root, '.env'), 'A=1')
    git('config', 'core.fsmonitor', script)
    git('config', 'core.pager', script)
    git('status')
    assert.ok(existsSync(mark), 'git by itself runs the file system monitor')
    rmSync(mark)
    checkOut(root, defaultBase(root)).remove()
    assert.not.ok(existsSync(mark))
  }))

test('what a partial clone lacks is not fetched by a command of its configuration', () =>
  repository((root, git) => {
    writeFileSync(join(root, 'a.conf'), 'one')
    git('add', '-A')
    git('commit', '-qm', 'one')
    git('config', 'uploadpack.allowFilter', 'true')
    git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${root}`, 'partial')
    const [partial, mark] = [join(root, 'partial'), join(root, 'ran')]
    const script = join(root, 'script')
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 })
    git('-C', 'partial', 'config', 'remote.origin.uploadpack', script)
    assert.throws(
      () => checkOut(partial, 'HEAD'),
      (error: unknown) => error instanceof GitError,
    )
    assert.not.ok(existsSync(mark))
  }))

test('a bare repository inside a folder is not taken for the repository', () =>
  repository((root, git) => {
    git('init', '-q', '--bare', 'inner.git')
    assert.throws(
      () => defaultBase(join(root, 'inner.git')),
      (error: unknown) => error instanceof GitError,
    )
  }))

test('a shallow clone is told what it lacks', () =>
  repository((root, git) => {
    for (const name of ['one', 'two']) git('commit', '-qm', name, '--allow-empty')
    git('checkout', '-q', '--orphan', 'apart')
    git('commit', '-qm', 'three', '--allow-empty')
    assert.throws(
      () => defaultBase(root),
      /^HEAD and main have no common commit here; fetch more of the history, or name a revision$|no common commit/,
    )
    git('clone', '-q', '--depth', '1', '--branch', 'main', `file://${root}`, 'clone')
    assert.throws(
      () => checkOut(join(root, 'clone'), 'HEAD~1'),
      /there is no revision HEAD~1 in this shallow clone; fetch it first/,
    )
  }))

test('what git refuses is one line', () =>
  repository((root, git) => {
    git('commit', '-qm', 'one', '--allow-empty')
    for (const revision of ['nowhere', '--output=/tmp/x', 'HEAD:a']) {
      assert.throws(
        () => checkOut(root, revision),
        (error: unknown) => error instanceof GitError && !error.message.includes('\n'),
      )
    }
  }))

test('outside a repository', () => {
  const root = mkdtempSync(join(tmpdir(), 'verblint-nogit-'))
  assert.throws(
    () => defaultBase(root),
    (error: unknown) => error instanceof GitError,
  )
  rmSync(root, { recursive: true })
})

test.run()
