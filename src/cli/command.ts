import type { Io } from './io.ts'

/** Resolves to the exit code. */
export type Command = (args: string[], io: Io) => Promise<number>

/** Exit codes. */
export const CLEAN = 0
export const PROBLEMS = 1
export const WRONG_USE = 2

export const OWN_FAULT = "a fault of verblint's own, please report it"

/** The names of the commands, as they are typed. */
export const COMMAND_NAMES = [
  'lint',
  'routes',
  'diff',
  'trace',
  'verify',
  'explain',
  'rules',
  'lsp',
  'completion',
  'init',
] as const
