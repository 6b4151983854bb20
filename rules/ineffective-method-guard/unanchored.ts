import { hasMethod } from '../../src/model/method-set.ts'
import type { Guard } from '../../src/model/origin.ts'
import type { Site } from '../../src/model/site.ts'
import { conditionOf } from '../../src/nginx/words/condition.ts'
import { mapKeyOf } from '../../src/nginx/words/map-line.ts'
import { directiveAt, everyDirective } from '../../src/questions/blocks.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'

/** A pattern that lets whatever merely contains a name pass, and the names in it. */
export interface Unanchored {
  range: SourceRange
  names: string
}

/** The names of a pattern that is anchored at neither end, or whose `^` and `$` belong to the first and the last of its names alone. */
function namesIn(source: string): string | null {
  const [, all] = /^\(?(?:\?:)?([A-Za-z]+(?:\|[A-Za-z]+)*)\)?$/.exec(source) ?? []
  if (all !== undefined) return all.toUpperCase()
  const alternatives = source.split('|')
  const isList = alternatives.length > 1 && alternatives.every((one) => /^\^?[A-Za-z]+\$?$/.test(one))
  const isLoose = alternatives.some((one) => !one.startsWith('^') || !one.endsWith('$'))
  return isList && isLoose ? source.replace(/[\^$]/g, '').toUpperCase() : null
}

const isMapOf = ({ name, args: [from, to] }: Directive, variable: string): boolean =>
  name === 'map' && from?.value === '$request_method' && to?.value.toLowerCase() === `$${variable}`

/** The lines of the map that a guard goes by, for methods which it lets through. */
const inMap = (site: Site, { refuses }: Guard, variable: string): Unanchored[] =>
  [...everyDirective(site)]
    .filter((directive) => isMapOf(directive, variable))
    .flatMap(({ block }) => block ?? [])
    .flatMap((line) => {
      const key = mapKeyOf(line)
      const names = key.kind === 'pattern' ? namesIn(key.source) : null
      const passes = names?.split('|').every((method) => !hasMethod(refuses, method))
      return names !== null && passes ? [{ range: line.range, names }] : []
    })

/** nginx: the patterns by which an `if` lets methods through. */
export function unanchored(site: Site, guard: Guard): Unanchored[] {
  const directive = directiveAt(site, guard.range)
  const condition = directive && conditionOf(directive)
  if (!condition || condition.kind === 'file') return []
  if (condition.variable !== 'request_method') return inMap(site, guard, condition.variable)
  const names = condition.kind === 'match' && condition.negated ? namesIn(condition.pattern.source) : null
  return names === null ? [] : [{ range: guard.range, names }]
}
