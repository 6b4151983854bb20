import { createHash } from 'node:crypto'
import type { Problem, Report } from '../index.ts'

/** Names a problem so that it keeps its name when lines move: by its rule, its file, the line's own text, and which of its twins it is. */
export function fingerprints(
  files: Report['files'],
  pathOf: (file: string) => string = (file) => file,
): (problem: Problem) => string {
  const seen = new Map<string, number>()
  return ({ ruleId, file, range }) => {
    const line = files.get(file)?.line(range.start.line).trim().replace(/\s+/g, ' ') ?? ''
    const hash = createHash('sha256')
      .update(`${ruleId}\0${pathOf(file)}\0${line}`)
      .digest('hex')
      .slice(0, 16)
    const twin = (seen.get(hash) ?? 0) + 1
    seen.set(hash, twin)
    return `${hash}:${twin}`
  }
}
