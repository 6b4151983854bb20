import { HTTP_VARIABLES, STREAM_VARIABLES } from './variables.ts'
import { isBetween, OLDEST, parseVersion } from './version.ts'
import type { Version } from './version.ts'

/** Each of these blocks has its own variables, formats and upstreams; mail has none. */
export type Realm = 'http' | 'stream' | 'mail'

type Names = Map<string, Version | null>

function readNames(text: string): Names {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [name = '', since] = entry.split('+')
        return [name, since === undefined ? null : parseVersion(since)]
      }),
  )
}

const known: Partial<Record<Realm, Names>> = {}
const namesOf = (realm: Realm): Names =>
  (known[realm] ??= readNames({ http: HTTP_VARIABLES, stream: STREAM_VARIABLES, mail: '' }[realm]))

/** Those that a configuration may define anew (NGX_HTTP_VAR_CHANGEABLE), or that `set` may write to, or whose module is seldom there. */
const CHANGEABLE: Record<Realm, RegExp> = {
  http: /^(?:msie|modern_browser|ancient_browser|proxy_(?:host|port)|ssl_.*|args|limit_rate|memcached_key|secure_link.*|uid_.*|invalid_referer|slice_range|gzip_ratio|geoip_.*)$/,
  stream: /^(?:ssl_(?!preread)|geoip_)/,
  mail: /^/,
}

const PREFIXES: Record<Realm, [string, Version | null][]> = {
  http: [
    ['http_', null],
    ['sent_http_', null],
    ['sent_trailer_', [1, 13, 2]],
    ['upstream_http_', null],
    ['upstream_trailer_', [1, 13, 10]],
    ['upstream_cookie_', [1, 7, 1]],
    ['cookie_', null],
    ['arg_', null],
    ['proxy_protocol_tlv_', [1, 23, 2]],
  ],
  stream: [['proxy_protocol_tlv_', [1, 23, 2]]],
  mail: [],
}

/** Since when nginx has a variable of its own of that name: null: since ever; undefined: it has none. */
const beginningOf = (name: string, realm: Realm): Version | null | undefined => {
  const exact = namesOf(realm).get(name)
  return exact !== undefined ? exact : PREFIXES[realm].find(([prefix]) => name.startsWith(prefix))?.[1]
}

/** Whether the version has a variable of that name; without a version: whether any has. */
export function isKnownVariable(name: string, version: Version | null, realm: Realm = 'http'): boolean {
  const since = beginningOf(name, realm)
  return since !== undefined && (!version || isBetween(version, since, null))
}

/** Whether nginx refuses to have it defined anew; without a version: whether all that are asked about do. */
export function isFixedVariable(name: string, version: Version | null, realm: Realm): boolean {
  const since = namesOf(realm).get(name)
  return since !== undefined && isBetween(version ?? OLDEST, since, null) && !CHANGEABLE[realm].test(name)
}

export const knownVariables = (realm: Realm): Iterable<string> => namesOf(realm).keys()
