import { expressionError, stringError } from '../words/expression/parse.ts'
import { regexError } from '../words/regex.ts'
import { type Complaint, type ValueCheck } from './value.ts'

const ACTIONS = ['set', 'setifempty', 'add', 'append', 'merge', 'unset', 'echo', 'edit', 'edit*', 'note']

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

function conditionError(word: string): string | null {
  const lower = word.toLowerCase()
  if (lower === 'early') return null
  if (lower.startsWith('env=')) return /^env=!?$/.test(lower) ? 'Expected the name of a variable behind env=' : null
  if (!lower.startsWith('expr='))
    return `Expected env= or expr= behind the value, not ${word}; put a value with spaces in quotes`
  const bad = expressionError(word.slice(5))
  return bad ? `Expected an expression behind expr=: it ${bad}` : null
}

/** header_cmd and header_inout_cmd. */
const header =
  (responses: boolean): ValueCheck =>
  ({ args, name }) => {
    const words = args.map(({ value }) => value)
    if (responses && /^(?:always|onsuccess)$/i.test(words[0] ?? '')) words.shift()
    const [action = '', field = '', value, substitute, condition, ...more] = words
    if (more.length > 0) return `Expected fewer arguments behind ${name}; put a value with spaces in quotes`
    const kind = action.toLowerCase()
    if (!ACTIONS.includes(kind)) {
      const word = args.find((each) => each.value === action)
      return {
        message: `Expected an action such as set, add or unset behind ${name}, not ${action || 'nothing'}`,
        ...(word ? { word } : {}),
      } satisfies Complaint
    }
    const edits = kind === 'edit' || kind === 'edit*'
    if (edits && substitute === undefined) return `Expected a pattern and a substitution behind ${name} ${kind}`
    if (!edits && condition !== undefined)
      return `Expected fewer arguments behind ${name} ${kind}; put a value with spaces in quotes`
    const bad = edits ? regexError(value ?? '') : kind === 'echo' ? regexError(field) : null
    if (bad) return `Expected a regular expression: it ${bad}`
    const short = kind === 'unset' || kind === 'echo'
    if (short && substitute !== undefined) return `Expected one header behind ${name} ${kind}`
    if (kind === 'echo' && !responses) return `Expected echo with Header only`
    if (!short && value === undefined) return `Expected a header and a value behind ${name} ${kind}`
    const clause = short ? value : edits ? condition : substitute
    const wrong = clause === undefined ? null : conditionError(clause)
    if (wrong || short) return wrong
    return formatError((edits ? substitute : value) ?? '')
  }

export const HEADER_CHECKS: Record<string, ValueCheck> = { header: header(true), requestheader: header(false) }
