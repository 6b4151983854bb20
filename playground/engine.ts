import version from 'facts:version'
import { rules } from '../rules/index.ts'
import json from '../src/format/json.ts'
import { painter } from '../src/format/terminal.ts'
import { type Linted, lintSiteWith } from '../src/lint/lint.ts'
import { memoryGround } from '../src/files/memory-ground.ts'
import type { Options } from '../src/lint/options.ts'
import { withParts } from './parts/load.ts'

/** Where the page's files are taken to lie. */
const HOME = '/site'

/** Files by name, relative to the site's folder. */
export type Texts = Readonly<Record<string, string | Uint8Array>>

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content
const textOf = (content: string | Uint8Array): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

/** Does something with files and the site that they make, linted as the command line does in their folder. */
export function withLinted<Result>(
  texts: Texts,
  options: Omit<Options, 'cwd'>,
  use: (linted: Linted) => Result | Promise<Result>,
): Promise<Result> {
  const entries = Object.entries(texts)
  const files = new Map(entries.map(([name, content]) => [`${HOME}/${name}`, bytesOf(content)]))
  return withParts(
    entries.map(([name, content]) => [name, textOf(content)]),
    async () => use(await lintSiteWith(rules, { ...options, cwd: HOME, ground: memoryGround(HOME, files) })),
  )
}

/** What `verblint --format json` prints for the same files. */
export const lintJson = (texts: Texts): Promise<string> =>
  withLinted(texts, {}, ({ report }) =>
    json(report, { paint: painter(false), columns: undefined, version, prefix: '', quiet: false, fold: false }),
  )
