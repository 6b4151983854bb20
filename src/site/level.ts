import { basename } from 'node:path/posix'
import type { Site } from '../model/site.ts'
import type { Directive } from '../source/directive.ts'
import type { SourceRange } from '../source/range.ts'
import { blocksAround } from './blocks.ts'

const escaped = (text: string): string => text.replace(/[\\^$.+()[\]{}|]/g, '\\$&')

/** The directives of the files that an include may bring in; null: they are not here. */
function included(site: Site, pattern: string): Directive[] | null {
  const name = new RegExp(`^${escaped(basename(pattern)).replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`)
  const trees = [...site.trees.values()].filter(({ file }) => name.test(basename(file.path)))
  // What no glob finds is taken to be nothing; types and parameters are known for what they are.
  return trees.length > 0 || /[*?]|(?:mime\.types|_params)$/.test(pattern) ? trees.flatMap(({ directives }) => directives) : null
}

/**
 * nginx: the directives of a name at the innermost level around a place that has any; empty: no level has.
 * null: an include between may hold some, and what it holds is not looked into.
 */
export function inEffect(site: Site, place: SourceRange, name: string): Directive[] | null {
  for (const { block } of blocksAround(site, place)) {
    const own = (block ?? []).filter((directive) => directive.name === name)
    const includes = (block ?? []).filter((directive) => directive.name === 'include').map(({ args }) => included(site, args[0]?.value ?? ''))
    if (includes.some((directives) => directives === null || directives.some((directive) => directive.name === name))) return null
    if (own.length > 0) return own
  }
  return []
}
