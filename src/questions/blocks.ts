import type { Layer } from '../model/origin.ts'
import type { Site } from '../model/site.ts'
import type { Directive } from '../text/directive.ts'
import type { SourceRange } from '../text/range.ts'

/** The blocks around a place, innermost first, through the includes that brought its file in. */
export function blocksAround(site: Site, range: SourceRange): Directive[] {
  const found: Directive[] = []
  for (const place of [range, ...(range.includedFrom ?? [])]) found.push(...blocksInFile(site, place))
  return found
}

function blocksInFile(site: Site, { file, start }: SourceRange): Directive[] {
  const around: Directive[] = []
  let inside = site.trees.get(file)?.directives ?? null
  while (inside) {
    const before = lastBefore(inside, start.offset)
    if (!before?.block || start.offset >= (before.blockEnd?.end.offset ?? Infinity)) break
    around.unshift(before)
    inside = before.block
  }
  return around
}

/** The directive that begins at a place. */
export function directiveAt(site: Site, { file, start }: SourceRange): Directive | null {
  const siblings = blocksInFile(site, { file, start, end: start })[0]?.block ?? site.trees.get(file)?.directives ?? []
  const found = lastBefore(siblings, start.offset + 1)
  return found?.range.start.offset === start.offset ? found : null
}

/** Directives stand in the order of the file. */
function lastBefore(directives: Directive[], offset: number): Directive | undefined {
  let low = 0
  let high = directives.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((directives[middle]?.range.start.offset ?? Infinity) < offset) low = middle + 1
    else high = middle
  }
  return directives[low - 1]
}

/** Every directive of the site's files, blocks before what stands in them. */
export function everyDirective(site: Site): Directive[] {
  const found: Directive[] = []
  const collect = (directives: Directive[]): void => {
    for (const directive of directives) {
      found.push(directive)
      if (directive.block) collect(directive.block)
    }
  }
  for (const tree of site.trees.values()) collect(tree.directives)
  return found
}

/** The text of a place, as it stands in the file. */
export const textAt = (site: Site, { file, start, end }: SourceRange): string =>
  site.files.get(file)?.text.slice(start.offset, end.offset) ?? ''

/** The layer whose file a place stands in. */
export const layerAt = (site: Site, range: SourceRange): Layer => site.layers.get(range.file) ?? 'express'
