import type { Expected } from '../config/shape.ts'
import type { DirectiveFile } from '../text/directive.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { LeftOut } from '../text/limits.ts'
import type { Contract } from './contract.ts'
import type { Layer, Origin } from './origin.ts'
import type { Outcome } from './outcome.ts'
import type { PathPattern } from './path-pattern.ts'
import type { RouteRow } from './reading.ts'
import type { Forwarded, Request } from './request.ts'

/** A proxy and the origin behind it. Rules use sure links only. */
export interface Link {
  from: Origin
  upstream: string
  range: SourceRange
  to: Origin
  sure: boolean
  why: string
}

/** One part of the site inside which every answer is the same: a host, a set of paths with one of them as sample, a method. */
export interface Cell {
  origin: Origin
  host: string
  port: number
  /** In place of the port. */
  socket?: string
  /** The pattern that the sample was made for, as a person wrote it. */
  pattern: PathPattern
  path: string
  /** A method that somebody names, or the one that stands for all the others. */
  method: string
  outcomes: Outcome[]
  /** What the proxy's own error pages say where the backend cannot be reached, and what its limits say to one too many: possible at any time, and no
   * sign of who serves what. */
  outages?: Outcome[]
}

/** A client's call: `fetch('/api/items', { method: 'PATCH' })`. */
export interface ClientCall {
  client:
    'fetch' | 'XMLHttpRequest' | 'axios' | 'ky' | 'got' | 'superagent' | '$http' | 'ofetch' | 'undici' | 'node-fetch'
  /** As it is written; null: computed. */
  method: string | null
  /** A hole that is a whole path segment is `:name`; null: computed otherwise. */
  url: string | null
  range: SourceRange
  /** The method, where it is written in the call. */
  methodRange: SourceRange | null
  /** It surely goes out without a Content-Type; told of QUERY alone. */
  bare?: true
  /** The client's own call, where this one calls a function of the project that makes it. */
  through?: SourceRange
}

export interface TraceQuery {
  method: string
  /** An absolute URL, taken as it is written. */
  url: string
  headers?: Record<string, string>
  /** What an unseen backend is taken to answer. */
  assume?: (sent: Forwarded) => { status: number; headers?: Record<string, string> } | undefined
}

export interface Site {
  cwd: string
  files: ReadonlyMap<string, SourceFile>
  trees: ReadonlyMap<string, DirectiveFile>
  /** The layer of each directive file; what is not here is JavaScript. */
  layers: ReadonlyMap<string, Layer>
  origins: Origin[]
  /** The origins that no other origin proxies to: what a client can ask. */
  entrances: Origin[]
  links: Link[]
  routes: RouteRow[]
  clientCalls: ClientCall[]
  /** Files that could not be read, and models that failed while they were asked, so far: faults of verblint's own. */
  faults: ReadonlySet<string>
  /** What bounds left out of the cells, once they are computed. */
  leftOut: readonly LeftOut[]
  /** From the configuration. */
  expected: Expected[]
  /** The OpenAPI documents that it names. */
  contracts: Contract[]
  /** From reading: syntax, and what the servers refuse. */
  problems: Finding[]
  /** The entrances' cells, answered across sure links; computed once, on the first use. */
  readonly cells: Cell[]
  /** What comes back from an origin, its sure links followed. */
  answer(origin: Origin, request: Request): Outcome[]
  /** What a client gets; null: no one origin is known to answer at that address. */
  ask(request: Request): Outcome[] | null
  /** The one origin that such a request reaches, and on which port: a published one is another inside the container. null: none is known. */
  reached(request: Request): { origin: Origin; port: number } | null
  /** Who is surely behind what an origin sends on, and under which name and port. */
  behind(origin: Origin, sent: Forwarded): { to: Origin; host: string; port: number; socket?: string }[]
  /** The servers that a compose file publishes out of the container which a file belongs to: nothing stands before them. */
  published(file: string): Origin[]
  trace(query: TraceQuery): Promise<{ outcomes: Outcome[] }>
}
