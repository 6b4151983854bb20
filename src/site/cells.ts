import { COMMON, isToken } from '../http/methods.ts'
import type { AskedMethod } from '../model/asked-method.ts'
import { Bound } from '../text/limits.ts'
import type { LeftOut, Limits } from '../text/limits.ts'
import type { Signal } from '../text/signal.ts'
import { CROWDED, DOWN } from '../model/origin.ts'
import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { unknownOutcome } from '../model/outcome.ts'
import { anyPattern } from '../model/path-pattern.ts'
import type { Request } from '../model/request.ts'
import type { Cell } from '../model/site.ts'
import type { Directive } from '../text/directive.ts'
import { workDone } from '../text/work.ts'
import { remembering } from './answers.ts'
import { byEntry, entriesOf, patternRequest, schemeFor } from './entries.ts'
import type { Entry } from './entries.ts'
import type { Watch } from './follow.ts'
import type { KeptCells } from './kept-cells.ts'
import type { Joints } from './links.ts'
import { mapBack, mappingKey, mappingOf, pathsOf } from './paths.ts'
import type { Candidate, Mapping, Paths } from './paths.ts'

/** The method that stands for all that nobody names; a token, and in no registry. */
export const OTHER = 'VERBLINT'

/** The request whose answer a cell holds. */
export const requestAt = ({ host, port, socket, method, path, pattern }: Cell): Request =>
  patternRequest({ host, port, ...(socket !== undefined && { socket }), scheme: schemeFor(port) }, method, {
    path,
    pattern,
  })

/** What cutting a site needs to know of it. */
export interface Cutting {
  joints: Joints
  blocks: Map<string, Directive>
  limits: Limits
  leftOut: LeftOut[]
  /** Letters of the site's files. */
  size: number
  kept?: KeptCells
  signal?: Signal
  answer(origin: Origin, request: Request, watch?: Watch): Outcome[]
}

/** The methods to ask an origin: the common ones, those that it or an origin behind it names, and one more. */
function methodsFor(origin: Origin, joints: Joints): string[] {
  const reached = new Set([origin])
  for (const one of reached) for (const { from, to, sure } of joints.links) if (sure && from === one) reached.add(to)
  const named = [...reached].flatMap(({ routes, guards, named: more = [] }) => [
    ...more,
    ...routes.flatMap(({ methods }) => [...methods.names]),
    ...guards.flatMap(({ refuses }) => [...refuses.names]),
  ])
  return [...new Set([...COMMON, ...named.filter(isToken), OTHER])]
}

interface Cut {
  paths: Paths
  cells: Cell[]
}

