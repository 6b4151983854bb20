import type { Exchange } from './exchange.ts'
import { escapeArgs } from './uri.ts'
import { isKnown, parseTemplate } from './value.ts'
import type { TemplatePart, Value } from './value.ts'

/** `ask`: branch on what the files leave open, for a value that decides the way on; `leave` it unknown otherwise. */
export type Asking = 'ask' | 'leave'

export function variable(exchange: Exchange, name: string, asking: Asking): Value {
  if (/^[1-9]$/.test(name)) return exchange.captures ? exchange.captures[Number(name)] ?? '' : { unknown: `$${name}` }
  const lower = name.toLowerCase()
  const value = exchange.variables.get(lower) ?? exchange.instance.valueOf(exchange, lower, asking)
  return isKnown(value) ? value : exchange.settled.get(value.unknown) ?? value
}

export function templateOf({ instance }: Exchange, source: string): TemplatePart[] {
  const known = instance.templates.get(source)
  if (known) return known
  const parts = parseTemplate(source)
  instance.templates.set(source, parts)
  return parts
}

/** The text of a directive's argument with its variables filled in. */
export function evaluate(exchange: Exchange, source: string, asking: Asking = 'leave'): Value {
  return source.includes('$') ? fill(exchange, source, (name) => variable(exchange, name, asking)) : source
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
  if (values.length === 1) return values[0] ?? ''
  return values.every(isKnown) ? values.join('') : { unknown: source }
}
