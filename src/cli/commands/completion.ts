import { CLEAN } from '../command.ts'
import { completionFor } from '../completion.ts'
import { type Flags, readFlags } from '../flags.ts'
import type { Io } from '../io.ts'

const FLAGS: Flags = { help: { type: 'boolean', short: 'h' } }

export default function completionCommand(args: string[], { stdout }: Io): Promise<number> {
  const [shell] = readFlags(args, FLAGS).positionals
  stdout.write(completionFor(shell))
  return Promise.resolve(CLEAN)
}
