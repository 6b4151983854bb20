import { describeMethods } from '../model/method-set.ts'
import type { Cell, Site } from '../model/site.ts'
import type { Outcome } from '../model/outcome.ts'
import { hostLabel, LAYER_NAMES, outcomeLabel } from '../format/routes/label.ts'
import { methodLabel, pathName, patternName, plain, unlessSeen } from '../site/words.ts'
import { passes, type Thing, thingAt } from './at.ts'

/** More paths than that are nothing to read in passing. */
const MOST_PATHS = 6

/** A text of a file, which may be anybody's, as code in Markdown. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `\`${line}\``
}

function titleOf(thing: Thing): string {
  const { origin } = thing
  const where = `(${LAYER_NAMES[origin.layer]}, ${code(origin.name)})`
  if (thing.kind === 'route') {
    const { pattern, methods } = thing.route
    const named = origin.layer === 'express' && !methods.complement ? `${[...methods.names].join(', ')} ` : ''
    return `${origin.layer === 'express' ? 'Route' : 'Location'} ${code(named + patternName(pattern))} ${where}`
  }
  const { refuses, effective, why } = thing.guard
  return `Guard: refuses ${describeMethods(refuses)}${effective ? '' : `, but never runs${why ? `: ${why}` : ''}`} ${where}`
}

/** Who answered last: the place that decided it, or the server itself. */
function whoAnswers({ decidedBy, by, forwarded }: Outcome): string {
  if (decidedBy) return code(`${decidedBy.file}:${decidedBy.start.line}`)
  if (forwarded) return code(forwarded.upstream)
  return by === 'built-in' ? 'built in' : ''
}

const answerOf = (outcomes: Outcome[]): string =>
  [
    ...new Set(
      outcomes.map(
        (one) =>
          `${outcomeLabel(one)}${one.status === null && one.when ? ` ${plain(one.when).replaceAll('|', '\\|')}` : ''}${unlessSeen(one).replaceAll('|', '\\|')}`,
      ),
    ),
  ].join(' or ')

/** A row for methods that get the same. */
function rowsOf(cells: Cell[]): string[] {
  const rows = new Map<string, string[]>()
  for (const { method, outcomes } of cells) {
    const row = `${answerOf(outcomes)} | ${[...new Set(outcomes.map(whoAnswers).filter(Boolean))].join(', ')}`
    rows.set(row, [...(rows.get(row) ?? []), methodLabel(method)])
  }
  return [...rows].map(([row, methods]) => `${[...new Set(methods)].join(', ')} | ${row}`)
}

/** What every method gets by way of a route, location or guard, as Markdown; null: nothing of that kind stands there. */
export function hoverText(site: Site, file: string, offset: number): { text: string; thing: Thing } | null {
  const thing = thingAt(site, file, offset)
  if (!thing) return null
  const byPath = new Map<string, Cell[]>()
  for (const cell of site.cells) {
    if (!cell.outcomes.some((outcome) => passes(outcome, thing.range))) continue
    const key = `${hostLabel(cell)}${pathName(cell)}`
    byPath.set(key, [...(byPath.get(key) ?? []), cell])
  }
  const shown = [...byPath]
    .slice(0, MOST_PATHS)
    .flatMap(([path, cells]) => rowsOf(cells).map((row, index) => `| ${index === 0 ? code(path) : ''} | ${row} |`))
  const table =
    shown.length > 0
      ? ['', '| path | methods | answer | from |', '| --- | --- | --- | --- |', ...shown]
      : ['', 'No request comes here.']
  const more = byPath.size > MOST_PATHS ? ['', `and ${byPath.size - MOST_PATHS} more paths`] : []
  return { text: [titleOf(thing), ...table, ...more].join('\n'), thing }
}
