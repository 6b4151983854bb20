// What docs/query.md says of QUERY, asked of the servers and packages themselves.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type Test } from 'uvu'
import * as assert from 'uvu/assert'
import { liveSuite } from '../live.ts'
import { askChromium, CHROMIUM_PROBES, chromiumVersion } from './browser.ts'
import { HTTPD_PROBES, hasNextNginx, NEXT_NGINX_PROBES, NGINX_PROBES } from './servers.ts'
import { PRODUCTS, type Row } from './table.ts'

const rowsOf = (probes: Record<string, unknown>): Row[] =>
  PRODUCTS.rows.filter(({ name }) => Object.hasOwn(probes, name))

const servers: [Test, Record<string, () => Promise<string>>][] = [
  [liveSuite('QUERY: nginx', 'nginx'), NGINX_PROBES],
  [liveSuite('QUERY: httpd', 'apache2'), HTTPD_PROBES],
]
if (hasNextNginx) servers.push([suite('QUERY: nginx 1.31'), NEXT_NGINX_PROBES])
else console.log('\nSKIPPED QUERY: nginx 1.31: VERBLINT_NGINX_NEXT names no build of it')
for (const [live, probes] of servers) {
  for (const { name, seen } of rowsOf(probes))
    live(name, async () => {
      assert.is(await probes[name]?.(), seen.query)
    })
  live('every question is on the page', () =>
    assert.equal(
      rowsOf(probes)
        .map(({ name }) => name)
        .sort(),
      Object.keys(probes).sort(),
    ),
  )
  live.run()
}

const browser = liveSuite('QUERY: Chromium', 'chromium')
for (const row of rowsOf(CHROMIUM_PROBES))
  browser(row.name, async () => {
    assert.is(
      await askChromium(row.name),
      row.seen.query,
      `${row.version} was asked, ${await chromiumVersion()} is here`,
    )
  })
browser('every question is on the page', () =>
  assert.is(rowsOf(CHROMIUM_PROBES).length, Object.keys(CHROMIUM_PROBES).length),
)
browser.run()

const HOME = join(tmpdir(), 'verblint-query-packages')

/** Installs the packages where they are missing; whether they are there. */
function installPackages(): boolean {
  mkdirSync(HOME, { recursive: true })
  const wanted = JSON.stringify({ private: true, dependencies: PRODUCTS.packages })
  writeFileSync(join(HOME, 'package.json'), wanted)
  const areThere = (): boolean =>
    Object.keys(PRODUCTS.packages).every((name) => existsSync(join(HOME, 'node_modules', name, 'package.json')))
  if (!areThere())
    spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: HOME,
      stdio: 'ignore',
      timeout: 600_000,
    })
  return areThere()
}

const packages = suite('QUERY: packages')
const ASKED_ABOVE = [NGINX_PROBES, NEXT_NGINX_PROBES, HTTPD_PROBES, CHROMIUM_PROBES]
const others = PRODUCTS.rows.filter(({ name }) => !ASKED_ABOVE.some((probes) => Object.hasOwn(probes, name)))
if (process.platform === 'linux' && process.arch === 'x64' && installPackages()) {
  let seen: Record<string, Row['seen']> = {}
  packages.before(() => {
    copyFileSync(join(import.meta.dirname, 'probes.mjs'), join(HOME, 'probes.mjs'))
    const { stdout } = spawnSync(process.execPath, ['probes.mjs'], {
      cwd: HOME,
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, NODE_ENV: 'test' },
    })
    seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')
  })
  for (const row of others)
    packages(row.name, () => {
      assert.equal(seen[row.name], row.seen)
    })
  packages('every question is on the page', () =>
    assert.equal(others.map(({ name }) => name).sort(), Object.keys(seen).sort()),
  )
} else {
  console.log('\nSKIPPED QUERY: packages: they cannot be installed here')
  packages.skip('the real packages', () => {})
}
packages.run()
