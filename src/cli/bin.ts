#!/usr/bin/env node
import * as nodeModule from 'node:module'
import { openBundle } from './bundle.ts'

// Node 22 and later keep compiled code from one run to the next: that of packages, here.
const enableCompileCache: unknown = Reflect.get(nodeModule, 'enableCompileCache')
if (typeof enableCompileCache === 'function') enableCompileCache()

const args = process.argv.slice(2)
if (args.length === 1 && /^(?:-v|--version)$/.test(args[0] ?? '')) {
  const { packageVersion } = await import('./package.ts')
  process.stdout.write(`${packageVersion()}\n`)
} else {
  const bundle = openBundle()
  const { run } = bundle ?? await import('./program.ts')
  const met = await run(args)
  bundle?.keep(met)
}
