import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** mod_speling per directory; null: not said. */
export interface SpelingDir {
  enabled: (Item & { on: boolean }) | null
  caseOnly: boolean | null
  baseName: boolean | null
}

export const createSpeling = (): SpelingDir => ({ enabled: null, caseOnly: null, baseName: null })
export const mergeSpeling = (base: SpelingDir, add: SpelingDir): SpelingDir => ({
  enabled: add.enabled ?? base.enabled,
  caseOnly: add.caseOnly ?? base.caseOnly,
  baseName: add.baseName ?? base.baseName,
})

export function readSpeling(directive: ApacheDirective, scope: ModuleScope, dir: SpelingDir): void {
  const on = directive.args[0]?.value.toLowerCase() === 'on'
  if (directive.key === 'checkspelling') dir.enabled = { ...itemOf(directive.range, scope), on }
  else if (directive.key === 'checkcaseonly') dir.caseOnly = on
  else dir.baseName = on
}

/** sp_reason, the best first; one that only shares what stands before the first dot is never enough. */
const IDENTICAL_BUT_CASE = 0
const TOO_DIFFERENT = 5

/** spdist: one letter swapped with the next, left out, added or changed, whatever the case. */
function distance(asked: string, name: string): number {
  const [a, b] = [asked.toLowerCase(), name.toLowerCase()]
  let at = 0
  while (at < a.length && a.charAt(at) === b.charAt(at)) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  if (
    restA.length > 1 &&
    restA.charAt(0) === restB.charAt(1) &&
    restA.charAt(1) === restB.charAt(0) &&
    restA.slice(2) === restB.slice(2)
  )
    return 1
  if (restA.slice(1) === restB) return 3
  if (restA === restB.slice(1)) return 2
  return restA.slice(1) === restB.slice(1) ? 4 : TOO_DIFFERENT
}

const beforeDot = (name: string): string => name.split('.')[0]?.toLowerCase() ?? ''

/** check_speling: the name in a folder that is surely meant, 'several' where httpd offers a choice, null where nothing is alike. */
export function meantName(
  asked: string,
  names: readonly string[],
  { caseOnly, baseName }: SpelingDir,
): string | 'several' | null {
  const found = names
    .flatMap((name) => {
      const rank =
        asked.toLowerCase() === name.toLowerCase() ? IDENTICAL_BUT_CASE : caseOnly ? null : distance(asked, name)
      if (rank === null) return []
      const alike = rank < TOO_DIFFERENT || (baseName !== false && beforeDot(asked) === beforeDot(name))
      return alike ? [{ name, rank }] : []
    })
    .sort((a, b) => a.rank - b.rank)
  const [best, second] = found
  if (!best) return null
  return best.rank < TOO_DIFFERENT && best.rank !== second?.rank ? best.name : 'several'
}
