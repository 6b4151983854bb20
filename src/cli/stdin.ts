import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type Options, UsageError } from '../index.ts'
import type { Io } from './io.ts'

/** What standard input is called in what is printed. */
const NAME = '<stdin>'

/** The paths of a command; `-` among them is one file that comes in on standard input, such as the output of `nginx -T`. */
export async function pathsFrom(positionals: string[], io: Io): Promise<Pick<Options, 'paths' | 'unsaved'>> {
  if (positionals.length === 0) return {}
  if (!positionals.includes('-')) return { paths: positionals }
  return {
    paths: positionals.map((path) => (path === '-' ? NAME : path)),
    unsaved: new Map([[join(realpathSync(io.cwd), NAME), await allOf(io)]]),
  }
}

/** Standard input as what a file will hold once an editor has saved it; the rest is read as it lies there. */
export async function bufferFrom(
  path: string,
  positionals: string[],
  io: Io,
): Promise<Pick<Options, 'paths' | 'unsaved'>> {
  const folder = dirname(resolve(io.cwd, path))
  if (!existsSync(folder)) throw new UsageError(`the folder of ${path} does not exist`)
  const beside = join(realpathSync(folder), basename(path))
  const absolute = existsSync(beside) ? realpathSync(beside) : beside
  return {
    paths: [...(positionals.length > 0 ? positionals : ['.']), path],
    unsaved: new Map([[absolute, await allOf(io)]]),
  }
}

/** Taken from the process only here: Node loads its streams for it. */
async function allOf(io: Io): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of io.stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : part)
  return Buffer.concat(parts)
}
