import { visible } from '../format/terminal.ts'
import { complaint, UsageError } from '../text/faults.ts'
import { OWN_FAULT, WRONG_USE } from './command.ts'
import { commands } from './commands.ts'
import type { Io } from './io.ts'

/** Runs one command. Resolves to its exit code: 0 clean, 1 problems, 2 wrong usage or a fault of the tool; it never rejects. */
export async function main(args: string[], io: Io): Promise<number> {
  try {
    const [first = '', ...rest] = args
    if (first === 'help') return await help(rest[0], io)
    if (args.includes('--help') || args.includes('-h'))
      return await help(Object.hasOwn(commands, first) ? first : undefined, io)
    if (args.includes('--version') || args.includes('-v')) return await version(io)
    const command = Object.hasOwn(commands, first) ? commands[first] : undefined
    const { default: run } = await (command ?? (() => import('./commands/lint.ts')))()
    return await run(command ? rest : args, io)
  } catch (error) {
    const words =
      error instanceof UsageError ? `${error.message} (see verblint --help)` : `${OWN_FAULT}: ${complaint(error)}`
    io.stderr.write(`verblint: ${visible(words)}\n`)
    return WRONG_USE
  }
}

async function help(topic: string | undefined, io: Io): Promise<number> {
  const { helpFor } = await import('./help.ts')
  io.stdout.write(helpFor(topic))
  return 0
}

async function version(io: Io): Promise<number> {
  const { packageVersion } = await import('./package.ts')
  io.stdout.write(`${packageVersion()}\n`)
  return 0
}
