import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { textAt } from './blocks.ts'
import { once } from './index.ts'

/** The scripts of Nest's; a file with a layer of its own is none. */
const scripts = once(
  ({ files, layers }): ReadonlySet<string> =>
    new Set(
      [...files]
        .filter(([path, { text }]) => !layers.has(path) && /['"]@nestjs\/(?:common|core)['"]/.test(text))
        .map(([path]) => path),
    ),
)

/** Whether a place stands in a file of Nest's. */
export const isOfNest = (site: Site, { file }: SourceRange): boolean => scripts(site).has(file)

/** The files that hold controllers: there decorators say what Express is told by calls. */
const controllers = once(
  (site): ReadonlySet<string> =>
    new Set(
      site.origins
        .flatMap(({ routes }) => routes)
        .filter(({ range }) => isOfNest(site, range) && textAt(site, range).startsWith('@'))
        .map(({ range }) => range.file),
    ),
)

export const isInController = (site: Site, { file }: SourceRange): boolean => controllers(site).has(file)
