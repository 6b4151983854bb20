import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// npm test [-- PLACE]: every test below test/ (or those in that folder or file), and a last line that can be believed. uvu alone exits 0
// when it finds no test, when a file forgets test.run(), and when a `before` hook throws: hence the counting here.

const [place = ''] = process.argv.slice(2)
const literal = place.replace(/^(?:\.\/)?test\//, '').replace(/(?:\.test)?\.ts$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function forgotten(): string[] {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  return files.flatMap((path) => {
    const text = readFileSync(join('test', path), 'utf8')
    if (!/^\s*\w+\.run\(\)$/m.test(text)) return [`test/${path} has no test.run()`]
    return /^\s*\w+\.only\(/m.test(text) ? [`test/${path} has an .only() left in it`] : []
  })
}

function runUvu(): Promise<{ output: string; code: number }> {
  const args = ['--import', 'tsx', 'node_modules/uvu/bin.js', 'test', `${literal}.*\\.test\\.ts$`, '--no-color']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1' } })
  return new Promise((resolve) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; process.stdout.write(text) })
    child.on('close', (code) => resolve({ output, code: code ?? 1 }))
  })
}

const count = (output: string, name: string): number => Number(new RegExp(`^  ${name}: +(\\d+)`, 'm').exec(output)?.[1] ?? Number.NaN)

const faults = forgotten()
const { output, code } = await runUvu()
const total = count(output, 'Total')
const passed = count(output, 'Passed')
const skipped = count(output, 'Skipped')
if (Number.isNaN(total)) faults.push('the tests ended before they were counted')
else if (total === 0) faults.push('no test ran')
const reasons = [...output.matchAll(/^SKIPPED (.*)$/gm)].map(([, reason]) => reason ?? '')
for (const reason of reasons) console.log(`skipped: ${reason}`)
const missesServer = reasons.length === 0 || reasons.some((reason) => !reason.includes('chromium'))
if (process.env.CI === 'true' && skipped > 0 && missesServer) faults.push(`${skipped} skipped: in CI every server has to be there`)
for (const fault of faults) console.log(`not right: ${fault}`)

const failed = (total || 0) - (passed || 0)
process.exitCode = code !== 0 || failed > 0 || faults.length > 0 ? 1 : 0
console.log(`${passed || 0} passed, ${failed + (failed === 0 && process.exitCode ? Math.max(1, faults.length) : 0)} failed, ${skipped || 0} skipped`)
