import type { Directive, Word } from '../../../text/directive.ts'
import type { Fix } from '../../../text/finding.ts'
import { isLimitable } from '../../directives/limitable.ts'
import { complain, firstOf, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Scope, Subject } from '../subject.ts'
import { readRegex, readVariables } from '../usage.ts'
import { type LocationName, readLocation } from '../../words/location.ts'
import { readErrorPage } from '../../words/error-page.ts'
import { readTryFiles } from '../../words/try-files.ts'

function location(subject: Subject): Complaint | null {
  const { directive, args, scope } = subject
  const { value: name, refused } = readLocation(directive)
  if (refused !== null) return complain(refused, args[0])
  if (!args.some(({ raw }) => hasHole(raw))) {
    const complaint =
      (name.kind === 'regex' ? readRegex(subject.state.usage, args.at(-1), name.name) : null) ??
      (scope.context === 'l' ? nested(name, scope) : null)
    if (complaint) return complaint
  }
  scope.locations.push(directive)
  return null
}

function nested(inner: LocationName, scope: Scope): Complaint | null {
  const outer = scope.opener && !isGuess(scope.opener) ? readLocation(scope.opener).value : null
  if (!outer) return null
  const related = scope.opener ? [{ message: 'the location around it', range: scope.opener.range }] : []
  if (outer.kind === 'exact')
    return { message: `Expected no location inside the exact location "${outer.name}"`, related }
  if (outer.kind === 'named')
    return { message: `Expected no location inside the named location "${outer.name}"`, related }
  if (inner.kind === 'named')
    return { message: `Expected the named location "${inner.name}" in the server block, not in a location`, related }
  if (inner.kind !== 'regex' && !inner.name.startsWith(outer.name))
    return { message: `Expected a location inside "${outer.name}", not "${inner.name}"`, related }
  return null
}

const isGuess = (directive: Directive): boolean => 'isGuess' in directive && directive.isGuess === true

function limitExcept(subject: Subject): Complaint | null {
  const wrong = subject.args.find(({ value, raw }) => !isLimitable(value) && !hasHole(raw))
  const twice = once(subject)
  if (twice || !wrong) return twice
  const fix = apart(wrong)
  return {
    ...complain(`Expected a method that nginx can limit, such as "GET" or "POST", not "${wrong.value}"`, wrong),
    ruleId: 'invalid-method-name',
    ...(fix && { fix }),
  }
}

/** `GET,POST` as two words, where nginx knows both. */
function apart({ value, raw, range }: Word): Fix | undefined {
  const names = value.split(',').filter(Boolean)
  if (raw !== value || names.length === 0 || !names.every(isLimitable)) return undefined
  const text = names.join(' ')
  return {
    message: `Write ${text}`,
    edits: [{ file: range.file, start: range.start.offset, end: range.end.offset, text }],
  }
}

function root(subject: Subject): Complaint | null {
  const [word] = subject.args
  const text = word?.value ?? ''
  const { name, scope, state } = subject
  const outer =
    scope.context === 'l' && scope.opener && !isGuess(scope.opener) ? readLocation(scope.opener).value : null
  const [own] = /\$\{?(?:document|realpath)_root/.exec(text) ?? []
  return (
    once(subject, 'root or alias') ??
    (name === 'alias' && outer?.kind === 'named'
      ? complain('Expected "root", not "alias", in a named location')
      : null) ??
    (own ? complain(`Expected no ${own.replace('{', '')} in "${name}", which sets it`, word) : null) ??
    readVariables(state.usage, word)
  )
}

function tryFiles(subject: Subject): Complaint | null {
  const { args, state, directive } = subject
  const { refused } = readTryFiles(directive)
  return (
    once(subject) ??
    firstOf(
      subject,
      ...args.map(
        (word): Check =>
          () =>
            readVariables(state.usage, word),
      ),
    ) ??
    (refused && complain(refused.message, refused.word))
  )
}

function errorPage({ directive, args, state }: Subject): Complaint | null {
  const { refused } = readErrorPage(directive)
  return refused ? complain(refused.message, refused.word) : readVariables(state.usage, args.at(-1))
}

export const LOCATION_CHECKS: Record<string, Check> = {
  location,
  limit_except: limitExcept,
  root,
  alias: root,
  internal: (subject) => once(subject),
  try_files: tryFiles,
  error_page: errorPage,
}
