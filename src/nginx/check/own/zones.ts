import type { Word } from '../../../text/directive.ts'
import { has } from '../../directives/version.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { readVariables } from '../usage.ts'
import { parseNumber, parseSize } from '../../words/values.ts'

const PAGE = 4096

/** `zone=name:size`: a zone that is given its size. `skip`: the length of `zone=`. */
export function sizeZone(
  subject: Subject,
  word: Word,
  skip: number,
  module: string,
  least = 8 * PAGE,
): Complaint | null {
  if (hasHole(word.raw)) return null
  const [, name = '', size] = /^([^:]*)(?::(.*))?$/s.exec(word.value.slice(skip)) ?? []
  const bytes = size === undefined ? null : parseSize(size)
  if (bytes === null)
    return complain(`Expected a zone with its size, such as "${word.value.slice(0, skip)}name:10m"`, word)
  if (bytes < least) return complain(`Expected a zone of at least ${least / 1024}k`, word)
  return declare(subject, name, bytes, module, word)
}

/** ngx_shared_memory_add: a zone has one size and one purpose. */
export function declare(
  { directive, state: { usage } }: Subject,
  name: string,
  size: number,
  module: string,
  word: Word | undefined,
): Complaint | null {
  const known = usage.zones.get(name)
  if (!known) {
    usage.zones.set(name, { realm: usage.realm, module, size, directive })
    return null
  }
  const related = [{ message: 'where the zone is named first', range: known.directive.range }]
  if (known.module !== module || known.realm !== usage.realm)
    return { ...complain(`Expected another name than "${name}", which is a zone of another kind`, word), related }
  if (size && known.size && known.size !== size)
    return { ...complain(`Expected the zone "${name}" to have one size`, word), related }
  if (size && known.size && module.startsWith('limit'))
    return { ...complain(`Expected the zone "${name}" once`, word), related }
  known.size ||= size
  return null
}

export const nameZone = (subject: Subject, name: string, module: string): Complaint | null =>
  hasHole(name) ? null : declare(subject, name, 0, module, subject.args[0])

const limitZone =
  (module: string, isParameter: (text: string) => boolean): Check =>
  (subject) => {
    const [key, ...parameters] = subject.args
    const complaint = readVariables(subject.state.usage, key)
    if (complaint) return complaint
    const wrong = parameters.find(
      ({ value, raw }) => !value.startsWith('zone=') && !hasHole(raw) && !isParameter(value),
    )
    if (wrong)
      return complain(
        `Expected ${module === 'limit_req' ? '"zone=" and "rate="' : '"zone="'}, not "${wrong.value}"`,
        wrong,
      )
    const zone = parameters.find(({ value }) => value.startsWith('zone='))
    return zone ? sizeZone(subject, zone, 5, module) : complain('Expected the parameter "zone=" with a name and a size')
  }

const isRate = (text: string): boolean => Boolean(parseNumber(/^rate=(.*?)(?:r\/[sm])?$/s.exec(text)?.[1] ?? ''))

function limitRequests(subject: Subject): Complaint | null {
  const wrong = subject.args.find(
    ({ value, raw }) =>
      !hasHole(raw) &&
      !/^zone=|^nodelay$/.test(value) &&
      !parseNumber(
        (has(subject.state.version, 1, 15, 7) ? /^(?:burst|delay)=(.*)$/s : /^burst=(.*)$/s).exec(value)?.[1] ?? '',
      ),
  )
  if (wrong) return complain(`Expected "zone=", "burst=", "delay=" or "nodelay", not "${wrong.value}"`, wrong)
  const zone = subject.args.find(({ value }) => value.startsWith('zone='))
  if (!zone) return complain('Expected the parameter "zone=" with the zone\'s name')
  return limited(subject, zone.value.slice(5), 'limit_req')
}

function limited(subject: Subject, zone: string, module: string): Complaint | null {
  const first = subject.scope.notes.get(`${module} ${zone}`)
  subject.scope.notes.set(`${module} ${zone}`, first ?? subject.directive)
  if (first)
    return {
      message: `Expected one limit for the zone "${zone}" in this block`,
      related: [{ message: 'the first one', range: first.range }],
    }
  return nameZone(subject, zone, module)
}

function limitConnections(subject: Subject): Complaint | null {
  const [zone, most] = subject.args
  const complaint = limited(subject, zone?.value ?? '', 'limit_conn')
  const number = parseNumber(most?.value ?? '')
  return (
    complaint ??
    (hasHole(most?.raw ?? '') || (number && number <= 65535)
      ? null
      : complain('Expected a number of connections from 1 to 65535', most))
  )
}

function sessionCache(subject: Subject): Complaint | null {
  for (const word of subject.args) {
    const text = word.value
    const shared = /^shared:(?=[^:])/.exec(text)
    const complaint = shared ? sizeZone(subject, word, shared[0].length, 'ssl') : null
    if (complaint) return complaint
    const [, number] = /^builtin:(.+)$/s.exec(text) ?? []
    if (
      !shared &&
      !hasHole(word.raw) &&
      !['off', 'none', 'builtin'].includes(text) &&
      (number === undefined || parseNumber(number) === null)
    )
      return complain(`Expected "off", "none", "builtin" or "shared:name:10m", not "${text}"`, word)
  }
  return null
}

function ocspCache(subject: Subject): Complaint | null {
  const [word] = subject.args
  const second = once(subject)
  if (second || !word || word.value === 'off') return second
  return /^shared:(?=[^:])/.test(word.value)
    ? sizeZone(subject, word, 7, 'ocsp')
    : complain(`Expected "off" or "shared:name:10m", not "${word.value}"`, word)
}

function upstreamZone(subject: Subject): Complaint | null {
  const [name, size] = subject.args
  const bytes = size ? parseSize(size.value) : 0
  if (!name?.value) return complain("Expected the zone's name", name)
  if (bytes === null || (size && bytes < 8 * PAGE)) return complain('Expected a size of at least 32k', size)
  return declare(subject, name.value, bytes, 'upstream', name)
}

export const ZONE_CHECKS: Record<string, Check> = {
  limit_req_zone: limitZone('limit_req', isRate),
  limit_conn_zone: limitZone('limit_conn', () => false),
  limit_req: limitRequests,
  limit_conn: limitConnections,
  ssl_session_cache: sessionCache,
  ssl_ocsp_cache: ocspCache,
  zone: upstreamZone,
}
