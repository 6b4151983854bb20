import type { Site } from '../src/model/site.ts'
import { errorPageOf } from '../src/nginx/words/error-page.ts'
import { type LocationName, readLocation } from '../src/nginx/words/location.ts'
import { leadsElsewhere, returnOf } from '../src/nginx/words/rewrite.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, everyDirective, layerAt } from '../src/questions/blocks.ts'
import { placeKey } from '../src/questions/index.ts'
import type { Directive } from '../src/text/directive.ts'
import type { Related } from '../src/text/finding.ts'

const FAILURES = new Set([500, 502, 503, 504])

interface Found {
  directive: Directive
  status: number
  related: Related[]
}

/** The plain `return 501` that a named location answers everything with. */
const returned = (block: Directive[] | null): Directive | undefined =>
  block?.find(({ name }) => name === 'return' || name === 'if' || name === 'proxy_pass' || name === 'try_files')

/** The location that an error page is taken from, by its own name. */
const isPage = (directive: Directive, target: string): boolean =>
  directive.name === 'location' && isNamed(readLocation(directive).value, target)

const isNamed = (location: LocationName | null, target: string): boolean =>
  location !== null && location.kind !== 'regex' && location.name === target

/** nginx: `error_page 502 =501 /x`, or a location that returns 501; what stands before `return` with a text, a bare one has the last word. */
function fromErrorPage(site: Site, directive: Directive): Found | null {
  const { statuses, overwrite, target } = errorPageOf(directive) ?? {}
  const status = statuses?.find((one) => FAILURES.has(one))
  if (status === undefined || !target || leadsElsewhere(target.value)) return null
  if (overwrite === 501) return { directive, status, related: [] }
  const server = blocksAround(site, directive.range).find(({ name }) => name === 'server')
  const location = server?.block?.find((one) => isPage(one, target.value))
  const answer = returned(location?.block ?? null)
  const returns = returnOf(answer)
  return answer && returns?.status === 501 && (overwrite === 0 || returns.text === null)
    ? { directive: answer, status, related: [{ message: 'the error page', range: directive.range }] }
    : null
}

export default defineRule({
  id: '501-in-error-path',
  severity: 'warn',
  layers: ['nginx', 'express'],
  summary: 'A failure that is answered with 501: it is 500, 502, 503 or 504',
  spec: 'RFC 9110 §15.6',
  messages: {
    page: 'Expected the {{status}} of a failure instead of 501, which says that the server knows no such method: keep the status, or write `={{status}}`',
    returned:
      'Expected the {{status}} of a failure instead of 501, which says that the server knows no such method: write `return {{status}}`',
    handler: '{{text}}',
  },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const one of everyDirective(site)) {
      const found = layerAt(site, one.range) === 'nginx' ? fromErrorPage(site, one) : null
      if (!found || seen.has(placeKey(found.directive.range))) continue
      seen.add(placeKey(found.directive.range))
      report({
        message: found.directive === one ? 'page' : 'returned',
        range: found.directive.range,
        data: { status: found.status },
        related: found.related,
      })
    }
    for (const { ruleId, message, range } of site.problems)
      if (ruleId === '501-in-error-path') report({ message: 'handler', data: { text: message }, range })
  },
})
