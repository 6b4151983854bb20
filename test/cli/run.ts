import { main } from '../../src/cli/main.ts'

export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs a command line in this process, as in a terminal that is none. */
export async function run(
  cwd: string,
  args: string[],
  { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {},
): Promise<Ran> {
  const text = { out: '', err: '' }
  const code = await main(args, {
    // What runs until it is ended, as --watch does, has its end before it begins.
    stdin: (async function* () {
      yield stdin
    })(),
    cwd,
    env,
    ended: AbortSignal.abort(),
    stdout: {
      write: (chunk) => {
        text.out += chunk
      },
    },
    stderr: {
      write: (chunk) => {
        text.err += chunk
      },
    },
  })
  return { code, ...text }
}
