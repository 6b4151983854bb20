import type { Outcome } from '../src/model/outcome.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt, layerAt } from '../src/questions/blocks.ts'
import { placeKey } from '../src/questions/index.ts'
import { keptByApache, keptByNginx } from './proxy-cache-stores-errors/stored-errors.ts'
import type { StoredErrors } from './proxy-cache-stores-errors/stored-errors.ts'
import type { SourceRange } from '../src/text/range.ts'

/** The proxy_pass or its like whose answer it is. */
const proxiedAt = ({ steps }: Outcome): SourceRange | undefined => {
  const at = steps.findIndex(({ forwarded }) => forwarded)
  return (
    steps.slice(0, at + 1).findLast(({ kind, range }) => kind === 'handler' && range)?.range ??
    steps[at]?.range ??
    undefined
  )
}

function storedErrors(site: Site): StoredErrors[] {
  const found = new Map<string, StoredErrors>()
  const asked = new Set<string>()
  for (const { method, path, outcomes, origin } of site.cells) {
    if (method !== 'GET' || origin.layer === 'express') continue
    for (const outcome of outcomes) {
      const proxied = proxiedAt(outcome)
      const key = proxied && `${placeKey(proxied)} ${(proxied.includedFrom ?? []).map(placeKey).join(' ')}`
      if (origin.layer === 'nginx' && (!key || asked.has(key))) continue
      const stored =
        origin.layer === 'apache' ? keptByApache(site, outcome, path) : proxied ? keptByNginx(site, proxied, path) : []
      if (key && stored.length > 0) asked.add(key)
      for (const one of stored) if (!found.has(placeKey(one.place))) found.set(placeKey(one.place), one)
    }
  }
  return [...found.values()]
}

export default defineRule({
  id: 'proxy-cache-stores-errors',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  summary: 'The cache of a proxy keeps the 501 and 405 of the application behind it',
  spec: 'RFC 9111 §3',
  messages: {
    nginx:
      'Expected the cache to keep no {{statuses}}, which clients get for as long as this says: name the statuses to keep, or write `{{directive}} 405 501 0;` before it',
    apache:
      'Expected a freshness for good answers only, since the cache keeps a {{statuses}} that has one: add `"expr=%{REQUEST_STATUS} < 400"`',
  },
  check({ site, report }) {
    for (const { place, proxied, statuses, ignores } of storedErrors(site)) {
      const layer = layerAt(site, place)
      if (layer === 'express') continue
      report({
        message: layer,
        range: place,
        data: { statuses, directive: directiveAt(site, place)?.name ?? 'proxy_cache_valid' },
        related: [
          { message: 'the answers that are kept', range: proxied },
          ...(ignores ? [{ message: 'what the application says against it is ignored', range: ignores }] : []),
        ],
      })
    }
  },
})
