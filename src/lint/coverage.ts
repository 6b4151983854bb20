import type { Cell, Site } from '../model/site.ts'
import { plainPath } from '../site/words.ts'
import type { Discovered } from './discover.ts'
import type { Coverage } from './report.ts'

/** Why a cell is open, in the words of its first undecided outcome; null where every outcome has a status. */
function whyOpen({ outcomes }: Cell): string | null {
  const open = outcomes.find((outcome) => outcome.status === null && outcome.by !== 'closed')
  return open ? plainPath(open.when ?? 'the files do not say') : null
}

export function coverageOf(site: Site, files: Discovered['files']): Coverage {
  const counts = new Map<string, number>()
  let unknown = 0
  for (const cell of site.cells) {
    const why = whyOpen(cell)
    if (why === null) continue
    unknown++
    counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return {
    files: { nginx: files.nginx.length, apache: files.apache.length, express: files.express.length, client: files.client.length },
    routes: site.routes.length,
    decided: site.cells.length - unknown,
    unknown,
    open: [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count),
    ...(site.leftOut.length > 0 && { leftOut: site.leftOut }),
  }
}
