import type { LeftOut } from '../text/limits.ts'
import type { SourceRange } from '../text/range.ts'
import type { AskedMethod } from './asked-method.ts'
import type { MethodSet } from './method-set.ts'
import { UNREACHABLE } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import type { PathPattern } from './path-pattern.ts'
import type { Forwarded, Request } from './request.ts'

export type Layer = 'nginx' | 'apache' | 'express'

/** Where an origin listens. `host` null: every interface; `port` null: the files do not say. */
export interface Address {
  host: string | null
  port: number | null
  /** Of an address that names no host: every interface of IPv6 alone, beside which the port of IPv4 is another address. */
  family?: 6
  socket?: string
  range: SourceRange
}

/** Whom it serves: `exact` shop.example, `leading` *.shop.example, `trailing` shop.*, a regex, or anyone. */
export interface HostPattern {
  kind: 'exact' | 'leading' | 'trailing' | 'regex' | 'any'
  source: string
  range: SourceRange | null
}

/** A name, or a part of one, that a template or an undefined variable leaves open: `${EDGE_HOST}`, `www.{{ domain }}`, `<%= @name %>`. */
export const isOpenName = (source: string): boolean =>
  /\$\{[\w.-]+\}|\{\{[^}]*\}\}|<%[^%]*%>|\$[A-Za-z_]\w*/.test(source)

export interface Route {
  layer: Layer
  pattern: PathPattern
  methods: MethodSet
  range: SourceRange
  /** Whether a request may go on to the next route; null: cannot be told. */
  passes: boolean | null
  /** Its path is a default, or stands below one: the environment may set another. */
  byDefault?: true
  /** Paths that it takes and at which a file lies: one that is there is answered otherwise than one that is not. */
  files?: string[]
  /** The blocks that it stands in, outermost first: for nginx its server, then the locations around it. */
  within?: SourceRange[]
}

/** Middleware that answers every request which comes to it; `after`: how many of the origin's routes stand before it. */
export interface Wall {
  pattern: PathPattern
  range: SourceRange
  after: number
}

/** Paths that a condition tells apart from others, and where it stands. */
export interface Tested {
  pattern: PathPattern
  range: SourceRange
}

/** Something that refuses methods: limit_except, an `if` on the method, Limit, Require method, AllowMethods … */
export interface Guard {
  range: SourceRange
  refuses: MethodSet
  scope: PathPattern
  status: number | null
  effective: boolean
  /** Why it never runs. */
  why?: string
  /** A path below its own at which it is lost, and what takes it away. */
  dropped?: { path: string; at: SourceRange }
}

/** Who answers what a proxy sends; unknown where nobody is linked. */
export type Backend = (sent: Forwarded) => Outcome[]

/** Nobody answers behind, whatever is sent. */
export const DOWN: Backend = () => [UNREACHABLE]

/** Whoever comes is one too many, where a limit counts; behind, nobody answers. */
export const CROWDED: Backend = () => [UNREACHABLE]

/** One server program: an nginx instance, an httpd instance, an Express application. */
export interface Origin {
  layer: Layer
  name: string
  range: SourceRange
  addresses: Address[]
  hosts: HostPattern[]
  /** In source order. */
  routes: Route[]
  /** Paths below which everything that no route takes gets one answer. */
  mounts?: PathPattern[]
  walls?: Wall[]
  tested?: Tested[]
  /** Those that never run, too: they show in no outcome. */
  guards: Guard[]
  /** Methods that the files name elsewhere than in routes and guards: dav_methods. */
  named?: string[]
  /** It words an answer of its own where a backend cannot be reached. */
  wordsOutages?: boolean
  /** It turns requests away where there are too many of them. */
  hasLimits?: boolean
  /** What the files leave open; wholly visible = empty. */
  open: { scope: PathPattern; why: string; range: SourceRange }[]
  /** What its limits leave out of routes and tested paths, once these have been asked for. */
  leftOut?: readonly LeftOut[]
  /** It tells `asked` what of the method an answer hangs on; otherwise every answer hangs on the method itself. */
  splitsMethods?: true
  /** Never empty. */
  answer(request: Request, backend?: Backend, asked?: AskedMethod): Outcome[]
}
