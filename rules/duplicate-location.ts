import { readLocation } from '../src/nginx/words/location.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround } from '../src/questions/blocks.ts'
import { placeKey } from '../src/questions/index.ts'
import type { Directive } from '../src/text/directive.ts'
import type { Related } from '../src/text/finding.ts'
import type { SourceRange } from '../src/text/range.ts'
import { addTo } from '../src/text/group.ts'

interface Named {
  directive: Directive
  range: SourceRange
  key: string
  refused: boolean
}

/** What nginx compares (ngx_http_add_location, ngx_http_cmp_locations): `^~` is no part of a prefix's name. */
function nameOf(directive: Directive): { key: string; refused: boolean } | null {
  const { value } = readLocation(directive)
  if (!value) return null
  const { kind, name, pattern } = value
  return {
    key: `${kind} ${pattern?.caseless ? 'caseless ' : ''}${name}`,
    refused: kind === 'exact' || kind === 'prefix',
  }
}

/** Every location directive of nginx's files, once for each place that includes it, in reading order. */
function locations(site: Site): { directive: Directive; range: SourceRange }[] {
  const included = new Map<string, SourceRange[]>()
  for (const { layer, routes } of site.origins) {
    if (layer !== 'nginx') continue
    for (const { range } of routes) if (range.includedFrom?.length) addTo(included, placeKey(range), range)
  }
  const found: { directive: Directive; range: SourceRange }[] = []
  const collect = (directives: Directive[]): void => {
    for (const directive of directives) {
      if (directive.name === 'location' && directive.block) {
        for (const range of included.get(placeKey(directive.range)) ?? [directive.range])
          found.push({ directive, range })
      }
      if (directive.block) collect(directive.block)
    }
  }
  for (const tree of site.trees.values()) if (!tree.template) collect(tree.directives)
  return found
}

/** The block that a location belongs to, and where in it the location, or the include that brings it, stands. */
function containerOf(site: Site, range: SourceRange): { key: string; offset: number } {
  for (const place of [range, ...(range.includedFrom ?? [])]) {
    const [block] = blocksAround(site, { ...place, includedFrom: [] })
    if (block) return { key: placeKey(block.range), offset: place.start.offset }
  }
  return { key: (range.includedFrom ?? []).at(-1)?.file ?? range.file, offset: range.start.offset }
}

/** The same line included twice is two places only by its includes. */
function firstPlace(first: SourceRange, second: SourceRange): Related {
  const include = first.includedFrom?.[0]
  return placeKey(first) === placeKey(second) && include
    ? { message: 'the first include', range: include }
    : { message: 'the first one', range: first }
}

export default defineRule({
  id: 'duplicate-location',
  severity: 'error',
  layers: ['nginx'],
  summary: 'A location stands twice in one server',
  messages: {
    refused:
      'Expected one `{{location}}` in this block, since nginx refuses to start with two: merge it with the first',
    silent:
      'Expected one `{{location}}` in this block, since nginx takes the first and never asks this one: merge them',
  },
  check({ site, report }) {
    const groups = new Map<string, (Named & { offset: number })[]>()
    for (const { directive, range } of locations(site)) {
      const name = nameOf(directive)
      if (!name) continue
      const container = containerOf(site, range)
      const key = `${container.key}\n${name.key}`
      addTo(groups, key, { directive, range, ...name, offset: container.offset })
    }
    for (const group of groups.values()) {
      const [first, ...others] = group.sort((a, b) => a.offset - b.offset)
      for (const { directive, range, refused, offset } of others) {
        if (!first || (placeKey(first.range) === placeKey(range) && first.offset === offset)) continue
        const location = ['location', ...directive.args.map(({ raw }) => raw)].join(' ')
        report({
          message: refused ? 'refused' : 'silent',
          range,
          data: { location },
          related: [firstPlace(first.range, range)],
        })
      }
    }
  },
})
