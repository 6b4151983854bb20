import { intersects, pathPattern } from '../../model/path-pattern.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { PathValue } from '../register/stack.ts'
import { compilePath, isRefused } from './compile.ts'
import type { Major } from './compile.ts'

function patternOf(path: PathValue, major: Major): PathPattern | null {
  const read = compilePath(path, major, { end: true, strict: false, sensitive: false })
  if (!read || isRefused(read) || !read.body) return null
  const { source, ignoreCase } = read.body
  return pathPattern({
    kind: 'express',
    source: path.kind === 'string' ? path.value : '',
    regex: { source: `^(?:${source})$`, flags: ignoreCase ? 'i' : '' },
  })
}

/** Whether some path below one router is matched by both of two routes; null: cannot be told. */
export function meet(one: PathValue, other: PathValue, majors: readonly Major[]): boolean | null {
  const found = majors.map((major) => {
    const [a, b] = [patternOf(one, major), patternOf(other, major)]
    return a && b && intersects(a, b)
  })
  return found.includes(true) ? true : found.includes(null) ? null : false
}
