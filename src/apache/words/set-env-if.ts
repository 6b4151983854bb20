import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { expressionError, parseExpression } from './expression/parse.ts'
import type { Expression } from './expression/tree.ts'
import { regexError } from './regex.ts'

/** A variable that a directive sets (`value`) or takes away (null). */
export interface Assignment {
  name: string
  value: string | null
}

/** SetEnvIf, BrowserMatch and SetEnvIfExpr. `attribute`: a header's or an aspect's name; null with an expression. */
export interface SetEnvIfLine {
  attribute: string | null
  pattern: Pattern | null
  condition: { expression: Expression | null; text: string } | null
  assignments: Assignment[]
}

function assignment(word: string): Assignment {
  if (word.startsWith('!')) return { name: word.slice(1), value: null }
  const [name = '', ...value] = word.split('=')
  return { name, value: value.length > 0 ? value.join('=') : '1' }
}

function ofExpression(name: string, [text = '', ...variables]: string[]): Reading<SetEnvIfLine> {
  const bad = text === '' ? 'is empty' : expressionError(text)
  if (bad) return refusedAs(`Expected an expression behind ${name}: it ${bad}`)
  if ((variables[0] ?? '') === '') return refusedAs(`Expected a variable to set behind ${name}`)
  const condition = { expression: parseExpression(text), text }
  return taken({ attribute: null, pattern: null, condition, assignments: variables.map(assignment) })
}

/** add_setenvif_core in mod_setenvif.c. */
export const readSetEnvIf = once(({ name, args }: Directive): Reading<SetEnvIfLine> => {
  const key = name.toLowerCase()
  const words = args.map(({ value }) => value)
  if (key === 'setenvifexpr') return ofExpression(name, words)
  const [attribute = '', source = '', ...variables] = key.startsWith('browsermatch') ? ['User-Agent', ...words] : words
  if (attribute === '') return refusedAs(`Expected a header behind ${name}`)
  if (source === '') return refusedAs(`Expected a regular expression behind ${name}`)
  const bad = regexError(source) ?? (/[^\w-]/.test(attribute) ? regexError(attribute) : null)
  if (bad) return refusedAs(`Expected a regular expression behind ${name}: it ${bad}`)
  if ((variables[0] ?? '') === '') return refusedAs(`Expected a variable to set behind ${name}`)
  const pattern = compilePattern(source, key.endsWith('nocase'))
  return taken({ attribute, pattern, condition: null, assignments: variables.map(assignment) })
})
