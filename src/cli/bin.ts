#!/usr/bin/env node
import * as nodeModule from 'node:module'
import { output } from './io.ts'

// Node 22 and later keep compiled code from one run to the next.
const enableCompileCache: unknown = Reflect.get(nodeModule, 'enableCompileCache')
if (typeof enableCompileCache === 'function') enableCompileCache()

const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2), {
  get stdin() { return process.stdin },
  stdout: output(1, () => process.stdout),
  stderr: output(2, () => process.stderr),
  cwd: process.cwd(),
  env: process.env,
})
