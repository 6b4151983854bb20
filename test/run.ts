import { spawnSync } from 'node:child_process'

const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'node_modules/uvu/bin.js', 'test', '\\.test\\.ts$', '-i', 'live'], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
console.log(stdout)
process.exitCode = status ?? 1
