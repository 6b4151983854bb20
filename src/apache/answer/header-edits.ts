import { ask, use } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { evaluateString, holds } from './expression.ts'
import { parseString } from '../words/expression/parse.ts'
import type { Fields } from './fields.ts'
import { substituteGroups } from '../compile/modules/alias.ts'
import type { HeaderEdit } from '../compile/modules/headers.ts'
import { expiryFor } from '../compile/modules/expires.ts'
import { LONGEST } from '../../text/limits.ts'
import { work } from '../../text/work.ts'
import { environment } from './server-variables.ts'

/** Whether an edit's condition holds for this exchange. */
export function applies(x: Exchange, edit: HeaderEdit): boolean {
  if (edit.condition) return holds(x, edit.condition)
  if (edit.env === null) return true
  return edit.env.startsWith('!')
    ? environment(x, edit.env.slice(1)) === undefined
    : environment(x, edit.env) !== undefined
}

/** The value with its `%{VAR}e` filled in; null where it is not known (times, TLS, load). */
export function valueOf(x: Exchange, edit: HeaderEdit): string | null {
  if (/^expr=/i.test(edit.value)) return evaluateString(x, parseString(edit.value.slice(5)))
  let known = true
  let length = 0
  const text = edit.value.replace(
    /%(?:\{([^}]*)\}([esm])|(.))/g,
    (_, name: string | undefined, letter: string | undefined, single: string | undefined) => {
      if (single === '%') return '%'
      if (name !== undefined && letter === 'e') {
        const value = environment(x, name)
        length += value?.length ?? 0
        if (value !== null && length <= LONGEST) return value ?? '(null)'
      }
      known = false
      return ''
    },
  )
  return known ? text : null
}

function edited(x: Exchange, edit: HeaderEdit, value: string | null): string | null {
  if (value === null || !edit.pattern) return null
  let out = ''
  for (let rest = value; ;) {
    const found = edit.pattern.exec(rest)
    if (found === undefined)
      return ask(x, `${edit.pattern.source} matches ${value}`, `${edit.pattern.source} does not match ${value}`)
        ? null
        : value
    const whole = found?.groups[0] ?? ''
    if (!found || (whole === '' && out !== '')) return out + rest
    const at = rest.indexOf(whole)
    out += rest.slice(0, at) + (substituteGroups(edit.replacement, found.groups) ?? '')
    rest = rest.slice(at + whole.length)
    if (edit.action === 'edit' || whole === '') return out + rest
    if (out.length > LONGEST) return null
  }
}

function apply(x: Exchange, fields: Fields, edit: HeaderEdit): void {
  const { name, range } = edit
  const value = valueOf(x, edit)
  const before = fields.get(name)
  switch (edit.action) {
    case 'set':
      fields.set(name, value, range)
      return
    case 'setifempty':
      if (!before) fields.add(name, value, range)
      return
    case 'add':
      fields.add(name, value, range)
      return
    case 'append':
      fields.merge(name, value, range)
      return
    case 'merge': {
      const tokens = before?.value?.split(',').map((token) => token.trim())
      if (value === null || !tokens?.includes(value)) fields.merge(name, value, range)
      return
    }
    case 'unset':
      fields.unset(name)
      return
    case 'edit':
    case 'edit*':
      for (const field of fields.all(name)) field.value = edited(x, edit, field.value)
      return
    default:
  }
}

const FIXED = new Set(['set', 'unset'])

/** What a line costs, with what is told of it. */
const LINE = 3

/** One list of `Header` directives, in order (do_headers_fixup). */
export function applyEdits(x: Exchange, table: 'out' | 'err', always: boolean): void {
  const edits = x.config.headers?.edits ?? []
  work(LINE * edits.length)
  for (const edit of edits) {
    if (edit.always !== always || edit.early || !applies(x, edit)) continue
    use(x, edit)
    apply(x, x[table], edit)
    if (x.foreign?.table === table && FIXED.has(edit.action)) x.foreign.known.add(edit.name)
  }
}

/** mod_expires: never on errors, never beside an Expires that is there. */
export function applyExpires(x: Exchange): void {
  if (x.status >= 400 || x.out.get('expires') || x.err.get('expires')) return
  const expiry = expiryFor(x.config.expires, x.type)
  if (!expiry || (expiry.seconds === null && x.file !== 'file')) return
  use(x, expiry)
  x.out.merge('cache-control', expiry.seconds === null ? null : `max-age=${Math.max(0, expiry.seconds)}`, expiry.range)
  x.out.set('expires', null, expiry.range)
}
