import { type Io, output } from './io.ts'
import { main } from './main.ts'

/** Runs the command line; resolves to what it met: the layers whose code a run came to. */
export async function run(args: string[], serve?: Io['serve']): Promise<Set<string>> {
  const met = new Set<string>()
  process.exitCode = await main(args, {
    get stdin() {
      return process.stdin
    },
    stdout: output(1, () => process.stdout),
    stderr: output(2, () => process.stderr),
    cwd: process.cwd(),
    env: process.env,
    ...(serve && { serve }),
    meet: (what) => {
      met.add(what)
    },
  })
  return met
}
