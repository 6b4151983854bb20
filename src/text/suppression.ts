import type { Comment } from './directive.ts'
import type { SourceRange } from './range.ts'
import type { SourceFile } from './source-file.ts'

/** A comment that silences problems: `# verblint-disable-next-line rule, rule -- reason`. */
export interface Suppression {
  file: string
  /** null: all rules. */
  rules: string[] | null
  /** The lines whose problems it silences, both included. */
  from: number
  to: number
  /** Of a range for all rules: those that are let through again, and from which line on. */
  again: { id: string; from: number }[]
  range: SourceRange
}

interface Marker {
  action: string
  rules: string[] | null
  range: SourceRange
}

const MARKER =
  /^(?:#+|\/\/+|\/\*+)?\s*verblint-(disable-next-line|disable-line|disable|enable)(?![\w-])([^]*?)(?:\*\/\s*)?$/
const IN_SCRIPT = /\/\/[^\n]{0,500}?verblint-[^\n]*|\/\*[^*\n]{0,500}?verblint-[^\n]*?\*\//g

function markerOf({ text, range }: Comment): Marker[] {
  const [, action, rest = ''] = MARKER.exec(text.trim()) ?? []
  if (action === undefined) return []
  const names = (rest.split(/\s--(?:\s|$)/)[0] ?? '').split(/[\s,]+/).filter(Boolean)
  return [{ action, rules: names.length > 0 ? names : null, range }]
}

/** A script's comments: only those that speak of us are looked for, and what stands in a string is hardly ever one. */
const scriptComments = (file: SourceFile): Comment[] =>
  [...file.text.matchAll(IN_SCRIPT)].map(({ 0: text, index }) => ({
    text,
    range: file.range(index, index + text.length),
  }))

/** Those of a YAML document. */
const yamlComments = (file: SourceFile): Comment[] =>
  [...file.text.matchAll(/(?<=^|\s)#[^\n]{0,500}?verblint-[^\n]*/g)].map(({ 0: text, index }) => ({
    text,
    range: file.range(index, index + text.length),
  }))

/** The suppressions of a file; `comments` where its reader has found them. */
export function suppressionsIn(file: SourceFile, comments: Comment[] | undefined): Suppression[] {
  if (!file.text.includes('verblint-')) return []
  const markers = (comments ?? (/\.ya?ml$/i.test(file.path) ? yamlComments : scriptComments)(file)).flatMap(markerOf)
  const free = freeLines(markers)
  const enables = markers.filter(({ action }) => action === 'enable')
  let passed = 0
  return markers.flatMap(({ action, rules, range }) => {
    const span = (from: number, to: number): Suppression[] => [{ file: file.path, rules, from, to, again: [], range }]
    if (action === 'disable-line') return span(range.start.line, range.end.line)
    if (action === 'disable') return ranges(file.path, { rules, range }, enables.slice(passed))
    if (action === 'enable') passed++
    if (action === 'enable') return []
    const next = free.get(range.end.line + 1) ?? range.end.line + 1
    return span(next, next)
  })
}

/** Comments for one line may stand on top of each other: for each of their lines the first one below where none begins. */
function freeLines(markers: readonly Marker[]): ReadonlyMap<number, number> {
  const free = new Map<number, number>()
  for (const { range } of markers.toReversed()) {
    const { line } = range.start
    free.set(line, free.get(line + 1) ?? line + 1)
  }
  return free
}

/** A range lasts to the `enable` that names its rule, or all of them; else to the end of the file. */
function ranges(file: string, { rules, range }: Pick<Marker, 'rules' | 'range'>, enables: Marker[]): Suppression[] {
  const upTo = (ends: (marker: Marker) => boolean): number =>
    enables.find(ends)?.range.start.line ?? Number.POSITIVE_INFINITY
  const from = range.start.line
  if (rules)
    return rules.map((id) => ({
      file,
      rules: [id],
      from,
      to: upTo(({ rules: named }) => named?.includes(id) ?? true),
      again: [],
      range,
    }))
  const again = enables.flatMap(({ rules: named, range: { start } }) =>
    (named ?? []).map((id) => ({ id, from: start.line })),
  )
  return [{ file, rules, from, to: upTo(({ rules: named }) => named === null), again, range }]
}
