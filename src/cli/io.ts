import { fstatSync, writeSync } from 'node:fs'
import { painter } from '../format/terminal.ts'
import type { Paint } from '../format/terminal.ts'

export interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** Everything that a command touches, so that tests need no process. */
export interface Io {
  stdin: AsyncIterable<string | Buffer>
  stdout: Output
  stderr: Output
  cwd: string
  env: Record<string, string | undefined>
  /** Told of every layer that a run met. */
  meet?(what: string): void
  /** Ends what would run for ever. */
  ended?: AbortSignal
  /** Runs the language server, which no other command loads. */
  serve?(version: string): Promise<number>
}

/** Node's own order: FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
function wantsColour(output: Output, { FORCE_COLOR, NO_COLOR, TERM }: Io['env']): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (NO_COLOR) return false
  return output.isTTY === true && TERM !== 'dumb'
}

export const paintFor = (output: Output, env: Io['env']): Paint => painter(wantsColour(output, env))

/** The terminal's columns; a file or pipe is as wide as need be. */
export const columnsOf = (output: Output): number =>
  (output.isTTY ? output.columns : undefined) ?? Number.POSITIVE_INFINITY

const PAUSE = new Int32Array(new SharedArrayBuffer(4))

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Whether a descriptor may be a terminal. Asking node:tty would load the whole of node:net. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false
  }
}

/** A reader that has seen enough (`verblint | head`) is no fault, and nobody is left to tell; a full disk is told in one line. */
function giveUp(error: unknown): never {
  if (codeOf(error) === 'EPIPE') process.exit(0)
  process.stderr.write(`verblint: the output cannot be written (${String(codeOf(error))})\n`)
  process.exit(2)
}

/** Writes all of it, waiting where a pipe is full. */
function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') giveUp(error)
      Atomics.wait(PAUSE, 0, 0, 5)
    }
  }
}

/** A terminal is Node's affair; a file or pipe is written at once, for Node's streams alone take a tenth of a short run. */
export function output(descriptor: number, stream: () => NodeJS.WriteStream): Output {
  return isDevice(descriptor)
    ? stream().on('error', giveUp)
    : {
        write: (text) => {
          writeAll(descriptor, text)
        },
      }
}
