import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { builtBin } from '../lsp/built.ts'
import { run } from './run.ts'

const OLD = "const app = require('express')()\napp.all('/a', (req, res) => res.status(501).end())\napp.listen(3000)\n"
const NAMES = Array.from({ length: 40 }, (_, number) => `app${number}.js`)

/** Runs --fix and kills it when so many things have happened in the folder. */
function killedAfter(cwd: string, events: number, bin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, '--fix'], { cwd, stdio: 'ignore' })
    let seen = 0
    const watcher = watch(cwd, () => {
      seen += 1
      if (seen === events) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => {
      watcher.close()
      resolve()
    })
  })
}

test('--fix that is killed leaves each file old or new, and the next run clears what lies about', async () => {
  const bin = await builtBin()
  const whole = folderWith({ 'app0.js': OLD })
  await run(whole, ['--fix'])
  const fixed = readFileSync(join(whole, 'app0.js'), 'utf8')
  assert.is.not(fixed, OLD)
  for (const events of [1, 2, 3, 5, 11, 30]) {
    const cwd = folderWith(Object.fromEntries(NAMES.map((name) => [name, OLD])))
    await killedAfter(cwd, events, bin)
    for (const name of NAMES) {
      const text = readFileSync(join(cwd, name), 'utf8')
      assert.ok(text === OLD || text === fixed, `${name} after ${events} events: ${text}`)
    }
    await run(cwd, ['--fix'])
    assert.equal(readdirSync(cwd).sort(), [...NAMES].sort())
    for (const name of NAMES) assert.is(readFileSync(join(cwd, name), 'utf8'), fixed)
  }
})

test.run()
