import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { caseOf } from './cases.ts'

const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number)
const empty = mkdtempSync(join(tmpdir(), 'verblint-fuzz-'))
process.on('exit', () => {
  rmSync(empty, { recursive: true, force: true })
})
const send = (message: object): void => {
  process.send?.(message)
}

for (let number = from; number < to; number++) {
  send({ begins: number })
  const before = process.cpuUsage()
  await ask(caseOf(seed, number), empty, (what, detail) => {
    send({ number, what, detail })
  })
  const { user, system } = process.cpuUsage(before)
  send({ ends: number, seconds: (user + system) / 1e6 })
}
process.disconnect()
