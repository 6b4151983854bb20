import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { expressionError, parseExpression, stringError } from './expression/parse.ts'
import type { Expression } from './expression/tree.ts'
import { regexError } from './regex.ts'

const ACTIONS = ['set', 'setifempty', 'add', 'append', 'merge', 'unset', 'echo', 'edit', 'edit*', 'note'] as const
type Action = (typeof ACTIONS)[number]

/** One `Header` or `RequestHeader` (header_cmd in mod_headers.c). `always`: for httpd's own error pages too. */
export interface HeaderLine {
  always: boolean
  action: Action
  /** The word `always` or `onsuccess`. */
  table: Word | null
  /** In lower case; `field`: as it is written. */
  name: string
  field: string
  value: string
  /** The word that says the value; null: the action takes none. */
  word: Word | null
  /** Of `edit` and `echo`. */
  pattern: Pattern | null
  replacement: string
  early: boolean
  env: string | null
  condition: { expression: Expression | null; text: string } | null
}

interface Refusal {
  message: string
  word?: Word
}

/** parse_format_string: `%{…}e` and the like. */
function formatError(text: string): string | null {
  if (text.startsWith('expr=')) {
    const bad = stringError(text.slice(5))
    return bad ? `Expected an expression behind expr=: it ${bad}` : null
  }
  for (const [whole, braced, letter] of text.matchAll(/%(\{[^}]*\}?)?([^]?)/g)) {
    if (braced === undefined && (letter === '%' || letter === '')) continue
    if (!/[Dteslib]/.test(letter ?? '')) return `Unknown format ${whole}; write %% for a percent sign`
  }
  return null
}

type Clause = Pick<HeaderLine, 'early' | 'env' | 'condition'>
const ALWAYS: Clause = { early: false, env: null, condition: null }

/** `early`, `env=…` or `expr=…` behind the value. */
function readClause(word: string): Reading<Clause> {
  const lower = word.toLowerCase()
  if (lower === 'early') return taken({ ...ALWAYS, early: true })
  if (lower.startsWith('env='))
    return /^env=!?$/.test(lower)
      ? refusedAs('Expected the name of a variable behind env=')
      : taken({ ...ALWAYS, env: word.slice(4) })
  if (!lower.startsWith('expr='))
    return refusedAs(`Expected env= or expr= behind the value, not ${word}; put a value with spaces in quotes`)
  const text = word.slice(5)
  const bad = expressionError(text)
  return bad
    ? refusedAs(`Expected an expression behind expr=: it ${bad}`)
    : taken({ ...ALWAYS, condition: { expression: parseExpression(text), text } })
}

/** How many words an action takes behind the header's name, the clause left out. */
const valuesOf = (action: Action): number =>
  action === 'edit' || action === 'edit*' ? 2 : action === 'unset' || action === 'echo' ? 0 : 1

function countError(line: string, action: Action, isResponse: boolean, count: number): string | null {
  const values = valuesOf(action)
  if (values === 2 && count < 2) return `Expected a pattern and a substitution behind ${line}`
  if ((action === 'echo' || action === 'note') && !isResponse) return `Expected ${action} with Header only`
  if (count < values) return `Expected a header and a value behind ${line}`
  if (count <= values + 1) return null
  return values === 0
    ? `Expected one header behind ${line}`
    : `Expected fewer arguments behind ${line}; put a value with spaces in quotes`
}

export const readHeader = once(({ name: directive, args }: Directive): Reading<HeaderLine, Refusal> => {
  const refuse = (message: string): Reading<HeaderLine, Refusal> => refusedAs({ message })
  const isResponse = directive.toLowerCase() === 'header'
  const table = isResponse && /^(?:always|onsuccess)$/i.test(args[0]?.value ?? '') ? args[0] : undefined
  const [given, field, ...rest] = table ? args.slice(1) : args
  const action = ACTIONS.find((one) => one === given?.value.toLowerCase())
  if (!action)
    return refusedAs({
      message: `Expected an action such as set, add or unset behind ${directive}, not ${given?.value || 'nothing'}`,
      ...(given && { word: given }),
    })
  const wrong = countError(`${directive} ${action}`, action, isResponse, rest.length)
  if (wrong !== null) return refuse(wrong)
  const name = field?.value ?? ''
  const values = valuesOf(action)
  const [value = '', substitute = ''] = rest.slice(0, values).map((word) => word.value)
  const source = values === 2 ? value : action === 'echo' ? name : null
  const bad = source === null ? null : regexError(source)
  if (bad) return refuse(`Expected a regular expression: it ${bad}`)
  const clause = rest[values]
  const read = clause ? readClause(clause.value) : taken(ALWAYS)
  if (read.refused !== null) return refuse(read.refused)
  const format = values === 0 ? null : formatError(values === 2 ? substitute : value)
  if (format !== null) return refuse(format)
  return taken({
    always: table?.value.toLowerCase() === 'always',
    action,
    table: table ?? null,
    name: name.replace(/:.*$/s, '').toLowerCase(),
    field: name.replace(/:.*$/s, ''),
    value,
    word: values === 1 ? (rest[0] ?? null) : null,
    pattern: source === null ? null : compilePattern(source, action === 'echo'),
    replacement: substitute,
    ...read.value,
  })
})
