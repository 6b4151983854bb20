import { has } from '../../directives/version.ts'
import type { Version } from '../../directives/version.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { parseUrl } from '../../words/url.ts'
import type { Url } from '../../words/url.ts'
import { readRegex, readVariables } from '../usage.ts'
import { parseNumber, parseTime } from '../../words/values.ts'
import { cacheValidOf } from '../../words/cache-valid.ts'
import { readLocation } from '../../words/location.ts'
import { nameZone, sizeZone } from './zones.ts'

/** `fastcgi_pass`, `uwsgi_pass` …: an address or the name of an upstream block. */
export const pass =
  (schemes: RegExp, wanted: { uriPart?: boolean; needsPort?: boolean; scheme?: string } = {}): Check =>
  (subject) => {
    const [word] = subject.args
    const text = word?.value ?? ''
    const second = once(subject)
    if (second || !word || hasHole(word.raw)) return second
    if (text.includes('$') && subject.name !== 'memcached_pass') return readVariables(subject.state.usage, word)
    const scheme = schemes.exec(text)?.[0] ?? ''
    if (wanted.scheme && scheme === '')
      return complain(`Expected a URL that begins with ${wanted.scheme}, not "${text}"`, word)
    const url = parseUrl(text.slice(scheme.length), wanted)
    if (url.error !== undefined) return complain(url.error, word)
    return noteUpstream(subject, url, wanted.needsPort ?? false) ?? (url.uri ? mayHaveUri(subject) : null)
  }

/** ngx_http_upstream_add: the name of an upstream block takes no port. */
function noteUpstream(
  { args: [word], directive, state: { usage } }: Subject,
  url: Url,
  needsPort: boolean,
): Complaint | null {
  if (!word || url.kind === 'unix') return null
  const block = usage.upstreams.get(url.host)
  if (block && url.port !== null)
    return {
      ...complain(`Expected no port after the name of the upstream block "${url.host}"`, word),
      related: [{ message: 'the upstream block', range: block.range }],
    }
  usage.passes.push({ host: url.host, port: url.port, needsPort: needsPort && url.port === null, word, directive })
  return null
}

/** Where nginx cannot tell which part of the path to replace. */
const WITHOUT_PATH: Record<string, string> = {
  regex: 'a regex location',
  named: 'a named location',
  L: 'an "if"',
  x: 'a "limit_except"',
}

function mayHaveUri({ args, scope }: Subject): Complaint | null {
  const where = scope.context === 'l' && scope.opener ? readLocation(scope.opener).value?.kind : scope.context
  const why = WITHOUT_PATH[where ?? '']
  return why ? complain(`Expected a "proxy_pass" without a path in ${why}`, args[0]) : null
}

/** A list that `off` must be alone in: proxy_cookie_domain, proxy_cookie_path, mirror. */
function offAlone(subject: Subject): Complaint | null {
  const { args, name, scope, directive } = subject
  const first = scope.notes.get(name)
  const isOff = args.length === 1 && args[0]?.value === 'off'
  scope.notes.set(name, first && first.args[0]?.value === 'off' ? first : directive)
  if (!first || (!isOff && first.args[0]?.value !== 'off')) return null
  return {
    message: `Expected "${name} off" to be the only "${name}" in its block`,
    related: [{ message: `the first "${name}"`, range: first.range }],
  }
}

const cookie =
  (caseMark: boolean): Check =>
  (subject) => {
    const { args, state } = subject
    const [pattern, ...rest] = args
    const only = args.length === 1
    const alone = offAlone(subject)
    if (alone) return alone
    if (only)
      return pattern?.value === 'off'
        ? null
        : complain(`Expected "off" or two parameters, not "${pattern?.value ?? ''}"`, pattern)
    const [, text] = (caseMark ? /^~\*?(.*)$/s : /^~(.*)$/s).exec(pattern?.value ?? '') ?? []
    const complaint = text === undefined ? readVariables(state.usage, pattern) : readRegex(state.usage, pattern, text)
    return complaint ?? rest.map((word) => readVariables(state.usage, word)).find(Boolean)
  }

function redirect(subject: Subject): Complaint | null | undefined {
  const { args, scope } = subject
  const [first] = args
  const text = first?.value ?? ''
  const alone = offAlone(subject)
  if (alone || args.length === 2) return alone ?? cookie(true)({ ...subject, name: 'proxy_redirect pattern' })
  if (text === 'off') return null
  if (text !== 'default') return complain(`Expected "default", "off" or two parameters, not "${text}"`, first)
  const target = scope.first.get('proxy_pass')
  if (!target) return complain('Expected "proxy_pass" before "proxy_redirect default" in the same block')
  return target.args[0]?.value.includes('$')
    ? complain('Expected no "proxy_redirect default" beside a "proxy_pass" with variables')
    : null
}

const store: Check = (subject) => {
  const { name, args, scope, directive, state } = subject
  const [word] = args
  const off = word?.value === 'off'
  const other = name.endsWith('_store') ? name.replace('_store', '_cache') : name.replace('_cache', '_store')
  const complaint =
    once(subject) ?? (!off && scope.notes.has(other) ? complain(`Expected no "${name}" beside "${other}"`) : null)
  if (complaint || off) return complaint
  scope.notes.set(name, directive)
  if (word?.value.includes('$')) return readVariables(state.usage, word)
  return name.endsWith('_cache') ? nameZone(subject, word?.value ?? '', name.split('_')[0] ?? '') : null
}

