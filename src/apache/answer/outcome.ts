import { makeOutcome } from '../../model/outcome.ts'
import type { Outcome, Written } from '../../model/outcome.ts'
import { tableOf } from '../../model/tables.ts'
import { putIn } from '../../text/lookup.ts'
import { joinFields } from './fields.ts'
import type { Exchange } from './exchange.ts'
import type { Field } from './fields.ts'
import { applies, valueOf } from './header-edits.ts'
import type { HeaderEdit } from '../compile/modules/headers.ts'
import type { Reply } from './respond.ts'

/** Headers that httpd sends only where something says so: absent, then, unless they are there. */
const ABSENT: Readonly<Record<string, null>> = {
  allow: null,
  'cache-control': null,
  expires: null,
  location: null,
  'retry-after': null,
  'www-authenticate': null,
  'access-control-allow-origin': null,
  'access-control-allow-methods': null,
  'access-control-allow-headers': null,
  'access-control-allow-credentials': null,
  'access-control-max-age': null,
  'strict-transport-security': null,
  'x-content-type-options': null,
  'x-frame-options': null,
  'content-security-policy': null,
  'referrer-policy': null,
}

/** Vary is never known as a whole: conditions on the request's fields, mod_deflate and mod_negotiation add to what is written. */
const openVary = (field: Field): Field => (field.name === 'vary' ? { ...field, value: null } : field)

function headersOf({ x, absent }: Reply): Record<string, string | null> {
  const fields = [...x.err, ...x.out].map(openVary)
  if (fields.length === 0 && !x.foreign) return ABSENT
  const sent = joinFields(fields)
  const known = x.foreign?.known
  if (known)
    return Object.fromEntries([
      ...absent.map((name) => [name, null] as const),
      ...sent.filter(([name]) => known.has(name)),
    ])
  // A copy of one table has its shape; tables that are filled name by name take five times the room.
  const headers: Record<string, string | null> = { ...ABSENT }
  for (const [name, value] of sent) putIn(headers, name, value)
  const there = new Set(sent.map(([name]) => name))
  return fields.every(({ name }) => there.has(name)) ? headers : withoutUnknown(headers, fields, there)
}

/** A field that is there with a value that nobody knows is neither known nor absent. */
const withoutUnknown = (
  headers: Record<string, string | null>,
  fields: Field[],
  known: ReadonlySet<string>,
): Record<string, string | null> => {
  const unknown = new Set(fields.flatMap(({ name }) => (known.has(name) ? [] : [name])))
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !unknown.has(name)))
}

const writes = (edit: HeaderEdit): boolean =>
  !edit.early && edit.action !== 'unset' && edit.action !== 'note' && edit.action !== 'echo'

/** `Header edit` writes nothing where there is nothing to change. */
const isChange = ({ action }: HeaderEdit): boolean => action === 'edit' || action === 'edit*'

function changed(x: Exchange, { name, range }: HeaderEdit): Written[] {
  const field = x.err.all(name).at(-1) ?? x.out.all(name).at(-1)
  return field ? [{ name, value: field.value, range, arrives: true }] : []
}

/** The next edit of the same header in the same list, by edit. */
const followers = new WeakMap<readonly HeaderEdit[], ReadonlyMap<HeaderEdit, HeaderEdit>>()

function followersOf(edits: readonly HeaderEdit[]): ReadonlyMap<HeaderEdit, HeaderEdit> {
  const before = followers.get(edits)
  if (before) return before
  const last = new Map<string, HeaderEdit>()
  const next = new Map<HeaderEdit, HeaderEdit>()
  for (const edit of edits) {
    const key = `${edit.always} ${edit.name}`
    const earlier = last.get(key)
    if (earlier) next.set(earlier, edit)
    last.set(key, edit)
  }
  followers.set(edits, next)
  return next
}

function writtenBy(reply: Reply): Written[] {
  const { x } = reply
  const edits = x.config.headers?.edits ?? []
  const there = new Set([...x.out, ...x.err].map(({ range }) => range))
  return edits
    .filter((edit) => writes(edit) && applies(x, edit))
    .flatMap((edit): Written | Written[] => {
      if (isChange(edit)) return reply.canned && !edit.always ? [] : changed(x, edit)
      const one = { name: edit.name, value: valueOf(x, edit), range: edit.range }
      if (reply.canned && !edit.always)
        return { ...one, arrives: false, lost: 'canned', ...(reply.range ? { at: reply.range } : {}) }
      if (there.has(edit.range)) return { ...one, arrives: true }
      const later = followersOf(edits).get(edit)
      return { ...one, arrives: false, lost: 'level', ...(later ? { at: later.range } : {}) }
    })
}

/** Headers of the request that failed, which its error page does not have. */
function leftBehind({ x, left }: Reply): Written[] {
  if (!left) return []
  const kept = new Set(x.config.headers?.edits ?? [])
  return (left.x.config.headers?.edits ?? [])
    .filter((edit) => !kept.has(edit) && writes(edit) && !isChange(edit) && applies(left.x, edit))
    .map((edit) => ({
      name: edit.name,
      value: valueOf(left.x, edit),
      range: edit.range,
      arrives: false,
      lost: 'error-page',
      at: left.document.range,
    }))
}

const NONE_WRITTEN: Written[] = []

export function outcomeOf(reply: Reply): Outcome {
  const { x, status, by, range, forwarded } = reply
  const written = [...reply.written, ...writtenBy(reply), ...leftBehind(reply)]
  return makeOutcome(
    {
      status,
      headers: tableOf(x.shared.httpd, headersOf(reply)).headers,
      by,
      decidedBy: range,
      written: written.length > 0 ? written : NONE_WRITTEN,
      steps: x.shared.steps.slice(),
    },
    { forwarded },
  )
}
