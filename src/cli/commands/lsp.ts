import { UsageError } from '../../index.ts'
import { WRONG_USE } from '../command.ts'
import { type Flags, readFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import { packageVersion } from '../package.ts'

/** `clientProcessId`: what some editors add for every server; the one that counts comes with the first message. */
const FLAGS: Flags = {
  stdio: { type: 'boolean' },
  clientProcessId: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
}

/** Standard input and output are the only way to talk, whether it is said or not. */
export default async function lspCommand(args: string[], io: Io): Promise<number> {
  const [extra] = readFlags(args, FLAGS).positionals
  if (extra !== undefined) throw new UsageError(`lsp takes no "${extra}": the editor says what to read`)
  return (await io.serve?.(packageVersion())) ?? WRONG_USE
}
