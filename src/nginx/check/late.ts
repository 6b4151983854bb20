import type { Directive } from '../../text/directive.ts'
import { nearest } from '../../text/nearest.ts'
import { readLocation } from '../words/location.ts'
import type { Complaint, Scope, State } from './subject.ts'
import { bufferSizes } from './own/buffers.ts'
import { mailServers } from './own/mail.ts'
import { certificates } from './own/ssl.ts'
import { mergedReferers } from './own/referers.ts'
import { unhashableNames } from './own/server-names.ts'
import { idleServers, streamCertificates } from './own/stream.ts'
import { isWithin } from '../directives/third-party.ts'
import type { Zone } from './usage.ts'
import { isKnownVariable, knownVariables } from '../directives/known-variables.ts'

/** What nginx notices only when the http block has been read (merging, postconfiguration). */
export function lateComplaints(http: Scope, state: State): Complaint[] {
  const end = http.opener?.blockEnd
  const atEnd = (complaint: Complaint): Complaint =>
    end
      ? {
          ...complaint,
          related: [...(complaint.related ?? []), { message: 'the end of the block, where nginx notices', range: end }],
        }
      : complaint
  const merged = [
    ...state.late.splice(0),
    ...bufferSizes(http),
    ...mergedReferers(http),
    ...(state.whole ? unknownCaches(state) : []),
  ]
  return [
    ...merged.map(atEnd),
    ...duplicateLocations(http),
    ...unhashableNames(http, state),
    ...(state.whole
      ? [...missingPorts(state), ...backupsOnly(http), ...certificates(http, state), ...emptyZones(state)]
      : []),
    ...unknownVariables(state),
  ]
}

/** The same of stream, and of mail. */
export function lateOfStream(stream: Scope, state: State): Complaint[] {
  const needed = state.whole
    ? [
        ...missingPorts(state),
        ...backupsOnly(stream),
        ...idleServers(stream, state),
        ...streamCertificates(stream, state),
        ...emptyZones(state),
      ]
    : []
  return [...needed, ...unknownVariables(state)]
}
export const lateOfMail = (mail: Scope, state: State): Complaint[] =>
  state.whole ? [...mailServers(mail), ...emptyZones(state)] : []

const CACHES = new Set(['proxy', 'fastcgi', 'uwsgi', 'scgi'])
const unknownZone = (name: string, { directive }: Zone): Complaint => ({
  message: `Unknown zone "${name}": define it with its size`,
  range: directive.range,
})

function unknownCaches({ usage }: State): Complaint[] {
  return [...usage.zones].flatMap(([name, zone]) =>
    zone.size === 0 && CACHES.has(zone.module) ? [unknownZone(name, zone)] : [],
  )
}

/** ngx_http_join_exact_locations: one exact and one prefix location of a name, in each block. `^~` makes no other name. */
function duplicateLocations(scope: Scope): Complaint[] {
  const first = new Map<string, Directive>()
  const complaints: Complaint[] = []
  for (const directive of scope.locations) {
    const name = readLocation(directive).value
    if (!name || name.kind === 'regex' || name.kind === 'named') continue
    const key = `${name.kind} ${name.name}`
    const known = first.get(key)
    if (!known) first.set(key, directive)
    else
      complaints.push({
        ruleId: 'duplicate-location',
        message: `Expected the location "${name.name}" once: nginx refuses to start with both`,
        range: atOpening(directive),
        related: [{ message: 'the first one', range: known.range }],
      })
  }
  return [...complaints, ...scope.inner.flatMap(duplicateLocations)]
}

/** On the line that nginx names: that of the brace. */
function atOpening({ range, args }: Directive): Complaint['range'] {
  if (range.start.line === range.end.line) return range
  const word = args.find((one) => one.range.start.line === range.end.line)
  return { ...range, start: word?.range.start ?? range.end }
}

/** fastcgi_pass and its like have no default port. */
function missingPorts({ usage }: State): Complaint[] {
  return usage.passes.flatMap(({ host, needsPort, word }) =>
    needsPort && !usage.upstreams.has(host)
      ? [{ message: `Expected a port after "${host}", or an upstream block of that name`, range: word.range }]
      : [],
  )
}

/** ngx_http_upstream_init_round_robin. */
function backupsOnly(http: Scope): Complaint[] {
  return http.inner.flatMap(({ context, opener }) => {
    const servers = context === 'u' ? (opener?.block ?? []).filter(({ name }) => name === 'server') : []
    const all = servers.length > 0 && servers.every(({ args }) => args.some(({ value }) => value === 'backup'))
    return all && opener
      ? [{ message: 'Expected a "server" that is no backup in the upstream block', range: opener.range }]
      : []
  })
}

function emptyZones({ usage }: State): Complaint[] {
  return [...usage.zones].flatMap(([name, zone]) =>
    zone.size || zone.realm !== usage.realm || CACHES.has(zone.module) ? [] : [unknownZone(name, zone)],
  )
}

/** ngx_http_variables_init_vars. Where not everything is in sight, a slip of a well-known name is all that is certain. */
function unknownVariables({ usage, whole, version }: State): Complaint[] {
  const unknown = [...usage.used].filter(
    ([name]) => !isKnownVariable(name, version, usage.realm) && !usage.defined.has(name),
  )
  const known = [...knownVariables(usage.realm)]
  return unknown.flatMap(([name, range]) => {
    const meant = nearest(
      name,
      known.filter((one) => Math.abs(one.length - name.length) <= 1 && isWithin(1, name, one)),
    )
    if (!whole && !(meant && isSlip(name, meant))) return []
    return [
      {
        message: `Unknown variable "$${name}"${meant && isSlip(name, meant) ? `: did you mean "$${meant}"?` : ''}`,
        range,
      },
    ]
  })
}

/** One letter amiss, other than at the end, in a long name. */
function isSlip(name: string, meant: string): boolean {
  if (meant.length < 8 || name.startsWith(meant) || Math.abs(name.length - meant.length) > 1) return false
  let at = 0
  while (name[at] === meant[at]) at++
  const [left, right] = [name.slice(at), meant.slice(at)]
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(2) === right.slice(2)
  )
}
