import type { Exchange } from './exchange.ts'
import { escapeArgs } from './uri.ts'
import { bare, concatenate, isKnown } from './value.ts'
import type { Asking, Value } from './value.ts'
import { readText, type TextPart } from '../words/variables.ts'

export function variable(exchange: Exchange, name: string, asking: Asking): Value {
  if (/^[1-9]$/.test(name)) return exchange.captures ? (exchange.captures[Number(name)] ?? '') : { unknown: `$${name}` }
  const lower = name.toLowerCase()
  return settledOf(exchange, exchange.variables.get(lower) ?? exchange.valueOf(exchange, lower, asking))
}

/** What was settled of a value, or of the hole in it. */
function settledOf({ settled }: Exchange, value: Value): Value {
  if (isKnown(value)) return value
  const inner = value.hole === undefined ? undefined : settled.get(value.hole)
  return (
    settled.get(value.unknown) ?? (inner === undefined ? value : (value.prefix ?? '') + inner + (value.suffix ?? ''))
  )
}

export function templateOf({ instance }: Exchange, source: string): TextPart[] {
  const known = instance.templates.get(source)
  if (known) return known
  const parts = readText(source).value ?? [{ text: source }]
  instance.templates.set(source, parts)
  return parts
}

/** The text of a directive's argument with its variables filled in, the query that a client may send besides left open. */
export function evaluateOpen(exchange: Exchange, source: string, asking: Asking = 'leave'): Value {
  return source.includes('$') ? fill(exchange, source, (name) => variable(exchange, name, asking)) : source
}

/** The same for a path or an address: without that query. */
export const evaluate = (exchange: Exchange, source: string, asking: Asking = 'leave'): Value =>
  bare(evaluateOpen(exchange, source, asking))

/** A value that stands for a path as it is, so that a `?` in it is a letter of a name: an open query is asked for. */
export function withoutQuery(exchange: Exchange, value: Value): Value {
  if (isKnown(value) || value.bare === undefined) return value
  const isEmpty = exchange.choices.choose('the query', [
    { value: true, when: 'no query is sent' },
    { value: false, when: 'a query is sent' },
  ])
  if (!isEmpty) return { unknown: value.unknown }
  exchange.settled.set('$args', '')
  return value.bare
}

/** The same in rewrite code, where captures of a URI that was sent with `%` or `+` stay escaped until a `rewrite` has matched
 * (`e->quote` in ngx_http_rewrite_handler). */
export function evaluateInCode(exchange: Exchange, source: string): Value {
  const escapes = exchange.escapesCaptures && (exchange.quoted || exchange.plus)
  return fill(exchange, source, (name) => {
    const value = variable(exchange, name, 'ask')
    return escapes && isKnown(value) && /^[1-9]$/.test(name) ? escapeArgs(value) : value
  })
}

function fill(exchange: Exchange, source: string, valueOf: (name: string) => Value): Value {
  const values = templateOf(exchange, source).map((part) => ('text' in part ? part.text : valueOf(part.variable)))
  return values.length === 0 ? '' : concatenate(values, source)
}
