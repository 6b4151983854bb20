import { toJson } from '../format/json.ts'
import { effectiveConfig, type Options, UsageError } from '../index.ts'
import { CLEAN } from './command.ts'
import type { Io } from './io.ts'

/** The configuration in force here, or for one file. */
export async function printConfig(options: Options, io: Io): Promise<number> {
  const [path, ...more] = options.paths ?? []
  if (more.length > 0) throw new UsageError('--print-config takes one file at most')
  io.stdout.write(toJson(await effectiveConfig(options, path)))
  return CLEAN
}
