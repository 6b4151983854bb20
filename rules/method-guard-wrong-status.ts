import { describeMethods } from '../src/model/method-set.ts'
import type { MethodSet } from '../src/model/method-set.ts'
import type { Guard } from '../src/model/origin.ts'
import type { Outcome } from '../src/model/outcome.ts'
import { routeStep } from '../src/model/served.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt, layerAt } from '../src/site/blocks.ts'
import { blockedMethods } from '../src/site/blocked.ts'
import { refusalEdit } from '../src/site/fixes.ts'
import { headerEdit } from '../src/site/header-fixes.ts'
import { decisions, isClosed, outcomesThrough, placeKey, servedAt } from '../src/site/questions.ts'
import type { Decision } from '../src/site/questions.ts'
import { isChosenByMethod } from '../src/site/known-501.ts'
import { SEGMENT } from '../src/site/paths.ts'
import { cellAt } from '../src/site/redirects.ts'
import { allowField, methodList, pathName, plainest } from '../src/site/words.ts'
import type { Fix } from '../src/source/finding.ts'
import type { SourceRange } from '../src/source/range.ts'

const WRONG = [400, 403, 404, 444]

/** Whoever keeps these two out does not mean the resource. */
const isAboutTracing = ({ complement, names }: MethodSet): boolean => !complement && [...names].every((name) => name === 'TRACE' || name === 'TRACK')

const answersThrough = (site: Site, { range }: Guard): Outcome[] => outcomesThrough(site).get(placeKey(range)) ?? []

const statusOf = ({ status, by }: Outcome): number | null => (by === 'closed' ? 444 : status)

/** They cannot answer otherwise by themselves. */
const isFixed = (site: Site, { range }: Guard): boolean => ['limit_except', 'limit', 'limitexcept', 'require'].includes(directiveAt(site, range)?.name.toLowerCase() ?? '')

/** Whatever the request is like, this method gets no more than an error. */
const isRefusedAlways = ({ cell }: Decision): boolean => cell.outcomes.every(({ status }) => status !== null && status >= 400)

/**
 * Middleware that turns some methods away and passes the others on, whatever path is asked below it. What answers all methods where nobody
 * else does, a 404 for unknown paths above all, is none.
 */
function isGuardInMiddleware(site: Site, one: Decision): boolean {
  const { cell, asked, outcome, range } = one
  if (outcome.steps.at(-1)?.kind !== 'middleware' || layerAt(site, range) !== 'express' || !isRefusedAlways(one) || !isChosenByMethod(placeKey(range), one)) return false
  const meets = (method: string): boolean => cellAt(site, cell, `${cell.path.replace(/\/$/, '')}/${SEGMENT}/${SEGMENT}`, method).outcomes
    .some(({ decidedBy }) => decidedBy && placeKey(decidedBy) === placeKey(range))
  return meets(cell.method) && servedAt(asked).some((method) => !meets(method))
}

/** An Express handler that tells methods apart by itself, or an `.all` behind the routes of one path: not the 404 for unknown paths. */
function isMethodBranch(site: Site, one: Decision): boolean {
  const step = routeStep(one.outcome)
  if (!step) return isGuardInMiddleware(site, one)
  if (!step.range || !isRefusedAlways(one) || !isChosenByMethod(placeKey(one.range), one)) return false
  const routes = site.origins.flatMap(({ routes: all }) => all.filter(({ range }) => placeKey(range) === placeKey(step.range ?? range)))
  return routes.length > 0 && routes.every(({ layer, methods, pattern }) => layer === 'express' && methods.complement && !/[*]/.test(pattern.source) && pattern.kind !== 'any')
}

/** The right status and the list that goes with it, where both can be written. */
function sayMethodNotAllowed(site: Site, place: SourceRange, outcome: Outcome, allow: string): Fix | undefined {
  const edits = [headerEdit(site, place, outcome, { name: 'Allow', value: allow, status: 405 }), refusalEdit(site, place)]
  const both = edits.filter((edit) => edit !== null)
  return both.length === edits.length ? { message: `Answer 405 with Allow: ${allow}`, edits: both } : undefined
}

export default defineRule({
  id: 'method-guard-wrong-status',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'A refusal that is about the method is a 405 with Allow',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    if: 'Expected 405 with Allow instead of {{status}} for {{methods}}: write `return 405` and `add_header Allow "…" always`',
    fixed: 'Expected 405 with Allow instead of {{status}} for {{methods}}: hand the refusal on, as with `error_page 403 = @refused` and `return 405` there',
    apache: 'Expected 405 with Allow instead of {{status}} for {{methods}}: write `[R=405]` on the method, a local ErrorDocument 405, and `Header always set Allow "…" "expr=%{REQUEST_STATUS} == 405"`',
    express: 'Expected 405 with `Allow: {{allow}}` instead of {{status}} for {{methods}} {{path}}',
  },
  check({ site, report }) {
    const reported = new Set(blockedMethods(site).map(({ guard }) => placeKey(guard)))
    const checkGuard = (guard: Guard): void => {
      const { range, refuses, status, effective } = guard
      if (!effective || status === null || !WRONG.includes(status) || reported.has(placeKey(range)) || isAboutTracing(refuses)) return
      const answers = answersThrough(site, guard)
      const wrong = answers.filter((outcome) => statusOf(outcome) === status && outcome.by !== 'static')
      // A refusal that something lifts for some, or that an error page words as a 405, is no plain refusal.
      if (answers.length > 0 && wrong.length < answers.length) return
      const fixed = isFixed(site, guard)
      const place = fixed ? range : wrong.find(({ decidedBy }) => decidedBy)?.decidedBy ?? range
      const message = layerAt(site, place) === 'apache' ? 'apache' : fixed ? 'fixed' : 'if'
      const [outcome] = wrong
      const suggestion = outcome && !fixed && refuses.complement ? sayMethodNotAllowed(site, place, outcome, allowField(refuses.names)) : undefined
      report({
        message, range: place, data: { status, methods: describeMethods(refuses) },
        ...(fixed ? { severity: 'info' } : {}), ...(suggestion && { suggestions: [suggestion] }),
      })
    }
    site.origins.flatMap(({ guards }) => guards).forEach(checkGuard)
    for (const status of WRONG) {
      for (const all of decisions(site, status).values()) {
        const wrong = all.filter((one) => isMethodBranch(site, one))
        const shown = plainest(wrong)
        const range = shown?.range
        if (!shown || !range) continue
        const here = wrong.filter(({ asked }) => asked === shown.asked).map(({ cell }) => cell.method)
        const allow = allowField(servedAt(shown.asked).filter((method) => !here.includes(method)))
        const suggestion = wrong.every(({ asked }) => asked === shown.asked) && isClosed(shown.asked) ? sayMethodNotAllowed(site, range, shown.outcome, allow) : undefined
        report({ message: 'express', range, data: { status, methods: methodList(here), path: pathName(shown.cell), allow }, ...(suggestion && { suggestions: [suggestion] }) })
      }
    }
  },
})
