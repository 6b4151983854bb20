import type { Directive, DirectiveFile } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceRange } from '../../text/range.ts'
import { isPattern } from '../read/fnmatch.ts'
import { repeatedDirectives } from './repeated.ts'

const keyOf = ({ file, start }: SourceRange): string => `${file}:${start.offset}`

/** The includes that name a pattern: what stands in `conf.d` is meant to go over what comes before. */
const patterns = (directives: readonly Directive[]): string[] =>
  directives.flatMap(({ name, args, block, range }) => [
    ...(/^include(?:optional)?$/i.test(name) && isPattern(args[0]?.value ?? '') ? [keyOf(range)] : []),
    ...patterns(block ?? []),
  ])

/** What is taken once of two lines that an include by name puts side by side. `read`: the directives with all that is included. */
export function repeatedAcross(read: readonly Directive[], trees: readonly DirectiveFile[]): Finding[] {
  const byPattern = new Set(trees.flatMap(({ directives }) => patterns(directives)))
  const isMeant = ({ includedFrom = [] }: SourceRange): boolean => includedFrom.some((one) => byPattern.has(keyOf(one)))
  return repeatedDirectives(read).filter(({ range, related = [] }) => {
    const places = [range, ...related.map((one) => one.range)]
    return places.some(({ file }) => file !== range.file) && !places.some(isMeant)
  })
}
