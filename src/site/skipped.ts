import type { Directive } from '../source/directive.ts'

/** An `if` of a location that is meant for methods which limit_except takes out of it. */
export interface Skipped { limit: Directive; skipped: Directive; methods: string[] }

/** The methods that an `if ($request_method = X)` or `~ ^(X|Y)$` is meant for; null: another test. */
function meantFor({ args }: Directive): string[] | null {
  const words = args.map(({ value }) => value)
  words[0] = words[0]?.replace(/^\(/, '') ?? ''
  words[words.length - 1] = words.at(-1)?.replace(/\)$/, '') ?? ''
  const [variable, operator, ...rest] = words.filter((word) => word !== '')
  if (variable === undefined || !/^\$\{?request_method\}?$/.test(variable) || !['=', '~', '~*'].includes(operator ?? '')) return null
  const names = rest.join(' ').replace(/[\^$()"']|\?:/g, '').split('|')
  return names.length > 0 && names.every((name) => /^[A-Z]+$/.test(name)) ? names : null
}

/** GET brings HEAD along, and names are read without regard to case (ngx_http_core_limit_except). */
function allowedBy({ args }: Directive): Set<string> {
  const allowed = new Set(args.map(({ value }) => value.toUpperCase()))
  if (allowed.has('GET')) allowed.add('HEAD')
  return allowed
}

/** nginx skips a location's rewrite code for the methods that limit_except does not list, whatever its block says. */
export function skippedByLimit({ block }: Directive): Skipped[] {
  const limit = block?.find(({ name }) => name === 'limit_except')
  if (!limit || !block) return []
  const allowed = allowedBy(limit)
  return block.flatMap((directive) => {
    const methods = directive.name === 'if' ? meantFor(directive) : null
    return methods && methods.every((method) => !allowed.has(method)) ? [{ limit, skipped: directive, methods }] : []
  })
}
