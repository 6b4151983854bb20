import { pathIn } from '../src/http/target.ts'
import type { Outcome, Step } from '../src/model/outcome.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt, layerAt } from '../src/questions/blocks.ts'
import { OTHER } from '../src/site/cells.ts'
import { addTo } from '../src/text/group.ts'
import { placeKey } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { SourceRange } from '../src/text/range.ts'

interface Refused {
  cell: Cell
  outcome: Outcome
  range: SourceRange
  target: string
  status: number
  decidedBy: SourceRange | null
}

/** What an auth_request may not get if anybody is to be let in: that nobody is there, or not with GET. */
const NO_VERDICT = new Set([404, 405, 501])

const isCheck = (site: Site, { kind, range }: Step): boolean =>
  kind === 'access' && range !== null && directiveAt(site, range)?.name === 'auth_request'

/** Whether a file that is not here may hold the location that is asked. */
function mayBeElsewhere(site: Site, { origin }: Cell, asked: Step | undefined, target: string): boolean {
  const location = asked?.range ? directiveAt(site, asked.range) : null
  if (location?.args.at(-1)?.value === pathIn(target)) return false
  return site.origins.some(
    ({ open, layer }) =>
      layer === origin.layer && open.some(({ range }) => directiveAt(site, range)?.name === 'include'),
  )
}

/** An outcome that an auth_request made a 500 of; null: another's, or none. */
function refusal(site: Site, cell: Cell, outcome: Outcome): Refused | null {
  const { steps, status: sent, decidedBy } = outcome
  const at = steps.findLastIndex((step) => isCheck(site, step))
  const { range, status } = steps[at] ?? {}
  if (
    !range ||
    !status ||
    !NO_VERDICT.has(status) ||
    sent !== 500 ||
    !decidedBy ||
    placeKey(decidedBy) !== placeKey(range)
  )
    return null
  const target = directiveAt(site, range)?.args[0]?.value ?? ''
  const before = steps.slice(0, at)
  if (
    mayBeElsewhere(
      site,
      cell,
      before.findLast(({ kind, range: place }) => kind === 'location' && place && layerAt(site, place) === 'nginx'),
      target,
    )
  )
    return null
  const asked = before.findLast((step) => step.range && placeKey(step.range) !== placeKey(range))
  return { cell, outcome, range, status, target, decidedBy: asked?.range ?? null }
}

export default defineRule({
  id: 'auth-request-method',
  severity: 'error',
  layers: ['nginx'],
  summary: 'An auth_request asks a place that does not answer GET',
  messages: {
    found:
      'Expected {{target}} to answer a GET with 2xx, 401 or 403, since auth_request asks with GET whatever the client uses, and of the {{status}} that it gets here nginx makes a 500 for {{requests}}: let it take GET, or ask a place that does',
  },
  check({ site, report }) {
    const found = new Map<string, Refused[]>()
    for (const cell of site.cells) {
      const checked = cell.outcomes.filter(({ steps }) => steps.some((step) => isCheck(site, step)))
      const refused = checked.flatMap((outcome) => refusal(site, cell, outcome) ?? [])
      // Where some condition lets it in, the files do not say that it never does.
      if (refused.length === checked.length) for (const one of refused) addTo(found, placeKey(one.range), one)
    }
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown) continue
      const { range, target, status, decidedBy, cell } = shown
      const methods = all.filter((one) => one.cell.path === cell.path).map((one) => one.cell.method)
      const requests =
        methods.includes('GET') && methods.includes(OTHER)
          ? `every request for ${pathName(cell)}`
          : `${methodList(methods)} ${pathName(cell)}`
      report({
        message: 'found',
        range,
        about: all,
        data: { target, status, requests },
        related: decidedBy ? [{ message: `what answers it with ${status}`, range: decidedBy }] : [],
      })
    }
  },
})
