import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import { builtInError } from './errors.ts'
import { statusNumber } from './exchange.ts'
import type { Site } from './site.ts'
import { misreads } from './misread.ts'
import { noteRead } from './reads.ts'
import { Stop, Thrown, placeOf, rangeOf } from './run.ts'
import type { Run } from './run.ts'

/** Node and Express throw this kind of error at the caller. */
export function refuse(run: Run, site: Site, node: TSESTree.Node, kind: string, text: string): never {
  void run
  throw new Thrown(builtInError(kind, constant(text)), rangeOf(site.module, node))
}

/** The same for what cannot be a status. */
export function refuseStatus(run: Run, kind: string, status: Value, module: Module, node: TSESTree.Node): never {
  const error = builtInError(kind, constant('Invalid status code'))
  misreads(error, status, placeOf(run, module, node))
  throw new Thrown(error, rangeOf(module, node))
}

/** Sends the response: the status is what Node's writeHead makes of `res.statusCode`. */
export function respond(run: Run, by: Outcome['by'], module: Module, node: TSESTree.Node): never {
  const { exchange } = run
  if (exchange.sent) throw new Stop()
  if (exchange.status === run.start.status) noteRead(run, 'status')
  if (statusNumber(exchange.status) === 'invalid') refuseStatus(run, 'RangeError', exchange.status, module, node)
  const own = placeOf(run, module, node)
  const set = exchange.statusAt
  exchange.sent = { by, at: set ?? own }
  throw new Stop()
}
