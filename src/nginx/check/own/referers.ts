import { pcreRefusal } from '../../../regex/pcre.ts'
import type { Word } from '../../../text/directive.ts'
import { isWrongWildcard, keptAs } from '../../words/hash-name.ts'
import { readServerName } from '../../words/server-name.ts'
import { complain, hasHole } from '../subject.ts'
import type { Complaint, Scope, Subject } from '../subject.ts'

const MARKS = new Set(['none', 'blocked', 'server_names'])

/** The host of a referer, without its path; null: it names none. */
const hostOf = (text: string): string | null =>
  MARKS.has(text) || text.startsWith('~') ? null : (text.split('/')[0] ?? '')

const twice = (text: string): string => `Expected the host of "${text}" once in "valid_referers": remove one of the two`

/** ngx_http_valid_referers. */
export function validReferers(subject: Subject): Complaint | null {
  for (const word of subject.args) {
    const complaint = hasHole(word.raw) ? null : referer(word, subject)
    if (complaint) return complaint
  }
  return null
}

function referer(word: Word, { scope, directive }: Subject): Complaint | null {
  const text = word.value
  if (text === '') return complain('Expected a referer that is not empty', word)
  if (text === '~') return complain('Expected a pattern after "~"', word)
  const refused = text.startsWith('~') ? pcreRefusal(text.slice(1)) : null
  if (refused !== null) return complain(`Expected a regular expression: it ${refused}`, word)
  const host = hostOf(text)
  if (host === null) return null
  if (isWrongWildcard(host)) return complain(`Expected a host name such as *.example.com, not "${text}"`, word)
  const notes = keptAs(host).map((kept) => `referer ${kept}`)
  const first = notes.map((note) => scope.notes.get(note)).find(Boolean)
  if (first) return { ...complain(twice(text), word), related: [{ message: 'the first one', range: first.range }] }
  for (const note of notes) scope.notes.set(note, directive)
  return null
}

/** ngx_http_referer_merge_conf: `none` and `blocked` are beside names, of which patterns are none; `server_names` adds the server's own. */
export function mergedReferers(scope: Scope, server: Scope | null = null): Complaint[] {
  const around = scope.opener?.name === 'server' ? scope : server
  const own = (scope.opener?.block ?? []).filter(({ name }) => name === 'valid_referers')
  const words = own.flatMap(({ args }) => args)
  const [first] = own
  const inner = scope.inner.flatMap((one) => mergedReferers(one, around))
  if (!first) return inner
  const isMark = ({ value }: Word): boolean => value === 'none' || value === 'blocked'
  if (words.some(isMark) && !words.some((word) => !isMark(word) && !word.value.startsWith('~')))
    return [{ message: 'Expected a host beside "none" or "blocked" in "valid_referers"', range: first.range }, ...inner]
  const shared = words.some(({ value }) => value === 'server_names') ? sharedName(words, around) : null
  return shared ? [{ message: twice(shared.value), range: shared.range }, ...inner] : inner
}

/** A referer that the server has as a name, too. */
function sharedName(words: Word[], server: Scope | null): Word | null {
  const names = (server?.opener?.block ?? [])
    .filter(({ name }) => name === 'server_name')
    .flatMap(({ args }) => args)
    .filter((word) => !hasHole(word.raw) && !word.value.includes('$') && readServerName(word).value?.kind !== 'regex')
  const taken = new Set(names.flatMap(({ value }) => keptAs(value)))
  const isShared = ({ raw, value }: Word): boolean =>
    !hasHole(raw) && keptAs(hostOf(value) ?? '').some((kept) => kept !== '' && taken.has(kept))
  return words.find(isShared) ?? null
}
