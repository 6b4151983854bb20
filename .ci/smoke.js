// The build runs on every Node that is supported: the registry has them as packages. It lints whole deployments, of all three servers.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'verblint-smoke-'))
const majors = ['20', '22', '24']
let failed = false
try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  execFileSync(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts=false',
      ...majors.map((major) => `node${major}@npm:node@${major}`),
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const expected = smoke(process.execPath)
  for (const major of majors) {
    const node = join(folder, `node_modules/node${major}/bin/node`)
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    const same = smoke(node) === expected
    failed ||= !same || !version.startsWith(`v${major}.`)
    console.log(`Node ${version}: ${same ? 'the same report' : 'another report'}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

function smoke(node) {
  const { status, stdout, stderr } = spawnSync(
    node,
    [resolve('dist/src/cli/bin.cjs'), '--format', 'json', 'fixtures/projects'],
    { encoding: 'utf8', maxBuffer: 1e8 },
  )
  if (status === 2 || stderr) throw new Error(`${node}: exit ${status}: ${stderr}`)
  return stdout
}
