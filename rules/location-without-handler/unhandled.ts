import { entriesOf } from '../../src/nginx/directives/index.ts'
import { ownSteps } from '../../src/model/outcome.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt, layerAt } from '../../src/questions/blocks.ts'
import { addTo } from '../../src/text/group.ts'
import { includesUnseen, inEffect } from '../../src/questions/level.ts'
import { placeKey } from '../../src/questions/index.ts'

/** A location whose requests go to the files of a root that nobody named. `holds`: other locations stand in it. */
export interface Unhandled {
  range: SourceRange
  cells: Cell[]
  holds: boolean
}

/** What shows that files are meant, and where they are. */
const MEANS_FILES = ['root', 'alias', 'index', 'try_files', 'autoindex', 'random_index', 'dav_methods']

interface Entered {
  cell: Cell
  outcome: Outcome
  range: SourceRange
  isPaged: boolean
}

/** The location whose configuration a request ended in, or was in when an error page took it elsewhere, or it was passed on to the next server. */
function enteredBy(cell: Cell, outcome: Outcome): Entered | null {
  const all = ownSteps(outcome)
  const passed = all.findIndex(({ forwarded }) => forwarded)
  const steps = passed < 0 ? all : all.slice(0, passed)
  const paged = steps.findIndex(({ kind }) => kind === 'error-page')
  const range = steps
    .slice(0, paged < 0 ? undefined : paged)
    .findLast((step) => step.kind === 'location' && step.range)?.range
  return range ? { cell, outcome, range, isPaged: paged >= 0 } : null
}

/** Whether the answer is what nginx makes of a file, or of its absence: for an error page, with another status than 200. */
function isOfFiles({ outcome: { by, status, decidedBy }, range, isPaged }: Entered): boolean {
  if (by !== 'static' && by !== 'not-found' && by !== 'redirect') return false
  return isPaged ? status !== 200 : decidedBy !== null && placeKey(decidedBy) === placeKey(range)
}

/** A directive of a module that nginx does not come with, which may answer. */
const isForeign = ({ name }: Directive): boolean => entriesOf(name, null).length === 0

const answering = new WeakMap<Directive, boolean>()

/** Whether a program may answer in a block. */
function isProgrammed(around: Directive): boolean {
  const known = answering.get(around) ?? around.block?.some(({ name }) => /_by_lua|^js_/.test(name)) === true
  answering.set(around, known)
  return known
}

function isUnmarked(site: Site, location: SourceRange): boolean {
  const own = directiveAt(site, location)?.block
  const around = blocksAround(site, location)
  if (!own || own.some(isForeign) || !around.some(({ name }) => name === 'server')) return false
  if (around.some(isProgrammed)) return false
  const inside = own[0]?.range ?? location
  if (blocksAround(site, inside).some((block) => block.name !== 'http' && includesUnseen(site, block))) return false
  return MEANS_FILES.every(
    (name) =>
      inEffect(site, { ...inside, ...(location.includedFrom && { includedFrom: location.includedFrom }) }, name)
        ?.length === 0,
  )
}

/** nginx, ngx_http_core_merge_loc_conf(): without a `root` at any level it is `html` below the prefix that was compiled in. */
export function unhandledLocations(site: Site): Unhandled[] {
  const entered = new Map<string, Entered[]>()
  for (const cell of site.cells) {
    if (cell.method !== 'GET') continue
    for (const outcome of cell.outcomes) {
      const one = enteredBy(cell, outcome)
      if (one && layerAt(site, one.range) === 'nginx') addTo(entered, placeKey(one.range), one)
    }
  }
  return [...entered.values()].flatMap((all): Unhandled[] => {
    const ended = all.filter(isOfFiles)
    const [first] = ended
    if (
      !first ||
      !all.every((one) => ended.includes(one) || one.outcome.by === 'denied') ||
      !isUnmarked(site, first.range)
    )
      return []
    const holds = directiveAt(site, first.range)?.block?.some(({ name }) => name === 'location') === true
    return [{ range: first.range, cells: ended.map(({ cell }) => cell), holds }]
  })
}
