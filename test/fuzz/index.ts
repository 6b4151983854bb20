// npm run fuzz -- SEED COUNT [NUMBER]: spoilt input for every reader, in workers that are watched. With NUMBER only that case.
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseOf, KINDS } from './cases.ts'

const [seed = 1, count = 1000, only] = process.argv.slice(2).map(Number)
if (![seed, count, only ?? 0].every(Number.isInteger))
  throw new Error('npm run fuzz -- SEED COUNT [NUMBER], whole numbers')

/** Seconds of processor time that a case may take, and megabytes that a worker may. */
const SECONDS = 10
const MEGABYTES = 600
/** How often a case is looked at, in milliseconds. */
const GLANCE = 2000

interface Told {
  begins?: number
  ends?: number
  seconds?: number
  number?: number
  what?: string
  detail?: string
}

const counts = new Map<string, number>(
  ['crash', 'fault', 'skip', 'raw', 'stale', 'hang', 'memory'].map((what) => [what, 0]),
)
const known = new Set<string>()
let cases = 0
/** Processor seconds and cases, by kind. */
const spent = new Map<string, [seconds: number, cases: number]>()
let slowest = { seconds: 0, number: 0 }

const kindOf = (number: number): string => KINDS[number % KINDS.length] ?? ''

/** The same fault is told once. */
function note(what: string, number: number, detail: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
  const key = `${what} ${detail.replace(/\d+/g, 'N').slice(0, 120)}`
  if (!known.has(key)) console.error(`${what} in case ${number} (${kindOf(number)}): ${detail.slice(0, 600)}`)
  known.add(key)
}

/** On a busy machine the clock says little: processor time counts. */
function processorSeconds({ pid }: ChildProcess): number {
  try {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** One worker, until it is through or has to be ended; the number of the next case. */
const shift = (from: number, to: number): Promise<number> =>
  new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [seed, from, to].map(String), {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${MEGABYTES}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let at = from
    let began = 0
    let hangs = false
    let words = ''
    child.stderr?.on('data', (data) => {
      words = `${words}${String(data)}`.slice(-2000)
    })
    // Timers come before messages: what the worker has said meanwhile must be heard first.
    let suspect = -1
    const watch = setInterval(() => {
      if (began === 0 || processorSeconds(child) - began < 2 * SECONDS) return
      hangs = suspect === at
      suspect = at
      if (!hangs) return
      child.kill('SIGKILL')
    }, GLANCE)
    child.on('message', ({ begins, ends, seconds = 0, number = 0, what, detail = '' }: Told) => {
      if (begins !== undefined) {
        at = begins
        began = processorSeconds(child)
      }
      if (what !== undefined) note(what, number, detail)
      if (ends === undefined) return
      cases++
      const [before, of] = spent.get(kindOf(ends)) ?? [0, 0]
      spent.set(kindOf(ends), [before + seconds, of + 1])
      if (seconds > slowest.seconds) slowest = { seconds, number: ends }
      if (seconds > SECONDS) note('hang', ends, `${seconds.toFixed(1)} s`)
    })
    child.on('exit', (code) => {
      clearInterval(watch)
      if (code === 0) {
        resolve(to)
        return
      }
      cases++
      if (hangs) note('hang', at, `ended after ${2 * SECONDS} s`)
      else
        note(
          /heap out of memory|allocation failed/i.test(words) ? 'memory' : 'crash',
          at,
          `the worker ended: ${words.slice(-400)}`,
        )
      resolve(at + 1)
    })
  })

if (only !== undefined) console.log(JSON.stringify(caseOf(seed, only).files, null, 1))
const [first, last] = only === undefined ? [0, count] : [only, only + 1]
/** A worker is replaced now and then, so that no case pays for those before it. */
const TURN = 2000
for (let at = first; at < last;) {
  at = await shift(at, Math.min(last, at + TURN))
  if (at < last) console.error(`${at} of ${last} cases`)
}

const figures = [...counts].map(([what, number]) => `${number} ${what}`).join(', ')
const times = [...spent].map(([kind, [seconds, of]]) => `${kind} ${Math.round((seconds * 1000) / of)}`).join(', ')
console.log(
  `${cases} cases, seed ${seed}: ${figures}\nmilliseconds each: ${times}; the slowest ${slowest.seconds.toFixed(1)} s, case ${slowest.number}`,
)
process.exitCode = [...counts.values()].some((number) => number > 0) ? 1 : 0
