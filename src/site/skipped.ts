import type { Site } from '../model/site.ts'
import type { Directive } from '../source/directive.ts'
import { everyDirective, layerAt } from './blocks.ts'
import { once } from './questions.ts'

/** An `if` of a location that is meant for methods which limit_except takes out of it; `methods` null: for all that neither lists. */
export interface Skipped { limit: Directive; skipped: Directive; methods: string[] | null }

/** The methods that an `if ($request_method = X)` or `~ ^(X|Y)$` is meant for, or, by `!=` and `!~`, is not; null: another test. */
function meantFor({ args }: Directive): { names: string[]; others: boolean } | null {
  const words = args.map(({ value }) => value)
  words[0] = words[0]?.replace(/^\(/, '') ?? ''
  words[words.length - 1] = words.at(-1)?.replace(/\)$/, '') ?? ''
  const [variable, operator, ...rest] = words.filter((word) => word !== '')
  if (variable === undefined || !/^\$\{?request_method\}?$/.test(variable) || !['=', '~', '~*', '!=', '!~', '!~*'].includes(operator ?? '')) return null
  const names = rest.join(' ').replace(/[\^$()"']|\?:/g, '').split('|')
  return names.length > 0 && names.every((name) => /^[A-Z]+$/.test(name)) ? { names, others: operator?.startsWith('!') === true } : null
}

/** GET brings HEAD along, and names are read without regard to case (ngx_http_core_limit_except). */
function allowedBy({ args }: Directive): Set<string> {
  const allowed = new Set(args.map(({ value }) => value.toUpperCase()))
  if (allowed.has('GET')) allowed.add('HEAD')
  return allowed
}

/** nginx skips a location's rewrite code for the methods that limit_except does not list, whatever its block says. */
function skippedByLimit({ block }: Directive): Skipped[] {
  const limit = block?.find(({ name }) => name === 'limit_except')
  if (!limit || !block) return []
  const allowed = allowedBy(limit)
  return block.flatMap((skipped): Skipped[] => {
    const meant = skipped.name === 'if' ? meantFor(skipped) : null
    if (!meant) return []
    if (meant.others) return [...allowed].every((method) => meant.names.includes(method)) ? [{ limit, skipped, methods: null }] : []
    return meant.names.every((method) => !allowed.has(method)) ? [{ limit, skipped, methods: meant.names }] : []
  })
}

/** All of a site. */
export const skippedByLimits = once((site: Site): Skipped[] => everyDirective(site)
  .filter(({ name, range }) => name === 'location' && layerAt(site, range) === 'nginx').flatMap(skippedByLimit))
