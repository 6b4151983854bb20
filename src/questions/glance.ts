import type { Outcome, Written } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import { everyOutcome } from './index.ts'
import type { Directive } from '../text/directive.ts'

/** What a site shows at a glance: enough to tell which rules can have nothing to say of it. */
export interface Glance {
  /** The statuses of all answers; `read`: of those to GET and HEAD. */
  statuses: ReadonlySet<number>
  read: ReadonlySet<number>
  /** The header fields, in lower case, that were written for any answer, and the ways in which some did not arrive. */
  headers: ReadonlySet<string>
  lost: ReadonlySet<Written['lost']>
  /** How often each directive of nginx or Apache is written, by its name in lower case. */
  directives: ReadonlyMap<string, number>
  /** Something refuses methods. */
  guards: boolean
  /** A location stands in another. */
  nested: boolean
  /** Some answer was passed on. */
  forwards: boolean
  /** There are applications, and client calls. */
  applications: boolean
  calls: boolean
  /** Some route is a regular expression, or holds an escape. */
  patterns: boolean
  /** A route names QUERY. */
  queries: boolean
  /** The configuration expects answers. */
  expects: boolean
  /** It names documents that promise some. */
  contracts: boolean
}

export function glanceAt(site: Site): Glance {
  const { origins, clientCalls, expected, contracts } = site
  return {
    ...answersOf(site),
    directives: directivesOf(site),
    guards: origins.some(({ guards }) => guards.length > 0),
    nested: origins.some(({ routes }) => routes.some(({ within = [] }) => within.length > 1)),
    applications: origins.some(({ layer }) => layer === 'express'),
    calls: clientCalls.length > 0,
    patterns: origins.some(({ routes }) =>
      routes.some(({ pattern: { kind, source } }) => kind === 'regex' || source.includes('%')),
    ),
    queries: origins.some(({ routes }) =>
      routes.some(({ methods: { complement, names } }) => !complement && names.has('QUERY')),
    ),
    expects: expected.length > 0,
    contracts: contracts.length > 0,
  }
}

function answersOf({ cells }: Site): Pick<Glance, 'statuses' | 'read' | 'headers' | 'lost' | 'forwards'> {
  const seen = {
    statuses: new Set<number>(),
    read: new Set<number>(),
    headers: new Set<string>(),
    lost: new Set<Written['lost']>(),
    forwards: false,
  }
  let before: Outcome[] | undefined
  for (const cell of cells) {
    const { method, outcomes, outages } = cell
    if (method === 'GET' || method === 'HEAD')
      for (const { status } of everyOutcome(cell)) if (status !== null) seen.read.add(status)
    // Most methods of a path are answered alike.
    if (outcomes === before && !outages) continue
    before = outcomes
    for (const { status, written, steps, forwarded } of everyOutcome(cell)) {
      if (status !== null) seen.statuses.add(status)
      for (const { name, lost } of written) {
        seen.headers.add(name.toLowerCase())
        seen.lost.add(lost)
      }
      seen.forwards ||= forwarded !== undefined || steps.some((step) => step.forwarded)
    }
  }
  return seen
}

function directivesOf({ trees }: Site): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (directives: Directive[]): void => {
    for (const { name, block } of directives) {
      const key = name.toLowerCase()
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (block) count(block)
    }
  }
  for (const { directives } of trees.values()) count(directives)
  return counts
}
