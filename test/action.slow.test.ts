import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import unix from '../src/format/unix.ts'
import { folderWith } from './folder.ts'
import { problem, reportOf } from './format/report.ts'
import { builtBin } from './lsp/built.ts'

const test = suite('the GitHub action, the image and the problem matcher')

const SITE = 'events {}\nhttp { server { listen 80; location /a { return 204; } } }\n'
const git = (cwd: string, ...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: 'ignore',
  })
}

/** A clone of one commit of a branch, as actions/checkout makes it, whose base serves /a and which does not. */
function checkout(text: string): string {
  const folder = folderWith({ 'origin/nginx.conf': SITE })
  const origin = join(folder, 'origin')
  git(origin, 'init', '-q', '-b', 'main')
  git(origin, 'add', '-A')
  git(origin, 'commit', '-qm', 'base')
  git(origin, 'checkout', '-qb', 'change')
  writeFileSync(join(origin, 'nginx.conf'), text)
  git(origin, 'commit', '-qam', 'change')
  git(folder, 'clone', '-q', '--depth=1', '--branch=change', `file://${origin}`, 'work')
  return join(folder, 'work')
}

/** Runs the step of action.yml with the inputs that are given and the defaults of the others. */
async function runStep(cwd: string, inputs: Record<string, string>, more: Record<string, string> = {}) {
  const action = parse(readFileSync('action.yml', 'utf8'))
  const [{ run, env }] = action.runs.steps
  const home = folderWith({ 'action/run.sh': readFileSync('action/run.sh'), summary: '', output: '' })
  mkdirSync(join(home, 'dist/src'), { recursive: true })
  symlinkSync(join(await builtBin(), '..'), join(home, 'dist/src/cli'))
  const given = Object.fromEntries(
    Object.entries<string>(env).map(([name, value]) => {
      const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? []
      return [name, inputs[input] ?? action.inputs[input].default]
    }),
  )
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: home,
      GITHUB_WORKSPACE: cwd,
      GITHUB_STEP_SUMMARY: join(home, 'summary'),
      GITHUB_OUTPUT: join(home, 'output'),
      ...given,
      ...more,
    },
  })
  return {
    status,
    stdout,
    stderr,
    summary: readFileSync(join(home, 'summary'), 'utf8'),
    output: readFileSync(join(home, 'output'), 'utf8'),
  }
}

test('a pull request: annotations, SARIF, and in the summary what it changes', async () => {
  const cwd = checkout(SITE.replace('return 204;', 'return 405;'))
  const { status, stdout, summary, output } = await runStep(
    cwd,
    { sarif: 'verblint.sarif' },
    { GITHUB_BASE_REF: 'main' },
  )
  assert.is(status, 1)
  assert.match(stdout, /^::error file=nginx\.conf,line=2,.*title=405-missing-allow::/m)
  assert.match(summary, /#### No longer served[^]*\| \/a \| .*204 → 405/)
  assert.is(output, 'sarif=verblint.sarif\n')
  assert.is(
    JSON.parse(readFileSync(join(cwd, 'verblint.sarif'), 'utf8')).runs[0].results[0].ruleId,
    '405-missing-allow',
  )
})

test('a push of something sound passes; fail-on without a base is told', async () => {
  const cwd = checkout(SITE.replace('204', '410'))
  const { status, stdout, summary, output } = await runStep(cwd, {})
  assert.equal({ status, summary, output }, { status: 0, summary: '', output: '' })
  assert.match(stdout, /No problems/)
  const blind = await runStep(cwd, { 'fail-on': 'lost' })
  assert.is(blind.status, 2)
  assert.match(blind.stdout, /::error::verblint: fail-on needs a base/)
  assert.is((await runStep(cwd, { 'fail-on': 'lost', paths: 'nginx.conf' }, { GITHUB_BASE_REF: 'main' })).status, 1)
})

test('the problem matcher reads every line of --format unix', () => {
  const { problemMatcher } = JSON.parse(readFileSync('action/problem-matcher.json', 'utf8'))
  const lines = unix(
    reportOf([problem(), problem({ severity: 'warn' }), problem({ severity: 'info', file: 'a b:c.conf' })]),
  )
    .trim()
    .split('\n')
  const read = lines.map((line) =>
    problemMatcher.flatMap(
      ({
        severity,
        pattern: [{ regexp, ...at }],
      }: {
        severity?: string
        pattern: [{ regexp: string } & Record<string, number>]
      }) => {
        const found = new RegExp(regexp).exec(line)
        return found
          ? [[found[at.file ?? 0], found[at.line ?? 0], severity ?? found[at.severity ?? 0], found[at.code ?? 0]]]
          : []
      },
    ),
  )
  assert.equal(read, [
    [['nginx.conf', '5', 'error', '501-for-known-method']],
    [['nginx.conf', '5', 'warning', '501-for-known-method']],
    [['a b:c.conf', '5', 'notice', '501-for-known-method']],
  ])
})

test('the image is made of files that are there and not left out, and runs as somebody without rights', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n')
  const kept = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
  const copied = lines.flatMap((line) => (/^COPY (?!--from)/.test(line) ? line.split(' ').slice(1, -1) : []))
  assert.equal(copied.sort(), kept.sort())
  assert.is(
    lines.findLast((line) => line.startsWith('USER ')),
    'USER node',
  )
  for (const path of copied)
    assert.ok(
      readFileSync('.dockerignore', 'utf8').includes(path) && spawnSync('test', ['-e', path]).status === 0,
      path,
    )
})

test('the extension: every file that its manifest names is there, its settings are those that it and the server read', () => {
  const manifest = JSON.parse(readFileSync('editors/vscode/package.json', 'utf8'))
  const sources = `${readFileSync('editors/vscode/src/extension.ts', 'utf8')}${readFileSync('src/lsp/settings.ts', 'utf8')}`
  for (const key of Object.keys(manifest.contributes.configuration.properties)) {
    const name = key.replace('verblint.', '')
    assert.ok(key === 'verblint.trace.server' || new RegExp(`'${name}'|\\.${name}\\b`).test(sources), key)
    assert.match(readFileSync('editors/vscode/README.md', 'utf8'), `\`${key}\``)
  }
  for (const { command } of manifest.contributes.commands) assert.ok(sources.includes(`'${command}'`), command)
  assert.equal(manifest.contributes.grammars, undefined)
  assert.equal(manifest.contributes.languages, undefined)
  assert.is(manifest.version, JSON.parse(readFileSync('package.json', 'utf8')).version)
  assert.match(manifest.scripts.build, `--outfile=${manifest.main.slice(2)}`)
})

test.run()
