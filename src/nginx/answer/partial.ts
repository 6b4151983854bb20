import type { Pattern } from '../../regex/pattern.ts'
import type { Exchange } from './exchange.ts'
import { exclude } from './exchange.ts'
import { inHole, isKnown } from './value.ts'
import type { Unknown, Value } from './value.ts'

/** What can be told of a value of which only the ends are known. */

/** Whether it can be this text, after all that was settled of it. */
export function mayBe({ excluded }: Exchange, value: Unknown, text: string): boolean {
  const inner = inHole(value, text)
  if (inner === null || excluded.get(value.unknown)?.has(text)) return false
  if (value.hole !== undefined && excluded.get(value.hole)?.has(inner)) return false
  return value.shape === undefined || new RegExp(`^(?:${value.shape})$`).test(inner)
}

/** It is this text from now on, and so is what stands in its hole. */
export function settle({ settled }: Exchange, value: Unknown, text: string): void {
  settled.set(value.unknown, text)
  const inner = inHole(value, text)
  if (value.hole !== undefined && inner !== null) settled.set(value.hole, inner)
}

/** It is none of these texts. */
export function ruleOut(exchange: Exchange, value: Unknown, texts: string[]): void {
  exclude(exchange, value.unknown, texts)
  const { hole } = value
  if (hole !== undefined)
    exclude(
      exchange,
      hole,
      texts.flatMap((text) => inHole(value, text) ?? []),
    )
}

/** nginx's truth in `if ($x)`; null: its hole decides. */
export function isSurelyTrue({ prefix = '', suffix = '' }: Unknown): boolean {
  const known = prefix + suffix
  return known !== '' && known !== '0'
}

/** What a client may send after a path: with none of these does a group that stays clear of the query differ. */
const QUERIES = ['', '?', '?a=1&b=/x.php']

/** What a match captured, as far as it is the same whatever query follows; the rest nobody can tell. */
export function keepCaptures(exchange: Exchange, value: Value, pattern: Pattern): void {
  const isQuery = !isKnown(value) && value.shape?.startsWith('(?:\\?') === true
  const matches = isQuery
    ? QUERIES.map((query) => pattern.exec((value.prefix ?? '') + query + (value.suffix ?? '')))
    : []
  const [first] = matches
  const isSame =
    first !== undefined &&
    first !== null &&
    matches.every((one) => one && one.groups.slice(1).join('\n') === first.groups.slice(1).join('\n'))
  exchange.captures = isSame ? first.groups : null
  for (const [, angled, quoted] of pattern.source.matchAll(/\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/g)) {
    const name = angled ?? quoted ?? ''
    const texts = new Set(matches.map((one) => one?.named[name]))
    const [text] = texts
    exchange.variables.set(name.toLowerCase(), texts.size === 1 && text !== undefined ? text : { unknown: `$${name}` })
  }
}
