// npm run bench -- size [KIND...] [SIZE...]: processor time and peak memory on generated inputs of growing size, and the exponent of
// growth between one size and the next, above what a run costs at all. SECONDS (120) cuts a run short; BASE is another build to compare.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { KINDS } from './generate.js'
import { meterIn, writeFiles } from './meter.js'

// A build from before has no bin.cjs.
const binOf = (checkout) =>
  ['bin.cjs', 'bin.js'].map((name) => join(resolve(checkout), 'dist/src/cli', name)).find(existsSync)
const fixed = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '-')
const cell = (text) => String(text).padStart(10)

export function benchSize(args) {
  const sizes = args.filter((one) => /^\d+$/.test(one)).map(Number)
  const kinds = args.filter((one) => Object.hasOwn(KINDS, one))
  const builds = ['.', ...(process.env.BASE ? [process.env.BASE] : [])]
  const scratch = mkdtempSync(join(tmpdir(), 'verblint-size-'))
  const measure = meterIn(scratch, Number(process.env.SECONDS ?? 120))
  console.log(
    `${'kind'.padEnd(14)}${['size', ...builds.flatMap(() => ['cpu s', 'exponent', 'peak MiB'])].map(cell).join('')}  answers`,
  )
  try {
    for (const kind of kinds.length > 0 ? kinds : Object.keys(KINDS)) {
      const before = builds.map(() => null)
      for (const size of sizes.length > 0 ? sizes : [100, 1000, 10_000]) {
        const folder = join(scratch, 'input')
        writeFiles(folder, KINDS[kind](size))
        const runs = builds.map((build) => ({
          ...measure([binOf(build), '--format', 'json', '--no-config'], folder),
          bare: measure([binOf(build), '--version']).cpu,
        }))
        const figures = runs.flatMap(({ cpu, peak, bare }, index) => {
          const last = before[index]
          before[index] = { size, cpu: cpu - bare }
          return [
            fixed(cpu, 2),
            last ? fixed(Math.log((cpu - bare) / last.cpu) / Math.log(size / last.size), 2) : '',
            fixed(peak, 0),
          ]
        })
        console.log(kind.padEnd(14) + [size, ...figures].map(cell).join('') + `  ${answersOf(runs[0])}`)
        rmSync(folder, { recursive: true, force: true })
        if (runs.every(({ failed }) => failed)) break
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** How many answers were looked at, and whether a limit was reached. */
function answersOf({ printed, failed }) {
  if (failed) return failed
  const { decided, unless, unknown, leftOut } = JSON.parse(printed).coverage
  return `${decided + unless + unknown}${leftOut ? `, left out: ${leftOut.map(({ limit, left }) => `${left} ${limit}`).join(', ')}` : ''}`
}
