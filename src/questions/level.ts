import { basename } from 'node:path/posix'
import type { Site } from '../model/site.ts'
import type { Directive, DirectiveFile } from '../text/directive.ts'
import type { SourceRange } from '../text/range.ts'
import { blocksAround, everyDirective } from './blocks.ts'
import { addTo, groupBy } from '../text/group.ts'
import { once } from './index.ts'

/** In so few it is as quick to look. */
const FEW = 16

const byName = new WeakMap<Directive[], Map<string, Directive[]>>()

/** The directives of a name in a block: an `http` may hold thousands of servers, each of which looks into it. */
function named(level: Directive[], wanted: string): Directive[] {
  if (level.length <= FEW) return level.filter(({ name }) => name === wanted)
  const groups = byName.get(level) ?? groupBy(level, ({ name }) => name)
  byName.set(level, groups)
  return groups.get(wanted) ?? []
}

const escaped = (text: string): string => text.replace(/[\\^$.+()[\]{}|]/g, '\\$&')

const treesByName = once((site): Map<string, DirectiveFile[]> => {
  const found = new Map<string, DirectiveFile[]>()
  for (const tree of site.trees.values()) addTo(found, basename(tree.file.path), tree)
  return found
})

const treesByPattern = once((): Map<string, DirectiveFile[]> => new Map())

/** The files in sight that an include may bring in. */
function includedTrees(site: Site, pattern: string): DirectiveFile[] {
  const wanted = basename(pattern)
  if (!/[*?]/.test(wanted)) return treesByName(site).get(wanted) ?? []
  const known = treesByPattern(site).get(wanted) ?? matchingTrees(site, wanted)
  treesByPattern(site).set(wanted, known)
  return known
}

function matchingTrees(site: Site, wanted: string): DirectiveFile[] {
  const name = new RegExp(`^${escaped(wanted).replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`)
  return [...site.trees.values()].filter(({ file }) => name.test(basename(file.path)))
}

/** The directives of the files that an include may bring in; null: they are not here. */
function included(site: Site, pattern: string): Directive[] | null {
  const trees = includedTrees(site, pattern)
  // What no glob finds is taken to be nothing; types and parameters are known for what they are.
  return trees.length > 0 || /[*?]|(?:mime\.types|_params|options-ssl-nginx\.conf)$/.test(pattern)
    ? trees.flatMap(({ directives }) => directives)
    : null
}

/** The directives of a level, included files read in place; null: one of these is not here. A file that is included again brings in nothing new. */
function withIncludes(site: Site, level: Directive[], read = new Set<DirectiveFile>()): Directive[] | null {
  const found: Directive[] = []
  for (const directive of level) {
    if (directive.name !== 'include') {
      found.push(directive)
      continue
    }
    const pattern = directive.args[0]?.value ?? ''
    const trees = includedTrees(site, pattern)
    if (trees.length === 0 && !/[*?[]|mime\.types$/.test(pattern)) return null
    for (const tree of trees.filter((one) => !read.has(one))) {
      read.add(tree)
      const inside = withIncludes(site, tree.directives, read)
      if (!inside) return null
      for (const one of inside) found.push(one)
    }
  }
  return found
}

/** nginx: the directives of a name at the innermost level around a place that has any, be it by an include; null: a file between is not here. */
export function inEffectByInclude(site: Site, place: SourceRange, name: string): Directive[] | null {
  for (const level of [...blocksAround(site, place).map(({ block }) => block ?? []), besideBlocks(site, place)]) {
    const own = named(level, 'include').length > 0 ? withIncludes(site, level) : level
    const found = own && named(own, name)
    if (!found || found.length > 0) return found
  }
  return []
}

/** Whether a block includes by a glob of which no file is in sight. */
export const includesUnseen = (site: Site, { block }: Directive): boolean =>
  named(block ?? [], 'include').some(
    ({ args: [pattern] }) =>
      pattern !== undefined && /[*?[]/.test(pattern.value) && includedTrees(site, pattern.value).length === 0,
  )

/** What stands beside the blocks of a file that is to be included into `http {}`, and so is in force in them. */
function besideBlocks(site: Site, place: SourceRange): Directive[] {
  const directives = site.trees.get((place.includedFrom?.at(-1) ?? place).file)?.directives ?? []
  return ['http', 'events'].some((name) => named(directives, name).length > 0) ? [] : directives
}

const lastWords = (path: string): string => path.split('/').slice(-2).join('/')

/** The file that an include surely brings in: the only one of its name, in a folder of the same name. */
function fileOf(site: Site, pattern: string): DirectiveFile | null {
  const [tree, ...others] = /[*?[]/.test(pattern) ? [] : includedTrees(site, pattern)
  const isIt = tree && (tree.file.path === pattern || lastWords(`/${tree.file.path}`) === lastWords(`/${pattern}`))
  return isIt && others.length === 0 ? tree : null
}

const expandedBlocks = once((): WeakMap<Directive[], Directive[]> => new WeakMap())

/** nginx: what stands in a block, that of the files that it surely includes read in place, of a file once; other includes stay as they are. */
export function insideBlock(site: Site, level: Directive[]): Directive[] {
  if (named(level, 'include').length === 0) return level
  const expanded = expandedBlocks(site).get(level) ?? expandBlock(site, level, new Set())
  expandedBlocks(site).set(level, expanded)
  return expanded
}

const expandBlock = (site: Site, level: Directive[], read: Set<DirectiveFile>): Directive[] =>
  level.flatMap((directive) => {
    const tree = directive.name === 'include' ? fileOf(site, directive.args[0]?.value ?? '') : null
    if (!tree) return [directive]
    if (read.has(tree)) return []
    read.add(tree)
    return expandBlock(site, tree.directives, read)
  })

/** Whether one include alone may bring a file in: what is so in the block around that is so wherever the file is read. */
export const isIncludedOnce = (site: Site, file: string): boolean =>
  [...everyDirective(site)].filter(
    ({ name, args }) =>
      name === 'include' && includedTrees(site, args[0]?.value ?? '').some((tree) => tree.file.path === file),
  ).length === 1

/**
 * nginx: the directives of a name at the innermost level around a place that has any; empty: no level has.
 * null: an include between may hold some, and which file it brings in is not certain.
 */
export function inEffect(site: Site, place: SourceRange, name: string): Directive[] | null {
  const levels = [...blocksAround(site, place).map(({ block }) => block ?? []), besideBlocks(site, place)]
  for (const level of levels.map((one) => insideBlock(site, one))) {
    const own = named(level, name)
    const includes = named(level, 'include').map(({ args }) => included(site, args[0]?.value ?? ''))
    if (includes.some((directives) => directives === null || directives.some((directive) => directive.name === name)))
      return null
    if (own.length > 0) return own
  }
  return []
}
