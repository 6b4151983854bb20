import { describeMethods } from '../src/model/method-set.ts'
import type { MethodSet } from '../src/model/method-set.ts'
import type { Guard } from '../src/model/origin.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt, layerAt } from '../src/questions/blocks.ts'
import { blockedMethods } from '../src/questions/blocked.ts'
import { refusalEdit } from '../src/questions/fixes.ts'
import { headerEdit } from '../src/questions/header-fixes.ts'
import { WRONG_STATUSES, wrongBranches } from '../src/questions/method-branches.ts'
import { refusedPreflights } from '../src/questions/preflights.ts'
import { askedPaths, isClosed, once, outcomesThrough, placeKey, servedAt, statusPlace } from '../src/questions/index.ts'
import { skippedByLimits } from '../src/questions/skipped.ts'
import { allowField, methodList, pathName, plainest } from '../src/site/words.ts'
import type { Fix } from '../src/text/finding.ts'
import { samePlace } from '../src/text/range.ts'
import type { SourceRange } from '../src/text/range.ts'

const NOBODYS = new Set(['TRACE', 'TRACK', 'DEBUG', 'CONNECT'])

/** Whoever keeps these out does not mean the resource: no application serves them (DEBUG and TRACK are IIS's). */
const isAboutTracing = ({ complement, names }: MethodSet): boolean =>
  !complement && [...names].every((name) => NOBODYS.has(name))

const isOptionsAlone = ({ complement, names }: MethodSet): boolean =>
  !complement && [...names].every((name) => name === 'OPTIONS')

const answersThrough = (site: Site, { range }: Guard): Outcome[] => outcomesThrough(site).get(placeKey(range)) ?? []

const statusOf = ({ status, by }: Outcome): number | null => (by === 'closed' ? 444 : status)

/** What a guard lets through, as Allow names it: nobody lists TRACE. */
const allowOf = ({ names }: MethodSet): string =>
  allowField([...names].filter((name) => name !== 'TRACE' && name !== 'CONNECT'))

/** An error page gives the refusal its text, and leaves it its status. */
const isWorded = ({ steps }: Outcome): boolean => steps.some(({ kind }) => kind === 'error-page')

/** Where the page may be missing, or be a folder, what comes instead says nothing of the refusal. */
const lacksPage = (outcome: Outcome): boolean =>
  (outcome.by === 'not-found' || outcome.by === 'redirect') && isWorded(outcome)

const isWrongStatus = (status: number | null): status is number => status !== null && WRONG_STATUSES.includes(status)

/** What else may come back where an answer of a wrong status does. */
const besideWrong = once((site) => {
  const found = new Map<Outcome, Outcome[]>()
  let before: Outcome[] | undefined
  for (const { outcomes } of askedPaths(site).flatMap(({ cells }) => cells)) {
    // Most methods of a path are answered alike.
    if (outcomes === before) continue
    before = outcomes
    for (const outcome of outcomes) if (isWrongStatus(statusOf(outcome))) found.set(outcome, outcomes)
  }
  return found
})

/** Past every guard, whatever comes then. */
const OF_FILES = new Set<Outcome['by']>(['static', 'not-found', 'built-in'])
const LETS_IN = new Set<Outcome['by']>(['response', 'proxy', 'script', 'redirect'])

const isLetIn = ({ status, by }: Outcome): boolean =>
  OF_FILES.has(by) || (LETS_IN.has(by) && (status === null || status < 400))

/** Who else it is, or where from, lets some in with the same method, and the guard has nothing to do with them: the 403 is about the others. */
const isAboutSomebody = (site: Site, outcome: Outcome, refused: ReadonlySet<Outcome>): boolean =>
  besideWrong(site)
    .get(outcome)
    ?.some((one) => isLetIn(one) && !refused.has(one)) === true

/** They cannot answer otherwise by themselves. */
const isFixed = (site: Site, { range }: Guard): boolean =>
  ['limit_except', 'limit', 'limitexcept', 'require'].includes(directiveAt(site, range)?.name.toLowerCase() ?? '')

/** The guard answers by itself, and sends nobody on to a place that others may ask for as well. */
const isOwn = (site: Site, { range }: Guard, place: SourceRange): boolean =>
  samePlace(place, range) || blocksAround(site, place).some((block) => samePlace(block.range, range))

