import { painter, type Paint } from '../format/paint.ts'

export interface Output { write(text: string): unknown; isTTY?: boolean; columns?: number }

/** Everything that a command touches, so that tests need no process. */
export interface Io {
  stdin: AsyncIterable<string | Buffer>
  stdout: Output
  stderr: Output
  cwd: string
  env: Record<string, string | undefined>
}

/** Node's own order: FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
function wantsColour(output: Output, { FORCE_COLOR, NO_COLOR, TERM }: Io['env']): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (NO_COLOR) return false
  return output.isTTY === true && TERM !== 'dumb'
}

export const paintFor = (output: Output, env: Io['env']): Paint => painter(wantsColour(output, env))

/** The terminal's columns; a file or pipe is as wide as need be. */
export const columnsOf = (output: Output): number => (output.isTTY ? output.columns : undefined) ?? Number.POSITIVE_INFINITY
