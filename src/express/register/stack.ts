import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Address } from '../../model/origin.ts'
import type { Unseen } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Promises } from '../packages/loading.ts'

/** A path as it was given to Express; `open`: the files do not decide it, `text` shows what is known, `starts` what it begins with for certain. */
export type PathValue =
  /** `assumed`: the words of the default that it hangs on, where something else may be set from outside. */
  | { kind: 'string'; value: string; assumed?: string }
  | { kind: 'regex'; source: string; flags: string }
  | { kind: 'open'; text: string; starts?: string }

/** Where a list is open to it: the condition under which a handler is there at all; one object for those that come and go together. */
export interface Optional {
  words: string
}

/** How a framework calls a method of a controller, and what it makes of what that gives. */
export interface Calling {
  args: readonly ('request' | 'response' | 'next' | 'error' | 'host' | 'open')[]
  /** Set before the method is called; null: the status stays as it is. */
  status: Value | null
  headers: readonly (readonly [name: string, value: string | null])[]
  /** What the method gives is sent, unless it has answered itself; 'results': where it gives something, and as that says. */
  sends: boolean | 'results'
  /** What it gives is sent to: the location, null where the files do not say it. */
  redirect?: string | null
  /** Its errors are answered by a filter that is not followed. */
  filtered?: true
  /** It is called for errors: those of these classes; for all where there are none. */
  catches?: readonly Value[]
}

export type Handler = { optional?: Optional } &
  /** `value.scope` holds what the function closes over, so that its body can be evaluated; `argument`: what the registration was given;
   * `mounts`: the routers that it may pass a request on to; `calling`: it is a controller's method, and no handler as Express has them. */
  (
    | {
        kind: 'function'
        node: TSESTree.FunctionLike
        module: Module
        value: FunctionValue
        range: SourceRange
        argument: SourceRange
        mounts?: RouterModel[]
        calling?: Calling
      }
    | { kind: 'router'; router: RouterModel; range: SourceRange }
    /** What a package's function gave: 'cors', 'express.static', 'helmet'; `args` null: the function itself, uncalled. `made`: what it or, of a
     * member, what made its owner was called with; `setUp`: the first call on the way, as in `multer({…}).single('a')`. */
    | {
        kind: 'package'
        package: string
        name: string
        args: Value[] | null
        made: Value[] | null
        setUp: Value[] | null
        call: TSESTree.Node | null
        module: Module
        range: SourceRange
      }
    /** Which of several it is, the files leave open; `words`: what they are given as. */
    | { kind: 'either'; handlers: Handler[]; words: string; range: SourceRange }
    /** `unseen`: as it is written, and the package or file that it comes from. */
    | { kind: 'unknown'; why: string; range: SourceRange; unseen?: Unseen }
    /** The configuration says that it passes every request on. */
    | { kind: 'passing'; range: SourceRange }
  )

/** The handlers that one may be. */
export const handlersIn = (handler: Handler): Handler[] => (handler.kind === 'either' ? handler.handlers : [handler])

/** One registration on an app or a router, in the order in which Express keeps them. */
export interface StackLayer {
  /** 'open': something happens to the router here that cannot be followed. */
  kind: 'method' | 'all' | 'use' | 'param' | 'open'
  /** Upper case, for 'method'; the parameter's name, for 'param'. */
  method: string | null
  /** For 'use' without a path: ['/'], as Express has it. */
  paths: PathValue[]
  handlers: Handler[]
  /** The call that a person wrote: a helper's call site for what a helper registers. */
  range: SourceRange
  /** The call on the router itself, and the calls through which the program came there, outermost first. */
  via: SourceRange[]
  /** Layers of one route object: next('route') and automatic OPTIONS act within it. */
  routeId: number
  /** What the router does with the promises of its handlers, where it is none of Express's own. */
  promises?: Promises
  /** The condition under which it is registered at all; null: always. */
  when: string | null
  /** What that hangs on, outermost first: layers that share one of these are there together, or not at all. */
  hinges?: readonly object[]
  /** Of 'open': what the router is handed to, as it is written. */
  unseen?: Unseen
}

/** What stands before an application on its http server: a listener of one of its events (`looksOn`: which only looks on as others answer), paths that are answered there (whole URLs, and
 * whatever begins with `below`), or something that cannot be followed, which may have been handed the server (`to`: the package, if it is one). */
export type Front =
  | { kind: 'listener'; event: string; looksOn: boolean; range: SourceRange }
  | { kind: 'paths'; paths: string[]; below: string | null; range: SourceRange }
  | { kind: 'unseen'; why: string; range: SourceRange; to?: string | null; unseen?: Unseen }

/** An `app.set()`, enable or disable, in order; the value null: open. */
export interface Setting {
  name: string
  value: Value
  range: SourceRange
}

export interface RouterModel {
  kind: 'app' | 'router'
  name: string
  range: SourceRange
  promises?: Promises
  /** null: not given. */
  options: { caseSensitive: boolean | null; strict: boolean | null; mergeParams: boolean | null }
  settings: Setting[]
  stack: StackLayer[]
  addresses: Address[]
  front: Front[]
  open: { why: string; range: SourceRange }[]
  /** Whether a function made it that nobody is seen to call. */
  alone?: true
  /** A framework answers what no route takes: 404, to OPTIONS as well. */
  answersRest?: true
  /** A listener of an http server's own, which passes requests on to applications. */
  isListener?: true
  /** What it stands for: the application that a function asks for which nobody is seen to call, or that controllers are put on. */
  given?: 'argument' | 'controllers'
}

export interface Routers {
  apps: RouterModel[]
  routers: RouterModel[]
}

/** What a router has registered, by the places where the program does it. */
export const registrations = ({ stack }: RouterModel): string[] =>
  stack.flatMap(({ kind, via }) => {
    const at = via.at(-1)
    return kind === 'open' || !at ? [] : [`${at.file}:${at.start.offset}`]
  })
