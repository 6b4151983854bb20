#!/usr/bin/env node
import { main } from './main.ts'

// A reader that has seen enough (`verblint | head`) closes the pipe: no fault, and nobody is left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { process.exit(error.code === 'EPIPE' ? 0 : 2) })

process.exitCode = await main(process.argv.slice(2), { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, cwd: process.cwd(), env: process.env })
