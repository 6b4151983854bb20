import type { Site } from '../model/site.ts'
import type { Finding } from '../text/finding.ts'
import { nearest } from '../text/nearest.ts'
import { addTo } from '../text/group.ts'
import { type Suppression, suppressionsIn } from '../text/suppression.ts'
import type { Problem } from './report.ts'

export interface Suppressed {
  problems: Problem[]
  unused: Finding[]
}

/** Takes away what comments in the files silence. `ran`: the rules that were asked; `known`: all that there are. */
export function suppress(
  problems: Problem[],
  site: Site,
  { ran, known }: { ran: ReadonlySet<string>; known: ReadonlySet<string> },
): Suppressed {
  const all = [...site.files.values()].flatMap((file) => suppressionsIn(file, site.trees.get(file.path)?.comments))
  if (all.length === 0) return { problems, unused: [] }
  const used = new Map<Suppression, Set<string>>(all.map((one) => [one, new Set()]))
  const near = byLine(all)
  const kept = problems.filter((problem) => {
    const silencing = near(problem).filter((one) => covers(one, problem))
    for (const one of silencing) used.get(one)?.add(problem.ruleId)
    return silencing.length === 0
  })
  return { problems: kept, unused: all.flatMap((one) => unusedIn(one, used.get(one) ?? new Set(), { ran, known })) }
}

/** Those that may silence a problem: comments for its line, and ranges of its file. */
function byLine(all: Suppression[]): (problem: Problem) => Suppression[] {
  const groups = new Map<string, Suppression[]>()
  const keyOf = (file: string, line: number | null): string => `${line ?? ''} ${file}`
  for (const one of all) addTo(groups, keyOf(one.file, one.from === one.to ? one.from : null), one)
  return ({ file, range: { start } }) => [
    ...(groups.get(keyOf(file, start.line)) ?? []),
    ...(groups.get(keyOf(file, null)) ?? []),
  ]
}

function covers(
  { file, rules, from, to, again }: Suppression,
  {
    ruleId,
    file: where,
    range: {
      start: { line },
    },
  }: Problem,
): boolean {
  if (file !== where || line < from || line > to) return false
  return rules?.includes(ruleId) ?? !again.some((one) => one.id === ruleId && one.from <= line)
}

/** A comment is only unused by a rule that was asked. */
function unusedIn(
  { rules, range }: Suppression,
  used: Set<string>,
  { ran, known }: { ran: ReadonlySet<string>; known: ReadonlySet<string> },
): Finding[] {
  const finding = (message: string): Finding => ({ ruleId: 'unused-suppression', message, range })
  if (rules === null)
    return used.size > 0 || ran.size < known.size
      ? []
      : [finding('Expected a problem for this comment to silence, there is none: remove it')]
  return rules.flatMap((id) => {
    if (!known.has(id)) {
      const guess = nearest(id, known)
      return [finding(`Unknown rule "${id}"${guess ? `, did you mean "${guess}"?` : ': remove it'}`)]
    }
    return used.has(id) || !ran.has(id)
      ? []
      : [finding(`Expected a problem of ${id} for this comment to silence, there is none: remove it`)]
  })
}
