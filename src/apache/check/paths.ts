import { type ValueCheck, valueOf } from './value.ts'

const ldapUrl: ValueCheck = (directive) =>
  /^ldap[si]?:\/\//i.test(valueOf(directive, 0))
    ? null
    : `Expected a URL that begins with ldap:// behind AuthLDAPURL, not ${valueOf(directive, 0)}`

const absoluteFormat: ValueCheck = (directive) =>
  /^(?:\/|none$)/i.test(valueOf(directive, 0))
    ? null
    : `Expected an absolute path or none behind ${directive.name}, not ${valueOf(directive, 0)}`

/** Paths and URLs that have to begin in one way. */
export const PATH_CHECKS: Record<string, ValueCheck> = {
  virtualscriptalias: absoluteFormat,
  virtualscriptaliasip: absoluteFormat,
  virtualdocumentroot: absoluteFormat,
  virtualdocumentrootip: absoluteFormat,
  authldapurl: ldapUrl,
}
