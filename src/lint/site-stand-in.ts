import type { Cell, Site } from '../model/site.ts'
import { unknownOutcome } from '../model/outcome.ts'
import type { Reading } from '../model/reading.ts'
import type { Request } from '../model/request.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'

/** Origins side by side, no proxy joined to its backend: until src/site takes its place. */
export function buildSite(readings: Reading[], disk: Disk, files: SourceFile[]): Site {
  const origins = readings.flatMap((reading) => reading.origins)
  const trees = readings.flatMap((reading) => reading.trees)
  const all = [...files, ...trees.map((tree) => tree.file)]
  const cells: Cell[] = []
  return {
    cwd: disk.cwd,
    files: new Map(all.map((file) => [file.path, file])),
    trees: new Map(trees.map((tree) => [tree.file.path, tree])),
    origins, entrances: origins, links: [], clientCalls: [], cells,
    routes: readings.flatMap((reading) => reading.routes),
    problems: readings.flatMap((reading) => reading.problems),
    answer: (origin, request) => origin.answer(request),
    trace: async ({ method, url, headers = {}, assume }) => {
      const [, scheme = 'http', authority = '', target = '/'] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? []
      const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? []
      const request: Request = {
        method, scheme, host, port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port),
        target: target.startsWith('/') ? target : `/${target}`,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), others: 'absent',
      }
      const origin = origins.find(({ addresses }) => addresses.some((address) => address.port === request.port)) ?? (origins.length === 1 ? origins[0] : undefined)
      if (!origin) return { outcomes: [unknownOutcome('no server of these files listens there')] }
      return {
        outcomes: origin.answer(request, (sent) => {
          const assumed = assume?.(sent)
          if (!assumed) return [unknownOutcome(`${sent.upstream} is not visible`)]
          return [{ ...unknownOutcome(''), status: assumed.status, headers: { ...assumed.headers }, by: 'response' }]
        }),
      }
    },
  }
}
