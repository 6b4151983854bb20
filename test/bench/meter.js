// What one run of a Node program costs: processor time of the process, user and system, and the most memory that it held.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const METER = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }))
})
`

/** Writes files below a folder. */
export function writeFiles(folder, files) {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Makes a meter in a scratch folder: runs a Node program and gives CPU seconds, peak MiB and what it printed; `failed`: why there are none. */
export function meterIn(scratch, limit = 300) {
  const meter = join(scratch, 'meter.cjs')
  writeFiles(scratch, [['meter.cjs', METER]])
  return (args, cwd = scratch) => {
    const { stdout, stderr, output, error, status } = spawnSync(process.execPath, ['--require', meter, ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: limit * 1000,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    if (error || !output[3])
      return {
        cpu: Number.NaN,
        peak: Number.NaN,
        printed: '',
        status,
        failed: error ? `not done in ${limit} s` : stderr.trim().split('\n').at(-1),
      }
    return { ...JSON.parse(output[3]), printed: stdout, status, failed: null }
  }
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
