import { visible } from '../format/terminal.ts'
import { leftOutLines } from '../format/summary.ts'
import type { Refusal } from '../index.ts'
import type { LeftOut } from '../text/limits.ts'
import { COMMAND_NAMES, OWN_FAULT } from './command.ts'
import { nearest } from '../text/nearest.ts'
import type { Io } from './io.ts'

/** One line for each fault of verblint's own; whether there is one. */
export function confess(faults: Iterable<string>, io: Io): boolean {
  const lines = [...faults].map((fault) => `verblint: ${OWN_FAULT}: ${visible(fault)}\n`)
  io.stderr.write(lines.join(''))
  return lines.length > 0
}

/** One line for each bound that left something out. */
export function tellLeftOut(leftOut: readonly LeftOut[] | undefined, io: Io): void {
  for (const line of leftOutLines(leftOut)) io.stderr.write(`verblint: ${line}\n`)
}

/** One line for each file that could not be read; whether one of them was asked for, or is surely ours. */
export function complain(refused: Refusal[], io: Io): boolean {
  for (const { path, reason } of refused) io.stderr.write(`verblint: ${visible(path)} ${reason}${hint(path, reason)}\n`)
  return refused.some(({ expected }) => expected)
}

function hint(path: string, reason: string): string {
  if (reason.includes('outside')) return ': run verblint in a folder that holds it'
  const command = reason === 'does not exist' && /^\w+$/.test(path) ? nearest(path, COMMAND_NAMES) : undefined
  return command ? `; did you mean the command ${command}?` : ''
}
