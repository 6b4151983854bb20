import { readFileSync } from 'node:fs'
import { pageText } from '../../format/page.ts'
import { ruleIds, UsageError } from '../../index.ts'
import { nearest } from '../../text/nearest.ts'
import { CLEAN } from '../command.ts'
import { type Flags, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'
import { inPackage } from '../package.ts'

const FLAGS: Flags = { help: { type: 'boolean', short: 'h' } }

export default async function explainCommand(args: string[], io: Io): Promise<number> {
  const [id, ...more] = readFlags(args, FLAGS).positionals
  if (id === undefined || more.length > 0)
    throw new UsageError('explain takes the id of one rule, such as 405-missing-allow: verblint rules lists them')
  const known = ruleIds()
  if (!known.includes(id)) {
    const guess = nearest(id, known)
    throw new UsageError(`Unknown rule "${id}"${guess ? `, did you mean "${guess}"?` : ': verblint rules lists them'}`)
  }
  const page = readFileSync(inPackage(`rules/${id}.md`), 'utf8')
  io.stdout.write(pageText(page, (io.stdout.isTTY ? io.stdout.columns : undefined) ?? 80, paintFor(io.stdout, io.env)))
  return CLEAN
}
