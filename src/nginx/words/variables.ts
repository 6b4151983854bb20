import { type Reading, refusedAs, taken } from '../../text/reading.ts'

/** A text with variables in parts; a capture is the variable `1`. */
export type TextPart = { text: string } | { variable: string }

const NAME = /[A-Za-z0-9_]*/y

/** A `$` and what belongs to it (ngx_http_script_compile). */
function variableAt(text: string, at: number): Reading<{ variable: string; end: number }> {
  const [capture] = /^[1-9]/.exec(text.slice(at + 1, at + 2)) ?? []
  if (capture !== undefined) return taken({ variable: capture, end: at + 2 })
  const braced = text[at + 1] === '{'
  NAME.lastIndex = at + (braced ? 2 : 1)
  const variable = NAME.exec(text)?.[0] ?? ''
  const end = at + (braced ? 2 : 1) + variable.length
  if (braced && text[end] !== '}')
    return refusedAs(
      end >= text.length && variable === ''
        ? 'Expected a variable\'s name after "${"'
        : `Expected "}" after "\${${variable}"`,
    )
  if (variable === '') return refusedAs('Expected a variable\'s name after "$"')
  return taken({ variable, end: braced ? end + 1 : end })
}

/** `$name`, `${name}`, `$1` and what stands between them. */
export function readText(text: string): Reading<TextPart[]> {
  const parts: TextPart[] = []
  let last = 0
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', last)) {
    const { value: found, refused } = variableAt(text, at)
    if (refused !== null) return refusedAs(refused)
    if (at > last) parts.push({ text: text.slice(last, at) })
    parts.push({ variable: found.variable })
    last = found.end
  }
  if (last < text.length) parts.push({ text: text.slice(last) })
  return taken(parts)
}

/** The names in a text, in lower case; captures are none. */
export const namesIn = (parts: TextPart[]): string[] =>
  parts.flatMap((part) => ('variable' in part && !/^[1-9]$/.test(part.variable) ? [part.variable.toLowerCase()] : []))

/** The one variable that a text is, in lower case; null: it is more than one, or none. */
export function variableIn(text: string): string | null {
  const [only, ...others] = text.startsWith('$') ? (readText(text).value ?? []) : []
  return only && 'variable' in only && others.length === 0 ? only.variable.toLowerCase() : null
}

/** The names in a text, in lower case; null: nginx refuses the text. */
export function variablesIn(text: string): string[] | null {
  const { value } = readText(text)
  return value && namesIn(value)
}
