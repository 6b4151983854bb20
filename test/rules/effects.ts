import * as assert from 'uvu/assert'
import { type Cell, type Linted, lintSite, type Outcome, type Problem } from '../../src/index.ts'
import { parseList } from '../../src/http/allow.ts'
import { isUncacheable } from '../../src/http/caching.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { blocksAround } from '../../src/questions/blocks.ts'
import { everyOutcome } from '../../src/questions/index.ts'
import { pathName } from '../../src/site/words.ts'
import type { Fix } from '../../src/text/finding.ts'
import type { SourceRange } from '../../src/text/range.ts'

/** Fixes that make directives count that did not, and so change answers; what they change is asked for one by one. */
export const AWAKES = new Set(['ifmodule-name', 'invalid-method-name'])

/** Problems that a right correction may lay bare: the list can be read now, the status is a 405's, the method reaches the application. */
export const LAYS_BARE: Record<string, string[]> = {
  'allow-syntax': ['allow-mismatch', 'allow-lists-refused-method'],
  'method-guard-wrong-status': ['cacheable-501', 'fallback-swallows-options', 'allow-mismatch'],
  'proxy-blocks-method': ['method-guard-wrong-status', 'no-405-fallback'],
  'allow-lists-refused-method': ['allow-mismatch'],
  'allow-lost': ['allow-lists-refused-method', 'allow-mismatch'],
}

/** What a rule's corrections change in an answer, and how the answer is then. */
interface Effect {
  status?: true
  header?: (message: string) => string
  holds(now: Outcome, message: string): boolean
}

