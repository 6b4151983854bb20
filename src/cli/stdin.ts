import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from '../index.ts'
import type { Io } from './io.ts'

/** What standard input is called in what is printed. */
const NAME = '<stdin>'

/** The paths of a command; `-` among them is one file that comes in on standard input, such as the output of `nginx -T`. */
export async function pathsFrom(positionals: string[], { cwd, stdin }: Io): Promise<Pick<Options, 'paths' | 'unsaved'>> {
  if (positionals.length === 0) return {}
  if (!positionals.includes('-')) return { paths: positionals }
  const parts: Uint8Array[] = []
  for await (const part of stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : part)
  return { paths: positionals.map((path) => (path === '-' ? NAME : path)), unsaved: new Map([[join(realpathSync(cwd), NAME), Buffer.concat(parts)]]) }
}
