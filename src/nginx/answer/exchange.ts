import type { AskedMethod } from '../../model/asked-method.ts'
import type { Backend } from '../../model/origin.ts'
import type { Outcome, Step, Written } from '../../model/outcome.ts'
import type { Forwarded, Request } from '../../model/request.ts'
import { toldOnce } from '../../model/told-steps.ts'
import type { Directive } from '../../text/directive.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Choices } from '../../model/choices.ts'
import type { Instance } from '../compile/instance.ts'
import type { Level } from '../compile/level.ts'
import type { Location } from '../compile/locations.ts'
import type { Group, Server } from '../compile/servers.ts'
import type { Asking, Value } from './value.ts'

/** One request on its way through nginx's phases (ngx_http_request_t), or a subrequest of it. */
export interface Exchange {
  readonly instance: Instance
  readonly request: Request
  /** The client's method, of which the answer may hang. */
  readonly asked: AskedMethod
  readonly choices: Choices
  readonly backend: Backend | null
  /** What a variable is worth that nothing has set. */
  readonly valueOf: (exchange: Exchange, name: string, asking: Asking) => Value
  /** Runs the phases from one on: how a subrequest of it is answered. */
  readonly run: (exchange: Exchange, from: Phase) => Reply | Closed
  /** The main request of a subrequest, which skips the access phase and has no header filter run for it. */
  readonly outer: Exchange | null
  group: Group
  server: Server
  /** The configuration in force. */
  level: Level
  location: Location | null
  method: AskedMethod
  host: string
  /** Decoded, without query; empty until the request line is understood. */
  uri: string
  args: string
  /** A query that the client may have sent besides stands there, too. */
  argsOpen: boolean
  unparsedUri: string
  validUnparsedUri: boolean
  validLocation: boolean
  quoted: boolean
  plus: boolean
  internal: boolean
  uriChanges: number
  uriChanged: boolean
  /** An alias of a regex location takes the whole URI on (try_files). */
  addUriToAlias: boolean
  handler: Directive | null
  /** Its size is looked at no more. */
  bodyDiscarded: boolean
  errStatus: number
  /** What decided `errStatus`. */
  errDecidedBy: SourceRange | null
  /** It turned somebody away: what words it, a file of the site's or nginx itself, makes no difference to that. */
  errDenied: boolean
  errorPageUsed: boolean
  /** A program had it in its hands, and may have set headers or another method. */
  touched: boolean
  captures: string[] | null
  escapesCaptures: boolean
  variables: Map<string, Value>
  /** The maps that are being looked up. */
  evaluating: Set<string>
  /** What stays open of those that have been looked up meanwhile: a map of maps names each many times. */
  undecided: Map<string, Value>
  /** What was settled of an unknown value by a choice made for it. */
  settled: Map<string, string>
  /** What it was found not to be. */
  excluded: Map<string, Set<string>>
  steps: Step[]
  lost: Written[]
  /** Sent by an upstream for the answer that is being made. */
  upstream: Outcome | null
  /** What was last sent on. */
  forwarded: Forwarded | null
  /** Set by the phases for the answer, before add_header: Location, WWW-Authenticate. undefined: it is sent, and nobody knows with what value. */
  headers: Record<string, string | null | undefined>
  /** The fields of the answer whose headers are being written, as they stand by then; a missing one is unknown. None until it is sent. */
  sent: Record<string, string | null | undefined> | undefined
  /** The answer that they are written for. */
  sentReply: Reply | undefined
  /** The status for `$status` while headers are written; null: unknown, undefined: none yet. */
  status: number | null | undefined
}

export type By = Outcome['by']

/** An answer whose headers are being sent. `status` null: unknown; `type`: its Content-Type, where it can be told. */
export interface Reply {
  kind: 'reply'
  status: number | null
  by: By
  decidedBy: SourceRange | null
  headers?: Record<string, string | null>
  written?: Written[]
  when?: string
  type?: string
}

/** A status that error_page may replace, and that nginx words itself otherwise. */
export interface Code {
  kind: 'code'
  status: number
  by: By
  decidedBy: SourceRange | null
  headers?: Record<string, string>
}

export interface Closed {
  kind: 'closed'
  decidedBy: SourceRange | null
}

export type Phase = 'server-rewrite' | 'find-location' | 'location-rewrite'

/** How a phase ends: on to the next one, back to an earlier one, or an answer. */
export type Verdict = { kind: 'next' } | { kind: 'again'; from: Phase } | Reply | Code | Closed

export const NEXT: Verdict = { kind: 'next' }

export const code = (status: number, by: By, decidedBy: SourceRange | null): Code => ({
  kind: 'code',
  status,
  by,
  decidedBy,
})

export const unknownReply = (when: string, decidedBy: SourceRange | null): Reply => ({
  kind: 'reply',
  status: null,
  by: 'unknown',
  decidedBy,
  when,
})

/** Where a plain answer of the location in force is decided: its opening line. */
export const placeOf = ({ location, server }: Exchange): SourceRange => (location?.directive ?? server.directive).range

/** A step that was taken rather than others, which are looked for only where they are shown: there may be thousands. The answers that took it share it. */
export class ChosenStep implements Step {
  readonly kind: Step['kind']
  readonly range: SourceRange | null
  readonly text: string
  readonly #others: () => SourceRange[]
  constructor(kind: Step['kind'], range: SourceRange | null, text: string, others: () => SourceRange[]) {
    this.kind = kind
    this.range = range
    this.text = text
    this.#others = others
  }
  get beat(): SourceRange[] {
    return this.#others()
  }
  toJSON(): Step {
    return { kind: this.kind, range: this.range, text: this.text, beat: this.beat }
  }
}

export function note(
  exchange: Exchange,
  kind: Step['kind'],
  range: SourceRange | null,
  text: string,
  more?: Partial<Step>,
): void {
  exchange.steps.push(range && !more ? toldOnce(kind, range, text) : { kind, range, text, ...more })
}

export function exclude({ excluded }: Exchange, unknown: string, values: string[]): void {
  excluded.set(unknown, new Set([...(excluded.get(unknown) ?? []), ...values]))
}

/** How many times a URI may change before nginx gives up with a 500 (NGX_HTTP_MAX_URI_CHANGES + 1). */
export const URI_CHANGES = 11
