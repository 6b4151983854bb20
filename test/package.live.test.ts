import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from './folder.ts'

const test = suite('the packed package, installed beside TypeScript 7')

const FILES = {
  'package.json': '{ "name": "stranger", "private": true, "type": "commonjs" }',
  'nginx.conf':
    'events {}\nhttp {\n  server {\n    listen 80;\n    location /api/ { return 204; }\n    location /api/ { return 204; }\n  }\n}\n',
  'www/.htaccess': '<Directory /srv>\n</Directory>\n',
  'api/app.ts':
    "import express from 'express'\nconst app = express()\napp.get('/items', (req, res) => { res.json([]) })\napp.all('/items', (req, res) => { res.sendStatus(405) })\napp.listen(3000)\n",
}
/** uvu's own command asks for colours. */
const PLAIN = { ...process.env, FORCE_COLOR: '0' }

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' })

/** Every package below a node_modules, nested ones too. */
function packagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    if (entry.name.startsWith('@')) return packagesIn(path)
    const nested = readdirSync(path).includes('node_modules') ? packagesIn(join(path, 'node_modules')) : []
    return [entry.name, ...nested]
  })
}

let stranger: string | undefined

function installed(): string {
  if (stranger !== undefined) return stranger
  const cwd = folderWith(FILES)
  const [tarball = ''] = npm(process.cwd(), 'pack', '--ignore-scripts', '--silent', '--pack-destination', cwd)
    .trim()
    .split('\n')
    .slice(-1)
  npm(cwd, 'install', 'typescript@7')
  npm(cwd, 'install', join(cwd, tarball))
  return (stranger = cwd)
}

if (process.env.CI === 'true') {
  test('it lints nginx, Apache and Express, brings no ESLint, and few packages', () => {
    const cwd = installed()
    const { status, stdout, stderr } = spawnSync(join(cwd, 'node_modules/.bin/verblint'), ['--format', 'unix'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_ACTIONS: '' },
    })
    assert.equal({ status, stderr }, { status: 1, stderr: '' })
    assert.match(stdout, /^nginx\.conf:6:5: error: .*\[duplicate-location\]$/m)
    assert.match(stdout, /^www\/\.htaccess:1:\d: error: /m)
    assert.match(stdout, /^api\/app\.ts:4:\d+: error: .*\[405-missing-allow\]$/m)
    const packages = packagesIn(join(cwd, 'node_modules'))
    assert.not(packages.includes('eslint'))
    assert.ok(packages.length <= 64, `${packages.length} packages`)
  })

  test('it brings the pages of its rules', () => {
    const { status, stdout } = spawnSync(
      join(installed(), 'node_modules/.bin/verblint'),
      ['explain', 'cacheable-501'],
      { encoding: 'utf8', env: PLAIN },
    )
    assert.is(status, 0)
    assert.match(stdout, /^cacheable-501\n/)
  })

  test('its API can be imported', () => {
    const cwd = installed()
    const script =
      "import { lint, loadSite } from 'verblint'; const r = await lint({ cwd: '.' }); const s = await loadSite({ cwd: '.' }); console.log(r.problems.length > 0, s.routes.length > 0)"
    assert.is(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd, encoding: 'utf8', env: PLAIN }),
      'true true\n',
    )
  })
} else {
  console.log('\nSKIPPED the packed package: it is installed from the registry, which happens where CI=true')
  test.skip()
}

test.run()
