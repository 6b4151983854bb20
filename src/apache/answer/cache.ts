import type { Exchange, Verdict } from './exchange.ts'
import type { Httpd } from '../compile/httpd.ts'
import { readHeader } from '../words/header.ts'
import { placedDirectives } from '../compile/placed.ts'

interface Shown {
  status: number
  range: Verdict['range']
}

const pages = new WeakMap<Httpd, Map<string, Shown[]>>()

/** The statuses that have an error page of this server, by its path. */
function errorPages(httpd: Httpd): Map<string, Shown[]> {
  const known = pages.get(httpd)
  if (known) return known
  const found = new Map<string, Shown[]>()
  for (const {
    directive: { key, args, range },
  } of placedDirectives(httpd)) {
    const [status, page] = key === 'errordocument' ? args.map((word) => word.value) : []
    if (page !== undefined) found.set(page, [...(found.get(page) ?? []), { status: Number(status), range }])
  }
  pages.set(httpd, found)
  return found
}

/** CacheEnable's URL prefixes; without one, everything in its section. */
const isCached = (x: Exchange): boolean =>
  placedDirectives(x.shared.httpd).some(
    ({ directive: { key, args }, scope }) =>
      key === 'cacheenable' && (args[1] ? x.uri.startsWith(args[1].value) : scope.matches(x.uri) !== false),
  )

const LIFETIMES = new Set(['cache-control', 'expires'])

/** An error is stored only where something says how long it lasts, which mod_expires never does. */
const saysHowLong = ({ shared: { httpd } }: Exchange): boolean =>
  placedDirectives(httpd).some(
    ({ directive }) => directive.key === 'header' && LIFETIMES.has(readHeader(directive).value?.name ?? ''),
  )

const READS = new Set(['GET', 'HEAD'])

/**
 * mod_cache stores an error page under the page's own URL, with the error's status: whoever asks for that URL later gets the error. Other
 * caches are taken to be empty; this one lies on a disk that outlives the server, holds what is no answer to its URL, and is the only
 * thing that makes two different answers to one request, so that the files leave it open. null: nothing is stored.
 */
export function storedError(x: Exchange): Verdict | null {
  if (x.shared.httpd.configuration.hasModule('cache_module') === false || !x.method.is(READS)) return null
  const errors = errorPages(x.shared.httpd).get(x.uri) ?? []
  if (errors.length === 0 || !isCached(x) || !saysHowLong(x)) return null
  return x.shared.choices.choose<Verdict | null>('what the cache holds', [
    { value: null, when: 'the cache does not hold the page as it was fetched for an error' },
    ...errors.map(({ status, range }) => ({
      value: { status, by: 'built-in' as const, range },
      when: `the cache holds the page as it was fetched for a ${status}`,
    })),
  ])
}
