import { join } from 'node:path'
import { run } from 'uvu/run'

// One process of test/run.ts: the test files that it is given, in one go.
await run(process.argv.slice(2).map((name) => ({ name, file: join(import.meta.dirname, name) })))
