import { nearest } from '../../text/nearest.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceRange } from '../../text/range.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { directiveNames } from '../directives/index.ts'
import type { Modules } from '../directives/modules.ts'
import type { Place } from './context.ts'

/** How the directives of modules that do not come with httpd begin. */
const THIRD_PARTY =
  /^(?:php\d*_|suPHP|Sec[A-Z]|Passenger|Rails|Rack|Perl|Python|WSGI|Jk|Fcgid|FastCgi|ModPagespeed|DOS|OIDC|Mellon|CAS|Shib|GeoIP|MaxMind|XSendFile|Mono|SVN|lsapi_|LsRecaptcha|Cache(?:Lookup|Key|Enable|Disable)|QS_|CBand|Cloudflare|RPAF|Tidy|AssignUserID|GSS|Krb|AuthMySQL|AuthLDAP|Auth_|AuthzSVN|AuthPAM|AuthPg|AuthTkt|TKTAuth|AuthExternal|(?:Add|Define)External|GnuTLS|NSS|ModTile|(?:Add|Load)Tile|R(?:Mode|UidGid|MinUidGid|DefaultUidGid|Groups)$|MaxClientsVHost|LimitUIDRange|NiceValue|MaxConnPerIP|(?:No|Only)IPLimit|Lets|Spamhaus)/i

/** No-break spaces, byte order marks and the like, which make another name of one that looks right. */
const UNSEEN = /[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g

/**
 * A name that no loaded module has. `module`: the one of httpd's own that would have it; `certainty`: `open` in a section that the files do
 * not decide, where it may be nobody's business; `own` where the section only asks for a module of httpd's own, whose misspelt directive it may be.
 */
export function unknownDirective(
  directive: ApacheDirective,
  module: string | null,
  { file }: Place,
  modules: Modules,
  suggest: Suggest,
  certainty: 'sure' | 'own' | 'open',
): Finding | null {
  const { name, block, nameRange } = directive
  const seen = name.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const title = block ? `<${seen}>` : seen
  if (typeof file === 'object' && file.nonfatal.unknown) return null
  if (module) return finding(`Unknown directive ${title}: it is ${module}'s, which is not loaded`, nameRange)
  const mayBeForeign = modules.foreign() && certainty !== 'sure'
  if (mayBeForeign && (certainty === 'open' || THIRD_PARTY.test(name))) return null
  if (modules.foreign() && THIRD_PARTY.test(name)) {
    return {
      ...finding(
        `Unknown directive ${title}, unless a module outside httpd brings it; put it in <IfModule>`,
        nameRange,
      ),
      severity: 'warn',
    }
  }
  const meant = suggest(name, block !== null)
  if (mayBeForeign && meant === undefined) return null
  const found = finding(
    `Unknown directive ${title}${meant ? `; did you mean ${block ? `<${meant}>` : meant}?` : ''}`,
    nameRange,
  )
  return mayBeForeign ? { ...found, severity: 'warn' } : found
}

export type Suggest = (name: string, section: boolean) => string | undefined

export function suggester(): Suggest {
  const known = new Map<string, string | undefined>()
  return (name, section) => {
    const key = section ? `<${name}` : name
    if (!known.has(key)) known.set(key, nearest(name, directiveNames(section)))
    return known.get(key)
  }
}

const finding = (message: string, range: SourceRange): Finding => ({ ruleId: 'unknown-directive', message, range })
