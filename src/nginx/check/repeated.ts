import type { Directive } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import { afterFirst, lastOfSeveral } from '../../text/repeated.ts'
import type { Entry, Repeated } from '../../text/repeated.ts'
import { cacheValidOf } from '../words/cache-valid.ts'
import { errorPageOf } from '../words/error-page.ts'

// What nginx takes twice without a word, though only one counts.

const words = ({ args }: Directive): string[] => args.map(({ value }) => value)
const text = (directives: readonly Directive[]): string =>
  directives.map((one) => `${one.name} ${words(one).join(' ')}${one.block ? ` {${text(one.block)}}` : ''};`).join('')

/** The statuses of an error_page, and what it does with them. */
function errorPages(directive: Directive): Entry[] {
  const page = errorPageOf(directive)
  const value = page ? `${page.overwrite ?? ''} ${page.target.value}` : ''
  return (page?.statuses ?? []).map((status) => ({ key: `error_page for ${status}`, value, directive }))
}

function validities(directive: Directive): Entry[] {
  const { statuses, seconds } = cacheValidOf(directive)
  return statuses.map((status) => ({ key: `${directive.name} for ${status}`, value: String(seconds), directive }))
}

function firstCounts(directive: Directive): Entry[] {
  if (directive.name === 'error_page') return errorPages(directive)
  return /^(?:proxy|fastcgi|uwsgi|scgi)_cache_valid$/.test(directive.name) ? validities(directive) : []
}

const MAPS = new Set(['map', 'geo', 'split_clients'])

const isMap = ({ name, block }: Directive): boolean => block !== null && MAPS.has(name)

/** The maps whose variable another has, too (ngx_http_add_variable takes the name of a changeable one again). */
function rivals(inside: readonly Directive[]): Entry[] {
  const count = new Map<string, number>()
  const maps = inside.filter(isMap).map((directive) => ({ directive, variable: words(directive).at(-1) ?? '' }))
  for (const { variable } of maps) count.set(variable, (count.get(variable) ?? 0) + 1)
  return maps.flatMap(({ directive, variable }) =>
    (count.get(variable) ?? 0) > 1 ? [{ key: `definition of ${variable}`, value: text([directive]), directive }] : [],
  )
}

const depth = ({ range }: Directive): number => range.includedFrom?.length ?? 0

/** One written before an include is meant to count in its stead; files that no main file is seen to include need not be loaded together. */
function isOneLevel({ directive, wins }: Repeated, whole: boolean): boolean {
  return directive.range.file === wins.range.file || (whole && depth(wins) > depth(directive))
}

function inLevel(block: readonly Directive[], whole: boolean): Finding[] {
  const found = afterFirst(block.flatMap(firstCounts))
    .filter((one) => isOneLevel(one, whole))
    .map(({ key, directive, wins, related }): Finding => ({
      ruleId: 'duplicate-directive',
      severity: 'warn',
      range: directive.range,
      related,
      message: `Expected one ${key} at this level, since nginx takes the first, \`${wins.name} ${words(wins).join(' ')}\`: drop this one`,
    }))
  return [
    ...found,
    ...block.flatMap((directive) =>
      directive.block && directive.opaque === undefined && !MAPS.has(directive.name)
        ? inLevel(directive.block, whole)
        : [],
    ),
  ]
}

/** `whole`: a main file is seen to include all of them. */
export function repeatedDirectives(directives: readonly Directive[], whole: boolean): Finding[] {
  const inside = directives.flatMap((one) => (one.name === 'http' ? (one.block ?? []) : []))
  const maps = lastOfSeveral(rivals(inside)).flatMap(({ key, directive, related }): Finding[] => {
    const others = related.filter(({ range }) => whole || range.file === directive.range.file)
    if (others.length === 0) return []
    return [
      {
        ruleId: 'duplicate-directive',
        severity: 'warn',
        range: directive.range,
        related: others,
        message: `Expected one ${key}, since nginx takes the last, this one, and never asks the ${others.length > 1 ? 'others' : 'other'}: merge them, or give them different names`,
      },
    ]
  })
  return [...maps, ...inLevel(directives, whole)]
}
