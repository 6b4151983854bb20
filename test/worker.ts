import { join } from 'node:path'
import { run } from 'uvu/run'

declare global {
  /** uvu's own list of what is to be run: it is never emptied. */
  var UVU_QUEUE: unknown[]
}

// One process of test/run.ts: it runs the test files that it is handed, then asks for the next ones; none left, it goes.
const next = (): void => {
  process.send?.('next')
}

process.on('message', async (files: string[]) => {
  if (files.length === 0) return process.disconnect()
  globalThis.UVU_QUEUE = []
  await run(files.map((name) => ({ name, file: join(import.meta.dirname, name) })))
  next()
})
next()
