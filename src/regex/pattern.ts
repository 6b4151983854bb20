import { createRequire } from 'node:module'
import { boundedMatcher } from './bounded.ts'
import { type Translation, translatePcre } from './translate.ts'

export interface Match {
  groups: string[]
  named: Record<string, string>
}

/** A regular expression of a configuration, compiled when it is first asked. */
export interface Pattern {
  source: string
  caseless: boolean
  /** null: no match; undefined: cannot be told. */
  exec(text: string): Match | null | undefined
  /** As JavaScript has it; null: not a regular language, or not translatable. */
  javascript(): { source: string; flags: string } | null
}

type Matcher = (text: string) => Match | null | undefined

type Re2 = typeof import('re2js')

const require = createRequire(import.meta.url)

function nativeMatcher({ source, caseless }: Translation): Matcher {
  const regex = new RegExp(source, caseless ? 'i' : '')
  return (text) => {
    const found = regex.exec(text)
    return (
      found && {
        groups: found.map((group) => group ?? ''),
        named: Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, value ?? ''])),
      }
    )
  }
}

function linearMatcher({ source, caseless, groupNames }: Translation, { RE2JS }: Re2): Matcher {
  const regex = RE2JS.compile(source, caseless ? RE2JS.CASE_INSENSITIVE : 0)
  return (text) => {
    const found = regex.matcher(text)
    if (!found.find()) return null
    const groups = Array.from({ length: found.groupCount() + 1 }, (_, index) => found.group(index) ?? '')
    return {
      groups,
      named: Object.fromEntries(groupNames.flatMap((name) => (name === null ? [] : [[name, found.group(name) ?? '']]))),
    }
  }
}

/** For what is no regular language: in a bounded number of steps, after which nobody can tell. */
function limitedMatcher({ source, caseless, groupNames }: Translation): Matcher {
  const match = boundedMatcher(source, caseless)
  return (text) => {
    const found = match(text)
    if (!found) return found
    const groups = found.map((group) => group ?? '')
    return {
      groups,
      named: Object.fromEntries(
        groupNames.flatMap((name, index) => (name === null ? [] : [[name, groups[index + 1] ?? '']])),
      ),
    }
  }
}

function matcherOf(translation: Translation | null): Matcher {
  if (!translation) return () => undefined
  // In a browser it may not be there yet: that is no word on the expression.
  const re2: Re2 | null = translation.regular && !translation.simple ? require('re2js') : null
  try {
    if (re2) return linearMatcher(translation, re2)
    return translation.regular ? nativeMatcher(translation) : limitedMatcher(translation)
  } catch {
    return () => undefined
  }
}

/** Both servers search: a pattern without anchors matches anywhere in the text. */
export function compilePattern(source: string, caseless: boolean): Pattern {
  let found: Compiled | undefined
  const compiled = (): Compiled => (found ??= compile(source, caseless))
  return {
    source,
    caseless,
    exec: (text) => compiled().match(text),
    javascript: () => compiled().javascript,
  }
}

interface Compiled {
  match: Matcher
  javascript: { source: string; flags: string } | null
}

/** Thousands of servers have the same few expressions. */
const known = new Map<string, Compiled>()
const MOST_KNOWN = 500

function compile(source: string, caseless: boolean): Compiled {
  const key = `${caseless ? '~*' : '~'} ${source}`
  const before = known.get(key)
  if (before) return before
  const translation = translatePcre(source, caseless)
  let matcher: Matcher | undefined
  const compiled: Compiled = {
    match: (text) => (matcher ??= matcherOf(translation))(text),
    javascript: translation?.regular ? { source: translation.source, flags: translation.caseless ? 'i' : '' } : null,
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, compiled)
  return compiled
}

/** The text that every match of a regex begins with, as far as it is plain to see: most expressions of a long list are ruled out by it. Empty: nothing is certain. */
export function literalStart({ source, caseless }: Pattern): string {
  const found = /^\^((?:[\w/-]|\\[./_-])*)(.?)/.exec(source)
  if (!found || source.replace(/\((?:[^()\\]|\\.)*\)/g, '').includes('|')) return ''
  const literal = (found[1] ?? '').replaceAll('\\', '')
  const certain = '*?{'.includes(found[2] ?? '') && found[2] !== '' ? literal.slice(0, -1) : literal
  return caseless ? certain.toLowerCase() : certain
}

/** The same for what every match ends with, where the expression says that the text ends there. */
export function literalEnd({ source, caseless }: Pattern): string {
  if (/\(\?(?!:)|\(\*|\\Q/.test(source) || source.replace(/\((?:[^()\\]|\\.)*\)/g, '').includes('|')) return ''
  const [, before = '', literal = ''] = /(.?)((?:[\w/-]|\\[./_-])+)\$$/.exec(source) ?? []
  // The first letter may be part of an escape, as in `\w`, and what counts backwards is no letter.
  if (before === '\\') return ''
  const certain = literal.replaceAll('\\', '')
  return caseless ? certain.toLowerCase() : certain
}

const PIECES = /\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\{\d*,?\d*\}|\(\?(?:[:=!]|P?<)|\([?*]|[^]/g

/** Texts that every match surely has in it, outside of groups and classes; none: there is none, or it takes more than this to tell. */
export function literalsInside({ source, caseless }: Pattern): string[] {
  const runs = ['']
  let depth = 0
  for (const piece of source.match(PIECES) ?? []) {
    const run = runs.at(-1) ?? ''
    if (piece === '(?' || piece === '(*' || (piece === '|' && depth === 0)) return []
    if (/^\\[A-Za-z0-9]/.test(piece) && !/^\\[dDsSwWbB]/.test(piece)) return []
    if (piece.startsWith('(')) depth++
    if (piece === ')') depth--
    const isLiteral = depth === 0 && /^(?:[\w/-]|\\[^A-Za-z0-9])$/.test(piece)
    // What a quantifier may take away is not certain.
    const isOptional = piece === '?' || piece === '*' || /^\{./.test(piece)
    if (isLiteral) runs[runs.length - 1] = run + piece.slice(-1)
    else runs.splice(-1, 1, isOptional ? run.slice(0, -1) : run, '')
  }
  return [...new Set(runs)].filter((run) => run !== '').map((run) => (caseless ? run.toLowerCase() : run))
}
