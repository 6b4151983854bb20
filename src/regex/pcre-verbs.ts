import type { Scanner } from './pcre-scan.ts'

type Group =
  { kind: 'group'; of: 'plain' | 'atomic' } | { kind: 'look'; behind: boolean; negated: boolean; atomic: boolean }

const look = (behind: boolean, negated: boolean, atomic = true): Group => ({ kind: 'look', behind, negated, atomic })
/** alasmeta: assertions by their names. A script run is a group where there is no UTF. */
const BY_NAME = new Map<string, Group>([
  ...(['pla', 'positive_lookahead'] as const).map((name) => [name, look(false, false)] as const),
  ...(['nla', 'negative_lookahead'] as const).map((name) => [name, look(false, true)] as const),
  ...(['plb', 'positive_lookbehind'] as const).map((name) => [name, look(true, false)] as const),
  ...(['nlb', 'negative_lookbehind'] as const).map((name) => [name, look(true, true)] as const),
  ...(['napla', 'non_atomic_positive_lookahead'] as const).map((name) => [name, look(false, false, false)] as const),
  ...(['naplb', 'non_atomic_positive_lookbehind'] as const).map((name) => [name, look(true, false, false)] as const),
  ['atomic', { kind: 'group', of: 'atomic' }],
  ...(['sr', 'script_run'] as const).map((name) => [name, { kind: 'group', of: 'plain' } as const] as const),
  ...(['asr', 'atomic_script_run'] as const).map((name) => [name, { kind: 'group', of: 'atomic' } as const] as const),
])

const VERBS = new Set(['', 'MARK', 'ACCEPT', 'F', 'FAIL', 'COMMIT', 'PRUNE', 'SKIP', 'THEN'])
const LONGEST_ARGUMENT = 255
const OPTION =
  /\(\*(?:(UTF|UCP)|NUL|CR|LF|CRLF|ANY|ANYCRLF|BSR_ANYCRLF|BSR_UNICODE|NO_JIT|NOTEMPTY|NOTEMPTY_ATSTART|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_START_OPT|(?:LIMIT_MATCH|LIMIT_DEPTH|LIMIT_RECURSION|LIMIT_HEAP)=\d{1,9})\)/y

/** What begins with `(*`; the scanner stands at the star. */
export function readVerb(scan: Scanner, at: number): Group | { kind: 'verb'; name: string } {
  scan.at++
  const assertion = scan.take(/([a-z]\w*):/y)?.[1]
  if (assertion !== undefined || /[a-z]/.test(scan.peek()))
    return BY_NAME.get(assertion ?? '') ?? scan.refuse('has (* with a name that PCRE2 does not know', at)
  const [, name = '', argument] =
    scan.take(/(\w*)(?::([^)]*))?\)/y) ?? scan.refuse('has (* without a meaning that PCRE2 knows', at)
  if (!VERBS.has(name)) scan.refuse(`has (*${name}), which PCRE2 does not know`, at)
  if ((name === '' || name === 'MARK') && !argument) scan.refuse('has (*MARK) without a name', at)
  if (Buffer.byteLength(argument ?? '') > LONGEST_ARGUMENT) scan.refuse('has a name behind (* that is too long', at)
  return { kind: 'verb', name: name === '' ? 'MARK' : name }
}

/** `(*UTF)`, `(*LIMIT_MATCH=3)` … at the start of a pattern; whether \w and its like mean Unicode's. */
export function startOptions(scan: Scanner): boolean {
  let unicode = false
  for (let found = scan.take(OPTION); found; found = scan.take(OPTION)) {
    scan.utf ||= found[1] === 'UTF'
    unicode ||= found[1] !== undefined
  }
  return unicode
}
