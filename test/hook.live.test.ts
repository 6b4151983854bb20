import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from './folder.ts'

const test = suite('the pre-commit hook')

test('npm pack prints the name of the file and nothing else: pre-commit takes all of it for the name', () => {
  // It builds, which other tests must not meet: they read what is built here.
  const cwd = folderWith({})
  for (const name of ['src', 'rules', 'docs', 'package.json', '.npmrc', 'tsconfig.json', 'bundle.js'])
    cpSync(name, join(cwd, name), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(cwd, 'node_modules'))
  const printed = execFileSync('npm', ['pack', '--dry-run'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  assert.ok(existsSync(join(cwd, 'dist/src/cli/bin.cjs')), 'it is built')
  assert.match(printed, /^verblint-[\d.]+\.tgz\n$/)
})

const FAULTY = 'server { listen 80; location /a/ { return 204; } location /a/ { return 204; } }\n'
const SOUND = FAULTY.replace(' location /a/ { return 204; }', '')

/** A git whose configuration, hooks and hook environments are its own. */
const aloneIn = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GITHUB_ACTIONS: '',
  PRE_COMMIT_HOME: join(folder, '.git/pre-commit'),
})

function commit(folder: string, text: string): { status: number | null; output: string } {
  writeFileSync(join(folder, 'nginx/site.conf'), text)
  const run = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      env: aloneIn(folder),
      encoding: 'utf8',
    })
  run('add', '-A')
  const { status, stdout, stderr } = run('commit', '-qm', 'a change')
  return { status, output: stdout + stderr }
}

if (process.env.CI === 'true') {
  test('pre-commit installs it from this repository, refuses a commit with a fault and lets one without pass', () => {
    const folder = mkdtempSync(join(tmpdir(), 'verblint-hook-'))
    try {
      const rev = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
      mkdirSync(join(folder, 'nginx'))
      writeFileSync(
        join(folder, '.pre-commit-config.yaml'),
        `repos:\n  - repo: ${process.cwd()}\n    rev: ${rev}\n    hooks:\n      - id: verblint\n        language_version: system\n`,
      )
      execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder, env: aloneIn(folder) })
      const installed = spawnSync('pre-commit', ['install', '--install-hooks'], {
        cwd: folder,
        env: aloneIn(folder),
        encoding: 'utf8',
      })
      assert.is(installed.status, 0, installed.stdout + installed.stderr)
      const refused = commit(folder, FAULTY)
      assert.is(refused.status, 1, refused.output)
      assert.match(refused.output, /duplicate-location/)
      assert.is(commit(folder, SOUND).status, 0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
} else {
  console.log('\nSKIPPED the hook: pre-commit installs it from the registry, which happens where CI=true')
  test.skip()
}

test.run()
