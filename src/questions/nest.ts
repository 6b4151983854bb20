import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'

/** Whether a place stands in a file of Nest's, where decorators say what Express is told by calls. */
export const isNest = (site: Site, { file }: SourceRange): boolean =>
  /['"]@nestjs\/(?:common|core)['"]/.test(site.files.get(file)?.text ?? '')
