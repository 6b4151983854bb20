import { passModule } from '../../src/nginx/directives/handlers.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt, layerAt } from '../../src/questions/blocks.ts'
import { addTo } from '../../src/text/group.ts'
import { inEffect } from '../../src/questions/level.ts'
import { maySetFor, mayVaryByMethod } from './method-in-text.ts'
import { placeKey } from '../../src/questions/index.ts'

/** A cache that takes the answer to one method for that to GET. `place`: what has it do so; `sure`: no file out of sight has another key. */
export interface BlindKey {
  method: 'POST' | 'HEAD'
  place: SourceRange
  passed: SourceRange
  key: Directive | null
  cell: Cell
  module: string
  sure: boolean
}

interface Passed {
  range: SourceRange
  cells: Cell[]
}

/** The passes to somebody behind, with the cells that get there. */
function passes(site: Site): Passed[] {
  const found = new Map<string, { range: SourceRange; cell: Cell }[]>()
  for (const cell of site.cells) {
    if (cell.method !== 'GET' && cell.method !== 'HEAD' && cell.method !== 'POST') continue
    const ranges = cell.outcomes.flatMap(({ steps }) =>
      steps.flatMap(({ kind, range }) =>
        kind === 'handler' && range && layerAt(site, range) === 'nginx' ? [range] : [],
      ),
    )
    // One line, included in several places, may be under several settings.
    for (const [key, range] of new Map(
      ranges.map((range) => [[range, ...(range.includedFrom ?? [])].map(placeKey).join(' '), range]),
    ))
      addTo(found, key, { range, cell })
  }
  return [...found.values()].flatMap((all) =>
    all[0] ? [{ range: all[0].range, cells: all.map(({ cell }) => cell) }] : [],
  )
}

const sameRequest = (a: Cell, b: Cell): boolean =>
  a.origin === b.origin && a.host === b.host && a.port === b.port && a.path === b.path

/** The request with that method, where one with GET gets to the same place. */
const shared = ({ cells }: Passed, method: string): Cell | undefined =>
  cells.find(
    (cell) => cell.method === method && cells.some((other) => other.method === 'GET' && sameRequest(cell, other)),
  )

function blindAt(site: Site, passed: Passed): BlindKey[] {
  const module = passModule(directiveAt(site, passed.range)?.name ?? '')
  if (!module) return []
  const setting = (name: string): Directive[] | null => inEffect(site, passed.range, `${module}_${name}`)
  const [zone, keys, exempt, buffering] = [
    setting('cache'),
    setting('cache_key'),
    setting('no_cache'),
    setting('buffering'),
  ]
  const cache = zone?.at(-1)
  const key = keys?.at(-1) ?? null
  if (
    !cache ||
    cache.args[0]?.value === 'off' ||
    !keys ||
    !exempt ||
    !buffering ||
    buffering.at(-1)?.args[0]?.value === 'off'
  )
    return []
  if (key && mayVaryByMethod(site, key.args[0]?.value ?? '')) return []
  const isWhole = blocksAround(site, passed.range).some(({ name }) => name === 'http')
  if (!key && !isWhole && module !== 'proxy') return []
  const sure = key !== null || isWhole || inEffect(site, passed.range, `${module}_cache_path`)?.length !== 0
  const named = setting('cache_methods')?.at(-1)
  const unconverted = module === 'proxy' ? setting('cache_convert_head')?.at(-1) : undefined
  const asks = (method: 'POST' | 'HEAD', place: SourceRange | undefined): BlindKey[] => {
    const cell = shared(passed, method)
    if (!place || !cell || exempt.some(({ args }) => args.some(({ value }) => maySetFor(site, value, method))))
      return []
    return [{ method, place, passed: passed.range, key, cell, module, sure }]
  }
  const post = named?.args.some(({ value }) => value.toUpperCase() === 'POST') ? asks('POST', named.range) : []
  if (post.length > 0) return post
  return asks(
    'HEAD',
    module === 'proxy' ? (unconverted?.args[0]?.value === 'off' ? unconverted.range : undefined) : (key ?? cache).range,
  )
}

/** nginx keeps answers by the key alone (ngx_http_file_cache_open): each place once. */
export function blindKeys(site: Site): BlindKey[] {
  const found = new Map<string, BlindKey>()
  for (const passed of passes(site))
    for (const one of blindAt(site, passed)) if (!found.has(placeKey(one.place))) found.set(placeKey(one.place), one)
  return [...found.values()]
}
