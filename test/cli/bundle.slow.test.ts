import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

/** The package as it is built, as far as the command line needs it. */
const built = folderWith({ 'package.json': readFileSync('package.json'), 'dist/src/cli/x': '' })
const BIN = join(built, 'dist/src/cli/bin.cjs')
execFileSync(process.execPath, ['bundle.js', join(built, 'dist/verblint.cjs')])

const site = folderWith({
  'nginx.conf': 'events {}\nhttp { server { listen 80; location /a { return 501; } location /a { return 204; } } }\n',
})
const cache = folderWith({})

function runBuilt(): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'nginx.conf'], {
    cwd: site,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache, NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

const keptAll = (): string[] => readdirSync(join(cache, 'verblint')).map((name) => join(cache, 'verblint', name))

test('the bundle says what the modules say, the first time and with the compiled code that it has kept', async () => {
  const { code, out } = await run(site, ['nginx.conf'])
  assert.equal(runBuilt(), { status: code, stdout: out, stderr: '' })
  assert.is(keptAll().length, 2, "what every run needs, and nginx's: no other layer is read")
  for (const kept of keptAll()) {
    assert.match(readFileSync(kept, 'latin1'), /^\d+ nginx\n/)
    assert.is(statSync(kept).mode & 0o777, 0o600)
  }
  const written = keptAll().map((kept) => statSync(kept).mtimeMs)
  assert.equal(runBuilt(), { status: code, stdout: out, stderr: '' })
  assert.equal(
    keptAll().map((kept) => statSync(kept).mtimeMs),
    written,
  )
})

test('compiled code that others may have written is not run, nor what is no compiled code; both are replaced', async () => {
  const { code, out } = await run(site, ['nginx.conf'])
  for (const kept of keptAll()) {
    for (const [text, mode] of [
      ['4 nginx\nevil', 0o600],
      ['nothing', 0o600],
      [readFileSync(kept, 'latin1'), 0o666],
    ] as const) {
      writeFileSync(kept, text, 'latin1')
      chmodSync(kept, mode)
      assert.equal(runBuilt(), { status: code, stdout: out, stderr: '' })
      assert.is(statSync(kept).mode & 0o777, 0o600)
      assert.ok(statSync(kept).size > 10_000)
    }
  }
})

test('a cache folder that cannot be written is no fault', async () => {
  const { code, out } = await run(site, ['nginx.conf'])
  mkdirSync(join(cache, 'full'))
  writeFileSync(join(cache, 'full/verblint'), '')
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'nginx.conf'], {
    cwd: site,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: join(cache, 'full'), NO_COLOR: '1' },
  })
  assert.equal({ status, stdout, stderr }, { status: code, stdout: out, stderr: '' })
})

test.run()
