import { basename } from 'node:path'
import type { Directive } from '../../text/directive.ts'
import type { SourceRange } from '../../text/range.ts'
import type { PlacedDirective } from './tree.ts'

/** An include directive whose files are not in sight. */
export interface UnseenInclude {
  range: SourceRange
  name: string
}

/** Files that come with nginx, and hold parameters and types only. */
const HARMLESS = new Set([
  'mime.types',
  'fastcgi_params',
  'fastcgi.conf',
  'fastcgi-php.conf',
  'uwsgi_params',
  'scgi_params',
  'proxy_params',
  'koi-utf',
  'koi-win',
  'win-utf',
  'options-ssl-nginx.conf',
])

/** Whether a place stands inside a block, itself or by the includes that brought its file in. */
function holds(block: PlacedDirective, range: SourceRange): boolean {
  const { file, start } = block.range
  const end = block.blockEnd?.end.offset ?? Infinity
  return [range, ...(range.includedFrom ?? [])].some(
    (place) => place.file === file && place.start.offset >= start.offset && place.start.offset < end,
  )
}

function innermost(directives: PlacedDirective[], range: SourceRange): PlacedDirective | null {
  const block =
    directives.find((one) => one.block && !one.isGuess && holds(one, range)) ??
    directives.find((one) => one.block && one.isGuess)
  return block ? (innermost(block.block ?? [], range) ?? block) : null
}

function guessed(directives: PlacedDirective[]): PlacedDirective[] {
  return directives
    .filter(({ isGuess }) => isGuess)
    .flatMap((one) => [...(one.name === 'http' ? [] : [one]), ...guessed(one.block ?? [])])
}

/** The includes that may bring whole servers in. */
export const serversUnseen = (directives: PlacedDirective[], includes: UnseenInclude[]): UnseenInclude[] =>
  includes.filter(({ range, name }) => !HARMLESS.has(basename(name)) && innermost(directives, range)?.name === 'http')

/** The blocks that hold more than is in sight: a fragment's surroundings, and those with an include of files that are not there. What
 * a glob brings into `http {}` is servers, and those do not touch each other. */
export function unseenBlocks(directives: PlacedDirective[], includes: UnseenInclude[]): Set<Directive> {
  const blocks = new Set<Directive>(guessed(directives))
  for (const { range, name } of includes) {
    if (HARMLESS.has(basename(name))) continue
    const block = innermost(directives, range)
    if (block && !(block.name === 'http' && /[*?[]/.test(name))) blocks.add(block)
  }
  return blocks
}
