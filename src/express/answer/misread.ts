import { constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { Module } from '../../javascript/scope.ts'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Step } from '../../model/outcome.ts'
import type { Place } from './exchange.ts'
import type { Failure } from './handler.ts'
import { placeOf } from './run.ts'
import type { Run } from './run.ts'

/** A text that was given for a status, and where. */
interface Misread {
  text: string
  place: Place | null
}

const isStatusText = (value: unknown): value is string => typeof value === 'string' && /^[1-5]\d\d$/.test(value)

/** Where a handler writes such a text itself. */
const written = new WeakMap<Value, Place>()
/** The errors that came of one. */
const failures = new WeakMap<Value, Misread>()

/** A literal of a handler; one that reads like a status is remembered with its place, for it may end up as one. */
export function literalOf(run: Run, module: Module, node: Exclude<TSESTree.Literal, TSESTree.RegExpLiteral>): Value {
  const value = constant(node.value)
  if (isStatusText(node.value)) written.set(value, placeOf(run, module, node))
  return value
}

/** Remembers that an error is there because a text was given for a status; a place of its own is better than none. */
export function misreads(error: Value, status: Value, place: Place | null): void {
  if (status.kind === 'constant' && typeof status.value === 'string')
    failures.set(error, { text: status.value, place: written.get(status) ?? place })
}

/** http-errors takes a text for the message. */
export function misreadMessage(error: Value, first: Value | undefined): void {
  if (first?.kind === 'constant' && isStatusText(first.value)) misreads(error, first, null)
}

/** finalhandler takes no text for an error's status. */
function statusOf({ value }: Failure): Misread | null {
  const status =
    value.kind === 'object' ? [value.members.get('status'), value.members.get('statusCode')].find(Boolean) : undefined
  return status?.kind === 'constant' && isStatusText(status.value)
    ? { text: status.value, place: written.get(status) ?? null }
    : null
}

/** The step that tells of it. `final`: nobody but Express's own handler has looked at the error. */
export function misreadSteps(error: Failure | null, final: boolean): Step[] {
  const found = error && (failures.get(error.value) ?? (final ? statusOf(error) : null))
  const place = found && (found.place ?? error.place)
  return place
    ? [{ kind: 'handler', range: place.range, text: `'${found.text}' is no status`, misread: found.text }]
    : []
}
