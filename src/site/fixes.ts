import type { Outcome, Written } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import type { Fix } from '../source/finding.ts'
import type { SourceRange } from '../source/range.ts'
import { directiveAt } from './blocks.ts'
import { addTo } from './group.ts'
import { once, placeKey } from './questions.ts'

/** The outcomes that each header line was written for. */
const outcomesWriting = once((site): Map<string, { outcome: Outcome; line: Written }[]> => {
  const found = new Map<string, { outcome: Outcome; line: Written }[]>()
  for (const outcome of site.cells.flatMap(({ outcomes }) => outcomes)) for (const line of outcome.written) addTo(found, placeKey(line.range), { outcome, line })
  return found
})

/** `always` at the end of an add_header, where that changes the answers that are meant and no other: none whose status is open, none that
 * would get the header besides. */
export function insertAlways(site: Site, { range }: Written, isMeant: (outcome: Outcome) => boolean): Fix | undefined {
  const directive = directiveAt(site, range)
  const last = directive?.args[1]
  if (directive?.name !== 'add_header' || directive.args.length !== 2 || !last) return undefined
  const changes = ({ outcome, line }: { outcome: Outcome; line: Written }): boolean => (outcome.status === null ? line.arrives : line.lost === 'no-always' && !isMeant(outcome))
  if (outcomesWriting(site).get(placeKey(range))?.some(changes)) return undefined
  const at = last.range.end.offset
  return { message: 'Add always', edits: [{ file: range.file, start: at, end: at, text: ' always' }] }
}

/** Takes an nginx statement out, with its line where it has one of its own. */
export function removeStatement(site: Site, { file, start, end }: SourceRange): Fix | undefined {
  const text = site.files.get(file)?.text ?? ''
  const stop = text[end.offset - 1] === ';' ? end.offset : end.offset + (/^\s*;/.exec(text.slice(end.offset, end.offset + 80))?.[0].length ?? 0)
  if (text[stop - 1] !== ';') return undefined
  const lineStart = text.lastIndexOf('\n', start.offset - 1) + 1
  const lineEnd = text.indexOf('\n', stop)
  const alone = lineEnd >= 0 && text.slice(lineStart, start.offset).trim() === '' && text.slice(stop, lineEnd).trim() === ''
  return { message: 'Remove it', edits: [alone ? { file, start: lineStart, end: lineEnd + 1, text: '' } : { file, start: start.offset, end: stop, text: '' }] }
}
