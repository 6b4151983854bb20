import type { Reading } from '../model/reading.ts'
import type { Cell, ClientCall, Site } from '../model/site.ts'
import type { SourceFile } from '../source/source-file.ts'
import { cutCells } from './cells.ts'
import { indexBlocks } from './entries.ts'
import { follow } from './follow.ts'
import { join } from './links.ts'
import { trace } from './trace.ts'

export interface SiteParts { cwd: string; readings: Reading[]; files: SourceFile[]; clientCalls: ClientCall[] }

/** Joins what the layers read into one site. Nothing is answered before somebody asks. */
export function buildSite({ cwd, readings, files, clientCalls }: SiteParts): Site {
  const origins = readings.flatMap((reading) => reading.origins)
  const trees = readings.flatMap((reading) => reading.trees)
  const joints = join(readings)
  const { links } = joints
  const free = origins.filter((origin) => !links.some(({ from, to, sure }) => sure && to === origin && from !== origin))
  // Proxies in a ring have no outside: any of them may be asked.
  const entrances = free.length > 0 ? free : origins
  let cells: Cell[] | undefined
  return {
    cwd, origins, entrances, links, clientCalls,
    files: new Map([...files, ...trees.map((tree) => tree.file)].map((file) => [file.path, file])),
    trees: new Map(trees.map((tree) => [tree.file.path, tree])),
    routes: readings.flatMap((reading) => reading.routes),
    problems: readings.flatMap((reading) => reading.problems),
    get cells() {
      return (cells ??= cutCells(entrances, { joints, blocks: indexBlocks(trees), answer: (origin, request, watch) => follow(joints, origin, request, watch && { watch }) }))
    },
    answer: (origin, request) => follow(joints, origin, request),
    trace: async (query) => ({ outcomes: trace(origins, joints, query) }),
  }
}
