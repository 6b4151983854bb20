import type { Directive, Word } from '../../text/directive.ts'
import type { Finding, Fix, Related } from '../../text/finding.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Family } from '../directives/index.ts'
import type { Version } from '../directives/version.ts'
import type { Usage } from './usage.ts'

/** A block of the configuration, or the file around them all. Directives that are duplicates are so within one. */
export interface Scope {
  family: Family
  /** As in the tables: m, e, h, u, s, l, S, L, x. */
  context: string
  opener: Directive | null
  parent: Scope | null
  /** The first directive of each name that may stand once. */
  first: Map<string, Directive>
  /** What checks note for those that come after them in the same block. */
  notes: Map<string, Directive>
  /** The first directive of each name. */
  seen: Map<string, Directive>
  /** The locations in it. */
  locations: Directive[]
  /** The blocks in it. */
  inner: Scope[]
}

/** What holds for the whole configuration. */
export interface State {
  version: Version | null
  /** Everything that nginx would read is in sight, and by modules that are known. */
  whole: boolean
  usage: Usage
  /** What nginx notices only when the block is read to its end. */
  late: Complaint[]
}

/** A directive that is being checked. */
export interface Subject {
  directive: Directive
  name: string
  args: Word[]
  values: string[]
  scope: Scope
  state: State
}

/** What nginx would refuse, as a person is told. */
export interface Complaint {
  message: string
  /** What is wrong; the whole directive where it is none of its arguments. */
  at?: Word | undefined
  range?: SourceRange
  ruleId?: string
  severity?: Finding['severity']
  related?: Related[]
  fix?: Fix
}

export type Check = (subject: Subject) => Complaint | null | undefined

export const complain = (message: string, at?: Word): Complaint => ({ message, at })

/** A second directive where one may stand. */
export function once({ name, directive, scope }: Subject, key: string = name): Complaint | null {
  const first = scope.first.get(key)
  if (!first) {
    scope.first.set(key, directive)
    return null
  }
  const message =
    first.name === name
      ? `Expected "${name}" once in this block: remove one of the two`
      : `Expected "${name}" before or without "${first.name}" in this block`
  return { message, related: [{ message: `the first "${first.name}"`, range: first.range }] }
}

/** A hole that something else fills in before nginx reads it: `${PORT}` (envsubst), `${mail.port}`, `{{ port }}`, `<%= port %>`, `@PORT@`, `%%PORT%%`, `__PORT__`. */
export const hasHole = (text: string): boolean =>
  /\$\{[\w-]+\.[\w.-]+\}|\$\{[A-Z][A-Z0-9_]*\}|\$[A-Z][A-Z0-9_]*(?![A-Za-z0-9_])|\{\{|\{%|<%|@[A-Z][A-Z0-9_]*@|%%|__[A-Z][A-Z0-9_]*__/.test(
    text,
  )

/** The first check that has something to say. */
export function firstOf(subject: Subject, ...checks: Check[]): Complaint | null {
  for (const check of checks) {
    const complaint = check(subject)
    if (complaint) return complaint
  }
  return null
}
