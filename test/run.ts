import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rules } from '../rules/index.ts'
import { select, type Selection } from './select.ts'

// npm test [-- RULE, FOLDER or FILE], npm run test:fast: the tests, and a last line that can be believed. uvu alone ends well when it
// finds no test, when a file forgets test.run(), and when a `before` hook throws: hence the counting here.

interface Done {
  output: string
  code: number
}

const HERE = import.meta.dirname
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

/** Servers are asked by one process, the rest is done by another; without servers both share the files. Suites of rules stay together: they share what they lint. */
function lanes(files: string[]): string[][] {
  const live = files.filter((file) => file.includes('.live.'))
  const others = files.filter((file) => !file.includes('.live.'))
  const split =
    live.length > 0 || files.length < 8
      ? [live, others]
      : [others.filter((_, at) => at % 2 === 0), others.filter((_, at) => at % 2 === 1)]
  return split.filter((lane) => lane.length > 0)
}

function runLane(files: string[], { rule }: Selection): Promise<Done> {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    ...(rule === null ? {} : { VERBLINT_TEST_RULE: rule }),
  }
  const child = spawn(process.execPath, ['--import', 'tsx', join(HERE, 'worker.ts'), ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  return new Promise((resolve) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('close', (code) => {
      process.stdout.write(output)
      resolve({ output, code: code ?? 1 })
    })
  })
}

const count = ({ output }: Done, name: string): number =>
  Number(new RegExp(`^  ${name}: +(\\d+)`, 'm').exec(output)?.[1] ?? Number.NaN)

async function main(selection: Selection): Promise<number> {
  const done = await Promise.all(lanes(selection.files).map((files) => runLane(files, selection)))
  const sum = (name: string): number => done.reduce((total, one) => total + count(one, name), 0)
  const [total, passed, skipped] = [sum('Total'), sum('Passed'), sum('Skipped')]
  const faults = selection.files.flatMap(forgotten)
  if (Number.isNaN(total)) faults.push('the tests ended before they were counted')
  else if (total === 0) faults.push('no test ran')
  const reasons = done.flatMap(({ output }) =>
    [...output.matchAll(/^SKIPPED (.*)$/gm)].map(([, reason]) => reason ?? ''),
  )
  for (const reason of reasons) console.log(`skipped: ${reason}`)
  const missesServer = reasons.length === 0 || reasons.some((reason) => !reason.includes('chromium'))
  if (process.env.CI === 'true' && skipped > 0 && missesServer)
    faults.push(`${skipped} skipped: in CI every server has to be there`)
  for (const fault of faults) console.log(`not right: ${fault}`)
  const failed = (total || 0) - (passed || 0)
  const isGreen = failed === 0 && faults.length === 0 && done.every(({ code }) => code === 0)
  console.log(
    `${passed || 0} passed, ${isGreen ? 0 : Math.max(1, failed, faults.length)} failed, ${skipped || 0} skipped`,
  )
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
