import type { Directive, Word } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceRange } from '../../text/range.ts'
import { entriesOf } from '../directives/index.ts'
import type { Entry, Family } from '../directives/index.ts'
import { parseVersion } from '../directives/version.ts'
import { checkKind } from './kinds.ts'
import { lateComplaints, lateOfMail, lateOfStream } from './late.ts'
import { BLOCK_CHECKS, LINES } from './own/blocks.ts'
import { CORE_CHECKS } from './own/core.ts'
import { LISTEN_CHECKS } from './own/listen.ts'
import { LOCATION_CHECKS } from './own/location.ts'
import { MAIL_CHECKS } from './own/mail.ts'
import { PROXY_CHECKS } from './own/proxy.ts'
import { RESPONSE_CHECKS } from './own/response.ts'
import { REWRITE_CHECKS } from './own/rewrite.ts'
import { STREAM_CHECKS } from './own/stream.ts'
import { UPSTREAM_CHECKS } from './own/upstream.ts'
import { ZONE_CHECKS } from './own/zones.ts'
import { hasHole } from './subject.ts'
import type { Check, Complaint, Scope, State, Subject } from './subject.ts'
import { isElsewhere, isNoName, isThirdParty, slipOf } from '../directives/third-party.ts'
import type { Slips } from '../directives/third-party.ts'
import { newUsage } from './usage.ts'
import type { Usage } from './usage.ts'
import type { Realm } from '../directives/known-variables.ts'
import { lookUp } from '../../text/lookup.ts'

/** What is known of a configuration besides its directives. `version` undefined: any that nginx ever had is accepted. */
export interface Known {
  version?: string | undefined
  whole: boolean
  malformed: boolean
}

const HTTP_CHECKS: Record<string, Check> = {
  ...CORE_CHECKS,
  ...LOCATION_CHECKS,
  ...REWRITE_CHECKS,
  ...LISTEN_CHECKS,
  ...PROXY_CHECKS,
  ...ZONE_CHECKS,
  ...RESPONSE_CHECKS,
  ...BLOCK_CHECKS,
  ...UPSTREAM_CHECKS,
}

/** What `nginx -t` refuses in a configuration whose includes are in place. It stops at the first; here the rest is checked, too. */
export function checkDirectives(directives: Directive[], { version, whole, malformed }: Known): Finding[] {
  const slips: Slips = new Map()
  const shared = {
    version: version === undefined ? null : parseVersion(version),
    whole: whole && directives.every((one) => isKnown(one, slips)),
  }
  const zones: Usage['zones'] = new Map()
  const stateOf = (realm: Realm): State => ({ ...shared, usage: newUsage(shared.version, realm, zones), late: [] })
  const inSight = whole && !directives.some(loadsOther)
  return new Checker(
    { http: stateOf('http'), stream: stateOf('stream'), mail: stateOf('mail') },
    inSight,
    malformed,
    slips,
  ).check(directives)
}

const OWN: Record<Realm, Record<string, Check>> = { http: HTTP_CHECKS, stream: STREAM_CHECKS, mail: MAIL_CHECKS }
const LATE: Record<Realm, (scope: Scope, state: State) => Complaint[]> = {
  http: lateComplaints,
  stream: lateOfStream,
  mail: lateOfMail,
}

const isRealm = (name: string): name is Realm => name === 'http' || name === 'stream' || name === 'mail'
const realmOf = (family: Family): Realm => (family === 'core' ? 'http' : family)

/** Modules of nginx's own that packages load: all that they bring stands in the tables. */
const OWN_MODULES = /(?:^|\/)ngx_(?:stream|mail|stream_geoip|http_geoip|http_image_filter|http_xslt_filter)_module\.so$/

const loadsOther = ({ name, args }: Directive): boolean =>
  name === 'load_module' && !OWN_MODULES.test(args[0]?.value ?? '')

/** Whether neither a directive nor what is in it may be another module's, which could define variables and formats. */
function isKnown(directive: Directive, slips: Slips): boolean {
  const { name, block, opaque } = directive
  if (loadsOther(directive) || name.startsWith('perl') || opaque !== undefined || hasHole(name)) return false
  if (entriesOf(name, null).length === 0) return !isPlausible(name) || slipOf(name, slips) !== undefined
  return block === null || name in LINES || block.every((one) => isKnown(one, slips))
}

/** Whether a name that nginx does not know may be a module's own: those of most have an underscore. */
const isPlausible = (name: string): boolean => isThirdParty(name) || (!isNoName(name) && name.includes('_'))

