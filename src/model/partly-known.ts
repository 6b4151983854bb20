import type { Pattern } from '../regex/pattern.ts'
import { languageCovers, languagesMeet } from './language.ts'
import { escapeRegex } from './path-pattern.ts'

/** A text of which the ends are known; `shape`: what may stand between them, as the source of a regular expression. */
export interface PartlyKnown {
  prefix?: string
  suffix?: string
  shape?: string
}

/** What of an expression's text is no assertion: escaped characters, classes, the heads of groups. */
const PLAIN = /\\[^AbBGzZ]|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?::|P?<\w+>|P?'\w+')/g
const LOOKS_BACK = /\^|\\[AbBG]|\(\?<[=!]/
const LOOKS_ON = /\$|\\[bBzZ]|\(\?[=!]/

/** As many answers are remembered; then all are forgotten. */
const MOST_DECIDED = 5000

const decided = new Map<string, boolean | null>()

/** Whether an expression matches, whatever stands in the hole; null: that decides. */
export function matchesPartly(
  { prefix = '', suffix = '', shape = '[\\s\\S]*' }: PartlyKnown,
  pattern: Pattern,
): boolean | null {
  const bones = pattern.source.replace(PLAIN, 'x')
  const [looksBack, looksOn] = [LOOKS_BACK.test(bones), LOOKS_ON.test(bones)]
  if (prefix !== '' && !looksOn && pattern.exec(prefix)) return true
  if (suffix !== '' && !looksBack && pattern.exec(suffix)) return true
  // The end of what may be anything may be what it looks for.
  if (!looksBack && suffix === '' && shape.endsWith('[\\s\\S]*')) return null
  const key = [pattern.caseless, pattern.source, prefix, shape, suffix].join('\n')
  const known = decided.get(key)
  if (known !== undefined) return known
  const verdict = byLanguage(pattern, `^${escapeRegex(prefix)}(?:${shape})${escapeRegex(suffix)}$`)
  if (decided.size >= MOST_DECIDED) decided.clear()
  decided.set(key, verdict)
  return verdict
}

function byLanguage(pattern: Pattern, source: string): boolean | null {
  const regex = pattern.javascript()
  const texts = { source, flags: '' }
  if (!regex) return null
  if (languagesMeet(regex, texts) === false) return false
  return languageCovers(regex, texts) === true ? true : null
}
