import { performance } from 'node:perf_hooks'
import type { Stopwatch } from '../lint/options.ts'
import type { Io } from './io.ts'

/** Rules that are told of. */
const SHOWN = 5

const line = (name: string, milliseconds: number): string =>
  `  ${name.padEnd(26)} ${milliseconds.toFixed(0).padStart(7)} ms\n`

/** Where the time of a run goes. What a rule is the first to ask is worked out then, and found done by the others. */
export function stopwatch(): { clock: Stopwatch; tell(io: Io): void } {
  const began = performance.now()
  const phases = new Map<string, number>()
  const rules = new Map<string, number>()
  return {
    clock(kind, name, milliseconds) {
      const into = kind === 'rule' ? rules : phases
      into.set(name, (into.get(name) ?? 0) + milliseconds)
    },
    tell(io) {
      const slowest = [...rules].sort((a, b) => b[1] - a[1])
      const all = slowest.reduce((sum, [, milliseconds]) => sum + milliseconds, 0)
      const { maxRSS } = process.resourceUsage()
      io.stderr.write(
        [
          'Time\n',
          ...[...phases].map(([name, milliseconds]) => line(name, milliseconds)),
          line(`${rules.size} rules`, all),
          ...slowest.slice(0, SHOWN).map(([name, milliseconds]) => line(`  ${name}`, milliseconds)),
          line('in all', performance.now() - began),
          `Memory ${Math.round(maxRSS / 1024)} MB at most\n`,
        ].join(''),
      )
    },
  }
}
