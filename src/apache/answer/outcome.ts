import type { Outcome, Written } from '../../model/outcome.ts'
import { joinFields } from './fields.ts'
import { applies, valueOf } from './header-edits.ts'
import type { HeaderEdit } from '../compile/modules/headers.ts'
import type { Reply } from './respond.ts'

/** Headers that httpd sends only where something says so: absent, then, unless they are there. */
const TRACKED = [
  'allow',
  'cache-control',
  'expires',
  'location',
  'retry-after',
  'vary',
  'www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-max-age',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'content-security-policy',
  'referrer-policy',
]

function headersOf({ x, absent }: Reply): Record<string, string | null> {
  const fields = [...x.err, ...x.out]
  const sent = joinFields(fields)
  const known = x.foreign?.known
  if (known)
    return { ...nulls(absent), ...Object.fromEntries(Object.entries(sent).filter(([name]) => known.has(name))) }
  const there = new Set(fields.map(({ name }) => name))
  return { ...nulls(TRACKED.filter((name) => !there.has(name))), ...sent }
}

const nulls = (names: readonly string[]): Record<string, null> => Object.fromEntries(names.map((name) => [name, null]))

const writes = (edit: HeaderEdit): boolean =>
  !edit.early && edit.action !== 'unset' && edit.action !== 'note' && edit.action !== 'echo'

function writtenBy(reply: Reply): Written[] {
  const { x } = reply
  const edits = x.config.headers?.edits ?? []
  const there = new Set([...x.out, ...x.err].map(({ range }) => range))
  return edits
    .filter((edit) => writes(edit) && applies(x, edit))
    .map((edit, index): Written => {
      const one = { name: edit.name, value: valueOf(x, edit), range: edit.range }
      if (reply.canned && !edit.always)
        return { ...one, arrives: false, lost: 'canned', ...(reply.range ? { at: reply.range } : {}) }
      if (there.has(edit.range) || edit.action.startsWith('edit')) return { ...one, arrives: true }
      const later = edits.slice(index + 1).find(({ name, always }) => name === edit.name && always === edit.always)
      return { ...one, arrives: false, lost: 'level', ...(later ? { at: later.range } : {}) }
    })
}

/** Headers of the request that failed, which its error page does not have. */
function leftBehind({ x, left }: Reply): Written[] {
  if (!left) return []
  const kept = new Set(x.config.headers?.edits ?? [])
  return (left.x.config.headers?.edits ?? [])
    .filter((edit) => !kept.has(edit) && writes(edit) && applies(left.x, edit))
    .map((edit) => ({
      name: edit.name,
      value: valueOf(left.x, edit),
      range: edit.range,
      arrives: false,
      lost: 'error-page',
      at: left.document.range,
    }))
}

export function outcomeOf(reply: Reply): Outcome {
  return {
    status: reply.status,
    headers: headersOf(reply),
    by: reply.by,
    decidedBy: reply.range,
    ...(reply.forwarded ? { forwarded: reply.forwarded } : {}),
    written: [...reply.written, ...writtenBy(reply), ...leftBehind(reply)],
    steps: [...reply.x.shared.steps],
  }
}
