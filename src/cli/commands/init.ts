import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONFIG_FILE, packageHasConfig, starterConfig, UsageError } from '../../index.ts'
import { CLEAN } from '../command.ts'
import { type Flags, readFlags } from '../flags.ts'
import type { Io } from '../io.ts'

const FLAGS: Flags = { help: { type: 'boolean', short: 'h' } }

/** Never over a configuration that is there, nor beside one in package.json, which it would hide. */
export default async function initCommand(args: string[], { cwd, stdout }: Io): Promise<number> {
  const [extra] = readFlags(args, FLAGS).positionals
  if (extra !== undefined)
    throw new UsageError(`init takes no "${extra}": it writes ${CONFIG_FILE} into the working directory`)
  if (packageHasConfig(cwd)) throw new UsageError('package.json has a "verblint" key already')
  const text = await starterConfig()
  try {
    writeFileSync(join(cwd, CONFIG_FILE), text, { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw new UsageError(
      code === 'EEXIST' ? `${CONFIG_FILE} is there already` : `${CONFIG_FILE} cannot be written (${String(code)})`,
    )
  }
  stdout.write(`${CONFIG_FILE} is written: every line in it may go\n`)
  return CLEAN
}
