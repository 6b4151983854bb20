import { posix } from 'node:path'
import type { Expected } from '../config/shape.ts'
import type { Service } from '../deployment/service.ts'
import type { Signal } from '../text/signal.ts'
import { LIMITS } from '../text/limits.ts'
import type { LeftOut, Limits } from '../text/limits.ts'
import { forgetQuestions } from '../model/asked-method.ts'
import type { Contract } from '../model/contract.ts'
import type { Reading } from '../model/reading.ts'
import type { Origin } from '../model/origin.ts'
import type { Cell, ClientCall, Site } from '../model/site.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { remembering } from './answers.ts'
import { cutCells } from './cells.ts'
import { indexBlocks } from './entries.ts'
import { containersOf, hostOf } from './listeners.ts'
import { follow } from './follow.ts'
import type { KeptCells } from './kept-cells.ts'
import { join } from './links.ts'
import { answering, trace } from './trace.ts'

export interface SiteParts {
  cwd: string
  readings: Reading[]
  files: SourceFile[]
  clientCalls: ClientCall[]
  /** What a main configuration leaves aside: nobody answers there. */
  unused?: Origin[]
  /** Faults of verblint's own while the files were read. */
  faults?: Iterable<string>
  /** From compose files. */
  services?: Service[]
  /** From the configuration: an upstream's address, and the folder (relative to `cwd`) of who answers there. */
  backends?: Record<string, string>
  /** From the configuration. */
  expected?: Expected[]
  contracts?: Contract[]
  /** What was found in files that are no server's. */
  problems?: Finding[]
  limits?: Partial<Limits>
  /** Cells of an earlier reading. */
  kept?: KeptCells
  signal?: Signal
}

/** How much is written. */
const sizeOf = (files: SourceFile[], trees: Reading['trees']): number =>
  [...new Set([...files, ...trees.map(({ file }) => file)])].reduce((sum, { text }) => sum + text.length, 0)

const isBelow = (file: string, folder: string): boolean => !posix.relative(folder, file).startsWith('..')

/** Joins what the layers read into one site. Nothing is answered before somebody asks. */
export function buildSite({
  cwd,
  readings,
  files,
  clientCalls,
  unused = [],
  faults = [],
  services = [],
  backends = {},
  expected = [],
  contracts = [],
  problems = [],
  limits = {},
  kept,
  signal,
}: SiteParts): Site {
  const origins = readings.flatMap((reading) => reading.origins)
  const trees = readings.flatMap((reading) => reading.trees)
  const containers = containersOf(services, origins, cwd)
  const byHand = Object.entries(backends).map(([upstream, folder]) => ({
    upstream,
    origins: origins.filter(({ range }) => isBelow(range.file, folder)),
  }))
  const joints = join(readings, { origins, containers, backends: byHand })
  const { links } = joints
  for (const fault of [...faults, ...readings.flatMap((reading) => reading.faults ?? [])]) joints.faults.add(fault)
  const reached = new Set(links.flatMap(({ from, to, sure }) => (sure && from !== to ? [to] : [])))
  const free = origins.filter((origin) => !reached.has(origin))
  // Proxies in a ring have no outside: any of them may be asked.
  const entrances = free.length > 0 ? free : origins
  const asked = origins.filter((origin) => !unused.includes(origin))
  forgetQuestions()
  const answer = remembering((origin, request, asked, watch) => follow(joints, origin, request, { asked, watch }))
  let cells: Cell[] | undefined
  const leftOut: LeftOut[] = readings.flatMap((reading) => reading.leftOut ?? [])
  return {
    cwd,
    origins,
    entrances,
    links,
    faults: joints.faults,
    clientCalls,
    expected,
    contracts,
    leftOut,
    files: new Map([...files, ...trees.map((tree) => tree.file)].map((file) => [file.path, file])),
    trees: new Map(trees.map((tree) => [tree.file.path, tree])),
    layers: new Map(
      readings.flatMap((reading) =>
        reading.trees.flatMap(({ file }) =>
          reading.origins[0] ? [[file.path, reading.origins[0].layer] as const] : [],
        ),
      ),
    ),
    routes: readings.flatMap((reading) => reading.routes),
    problems: [...readings.flatMap((reading) => reading.problems), ...problems],
    get cells() {
      return (cells ??= cutCells(entrances, {
        joints,
        blocks: indexBlocks(trees),
        size: sizeOf(files, trees),
        limits: { ...LIMITS, ...limits },
        leftOut,
        answer,
        ...(kept && { kept }),
        ...(signal && { signal }),
      }))
    },
    answer: (origin, request) => answer(origin, request),
    ask: (request) => {
      const found = answering(asked, joints, request)
      return found && answer(found.origin, found.request)
    },
    reached: (request) => {
      const found = answering(asked, joints, request)
      return found && { origin: found.origin, port: found.request.port }
    },
    behind: (origin, sent) =>
      joints
        .members(origin, sent.upstream)
        .flatMap(({ to, sure, target }) => (to && sure ? [{ to, ...hostOf(target) }] : [])),
    published: (file) => containers.publishedBeside(file).filter((origin) => entrances.includes(origin)),
    trace: async (query) => ({ outcomes: trace(asked, joints, query) }),
  }
}
