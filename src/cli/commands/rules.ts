import { toJson } from '../../format/json.ts'
import { rulesText } from '../../format/rules.ts'
import { describeRules, UsageError } from '../../index.ts'
import { CLEAN } from '../command.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'

const FLAGS: Flags = { format: { type: 'string', short: 'f' }, help: { type: 'boolean', short: 'h' } }

export default async function rulesCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const format = oneOf('format', given.text('format'), ['text', 'json'] as const, 'text')
  const [extra] = given.positionals
  if (extra !== undefined)
    throw new UsageError(`rules takes no "${extra}": to read about one rule, verblint explain RULE`)
  const rules = await describeRules()
  io.stdout.write(
    format === 'json'
      ? toJson(rules)
      : rulesText(rules, io.stdout.isTTY ? io.stdout.columns : undefined, paintFor(io.stdout, io.env)),
  )
  return CLEAN
}
