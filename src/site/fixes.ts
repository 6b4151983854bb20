import type { Outcome, Written } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import type { Fix } from '../source/finding.ts'
import type { SourceRange } from '../source/range.ts'
import { directiveAt, textAt } from './blocks.ts'
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

const STATUS_WORDS: Record<string, string> = { permanent: '301', temp: '302' }
const isLossy = (status: string): boolean => /^30[12]$/.test(STATUS_WORDS[status.toLowerCase()] ?? status)

/** 308 in place of 301, or 307 of 302, where the redirect is written in a form that can say so. */
export function keepingMethod(site: Site, place: SourceRange, status: 307 | 308): Fix | undefined {
  const edit = (start: number, end: number, text: string): Fix => ({ message: `Write ${status}, which keeps the method`, edits: [{ file: place.file, start, end, text }] })
  const directive = directiveAt(site, place)
  const [first, , flags] = directive?.args ?? []
  switch (directive?.name.toLowerCase()) {
    case 'return': return first && !first.quoted && isLossy(first.value) ? edit(first.range.start.offset, first.range.end.offset, `${status}`) : undefined
    case 'redirect': case 'redirectmatch': {
      if (!first) return undefined
      return isLossy(first.value) ? edit(first.range.start.offset, first.range.end.offset, `${status}`) : edit(first.range.start.offset, first.range.start.offset, `${status} `)
    }
    case 'redirectpermanent': case 'redirecttemp': return edit(directive?.nameRange.start.offset ?? 0, directive?.nameRange.end.offset ?? 0, `Redirect ${status}`)
    case 'rewriterule': {
      const [, before = '', old = ''] = /^(.*?[[,]\s*)(R(?:=\w+)?)(?=\s*[,\]])/i.exec(flags?.raw ?? '') ?? []
      const start = (flags?.range.start.offset ?? 0) + before.length
      return old === '' ? undefined : edit(start, start + old.length, `R=${status}`)
    }
    case undefined: {
      const [, before = '', old = ''] = /^([^'"`(]*\.redirect\(\s*)(30[12])?/.exec(site.files.get(place.file)?.text.slice(place.start.offset, place.end.offset) ?? '') ?? []
      if (before === '') return undefined
      const start = place.start.offset + before.length
      return edit(start, start + old.length, old === '' ? `${status}, ` : `${status}`)
    }
    default: return undefined
  }
}

/** Another value in place of one that stands in a text, once: a word without quotes gets them where it needs them; among a call's arguments
 * only one that is quoted is the value. */
export function rewrittenValue(site: Site, text: SourceRange, value: string, better: string): Fix | undefined {
  if (value === '' || text.includedFrom) return undefined
  const written = textAt(site, text)
  const edit = (at: number, replacement: string): Fix => {
    const start = text.start.offset + at
    return { message: `Write ${better}`, edits: [{ file: text.file, start, end: start + value.length, text: replacement }] }
  }
  if (written === value) return edit(0, /^[\w-]+$/.test(better) ? better : `"${better}"`)
  const [at, ...others] = ['"', '\'', '`'].map((quote) => written.indexOf(`${quote}${value}${quote}`)).filter((found) => found >= 0)
  return at === undefined || others.length > 0 ? undefined : edit(at + 1, better)
}

/** The word of a directive that holds a value, or the whole of a call. */
export const wordWith = (site: Site, place: SourceRange, value: string): SourceRange => directiveAt(site, place)?.args.find((word) => word.value === value)?.range ?? place
