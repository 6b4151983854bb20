import type { Paint } from '../../format/paint.ts'
import { plural } from '../../format/summary.ts'
import { visible, width } from '../../format/visible.ts'
import { openSite, type RouteRow } from '../../index.ts'
import { toJson } from '../../format/json.ts'
import { CLEAN, WRONG_USE } from '../commands.ts'
import { type Flags, oneOf, readFlags } from '../flags.ts'
import { type Io, paintFor } from '../io.ts'
import { complain } from '../refusals.ts'

const FLAGS: Flags = { format: { type: 'string', short: 'f' }, help: { type: 'boolean', short: 'h' } }

export default async function routesCommand(args: string[], io: Io): Promise<number> {
  const given = readFlags(args, FLAGS)
  const format = oneOf('format', given.text('format'), ['text', 'json'], 'text')
  const { site, refused } = await openSite({ cwd: io.cwd, ...(given.positionals.length > 0 ? { paths: given.positionals } : {}) })
  io.stdout.write(format === 'json' ? toJson(site.routes) : table(site.routes, paintFor(io.stdout, io.env)))
  return complain(refused, io) ? WRONG_USE : CLEAN
}

/** The routes of each server or application, in the order in which they were written. */
function table(rows: RouteRow[], paint: Paint): string {
  const groups = new Map<string, RouteRow[]>()
  for (const row of rows) {
    const name = `${row.layer}  ${row.origin}`
    groups.set(name, [...groups.get(name) ?? [], row])
  }
  const blocks = [...groups].map(([name, group]) => `${paint('bold', visible(name))}\n${lines(group, paint).join('')}`)
  return `${[...blocks, `${plural(rows.length, 'route')}\n`].join('\n')}`
}

function lines(rows: RouteRow[], paint: Paint): string[] {
  const methodWidth = Math.max(...rows.map(({ method }) => method.length))
  const pathWidth = Math.min(60, Math.max(...rows.map(({ path }) => width(visible(path)))))
  return rows.map(({ method, path, file, range, unresolved }) => {
    const shown = visible(path)
    const gap = ' '.repeat(Math.max(0, pathWidth - width(shown)))
    const note = unresolved ? '  (part of the path is not known)' : ''
    return `  ${paint('cyan', visible(method).padEnd(methodWidth))}  ${shown}${gap}  ${paint('dim', `${visible(file)}:${range.start.line}${note}`)}\n`
  })
}
