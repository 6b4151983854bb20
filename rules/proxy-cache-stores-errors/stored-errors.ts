import { passModule } from '../../src/nginx/directives/handlers.ts'
import { isUncacheable } from '../../src/http/caching.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Site } from '../../src/model/site.ts'
import { cacheValidOf } from '../../src/nginx/words/cache-valid.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt, everyDirective, layerAt } from '../../src/questions/blocks.ts'
import { inEffect } from '../../src/questions/level.ts'
import { placeKey } from '../../src/questions/index.ts'
import { sparesPath } from './exemptions.ts'

/** A place that has a proxy keep the errors of the application behind, the proxied place, and which errors. */
export interface StoredErrors {
  place: SourceRange
  proxied: SourceRange
  statuses: string
  ignores?: SourceRange
}

/** nginx, ngx_http_file_cache_valid(): the first entry that names the status, or any. */
function keptBy(entries: Directive[], status: string): Directive | undefined {
  const first = entries.find((one) => cacheValidOf(one).statuses.some((word) => word === status || word === 'any'))
  return first && cacheValidOf(first).seconds ? first : undefined
}

/** `fastcgi` of fastcgi_pass: each that passes on keeps answers by directives of its own, all alike. */
const prefixOf = (site: Site, proxied: SourceRange): string =>
  passModule(directiveAt(site, proxied)?.name ?? '') ?? 'proxy'

/** Where nginx keeps a 501 that it gets, or a 405 that somebody names; what `501 0` leaves out is meant to be left out. */
export function keptByNginx(site: Site, proxied: SourceRange, path: string): StoredErrors[] {
  const prefix = prefixOf(site, proxied)
  const all = (name: string): Directive[] | null => inEffect(site, proxied, `${prefix}_${name}`)
  const value = (name: string): string | undefined | null => {
    const found = all(name)
    return found && found.at(-1)?.args[0]?.value
  }
  const [zone, buffering, entries, exempt] = [value('cache'), value('buffering'), all('cache_valid'), all('no_cache')]
  if (
    !zone ||
    zone === 'off' ||
    buffering === 'off' ||
    buffering === null ||
    !entries ||
    !exempt?.every((one) => sparesPath(site, one, path))
  )
    return []
  const [by501, by405] = [keptBy(entries, '501'), keptBy(entries, '405')]
  const explicit405 = by405?.args.some(({ value: status }) => status === '405') ? by405 : undefined
  const ignores = all('ignore_headers')?.at(-1)?.range
  const places = [...new Set([by501, explicit405].flatMap((entry) => entry ?? []))]
  return places.map(({ range, args }) => {
    const named = args.map(({ value: status }) => status).filter((status) => status === '501' || status === '405')
    return {
      place: range,
      proxied,
      statuses: named.length > 0 ? named.join(' or ') : '501 or 405',
      ...(ignores && { ignores }),
    }
  })
}

const isFresh = (value: string): boolean =>
  !isUncacheable(value) && /(?:^|[\s,])(?:s-maxage|max-age)="?0*[1-9]/i.test(value)

/** `Header set Cache-Control …` whatever the answer is. */
function isUnconditional(site: Site, range: SourceRange): boolean {
  const words = directiveAt(site, range)?.args.map(({ value }) => value.toLowerCase()) ?? []
  const [action, , , ...conditions] = words[0] === 'always' || words[0] === 'onsuccess' ? words.slice(1) : words
  return (
    action === 'set' &&
    conditions.length === 0 &&
    !blocksAround(site, range).some(({ name }) => /^(?:if|elseif|else|files|filesmatch)$/i.test(name))
  )
}

/** Whether mod_cache is on at the path, in the server that answers. */
function isCachedPath(site: Site, { steps }: Outcome, path: string): boolean {
  const passed = new Set(steps.flatMap(({ range }) => (range ? [placeKey(range)] : [])))
  const all = everyDirective(site).filter(({ range }) => layerAt(site, range) === 'apache')
  if (all.some(({ name }) => /^(?:cachedisable|cachestoreonstatus)$/i.test(name))) return false
  return all.some(({ name, args, range }) => {
    if (name.toLowerCase() !== 'cacheenable') return false
    const around = blocksAround(site, range).filter((block) => !/^ifmodule$/i.test(block.name))
    if (!around.every((block) => passed.has(placeKey(block.range)))) return false
    return args[1] ? path.startsWith(args[1].value) : around.some((block) => /^location$/i.test(block.name))
  })
}

/** Where httpd gives every answer of an application a freshness, errors included, and keeps what has one. */
export function keptByApache(site: Site, outcome: Outcome, path: string): StoredErrors[] {
  const proxied = outcome.steps.find(({ forwarded, range }) => forwarded && range)?.range
  const header = outcome.written.findLast(({ name, arrives }) => arrives && name.toLowerCase() === 'cache-control')
  if (!proxied || !header?.value || !isFresh(header.value) || layerAt(site, header.range) !== 'apache') return []
  if (!isUnconditional(site, header.range) || !isCachedPath(site, outcome, path)) return []
  return [{ place: header.range, proxied, statuses: '501 or 405' }]
}
