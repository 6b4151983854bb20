import { defaultOf, linesOf } from '../nginx/answer/maps.ts'
import { conditionOf } from '../nginx/words/condition.ts'
import { variableIn } from '../nginx/words/variables.ts'
import type { Site } from '../model/site.ts'
import type { Directive } from '../text/directive.ts'
import { everyDirective, layerAt } from './blocks.ts'
import { once } from './index.ts'
import { insideBlock } from './level.ts'

/** An `if` of a location that is meant for methods which limit_except takes out of it; `methods` null: for all that neither lists. */
export interface Skipped {
  limit: Directive
  skipped: Directive
  methods: string[] | null
}

/** The methods that an `if` is meant for; `others`: those that it is not meant for. */
interface Meant {
  names: string[]
  others: boolean
}

const METHOD = 'request_method'

/** The names in `^(PUT|DELETE)$`; null: another pattern. */
function namesIn(pattern: string): string[] | null {
  const names = pattern.replace(/[\^$()"']|\?:/g, '').split('|')
  return names.every((name) => /^[A-Z]+$/.test(name)) ? names : null
}

const mapsOfMethod = once(
  (site): Map<string, Directive> =>
    new Map(
      everyDirective(site)
        .filter(
          ({ name, args, range }) =>
            name === 'map' && variableIn(args[0]?.value ?? '') === METHOD && layerAt(site, range) === 'nginx',
        )
        .map((map) => [map.args[1]?.value.slice(1).toLowerCase() ?? '', map]),
    ),
)

/** The methods for which a map of the method has a value that will do. */
function meantByMap(map: Directive, holds: (value: string) => boolean): Meant | null {
  const byDefault = holds(defaultOf(map))
  const names = linesOf(map)
    .filter(({ result }) => holds(result) !== byDefault)
    .map(({ key, pattern }) => (pattern ? namesIn(pattern.source) : namesIn(key)))
  return names.includes(null) ? null : { names: names.flatMap((all) => all ?? []), others: byDefault }
}

const isTrue = (value: string): boolean => value !== '' && value !== '0'

/** The methods that an `if ($request_method = X)` or `~ ^(X|Y)$` is meant for, be it by a map; null: another test. */
function meantFor(site: Site, directive: Directive): Meant | null {
  const condition = conditionOf(directive)
  if (!condition || condition.kind === 'file') return null
  if (condition.variable === METHOD) {
    if (condition.kind === 'truth') return null
    const names = namesIn(condition.kind === 'equal' ? condition.right.text : condition.pattern.source)
    return names && { names, others: condition.negated }
  }
  const map = mapsOfMethod(site).get(condition.variable)
  if (!map || condition.kind === 'match') return null
  const found = meantByMap(
    map,
    condition.kind === 'truth' ? isTrue : (value) => (value === condition.right.text) !== condition.negated,
  )
  return found && (found.names.length > 0 || found.others) ? found : null
}

/** GET brings HEAD along, and names are read without regard to case (ngx_http_core_limit_except). */
function allowedBy({ args }: Directive): Set<string> {
  const allowed = new Set(args.map(({ value }) => value.toUpperCase()))
  if (allowed.has('GET')) allowed.add('HEAD')
  return allowed
}

/** nginx skips a location's rewrite code for the methods that limit_except does not list, whatever its block says. */
function skippedByLimit(site: Site, location: Directive): Skipped[] {
  const block = insideBlock(site, location.block ?? [])
  const limit = block.find(({ name }) => name === 'limit_except')
  if (!limit) return []
  const allowed = allowedBy(limit)
  return block.flatMap((skipped): Skipped[] => {
    const meant = skipped.name === 'if' ? meantFor(site, skipped) : null
    if (!meant) return []
    if (meant.others)
      return [...allowed].every((method) => meant.names.includes(method)) ? [{ limit, skipped, methods: null }] : []
    return meant.names.every((method) => !allowed.has(method)) ? [{ limit, skipped, methods: meant.names }] : []
  })
}

/** All of a site. */
export const skippedByLimits = once((site: Site): Skipped[] =>
  everyDirective(site)
    .filter(({ name, range }) => name === 'location' && layerAt(site, range) === 'nginx')
    .flatMap((location) => skippedByLimit(site, location)),
)
