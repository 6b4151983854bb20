import { readHeader } from '../apache/words/header.ts'
import type { Outcome, Written } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import type { Directive } from '../text/directive.ts'
import type { Edit, Fix } from '../text/finding.ts'
import type { SourceRange } from '../text/range.ts'
import { blocksAround, directiveAt, layerAt, textAt } from './blocks.ts'
import { addTo } from '../text/group.ts'
import { inEffect } from './level.ts'
import { everyOutcome, helpersOf, once, placeKey } from './index.ts'

/** What a report offers: a certain fix, or texts to choose from. */
export type Offer = { fix: Fix } | { suggestions: Fix[] } | Record<string, never>

/** The outcomes that each header line was written for. */
const outcomesWriting = once((site): Map<string, { outcome: Outcome; line: Written }[]> => {
  const found = new Map<string, { outcome: Outcome; line: Written }[]>()
  for (const outcome of site.cells.flatMap(everyOutcome))
    for (const line of outcome.written) addTo(found, placeKey(line.range), { outcome, line })
  return found
})

const ACTIONS: ReadonlySet<string> = new Set(['set', 'add', 'append', 'merge', 'setifempty'])

/** `add_header … always`, `Header always …`; null: it says so already, or has no such form. */
function alwaysEdit(directive: Directive): Edit | null {
  const { name, args, range } = directive
  const { file } = range
  const [first, value] = args
  if (name === 'add_header')
    return args.length === 2 && value
      ? { file, start: value.range.end.offset, end: value.range.end.offset, text: ' always' }
      : null
  const line = name.toLowerCase() === 'header' ? readHeader(directive).value : null
  if (!line || !first || line.always) return null
  const { start, end } = first.range
  if (line.table) return { file, start: start.offset, end: end.offset, text: 'always' }
  return ACTIONS.has(line.action) ? { file, start: start.offset, end: start.offset, text: 'always ' } : null
}

/** httpd keeps two tables: what a proxied answer or a program brings in the one is not replaced by a line for the other. */
const mayDouble = (directive: Directive, { by }: Outcome): boolean =>
  by === 'proxy' || by === 'script' || readHeader(directive).value?.action !== 'set'

/** `always` for a header line: a fix where that changes the answers that are meant and no other (none whose status is open, none that would
 * get the header besides), else a suggestion. */
export function offerAlways(site: Site, { range }: Written, isMeant: (outcome: Outcome) => boolean): Offer {
  const directive = directiveAt(site, range)
  const edit = directive && alwaysEdit(directive)
  if (!edit) return {}
  const isApache = layerAt(site, range) === 'apache'
  const changes = ({ outcome, line }: { outcome: Outcome; line: Written }): boolean => {
    if (outcome.status === null || (isApache && mayDouble(directive, outcome))) return line.arrives
    return (line.lost === 'no-always' || line.lost === 'canned') && !isMeant(outcome)
  }
  const fix: Fix = { message: 'Add always', edits: [edit] }
  return outcomesWriting(site).get(placeKey(range))?.some(changes) ? { suggestions: [fix] } : { fix }
}

/** A header that is to be on a response of this status; httpd, which has no place for one answer alone, is told the methods as well. */
export interface Wanted {
  name: string
  value: string
  status: number
  methods?: readonly string[]
}

/** What may stand beside a `return` that answers all that enters its block. */
const HARMLESS = new Set([
  'return',
  'add_header',
  'default_type',
  'types',
  'access_log',
  'error_log',
  'log_not_found',
  'internal',
  'set',
  'charset',
])

const quoted = (value: string): string => (/^[\w-]+$/.test(value) ? value : `"${value}"`)

/** Before a `return`, in its own block: not where the block would lose an inherited list by it, nor where it answers otherwise, too. */
function beforeReturn(site: Site, place: SourceRange, { name, value }: Wanted): Edit | null {
  const [block, outer] = blocksAround(site, place)
  const own = block?.block ?? []
  const isAlone =
    own.every((one) => HARMLESS.has(one.name)) &&
    (block?.name === 'location' || (block?.name === 'if' && outer?.name === 'location'))
  const inherited = own.some((one) => one.name === 'add_header') ? [] : inEffect(site, place, 'add_header')
  if (!isAlone || inherited?.length !== 0) return null
  return beforeStatement(site, place, `add_header ${name} ${quoted(value)} always;`)
}

/** On a line of its own, indented like the statement, where that one begins its line. */
function beforeStatement(site: Site, { file, start }: SourceRange, text: string): Edit {
  const before =
    site.files
      .get(file)
      ?.line(start.line)
      .slice(0, start.column - 1) ?? ''
  return {
    file,
    start: start.offset,
    end: start.offset,
    text: before.trim() === '' ? `${text}\n${before}` : `${text} `,
  }
}

/** `res.status(405)` becomes `res.set('Allow', …).status(405)`. */
function inChain(site: Site, place: SourceRange, { name, value }: Wanted): Edit | null {
  const text = textAt(site, place)
  const root = /^[A-Za-z_$][\w$]*(?=\s*\.(?:status|sendStatus)\s*\()/.exec(text)?.[0]
  const isChained = /^(?:status|sendStatus)\s*\(/.test(text)
  if (root === undefined && !isChained) return null
  const quote = text.includes('"') && !text.includes("'") ? '"' : "'"
  const at = place.start.offset + (root?.length ?? 0)
  const call = `set(${quote}${name}${quote}, ${quote}${value}${quote})`
  return { file: place.file, start: at, end: at, text: isChained ? `${call}.` : `.${call}` }
}

/** A line of its own behind the directive; not in a section, which may not hold the page that is sent. */
function behindLine(
  site: Site,
  { file, start, end }: SourceRange,
  { name, value, status, methods }: Wanted,
): Edit | null {
  if (blocksAround(site, { file, start, end }).some((block) => block.name.toLowerCase() !== 'virtualhost')) return null
  const source = site.files.get(file)
  const indent = /^\s*/.exec(source?.line(start.line) ?? '')?.[0] ?? ''
  const lineEnd = source?.text.indexOf('\n', end.offset) ?? -1
  const at = lineEnd < 0 ? (source?.text.length ?? 0) : lineEnd - (source?.text[lineEnd - 1] === '\r' ? 1 : 0)
  const asked = methods ? ` && %{REQUEST_METHOD} in {${methods.map((method) => `'${method}'`).join(', ')}}` : ''
  return {
    file,
    start: at,
    end: at,
    text: `\n${indent}Header always set ${name} ${quoted(value)} "expr=%{REQUEST_STATUS} == ${status}${asked}"`,
  }
}

/** The edit that puts a header on the response which a place makes, where it is the place's own; null: nowhere that would be right for sure. */
export function headerEdit(site: Site, place: SourceRange, outcome: Outcome, wanted: Wanted): Edit | null {
  if (place.includedFrom || helpersOf(outcome).length > 0) return null
  const layer = layerAt(site, place)
  if (layer === 'express') return inChain(site, place, wanted)
  if (layer === 'apache') return behindLine(site, place, wanted)
  const said = outcome.steps.findIndex(({ range }) => range && placeKey(range) === placeKey(place))
  const isReplaced = outcome.steps.slice(said + 1).some(({ kind }) => kind === 'error-page')
  return directiveAt(site, place)?.name !== 'return' || said < 0 || isReplaced
    ? null
    : beforeReturn(site, place, wanted)
}
