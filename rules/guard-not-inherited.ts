import { hasMethod } from '../src/model/method-set.ts'
import type { Guard } from '../src/model/origin.ts'
import { ownSteps } from '../src/model/outcome.ts'
import type { Outcome } from '../src/model/outcome.ts'
import { mayServe } from '../src/model/served.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt, layerAt } from '../src/questions/blocks.ts'
import { OTHER } from '../src/site/cells.ts'
import { placeKey } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { Directive } from '../src/text/directive.ts'
import { addTo } from '../src/text/group.ts'
import type { SourceRange } from '../src/text/range.ts'

interface Bare {
  cell: Cell
  guard: Guard
  nested: Directive
}

/** The locations of nginx that let a request through or answer it, one of each server in a row: the one that holds what decided, or the last. */
function locationsOf(site: Site, outcome: Outcome): SourceRange[] {
  const { decidedBy } = outcome
  const around = new Set(
    decidedBy ? [decidedBy, ...blocksAround(site, decidedBy).map(({ range }) => range)].map(placeKey) : [],
  )
  const passed: SourceRange[][] = [[]]
  for (const { kind, range, forwarded } of ownSteps(outcome)) {
    if (kind === 'location' && range && layerAt(site, range) === 'nginx') passed.at(-1)?.push(range)
    if (forwarded) passed.push([])
  }
  return passed.flatMap((one) => one.findLast((range) => around.has(placeKey(range))) ?? one.at(-1) ?? [])
}

/** A location that turns everybody away, or elsewhere, opens nothing. */
const letsIn = (outcome: Outcome): boolean =>
  mayServe(outcome) &&
  !(outcome.by === 'response' && !outcome.forwarded && outcome.status !== null && outcome.status >= 300)

export default defineRule({
  id: 'guard-not-inherited',
  severity: 'error',
  layers: ['nginx'],
  summary: "A nested location lacks its outer location's guard on the method",
  messages: {
    bare: 'Expected this location to refuse {{methods}} as the one around it does, since nginx inherits no limit_except and no `if`: repeat the guard here (it serves {{path}})',
  },
  check({ site, report }) {
    const guards = new Map<string, Guard[]>()
    for (const guard of site.origins.filter(({ layer }) => layer === 'nginx').flatMap(({ guards: all }) => all)) {
      const [outer] = blocksAround(site, guard.range)
      if (!guard.effective || outer?.name !== 'location') continue
      addTo(guards, placeKey(outer.range), guard)
    }
    if (guards.size === 0) return
    const found = new Map<string, Bare[]>()
    const note = (cell: Cell, place: SourceRange): void => {
      const nested = directiveAt(site, place)
      const guard = blocksAround(site, place)
        .filter(({ name }) => name === 'location')
        .flatMap(({ range }) => guards.get(placeKey(range)) ?? [])
        .find(({ refuses }) => hasMethod(refuses, cell.method))
      if (nested && guard && !guards.has(placeKey(place))) addTo(found, placeKey(place), { cell, guard, nested })
    }
    for (const cell of site.cells) {
      if (cell.method === OTHER) continue
      for (const outcome of cell.outcomes.filter(letsIn))
        for (const place of locationsOf(site, outcome)) note(cell, place)
    }
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown) continue
      report({
        message: 'bare',
        range: shown.nested.range,
        about: all,
        related: [{ message: 'the guard of the location around it', range: shown.guard.range }],
        data: { methods: methodList(all.map(({ cell }) => cell.method)), path: pathName(shown.cell) },
      })
    }
  },
})
