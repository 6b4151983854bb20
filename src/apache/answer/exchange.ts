import type { AskedMethod } from '../../model/asked-method.ts'
import type { Choices } from '../../model/choices.ts'
import type { Backend } from '../../model/origin.ts'
import type { Outcome, Step, Written } from '../../model/outcome.ts'
import type { Forwarded, Request } from '../../model/request.ts'
import { toldOnce } from '../../model/told-steps.ts'
import type { SourceRange } from '../../text/range.ts'
import type { DirConfig } from '../compile/dir-config.ts'
import { Fields } from './fields.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { SetEnvIf } from '../compile/modules/setenvif.ts'
import type { Item } from '../compile/item.ts'
import type { Section } from '../compile/section.ts'
import type { ServerConfig } from '../compile/server-config.ts'

/** Why a phase ended the request: its status, and what decided it. */
export interface Verdict {
  status: number
  by: Outcome['by']
  range: SourceRange | null
  /** Of an answer that ProxyErrorOverride replaces: what was sent, and the headers that are lost. */
  forwarded?: Forwarded
  written?: Written[]
}

/** What all the requests and subrequests of one answer share. */
export interface Shared {
  httpd: Httpd
  server: ServerConfig
  request: Request
  backend: Backend | undefined
  choices: Choices
  steps: Step[]
  /** What came back from the backend that was asked last. */
  behind?: Outcome
  /** The client's method, of which the answer may hang. */
  asked: AskedMethod
  /** Files that are taken to be there, though the checkout does not hold them. */
  assumed: Set<string>
}

/** httpd's request_rec: one request as it goes through the phases; an internal redirect makes another. */
export interface Exchange {
  shared: Shared
  method: AskedMethod
  /** The path, decoded. */
  uri: string
  args: string | null
  /** A query that the client may have sent stands there, too. */
  argsOpen: boolean
  /** The path as sent. */
  unparsed: string
  filename: string | null
  pathInfo: string
  file: 'file' | 'directory' | 'missing'
  config: DirConfig
  /** The sections that made the configuration: equal lists are httpd's equal pointers. */
  merged: Section[]
  handler: { name: string; range: SourceRange | null } | null
  /** The alias that led to the file; null: the document root did. */
  context: { prefix: string; folder: string } | null
  /** ScriptAlias makes programs of its files without Options ExecCGI. */
  scriptAliased: boolean
  type: string | null
  /** Where the proxy handler sends it; whether the path is still to be escaped, and the query to be added. */
  proxy: { url: string; range: SourceRange; escape: boolean; query: boolean } | null
  /** `[H]` and `[T]` of a rule, which count once all else is found. */
  forced: { handler: { name: string; range: SourceRange } | null; type: string | null }
  /** Where mod_rewrite's handler redirects it to. */
  redirectTo: string | null
  out: Fields
  err: Fields
  /** The methods that a handler has said it allows. */
  allows: readonly string[]
  /** undefined: unset; null: nobody knows what it holds. */
  env: Map<string, string | null | undefined>
  /** The SetEnvIf lines that have run, and the path they saw; none for a subrequest, which has its parent's variables. */
  setEnvIfs: { items: SetEnvIf[]; uri: string }
  /** SetEnv has run. */
  fixedUp: boolean
  /** `[END]` was met. */
  ended: boolean
  status: number
  /** What it died of. */
  verdict: Verdict | null
  prev: Exchange | null
  main: Exchange | null
  /** A table that a backend or script filled: what it holds is unknown, but for these names. */
  foreign: { table: 'out' | 'err'; known: Set<string> } | null
}

export function newExchange(shared: Shared, method: AskedMethod, uri: string, args: string | null): Exchange {
  return {
    shared,
    method,
    uri,
    args,
    argsOpen: false,
    unparsed: uri,
    filename: null,
    pathInfo: '',
    file: 'missing',
    config: shared.server.defaults,
    merged: [],
    handler: null,
    context: null,
    scriptAliased: false,
    type: null,
    proxy: null,
    forced: { handler: null, type: null },
    redirectTo: null,
    out: new Fields(),
    err: new Fields(),
    allows: [],
    env: new Map(),
    setEnvIfs: { items: shared.server.setEnvIfs, uri },
    fixedUp: false,
    ended: false,
    status: 200,
    verdict: null,
    prev: null,
    main: null,
    foreign: null,
  }
}

export const step = (
  x: Exchange,
  kind: Step['kind'],
  range: SourceRange | null,
  text: string,
  more?: Partial<Step>,
): void => {
  x.shared.steps.push(range && !more ? toldOnce(kind, range, text) : { kind, range, text, ...more })
}

/** A yes-or-no question that the files leave open. */
export const ask = (x: Exchange, condition: string, otherwise: string): boolean =>
  x.shared.choices.choose(condition, [
    { value: true, when: condition },
    { value: false, when: otherwise },
  ])

/** Whether an open conditional holds; settled for the whole request. */
export function settle(choices: Choices, question: string): boolean {
  const negative = question.replace(/ (is|has) /, (_, verb: string) => (verb === 'is' ? ' is not ' : ' does not have '))
  return choices.choose(question, [
    { value: true, when: question },
    { value: false, when: negative },
  ])
}

/** Takes a setting into account: the open conditionals that it stands in are settled now. */
export function use<T extends Item>(x: Exchange, item: T): T {
  for (const { question, holds } of item.needs) {
    if (settle(x.shared.choices, question) !== holds)
      throw new RangeError(`a setting that needs "${question}" was read without it`)
  }
  return item
}

/** The files do not decide how this goes on. */
export class Undecided extends Error {
  readonly range: SourceRange | null
  /** What a backend has been sent, on whose answer it hangs. */
  readonly sent: Forwarded | null
  constructor(when: string, range: SourceRange | null, sent: Forwarded | null = null) {
    super(when)
    this.range = range
    this.sent = sent
  }
}

/** LimitInternalRecursion, for redirects and subrequests alike. */
export const RECURSION = 10

/** How many internal redirects, or subrequests, led to this. */
export function depth(x: Exchange): number {
  let count = 0
  for (let at = x.main ?? x.prev; at; at = at.main ?? at.prev) count++
  return count
}
