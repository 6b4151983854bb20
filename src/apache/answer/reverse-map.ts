import type { ApacheDirective } from '../read/directive.ts'
import type { Exchange } from './exchange.ts'

const known = new WeakMap<readonly ApacheDirective[], readonly string[]>()

/** What the ProxyPassReverse lines of a configuration map, wherever they stand. */
function mappedBy(directives: readonly ApacheDirective[]): readonly string[] {
  const found =
    known.get(directives) ??
    directives.flatMap(({ key, args, block }) => [
      ...(key === 'proxypassreverse'
        ? [args.findLast(({ value }) => value.toLowerCase() !== 'interpolate')?.value ?? '']
        : []),
      ...(block ? mappedBy(block) : []),
    ])
  known.set(directives, found)
  return found
}

const MAPPED = new Set(['location', 'content-location', 'uri', 'destination'])

/** Whether ProxyPassReverse may write a backend's field anew (ap_proxy_location_reverse_map): a URL, or a path where it maps paths. */
export function mayBeMapped(x: Exchange, name: string, value: string | null): boolean {
  if (value === null || !MAPPED.has(name)) return false
  const mapped = mappedBy(x.shared.httpd.configuration.directives)
  return mapped.some((one) => one.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(value))
}
