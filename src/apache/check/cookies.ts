import { type ValueCheck, valueOf } from './value.ts'

const without =
  (letters: RegExp): ValueCheck =>
  (directive) =>
    valueOf(directive, 0) === '' || letters.test(valueOf(directive, 0))
      ? `Expected a name without = and & behind ${directive.name}`
      : null

const cookieDomain: ValueCheck = (directive) =>
  /^\.[^]*\.[^]/.test(valueOf(directive, 0))
    ? null
    : `Expected a domain that begins with a dot and has another, not ${valueOf(directive, 0)}`

const cookieExpires: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  if (/^\d/.test(value) && !/\s/.test(value)) return null
  const words = value.split(/\s+/).filter(Boolean)
  const periods = /^p/i.test(words[0] ?? '') ? words.slice(1) : words
  const fits =
    periods.length % 2 === 0 &&
    periods.every((word, index) => (index % 2 === 0 ? /^\d/.test(word) : /^(?:y|mo|w|d|h|mi|s)/i.test(word)))
  return fits ? null : `Expected a number of seconds, or "2 weeks" and the like, behind CookieExpires, not ${value}`
}

/** Cookies of mod_session and mod_usertrack. */
export const COOKIE_CHECKS: Record<string, ValueCheck> = {
  sessioncookiename: without(/[=&]/),
  sessioncookiename2: without(/[=&]/),
  sessiondbdcookiename: without(/[=&;]/),
  sessiondbdcookiename2: without(/[=&;]/),
  cookiedomain: cookieDomain,
  cookieexpires: cookieExpires,
}