const writtenAllow = (message: string): string[] | undefined => {
  const [, list] = /Allow(?:: | ")([A-Z, ]+?)[`"']|write "([A-Z, ]+)"/.exec(message) ?? []
  return list === undefined ? undefined : parseList(list)
}
const hasAllow = ({ headers: { allow } }: Outcome, message: string): boolean => {
  const wanted = writtenAllow(message)
  return typeof allow === 'string' && (wanted === undefined || parseList(allow).join() === wanted.join())
}
const listed: Effect = { header: () => 'allow', holds: hasAllow }
const isRefused = ({ status, by }: Outcome): boolean => by === 'denied' || status === 405 || status === 501

export const EFFECTS: Record<string, Effect> = {
  '405-missing-allow': listed,
  'allow-lost': { ...listed, holds: ({ headers: { allow } }) => typeof allow === 'string' },
  'allow-syntax': listed,
  'allow-mismatch': listed,
  'allow-lists-refused-method': { header: () => 'allow', holds: () => true },
  'cacheable-501': {
    header: () => 'cache-control',
    holds: ({ status, headers }) => (status !== 501 && status !== 405) || isUncacheable(headers['cache-control'] ?? ''),
  },
  'header-not-sent-on-error': {
    header: (message) => /^Expected (\S+) on the/.exec(message)?.[1]?.toLowerCase() ?? '',
    holds: ({ status, headers }, message) =>
      !message.includes(`on the ${status} `) ||
      typeof headers[/^Expected (\S+) on the/.exec(message)?.[1]?.toLowerCase() ?? ''] === 'string',
  },
  'redirect-loses-method': {
    status: true,
    holds: ({ status }, message) => message.includes(`Expected ${status} instead`),
  },
  'method-guard-wrong-status': {
    status: true,
    header: () => 'allow',
    holds: (now, message) => now.status === 405 && hasAllow(now, message),
  },
  'proxy-blocks-method': { status: true, holds: (now) => !isRefused(now) && now.forwarded !== undefined },
}

const all = (cwd: string, paths: string[], unsaved?: ReadonlyMap<string, Uint8Array>): Promise<Linted> =>
  lintSite({ cwd, paths, config: false, level: 'info', ...(unsaved ? { unsaved } : {}) })

export const lintAll = (cwd: string, paths: string[]): Promise<Linted> => all(cwd, paths)

export async function withFix(
  { cwd, paths }: { cwd: string; paths: string[] },
  problem: Problem,
  fix: Fix,
  { files }: Linted['report'],
): Promise<Linted> {
  const { texts, applied } = applyFixes([{ ...problem, fix }], files)
  assert.is(applied, 1, `${problem.file} ${problem.message}`)
  return all(
    cwd,
    paths,
    new Map(
      [...texts].map(([path, text]) => [files.get(path)?.absolute ?? '', Buffer.from(text, files.get(path)?.encoding)]),
    ),
  )
}

const cellsOf = ({ site }: Linted): Map<string, Cell> =>
  new Map(
    site.cells.map((cell) => [
      `${site.origins.indexOf(cell.origin)} ${cell.method} ${cell.host}:${cell.socket ?? cell.port}${cell.path}`,
      cell,
    ]),
  )

const shown = ({ status, by, headers, when }: Outcome, but?: string): object => ({
  status,
  by,
  when,
  headers: Object.entries(headers)
    .filter(([name]) => name !== but)
    .sort(),
})

/** The cells that differ, in more than that header; a method that only the mistake named is gone. */
export function changedCells(before: Linted, after: Linted, but?: string): { old: Cell; now: Cell }[] {
  const now = cellsOf(after)
  const answer = (cell: Cell): string => JSON.stringify(everyOutcome(cell).map((outcome) => shown(outcome, but)))
  return [...cellsOf(before)].flatMap(([key, old]) => {
    const other = now.get(key)
    return other && answer(old) !== answer(other) ? [{ old, now: other }] : []
  })
}

export const nameOf = ({ method, host, port, socket, path, outcomes }: Cell): string =>
  `${method} ${host}:${socket ?? port}${path} ${outcomes.map(({ status }) => status).join(' ')}`

const key = ({ file, start }: Pick<SourceRange, 'file' | 'start'>): string => `${file}:${start.line}`

/** Whether an answer has to do with a problem: a place of the one is a place of the other, or stands in its block. */
function concerns(problem: Problem, cell: Cell, { site }: Linted): boolean {
  const places = new Set([
    key({ file: problem.file, ...problem.range }),
    ...(problem.related ?? []).map(({ file, range }) => key({ file, ...range })),
  ])
  return everyOutcome(cell).some(({ decidedBy, steps, written }) =>
    [decidedBy, ...steps.map(({ range }) => range), ...written.map(({ range }) => range)].some(
      (range) =>
        range &&
        [range, ...blocksAround(site, range).map((block) => block.range)].some((place) => places.has(key(place))),
    ),
  )
}

/** The cells that a problem speaks of. */
export const cellsNamed = (problem: Problem, linted: Linted): Cell[] =>
  linted.site.cells.filter((cell) => names(problem, cell) && concerns(problem, cell, linted))

/** Whether a message names a cell: `POST, PUT and other methods /items`. */
function names({ message }: Problem, cell: Cell): boolean {
  const [, list = '', path] =
    /((?:[A-Z]{3,}|unknown methods)(?:(?:, | and )(?:[A-Z]{3,}|other methods|\d+ more methods))*) (\/\S*?)(?=[,:]?(?: |$))/.exec(
      message,
    ) ?? []
  const methods: string[] = list.match(/[A-Z]{3,}/g) ?? []
  return path !== undefined && methods.includes(cell.method) && (pathName(cell) === path || cell.path === path)
}

/** Holds a correction to what it promises: the problem is gone and no other came, the answer is as the message said, and every answer that has
 * nothing to do with it is as it was. */
export function assertEffect(problem: Problem, before: Linted, after: Linted): void {
  const { ruleId, message } = problem
  const effect = EFFECTS[ruleId]
  const count = ({ report }: Linted, id: string): number =>
    report.problems.filter((other) => other.ruleId === id).length
  assert.is(count(after, ruleId), count(before, ruleId) - 1, message)
  if (AWAKES.has(ruleId)) return
  for (const id of new Set(after.report.problems.map((other) => other.ruleId))) {
    if (id !== ruleId && !LAYS_BARE[ruleId]?.includes(id))
      assert.ok(count(after, id) <= count(before, id), `${message} brings ${id}`)
  }
  assert.equal([...cellsOf(after).keys()], [...cellsOf(before).keys()], message)
  const others = changedCells(before, after, effect?.header?.(message)).filter(
    ({ old }) => !(effect?.status && concerns(problem, old, before)),
  )
  assert.equal(
    others.map(({ old }) => nameOf(old)),
    [],
    `other answers: ${message}`,
  )
  const changed = changedCells(before, after)
  assert.equal(
    changed.filter(({ old }) => !concerns(problem, old, before)).map(({ old }) => nameOf(old)),
    [],
    `answers elsewhere: ${message}`,
  )
  if (!effect) return
  const named = [...cellsOf(before)].flatMap(([id, cell]) =>
    names(problem, cell) && concerns(problem, cell, before) ? (cellsOf(after).get(id) ?? []) : [],
  )
  const promised = named.length > 0 ? named : changed.map(({ now }) => now)
  assert.ok(changed.length > 0 && promised.length > 0, message)
  for (const cell of promised)
    assert.ok(
      everyOutcome(cell).some((outcome) => effect.holds(outcome, message)),
      `${nameOf(cell)} is not as promised: ${message}`,
    )
}
