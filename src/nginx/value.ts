/** Text that the files decide, or something unknown, named as a person would: `$http_origin`. */
export type Value = string | Unknown
export interface Unknown { unknown: string }

export const isKnown = (value: Value): value is string => typeof value === 'string'

/** `$name`, `${name}`, `$1` and what stands between them. */
export type TemplatePart = { text: string } | { variable: string }

export function parseTemplate(source: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let last = 0
  for (const found of source.matchAll(/\$(?:\{([A-Za-z0-9_]+)\}|([1-9])|([A-Za-z0-9_]+))/g)) {
    if (found.index > last) parts.push({ text: source.slice(last, found.index) })
    parts.push({ variable: found[1] ?? found[2] ?? found[3] ?? '' })
    last = found.index + found[0].length
  }
  if (last < source.length) parts.push({ text: source.slice(last) })
  return parts
}

/** nginx's truth in `if ($x)`: neither empty nor `0`. */
export const isTrue = (text: string): boolean => text !== '' && text !== '0'