/** The right status and the list that goes with it, where both can be written. */
function sayMethodNotAllowed(site: Site, place: SourceRange, outcome: Outcome, allow: string): Fix | undefined {
  const edits = [
    headerEdit(site, place, outcome, { name: 'Allow', value: allow, status: 405 }),
    refusalEdit(site, place),
  ]
  const both = edits.filter((edit) => edit !== null)
  return both.length === edits.length ? { message: `Answer 405 with Allow: ${allow}`, edits: both } : undefined
}

/** The guards of a site, each once: a file that a thousand servers include holds one. */
const guardsOnce = (site: Site): Iterable<Guard> =>
  new Map(
    site.origins
      .flatMap(({ guards }) => guards)
      .map((guard) => [
        `${guard.status} ${guard.effective} ${describeMethods(guard.refuses)} ${placeKey(guard.range)}`,
        guard,
      ]),
  ).values()

export default defineRule({
  id: 'method-guard-wrong-status',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'A refusal that is about the method is a 405 with Allow',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    if: 'Expected 405 with Allow instead of {{status}} for {{methods}}: write `return 405` and `add_header Allow "{{allow}}" always`',
    fixed:
      'Expected 405 with Allow instead of {{status}} for {{methods}}: hand the refusal on, as with `error_page 403 = @refused` and `return 405` there',
    apache:
      'Expected 405 with Allow instead of {{status}} for {{methods}}: write `[R=405]` on the method, a local ErrorDocument 405, and `Header always set Allow "{{allow}}" "expr=%{REQUEST_STATUS} == 405"`',
    express: 'Expected 405 with `Allow: {{allow}}` instead of {{status}} for {{methods}} {{path}}',
  },
  check({ site, report }) {
    const reported = new Set(
      [...blockedMethods(site).map(({ guard }) => guard), ...skippedByLimits(site).map(({ limit }) => limit.range)].map(
        placeKey,
      ),
    )
    const preflights = new Set(refusedPreflights(site).map(({ range }) => placeKey(range)))
    const checkGuard = (guard: Guard): void => {
      const { range, refuses, status, effective } = guard
      if (!effective || !isWrongStatus(status) || reported.has(placeKey(range)) || isAboutTracing(refuses)) return
      const answers = answersThrough(site, guard)
      const isWrong = (outcome: Outcome): boolean =>
        statusOf(outcome) === status && (outcome.by !== 'static' || isWorded(outcome))
      const wrong = answers.filter(isWrong)
      // A refusal that something lifts for some, or that an error page words as a 405, is no plain refusal.
      if (
        answers.some((outcome) => !isWrong(outcome) && !lacksPage(outcome)) ||
        (answers.length > 0 && wrong.length === 0)
      )
        return
      const through = new Set(answers)
      if (wrong.length > 0 && wrong.every((outcome) => isAboutSomebody(site, outcome, through))) return
      const fixed = isFixed(site, guard)
      const place = fixed ? range : (wrong.map((outcome) => statusPlace(site, outcome)?.range).find(Boolean) ?? range)
      // To refuse the preflight alone is wrong under any status.
      if (preflights.has(placeKey(place)) && isOptionsAlone(refuses)) return
      const message = layerAt(site, place) === 'apache' ? 'apache' : fixed ? 'fixed' : 'if'
      const [outcome] = wrong
      const suggestion =
        outcome && !fixed && refuses.complement && isOwn(site, guard, place)
          ? sayMethodNotAllowed(site, place, outcome, allowOf(refuses))
          : undefined
      report({
        message,
        range: place,
        data: { status, methods: describeMethods(refuses), allow: refuses.complement ? allowOf(refuses) : '…' },
        ...(fixed ? { severity: 'info' } : {}),
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
    for (const guard of guardsOnce(site)) checkGuard(guard)
    for (const { status, all } of wrongBranches(site).values()) {
      const shown = plainest(all)
      if (!shown) continue
      const { range, asked, outcome, cell } = shown
      const here = all.filter((one) => one.asked === asked).map((one) => one.cell.method)
      const allow = allowField(servedAt(asked).filter((method) => !here.includes(method)))
      const suggestion =
        all.every((one) => one.asked === asked) && isClosed(asked)
          ? sayMethodNotAllowed(site, range, outcome, allow)
          : undefined
      report({
        message: 'express',
        range,
        about: all,
        data: { status, methods: methodList(here), path: pathName(cell), allow },
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
  },
})
