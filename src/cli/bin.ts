#!/usr/bin/env node
import * as nodeModule from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { openBundle } from './bundle.ts'
import { runsHere } from './node-version.ts'
import { packageVersion } from './package.ts'

// Node 22 and later keep compiled code from one run to the next: that of packages, here.
const enableCompileCache: unknown = Reflect.get(nodeModule, 'enableCompileCache')
if (typeof enableCompileCache === 'function') enableCompileCache()

/** Microseconds. A long run has compiled much that a short one never comes to, and would only load. */
const LONG = 2_000_000

/**
 * Of a lint run, a third of the processor time went into optimizing code that then ran for a moment: V8 waits eight times as long before it
 * does; twenty times costs a run of half a minute more than it saves. It complains of flags that it does not know, and has others in other versions.
 */
const PATIENCE: Record<string, string> = {
  20: '--interrupt-budget=1200000',
  22: '--invocation-count-for-turbofan=60000',
  24: '--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=60000',
}

async function start(args: string[]): Promise<void> {
  if (!runsHere(process.versions.node)) {
    process.stderr.write(`verblint: Node 20.19, 22.12 or later is needed, this is ${process.version}\n`)
    process.exitCode = 2
  } else if (args.length === 1 && /^(?:-v|--version)$/.test(args[0] ?? '')) {
    process.stdout.write(`${packageVersion()}\n`)
  } else {
    // A large site is held to the end of the run: of the room that V8 would keep for as much again three quarters stay empty. It is said
    // before the bundle is opened, for code that was kept under other flags is not taken.
    setFlagsFromString('--heap-growing-percent=20')
    const patience = PATIENCE[process.versions.node.split('.')[0] ?? '']
    if (patience !== undefined) setFlagsFromString(patience)
    const bundle = openBundle()
    const { run } = bundle ?? (await import('./program.ts'))
    const met = await run(args, async (version) => (await import('../lsp/start.ts')).start(version))
    if (process.cpuUsage().user < LONG) bundle?.keep(met)
  }
}

void start(process.argv.slice(2))
