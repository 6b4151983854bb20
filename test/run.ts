import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { rules } from '../rules/index.ts'
import { OF_EACH_RULE, select, type Selection } from './select.ts'

// npm test [-- RULE, FOLDER or FILE], npm run test:fast: the tests, and a last line that can be believed. uvu alone ends well when it
// finds no test, when a file forgets test.run(), and when a `before` hook throws: hence the counting here.

interface Done {
  output: string
  /** How many portions it was handed. */
  taken: number
  code: number
}

const HERE = import.meta.dirname
const WORKERS = Math.max(2, Math.min(4, availableParallelism()))
const all = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  .sort()

/** What would make a file's tests silent. */
function forgotten(file: string): string[] {
  const text = readFileSync(join(HERE, file), 'utf8')
  if (!/^\s*\w+\.run\(\)$/m.test(text)) return [`test/${file} has no test.run()`]
  return /^\s*\w+\.only\(/m.test(text) ? [`test/${file} has an .only() left in it`] : []
}

/** What one process runs in one go: a file, or the suites of all rules, which share what they lint. Servers are asked first: that takes longest. */
function portions(files: string[]): string[][] {
  const ofRules = files.filter((file) => OF_EACH_RULE.test(file))
  const others = files.filter((file) => !ofRules.includes(file))
  const live = others.filter((file) => file.includes('.live.'))
  const rest = others.filter((file) => !live.includes(file))
  return [...live.map((file) => [file]), ofRules, ...rest.map((file) => [file])].filter(({ length }) => length > 0)
}

/** A process that takes portions until none is left; what it printed. */
function runWorker(left: string[][], { rule }: Selection): Promise<Done> {
  const child = fork(join(HERE, 'worker.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      ...(rule === null ? {} : { VERBLINT_TEST_RULE: rule }),
    },
  })
  return new Promise((resolve) => {
    let output = ''
    let shown = 0
    let taken = 0
    const show = (): void => {
      process.stdout.write(output.slice(shown))
      shown = output.length
    }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('message', () => {
      show()
      const portion = left.shift()
      if (portion !== undefined) taken++
      child.send(portion ?? [])
    })
    child.on('close', (code) => {
      show()
      resolve({ output, taken, code: code ?? 1 })
    })
  })
}

const counts = ({ output }: Done, name: string): number[] =>
  [...output.matchAll(new RegExp(`^  ${name}: +(\\d+)`, 'gm'))].map(([, number]) => Number(number))

async function main(selection: Selection): Promise<number> {
  const left = portions(selection.files)
  const workers = Array.from({ length: Math.min(left.length, WORKERS) }, () => runWorker(left, selection))
  const done = await Promise.all(workers)
  const sum = (name: string): number =>
    done.flatMap((one) => counts(one, name)).reduce((total, number) => total + number, 0)
  const [total, passed, skipped] = [sum('Total'), sum('Passed'), sum('Skipped')]
  const faults = selection.files.flatMap(forgotten)
  if (left.length > 0 || done.some((one) => counts(one, 'Total').length < one.taken))
    faults.push('the tests ended before they were counted')
  if (total === 0) faults.push('no test ran')
  const reasons = done.flatMap(({ output }) =>
    [...output.matchAll(/^SKIPPED (.*)$/gm)].map(([, reason]) => reason ?? ''),
  )
  for (const reason of reasons) console.log(`skipped: ${reason}`)
  const missesServer = reasons.length === 0 || reasons.some((reason) => !reason.includes('chromium'))
  if (process.env.CI === 'true' && skipped > 0 && missesServer)
    faults.push(`${skipped} skipped: in CI every server has to be there`)
  for (const fault of faults) console.log(`not right: ${fault}`)
  const failed = total - passed
  const isGreen = failed === 0 && faults.length === 0 && done.every(({ code }) => code === 0)
  console.log(`${passed} passed, ${isGreen ? 0 : Math.max(1, failed, faults.length)} failed, ${skipped} skipped`)
  return isGreen ? 0 : 1
}

const [name, ...more] = process.argv.slice(2)
const selection =
  more.length > 0
    ? 'One rule, folder or file at a time'
    : select(
        name,
        all,
        rules.map(({ id }) => id),
      )
if (typeof selection === 'string') console.error(selection)
process.exitCode = typeof selection === 'string' ? 2 : await main(selection)