const scopeOf = (family: Scope['family'], context: string, opener: Directive | null, parent: Scope | null): Scope => ({
  family,
  context,
  opener,
  parent,
  first: new Map(),
  notes: new Map(),
  seen: new Map(),
  locations: [],
  inner: [],
})

const INNER: Record<string, string> = { server: 's', upstream: 'u', location: 'l', limit_except: 'x' }

class Checker {
  readonly #states: Record<Realm, State>
  readonly #inSight: boolean
  readonly #findings: Finding[] = []
  /** Braces are amiss, so that one mistake puts all that follows into the wrong block: only the first such directive is reported. */
  #malformed: boolean
  #strayed = false
  readonly #slips: Slips

  constructor(states: Record<Realm, State>, inSight: boolean, malformed: boolean, slips: Slips) {
    this.#states = states
    this.#inSight = inSight
    this.#malformed = malformed
    this.#slips = slips
  }

  check(directives: Directive[]): Finding[] {
    const main = scopeOf('core', 'm', null, null)
    this.#block(directives, main)
    return this.#findings
  }

  #block(directives: Directive[], scope: Scope): void {
    for (const directive of directives) this.#directive(directive, scope)
  }

  #directive(directive: Directive, scope: Scope): void {
    const { name, args, block } = directive
    if (hasHole(name)) return
    const state = this.#states[realmOf(scope.family)]
    const entries = entriesOf(name, state.version)
    const entry = formOf(
      directive,
      entries.filter((one) => fits(one, scope)),
    )
    const guess = 'isGuess' in directive && directive.isGuess === true
    if (!entry) return this.#misplaced(directive, entries)
    if (!scope.seen.has(name)) scope.seen.set(name, directive)
    const subject: Subject = { directive, name, args, values: args.map(({ value }) => value), scope, state }
    if ((block !== null) !== entry.block) this.#malformed = true
    const complaint = guess
      ? null
      : (form(directive, entry) ?? checkKind(subject, entry.kind, entry.detail) ?? this.#own(subject, entry))
    if (complaint) this.#report(directive, complaint)
    if (block && directive.opaque === undefined) this.#inside(subject, block, entry)
  }

  #own(subject: Subject, { family, kind }: Entry): Complaint | null | undefined {
    const own = OWN[realmOf(family)]
    return kind === 'own' && Object.hasOwn(own, subject.name) ? own[subject.name]?.(subject) : null
  }

  #inside(subject: Subject, block: Directive[], { name, family, block: isBlock }: Entry): void {
    if (!isBlock) return
    const { directive, scope } = subject
    const lines = family === 'http' || family === 'stream' ? lookUp(LINES, name) : undefined
    if (lines) return this.#lines(subject, block, lines)
    const inner =
      name === 'events'
        ? scopeOf('core', 'e', directive, scope)
        : name === 'http' || name === 'stream' || name === 'mail'
          ? scopeOf(name, 'h', directive, scope)
          : scopeOf(
              family,
              name === 'if' ? (scope.context === 's' ? 'S' : 'L') : (INNER[name] ?? '?'),
              directive,
              scope,
            )
    scope.inner.push(inner)
    this.#block(block, inner)
    this.#end(inner, subject)
  }

  #lines(subject: Subject, block: Directive[], lines: (typeof LINES)[string]): void {
    const seen = new Map<string, Directive>()
    const marks = new Set(block.flatMap(({ name, args }) => (args.length ? [] : [name])))
    for (const line of block) {
      const complaint = line.block
        ? { message: `Expected ";" after "${line.name}", not a block` }
        : lines.line(line, subject, seen, marks)
      if (complaint) this.#report(line, complaint)
    }
    const complaint = lines.end?.(block, subject)
    if (complaint) this.#report(subject.directive, { ...complaint, ...closing(subject.directive) })
  }

  #end(inner: Scope, { directive, name, state }: Subject): void {
    const lacks = (what: string): boolean => state.whole && !inner.seen.has(what)
    if (name === 'upstream' && lacks('server'))
      this.#report(directive, { message: 'Expected a "server" in the upstream block', ...closing(directive) })
    if (name === 'server' && inner.family !== 'http' && lacks('listen'))
      this.#report(directive, { message: 'Expected "listen" in the server block' })
    if (!isRealm(name)) return
    for (const complaint of LATE[name](inner, this.#states[name])) this.#report(directive, complaint)
  }

  #misplaced(directive: Directive, entries: Entry[]): void {
    const { name, nameRange } = directive
    if (entries.length) {
      if (!this.#malformed || !this.#strayed)
        this.#report(directive, {
          message: `Expected "${name}" in another block: it is not allowed here`,
          range: nameRange,
        })
      this.#strayed = true
      return
    }
    if (isElsewhere(name)) return
    if (entriesOf(name, null).length)
      return this.#report(directive, {
        message: `Unknown directive "${name}" in this version of nginx`,
        ruleId: 'unknown-directive',
        range: nameRange,
      })
    const meant = slipOf(name, this.#slips)
    const sure = meant !== undefined || isNoName(name) || (!isPlausible(name) && this.#states.http.whole)
    if (!sure && (isThirdParty(name) || !this.#inSight)) return
    this.#report(directive, {
      message: `Unknown directive "${name}"${meant ? `: did you mean "${meant}"?` : ''}`,
      ruleId: 'unknown-directive',
      range: nameRange,
      ...(!sure && { severity: 'warn' }),
    })
  }

  #report(directive: Directive, complaint: Complaint): void {
    if (isOfTemplate(directive)) return
    const { message, ruleId = 'syntax', severity, related = [], fix } = complaint
    const places = placesOf(directive, complaint)
    this.#findings.push({
      ruleId,
      message,
      range: places.range,
      related: [...related, ...places.related],
      ...(severity && { severity }),
      ...(fix && { fix }),
    })
  }
}