/** Cuts origins; the paths of those behind others are collected once and put into the words of the ones in front. */
function cutter(site: Cutting, answers: Bound, isSpent: () => boolean): (origin: Origin) => Cut[] {
  const outages = remembering((origin, request, asked) => outagesOf(origin, request, asked))
  const limited = remembering((origin, request, asked) => limitedBy(origin, request, asked))
  const known = new Map<Origin, Candidate[]>()

  /** Every path at which this origin, or one behind it, may answer differently; sorted. An origin that is reached again adds none. */
  function candidates(origin: Origin): Candidate[] {
    const before = known.get(origin)
    if (before) return before
    known.set(origin, [])
    const all = new Map(cut(origin).flatMap(({ paths }) => [...paths.found]))
    const sorted = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
    known.set(origin, sorted)
    return sorted
  }

  function cutEntry(origin: Origin, entry: Entry, paths: Paths, methods: string[]): Cut {
    const mappings = new Map<string, Mapping>()
    let isWhole = true
    const ask = (candidate: Candidate): Cell[] => {
      // Of a path all methods are asked, or none: what is served there is told from those that are not.
      if (isSpent() || !answers.take(methods.length)) {
        isWhole = false
        return []
      }
      const anyMethod = patternRequest(entry, 'GET', candidate)
      const watch: Watch = (to, { target }) => {
        const mapping = mappingOf(candidate, to, target)
        mappings.set(mappingKey(mapping), mapping)
      }
      return methods.map((method) => {
        site.signal?.throwIfAborted()
        const request = { ...anyMethod, method }
        const outcomes = site.answer(origin, request, watch)
        const isPassedOn = outcomes.some(({ forwarded, by }) => forwarded || by === 'script' || by === 'proxy')
        const down = [
          ...(origin.wordsOutages && isPassedOn ? outages(origin, request) : []),
          ...(origin.hasLimits ? limited(origin, request) : []),
        ]
        const cell = cellAt(origin, entry, candidate, method, outcomes)
        if (down.length > 0) cell.outages = down
        return cell
      })
    }
    const own = [...paths.found.values()]
    const cells = own.flatMap(ask)
    for (const mapping of mappings.values()) {
      if (isSpent()) {
        isWhole = false
        break
      }
      for (const { path, pattern } of mapBack(mapping, candidates(mapping.origin))) paths.add(path, pattern)
    }
    const behind = [...paths.found.values()].slice(own.length).flatMap(ask)
    const leftOut = paths.leftOut(entry.block?.range ?? origin.range)
    site.leftOut.push(...leftOut)
    return { paths, cells: [...cells, ...behind, ...(isWhole && leftOut.length === 0 ? [] : [tooMany(origin, entry)])] }
  }

  function cut(origin: Origin): Cut[] {
    const entries = entriesOf(origin, { ...site, ask: (request) => site.answer(origin, request) })
    const routesOf = byEntry(origin.routes, entries)
    const testedOf = byEntry(origin.tested ?? [], entries)
    const methods = methodsFor(origin, site.joints)
    site.leftOut.push(...(origin.leftOut ?? []))
    return entries.map((entry) =>
      cutEntry(origin, entry, pathsOf([...routesOf(entry), ...testedOf(entry)], origin.mounts, site.limits), methods),
    )
  }
  return cut
}

/** What an error page makes of a backend that is down, where one does. */
const outagesOf = (origin: Origin, request: Request, asked: AskedMethod): Outcome[] =>
  origin
    .answer(request, DOWN, asked)
    .filter(({ status, steps }) => status !== null && steps.some(({ kind }) => kind === 'error-page'))

/** What comes back where a limit turns the request away. */
const limitedBy = (origin: Origin, request: Request, asked: AskedMethod): Outcome[] =>
  origin
    .answer(request, CROWDED, asked)
    .filter(({ status, steps }) => status !== null && steps.some(({ kind }) => kind === 'limit'))

/** Few hidden classes for many cells: see makeOutcome. */
function cellAt(
  origin: Origin,
  { host, port, socket }: Entry,
  { path, pattern }: Candidate,
  method: string,
  outcomes: Outcome[],
): Cell {
  if (socket === undefined) return { origin, host, port, pattern, path, method, outcomes }
  return { origin, host, port, socket, pattern, path, method, outcomes }
}

const tooMany = (origin: Origin, entry: Entry): Cell =>
  cellAt(origin, entry, { path: '/', pattern: anyPattern() }, OTHER, [
    unknownOutcome('there are more paths than are looked at'),
  ])

/** What is written in so many letters may take `limits.work` steps. */
const WORK_SIZE = 100_000

/** The entrances cut into parts in which every answer is the same. */
export function cutCells(entrances: Origin[], site: Cutting): Cell[] {
  const { joints, leftOut, kept, limits, size } = site
  const answers = new Bound('answers', limits)
  let left = limits.work * (1 + size / WORK_SIZE)
  let began = workDone()
  // One that takes very long leaves as much to the others.
  const isSpent = (): boolean => workDone() - began > left / 2
  const cut = cutter(site, answers, isSpent)
  let first: Origin | undefined
  const all = entrances.flatMap((origin) => {
    const before = kept?.of(origin, joints)
    if (before) return before
    left -= Math.min(workDone() - began, left / 2)
    began = workDone()
    const told = leftOut.length + joints.faults.size
    const { taken } = answers
    const cells = cut(origin).flatMap((one) => one.cells)
    if (isSpent()) leftOut.push({ limit: 'work', left: null, all: answers.taken - taken, range: origin.range })
    if (answers.isReached) first ??= origin
    // What was left out or failed has to be told again.
    else if (leftOut.length + joints.faults.size === told) kept?.keep(origin, joints, cells)
    return cells
  })
  if (first) leftOut.push(...answers.leftOut(first.range))
  return all
}
