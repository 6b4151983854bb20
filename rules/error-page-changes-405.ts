import type { Site } from '../src/model/site.ts'
import { errorPageOf } from '../src/nginx/words/error-page.ts'
import { readLocation } from '../src/nginx/words/location.ts'
import { leadsElsewhere } from '../src/nginx/words/rewrite.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt, everyDirective, layerAt } from '../src/questions/blocks.ts'
import { outcomesThrough, placeKey } from '../src/questions/index.ts'
import type { Directive } from '../src/text/directive.ts'
import { samePlace, type SourceRange } from '../src/text/range.ts'

interface Changed {
  directive: Directive
  status: number
  becomes: string
}

/** What a bare `=` comes to: the statuses that the page was seen to answer with; none where the files leave one open, or one keeps the refusal. */
function seenStatuses(site: Site, { range }: Directive): number[] {
  const seen = new Set((outcomesThrough(site).get(placeKey(range)) ?? []).map(({ status }) => status))
  const known = [...seen].filter((status) => status !== null)
  return known.length === seen.size && !known.includes(405) && !known.includes(501) ? known.sort((a, b) => a - b) : []
}

/** The refusal is said in its own location, which an error page led to, and goes out as it is: one error page follows no other. */
function isIdle(site: Site, range: SourceRange, location: Directive | undefined): boolean {
  if (location?.name !== 'location' || (outcomesThrough(site).get(placeKey(range)) ?? []).length > 0) return false
  const answers = outcomesThrough(site).get(placeKey(location.range)) ?? []
  return answers.some(
    ({ status, steps, decidedBy }) =>
      (status === 405 || status === 501) &&
      decidedBy !== null &&
      steps.some(({ kind }) => kind === 'error-page') &&
      blocksAround(site, decidedBy).some((block) => samePlace(block.range, location.range)),
  )
}

/** What may answer by itself, or out of sight. */
const OTHER_HANDLERS = /^(?:include|lua_|content_by_|js_)/

/** Whether everything in a location, or in all of a server's, is passed on. */
const passesOn = ({ name, block }: Directive): boolean => {
  const inside = block ?? []
  if (inside.some((one) => OTHER_HANDLERS.test(one.name))) return false
  const locations = inside.filter((one) => one.name === 'location')
  const isLeaf = name === 'location' && inside.some((one) => one.name === 'proxy_pass')
  return locations.every(passesOn) && (isLeaf || locations.some(takesAll))
}

/** `location /`: nothing is left to the files. */
const takesAll = (location: Directive): boolean => {
  const read = readLocation(location).value
  return read !== null && read.kind !== 'regex' && read.kind !== 'exact' && read.name === '/'
}

/**
 * Whether an answer is known to come to the error page, where all that it stands for is passed on: unless nginx intercepts what comes from
 * behind, the refusal is the backend's own and goes out as it is.
 */
function mayAct(site: Site, { range }: Directive): boolean {
  const [block] = blocksAround(site, range)
  if (isIdle(site, range, block)) return false
  if (!block || (block.name !== 'location' && block.name !== 'server') || !passesOn(block)) return true
  return (outcomesThrough(site).get(placeKey(range)) ?? []).length > 0 || !entered(site, block)
}

/** Whether any answer is known of a block. */
const entered = (site: Site, block: Directive): boolean =>
  [block, ...(block.block ?? [])].some(
    ({ name, range }) =>
      (name === 'location' || name === 'server') &&
      directiveAt(site, range) !== null &&
      (outcomesThrough(site).get(placeKey(range)) ?? []).length > 0,
  )

/** nginx: `error_page 405 =200 /x`, `= /x`, or a URL, which is a 302. */
function changedByErrorPage(site: Site, directive: Directive): Changed | null {
  const { statuses, overwrite = null, target } = errorPageOf(directive) ?? {}
  const status = statuses?.find((one) => one === 405 || one === 501)
  if (status === undefined || !target) return null
  if (overwrite === null || overwrite === 0) {
    if (leadsElsewhere(target.value)) return { directive, status, becomes: '302' }
    if (overwrite === null) return null
    const seen = seenStatuses(site, directive)
    return seen.length > 0 ? { directive, status, becomes: seen.join(', ').replace(/, (\d+)$/, ' or $1') } : null
  }
  // 405 to 501 is another rule's, and 501 to 405 is a repair.
  return overwrite === 501 || overwrite === 405 ? null : { directive, status, becomes: String(overwrite) }
}

/** Apache: an ErrorDocument at a full URL, be it the own host's. */
function changedByErrorDocument(directive: Directive): Changed | null {
  const [status, target] = directive.args.map(({ value }) => value)
  return (status === '405' || status === '501') && target !== undefined && /^(?:https?|ftp):\/\//i.test(target)
    ? { directive, status: Number(status), becomes: '302' }
    : null
}

export default defineRule({
  id: 'error-page-changes-405',
  severity: 'error',
  layers: ['nginx', 'apache'],
  summary: 'An error page turns a 405 or 501 into something else',
  spec: 'RFC 9110 §15.5.6',
  messages: { changed: 'Expected clients to see the {{status}}, which this turns into {{becomes}}: {{instead}}' },
  check({ site, report }) {
    for (const directive of everyDirective(site)) {
      const layer = layerAt(site, directive.range)
      const name = directive.name.toLowerCase()
      const found =
        layer === 'nginx' && name === 'error_page'
          ? mayAct(site, directive)
            ? changedByErrorPage(site, directive)
            : null
          : layer === 'apache' && name === 'errordocument'
            ? changedByErrorDocument(directive)
            : null
      if (!found) continue
      const { status, becomes } = found
      const instead = layer === 'nginx' ? `leave out the \`=\` and name a local page` : 'name a local page by its path'
      report({ message: 'changed', range: directive.range, data: { status, becomes, instead } })
    }
  },
})
