import type { SourceRange } from '../../text/range.ts'
import { type Line, type LineSource, splice } from './lines.ts'
import { readWord } from './words.ts'

/** A `<Macro>`: its parameters and the lines between its tags, as they stand. */
export interface Macro {
  name: string
  parameters: string[]
  lines: Line[]
}

/** The words of `get_arguments`, empty ones included. */
export function macroArguments(text: string): string[] {
  const words: string[] = []
  for (let at = 0; at < text.length;) {
    const word = readWord(text, at)
    if (word.start >= text.length) break
    words.push(word.value)
    at = word.next
  }
  return words
}

/** The lines up to the `</Macro>` that matches; null where the file ends before it. */
export function macroBody(next: LineSource): Line[] | null {
  const lines: Line[] = []
  let depth = 1
  for (let line = next(); line; line = next()) {
    const first = readWord(line.text, 0).value.toLowerCase()
    if (first === '<macro') depth++
    if (first === '</macro>' && --depth === 0) return lines
    lines.push(line)
  }
  return null
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** `@name` parameters come in quoted, `$name` and `%name` as they are. */
const inserted = (parameter: string, value: string): string =>
  parameter.startsWith('@') ? `"${value.replace(/["\\]/g, '\\$&')}"` : value

/** MAX_STRING_LEN less its end: what a line may have once its arguments are put in (process_content in mod_macro.c). */
export const MACRO_LINE = 8191

/** The macro's lines with its parameters replaced; of two that begin alike, the longer is taken. What follows a line that is too long is not read. */
export function useMacro(macro: Macro, values: string[], use: SourceRange, onTooLong: () => void): LineSource {
  const replaced = new Map(
    macro.parameters.map((parameter, index) => [parameter, inserted(parameter, values[index] ?? '')]),
  )
  const names = [...replaced.keys()].filter((name) => name !== '').sort((a, b) => b.length - a.length)
  const found = names.length > 0 ? new RegExp(names.map(escaped).join('|'), 'g') : null
  let at = 0
  return () => {
    const line = macro.lines[at++]
    if (!line) return null
    const edits =
      found === null
        ? []
        : [...line.text.matchAll(found)].map((match) => ({
            start: match.index,
            end: match.index + match[0].length,
            text: replaced.get(match[0]) ?? '',
          }))
    const made = splice(line, edits, [use, ...line.from])
    if (edits.length === 0 || made.text.length <= MACRO_LINE) return made
    onTooLong()
    return null
  }
}
