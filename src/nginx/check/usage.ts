import type { Directive, Word } from '../../text/directive.ts'
import type { SourceRange } from '../../text/range.ts'
import { readPcre } from '../../regex/pcre.ts'
import { isFixedVariable } from '../directives/known-variables.ts'
import { namesIn, readText } from '../words/variables.ts'
import type { Realm } from '../directives/known-variables.ts'
import type { Version } from '../directives/version.ts'
import { complain, hasHole } from './subject.ts'
import type { Complaint, Scope } from './subject.ts'

/** What directives name, to be held against what others define when all is read. */
export interface Usage {
  version: Version | null
  /** Whose variables these are. */
  realm: Realm
  /** Variables that something sets. */
  defined: Set<string>
  /** Variables that are read, with the first place. */
  used: Map<string, SourceRange>
  addresses: Map<string, Address>
  zones: Map<string, Zone>
  formats: Map<string, Directive>
  upstreams: Map<string, Directive>
  /** Who hands requests on: to a host and a port, or to an upstream block. */
  passes: { host: string; port: number | null; needsPort: boolean; word: Word; directive: Directive }[]
  servers: Scope[]
}

/** An address that servers listen on. */
export interface Address {
  servers: Map<Scope, Directive>
  ssl: boolean
  default: Directive | undefined
  options: Directive | undefined
}

/** A zone of shared memory: where it gets its size and by what kind of directive, and who else names it. */
export interface Zone {
  realm: Realm
  module: string
  size: number
  directive: Directive
}

/** Zones are one set, whoever names them. */
export const newUsage = (version: Version | null, realm: Realm, zones: Usage['zones']): Usage => ({
  version,
  realm,
  zones,
  defined: new Set(),
  used: new Map(),
  addresses: new Map(),
  formats: new Map(),
  upstreams: new Map(),
  passes: [],
  servers: [],
})

/** A word that nginx compiles: its variables are read. */
export function readVariables(
  usage: Usage,
  word: Word | undefined,
  text: string = word?.value ?? '',
): Complaint | null {
  if (!word || !text.includes('$') || hasHole(text)) return null
  const { value, refused } = readText(text)
  if (refused !== null) return complain(refused, word)
  for (const name of namesIn(value)) if (!usage.used.has(name)) usage.used.set(name, word.range)
  return null
}

/** A word that must be the name of a variable which the directive defines. `weak`: as `set` does, which may write to some of nginx's own. */
export function defineVariable(usage: Usage, word: Word | undefined): Complaint | null {
  const text = word?.value ?? ''
  if (hasHole(text)) return null
  if (!text.startsWith('$') || text.length < 2)
    return complain(`Expected a variable such as "$name", not "${text}"`, word)
  const name = text.slice(1).toLowerCase()
  if (isFixedVariable(name, usage.version, usage.realm))
    return complain(`Expected another name than "$${name}", which is nginx's own variable`, word)
  usage.defined.add(name)
  return null
}

/** A word that must be a variable and nothing else. */
export function readVariable(usage: Usage, word: Word | undefined): Complaint | null {
  const text = word?.value ?? ''
  if (hasHole(text)) return null
  if (!text.startsWith('$') || text.length < 2)
    return complain(`Expected a variable such as "$name", not "${text}"`, word)
  const name = text.slice(1).toLowerCase()
  if (word && !usage.used.has(name)) usage.used.set(name, word.range)
  return null
}

/** The named groups of a pattern become variables (ngx_http_regex_compile). */
export function defineCaptures(usage: Usage, names: string[], word: Word | undefined): Complaint | null {
  for (const name of names) {
    const complaint = isFixedVariable(name.toLowerCase(), usage.version, usage.realm)
      ? complain(`Expected another group name than "${name}", which is nginx's own variable`, word)
      : null
    if (complaint) return complaint
    usage.defined.add(name.toLowerCase())
  }
  return null
}

/** A word that is a pattern. */
export function readRegex(usage: Usage, word: Word | undefined, pattern: string = word?.value ?? ''): Complaint | null {
  if (hasHole(pattern)) return null
  const read = readPcre(pattern)
  return 'refused' in read
    ? complain(`Expected a regular expression: it ${read.refused}`, word)
    : defineCaptures(
        usage,
        read.names.map(({ name }) => name),
        word,
      )
}