/** nginx notices what a block lacks at its closing brace. */
const closing = ({ blockEnd }: Directive): Pick<Complaint, 'related'> =>
  blockEnd ? { related: [{ message: 'the end of the block', range: blockEnd }] } : {}

const fits = ({ family, contexts }: Entry, scope: Scope): boolean =>
  contexts === '*' || (contexts.includes(scope.context) && (family === scope.family || scope.context === 'm'))

/** Of the forms that a directive had in the versions in question, the latest that it has here. */
const formOf = (directive: Directive, entries: Entry[]): Entry | undefined =>
  entries.findLast((entry) => form(directive, entry) === null) ?? entries.at(-1)

/** A word that another program fills in, with as many as it likes: `{{ buffers }}`, `<%= buffers %>`, `${BUFFERS}` of a template. */
const isFilledIn = ({ raw, range }: Word): boolean =>
  /\{\{|<%=/.test(raw) || (range.file.endsWith('.template') && /\$\{?[A-Z]/.test(raw))

/** A line of a template for envsubst that is not filled in, or stands behind one that is a statement's whole text: `${SSL_CONFIG}`. */
const isOfTemplate = ({ name, args, range }: Directive): boolean =>
  range.file.endsWith('.template') && (/^\$\{?[A-Z]|^[A-Z][A-Z\d_]+$/.test(name) || args.some(isFilledIn))

/** Whether it is a block, and how many arguments it has (ngx_conf_handler). */
function form({ name, args, block }: Directive, entry: Entry): Complaint | null {
  if (block && !entry.block) return { message: `Expected ";" after "${name}", not "{"` }
  if (!block && entry.block) return { message: `Expected "{" after "${name}"` }
  if ((args.length >= entry.least && args.length <= entry.most) || args.some(isFilledIn)) return null
  return {
    message: `Expected ${count(entry)} after "${name}", not ${args.length}: perhaps a ";" is missing, or quotes around a value with spaces`,
  }
}

function count({ least, most }: Entry): string {
  if (most === 0) return 'no argument'
  const range = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`
  return `${range} ${range === '1' ? 'argument' : 'arguments'}`
}

/** nginx names the line where a directive ends; what is wrong is underlined there, and its beginning is related if it is elsewhere. */
function placesOf(
  directive: Directive,
  { at, range }: Complaint,
): { range: SourceRange; related: { message: string; range: SourceRange }[] } {
  const whole = directive.range
  const place = at?.range ?? range ?? whole
  const line = whole.end.line
  const outside =
    place.start.offset < whole.start.offset || place.start.offset > whole.end.offset || place.file !== whole.file
  if (place.start.line === line || outside) return { range: place, related: [] }
  const last = directive.args.find((word) => word.range.start.line === line)
  const shown = last ? { ...whole, start: last.range.start } : { ...whole, start: whole.end }
  return { range: shown, related: [{ message: 'where the directive begins', range: place }] }
}