/** ngx_http_file_cache_set_slot. */
function cachePath(subject: Subject): Complaint | null {
  const parameters = subject.args.slice(1)
  const wrong = parameters.find(({ value, raw }) => !hasHole(raw) && !isCacheParameter(value, subject.state.version))
  if (wrong) return complain(`Expected a parameter such as "keys_zone=name:10m", not "${wrong.value}"`, wrong)
  const zone = parameters.find(({ value }) => value.startsWith('keys_zone='))
  return zone
    ? sizeZone(subject, zone, 10, subject.name.split('_')[0] ?? '', 2 * 4096)
    : complain('Expected the parameter "keys_zone=" with a name and a size')
}

function isCacheParameter(text: string, version: Version | null): boolean {
  const [, name = '', value = ''] = /^([a-z_]+)=(.*)$/s.exec(text) ?? []
  if (name === 'levels') return /^[12](?::[12]){0,2}$/.test(value)
  if ((name === 'manager_files' || name === 'manager_sleep' || name === 'manager_threshold') && !has(version, 1, 11, 5))
    return false
  if ((name === 'use_temp_path' && !has(version, 1, 7, 10)) || (name === 'min_free' && !has(version, 1, 19, 1)))
    return false
  // The commercial edition alone knows of a purger.
  if (name.startsWith('purger') && version) return false
  if (name === 'use_temp_path' || name === 'purger') return value === 'on' || value === 'off'
  if (/^(?:loader|manager|purger)_files$/.test(name)) return parseNumber(value) !== null
  if (/^(?:loader|manager|purger)_(?:sleep|threshold)$/.test(name)) return parseTime(value, false) !== null
  if (name === 'inactive') return parseTime(value, true) !== null
  if (name === 'max_size' || name === 'min_free') return /^[0-9]+[kmg]?$/i.test(value)
  return name === 'keys_zone'
}

/** ngx_http_file_cache_valid_set_slot: statuses, then a time. */
function cacheValid({ directive, args }: Subject): Complaint | null {
  const time = args.at(-1)
  if (time && !hasHole(time.raw) && cacheValidOf(directive).seconds === null)
    return complain(`Expected a time such as 10m, not "${time.value}"`, time)
  const wrong = args.slice(0, -1).find(({ value }) => value !== 'any' && !isStatus(value))
  return wrong ? complain(`Expected a status from 100 to 599 or "any", not "${wrong.value}"`, wrong) : null
}

const isStatus = (text: string): boolean => {
  const status = parseNumber(text)
  return status !== null && status >= 100 && status <= 599
}

/** ngx_http_upstream_param_set_slot. */
const param: Check = ({ args, state }) => {
  const [, value, flag] = args
  if (flag && flag.value !== 'if_not_empty') return complain(`Expected "if_not_empty", not "${flag.value}"`, flag)
  const complaint = readVariables(state.usage, value)
  if (complaint) state.late.push(complaint)
  return null
}

function splitPathInfo({ args, state }: Subject): Complaint | null {
  const [word] = args
  const groups = (word?.value.replace(/\\./gs, '').match(/\((?!\?)/g) ?? []).length
  return (
    readRegex(state.usage, word) ??
    (groups === 2 || hasHole(word?.raw ?? '') || word?.value.includes('[')
      ? null
      : complain(`Expected a pattern with two groups, not ${groups}`, word))
  )
}

const cacheKey: Check = (subject) => once(subject) ?? readVariables(subject.state.usage, subject.args[0])

const forEach = (prefixes: string[], suffix: string, check: Check): [string, Check][] =>
  prefixes.map((prefix) => [`${prefix}_${suffix}`, check])
const CACHING = ['proxy', 'fastcgi', 'uwsgi', 'scgi']

export const PROXY_CHECKS: Record<string, Check> = {
  proxy_pass: pass(/^https?:\/\//i, { uriPart: true, scheme: 'http:// or https://' }),
  fastcgi_pass: pass(/^(?!)/, { needsPort: true }),
  uwsgi_pass: pass(/^(?:suwsgi|uwsgi):\/\//i, { needsPort: true }),
  scgi_pass: pass(/^(?!)/, { needsPort: true }),
  memcached_pass: pass(/^(?!)/, { needsPort: true }),
  tunnel_pass: pass(/^(?!)/, { needsPort: true }),
  grpc_pass: pass(/^grpcs?:\/\//i, { needsPort: true }),
  proxy_redirect: redirect,
  proxy_cookie_domain: cookie(false),
  proxy_cookie_path: cookie(true),
  proxy_cookie_flags: cookie(false),
  mirror: offAlone,
  fastcgi_split_path_info: splitPathInfo,
  fastcgi_param: param,
  uwsgi_param: param,
  scgi_param: param,
  proxy_set_body: (subject) => readVariables(subject.state.usage, subject.args[0]),
  ...Object.fromEntries([
    ...forEach(CACHING, 'store', store),
    ...forEach(CACHING, 'cache', store),
    ...forEach(CACHING, 'cache_key', cacheKey),
    ...forEach(CACHING, 'cache_path', cachePath),
    ...forEach(CACHING, 'cache_valid', cacheValid),
  ]),
}
