import { addTo } from '../text/group.ts'
import { type Answer, type Change, type ChangeKind } from '../index.ts'
import { cellText } from './routes/markdown.ts'
import { hostLabel } from './routes/label.ts'
import { visible, width } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'
import { plural } from './summary.ts'

export const TITLES: Record<ChangeKind, string> = {
  lost: 'No longer served',
  new: 'Newly served',
  status: 'Another status',
  allow: 'Another Allow',
  caching: 'Other caching',
  unknown: 'Cannot be told apart',
}
const STYLES: Record<ChangeKind, Style> = {
  lost: 'red',
  new: 'green',
  status: 'yellow',
  allow: 'cyan',
  caching: 'cyan',
  unknown: 'magenta',
}

/** `200|404`, `sent on`, `?`. */
export const statusesOf = ({ statuses: all, forwarded }: Answer): string =>
  all.map((status) => (status === null ? (forwarded ? 'sent on' : '?') : String(status))).join('|')
/** `GET or unknown`. */
export const valuesOf = (all: (string | null)[]): string =>
  all.map((value) => (value === null ? 'unknown' : value === '' ? 'none' : value)).join(' or ')

/** `204 → 405`, `Allow GET → GET, POST`. */
function words({ kind, before, after }: Change): string {
  const was = statusesOf(before)
  const is = statusesOf(after)
  if (was !== is) return `${was} → ${is}`
  if (kind === 'caching' || valuesOf(before.allow) === valuesOf(after.allow))
    return `${was}, Cache-Control ${valuesOf(before.caching)} → ${valuesOf(after.caching)}`
  return `${was}, Allow ${valuesOf(before.allow)} → ${valuesOf(after.allow)}`
}

const at = ({ after, before }: Change): string => {
  const place = after.decidedBy ?? before.decidedBy
  return place ? `${place.file}:${place.start.line}${after.decidedBy ? '' : ' (before)'}` : ''
}

export const changesByKind = (changes: Change[]): Map<ChangeKind, Change[]> => {
  const found = new Map<ChangeKind, Change[]>()
  for (const change of changes) found.set(change.kind, [...(found.get(change.kind) ?? []), change])
  return found
}

const methodsOf = ({ methods }: Change): string => methods.join(', ')

/** How much changes, in a line. */
export function changeSummary(changes: Change[]): string {
  const counts = [...changesByKind(changes)].map(
    ([kind, all]) => `${all.reduce((sum, { methods }) => sum + methods.length, 0)} ${kind}`,
  )
  return changes.length === 0
    ? 'Every method and path is answered as before'
    : `${plural(changes.length, 'change')} (answers: ${counts.join(', ')})`
}

/** Paths that are told by name before the rest is only counted. */
const ALIKE = 5
const TOLD_IN_FULL = new Set<ChangeKind>(['lost', 'new'])

/** Where a change of one line alters many paths alike, a few of them and how many more; what is lost or new is told in full. */
function withoutRepeats(changes: Change[]): Change[] {
  const keyOf = (change: Change): string =>
    [hostLabel(change), change.kind, methodsOf(change), words(change), at(change)].join('\n')
  const groupsOf = new Map<string, Change[]>()
  const counted = new Map<string, number>()
  for (const change of changes) addTo(groupsOf, keyOf(change), change)
  return changes.flatMap((change) => {
    const key = keyOf(change)
    const group = groupsOf.get(key) ?? []
    const index = counted.get(key) ?? 0
    counted.set(key, index + 1)
    if (TOLD_IN_FULL.has(change.kind) || group.length <= ALIKE + 1 || index < ALIKE) return [change]
    return index === ALIKE ? [{ ...change, path: `… and ${group.length - ALIKE} more paths` }] : []
  })
}

/** Columns; a longer path stands on a line of its own. */
const LONG_PATH = 44

function changeLines(
  change: Change,
  { pathWidth, indent, paint }: { pathWidth: number; indent: string; paint: Paint },
): string[] {
  const path = visible(change.path)
  const rest =
    `${paint('bold', visible(methodsOf(change)))}: ${visible(words(change))}  ${paint('cyan', visible(at(change)))}`.trimEnd()
  const isLong = width(path) > pathWidth
  return isLong
    ? [`${indent}${path}`, `${indent}${' '.repeat(pathWidth)}  ${rest}`]
    : [`${indent}${path}${' '.repeat(pathWidth - width(path))}  ${rest}`]
}

/** For a terminal. */
export function diffText(every: Change[], paint: Paint): string {
  const changes = withoutRepeats(every)
  const pathWidth = Math.max(0, ...changes.map(({ path }) => width(visible(path))).filter((one) => one <= LONG_PATH))
  const severalHosts = new Set(changes.map(hostLabel)).size > 1
  const blocks = [...changesByKind(changes)].map(([kind, all]) =>
    [
      paint(['bold', STYLES[kind]], TITLES[kind]),
      ...all.flatMap((change, index) => {
        const before = all[index - 1]
        const isNewHost = severalHosts && (!before || hostLabel(before) !== hostLabel(change))
        return [
          ...(isNewHost ? [`  ${visible(hostLabel(change))}`] : []),
          ...changeLines(change, { pathWidth, indent: severalHosts ? '    ' : '  ', paint }),
        ]
      }),
      '',
    ].join('\n'),
  )
  return `${[...blocks, changeSummary(every)].join('\n')}\n`
}

/** For a pull request comment. */
export function diffMarkdown(changes: Change[]): string {
  if (changes.length === 0) return `**verblint**: ${changeSummary(changes).toLowerCase()}.\n`
  const blocks = [...changesByKind(withoutRepeats(changes))].map(([kind, all]) =>
    [
      `#### ${TITLES[kind]}`,
      '',
      '| host | path | methods | answer | decided by |',
      '| :-- | :-- | :-- | :-- | :-- |',
      ...all.map(
        (change) =>
          `| ${[hostLabel(change), change.path, methodsOf(change), words(change), at(change)].map(cellText).join(' | ')} |`,
      ),
      '',
    ].join('\n'),
  )
  return [`**verblint**: ${changeSummary(changes)}`, '', ...blocks].join('\n')
}
