import { nearest } from '../../source/nearest.ts'
import type { Finding } from '../../source/finding.ts'
import type { SourceRange } from '../../source/range.ts'
import type { ApacheDirective } from '../directive.ts'
import { directiveInfo, directiveNames } from '../directives.ts'
import type { Modules } from '../modules.ts'
import { checkArguments } from './arguments.ts'
import { checkContext, inside, type Place } from './context.ts'

/** What httpd says to a tree of directives: everything it would refuse, and the first of it that it surely refuses. */
export interface Checked { problems: Finding[]; refusal: Finding | null }

interface Around { modules: Modules; suggest: Suggest }
interface Frame { directives: ApacheDirective[]; at: number; place: Place; sure: boolean }

/** ap_walk_config: every directive in order, sections from the outside in. Sections that stand open (undecided) are checked, but refuse nothing. */
export function check(directives: ApacheDirective[], file: Place['file'], modules: Modules): Checked {
  const around: Around = { modules, suggest: suggester() }
  const problems: Finding[] = []
  let refusal: Finding | null = null
  const frames: Frame[] = [{ directives, at: 0, place: { file, vhost: false, sections: [], proxy: false }, sure: true }]
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const directive = frame.directives[frame.at++]
    if (!directive) {
      frames.pop()
      continue
    }
    const finding = directive.open ? null : checkDirective(directive, frame.place, around, frame.sure)
    if (finding) {
      problems.push(finding)
      if (frame.sure && finding.severity === undefined) refusal ??= finding
    }
    if (directive.block && !directive.opaque && finding?.ruleId !== 'unknown-directive') {
      frames.push({ directives: directive.block, at: 0, place: directive.open ? frame.place : inside(frame.place, directive), sure: frame.sure && !directive.open })
    }
  }
  return { problems, refusal }
}

function checkDirective(directive: ApacheDirective, place: Place, around: Around, sure: boolean): Finding | null {
  const { modules } = around
  const { key, block, name } = directive
  const info = directiveInfo(block ? `<${key}` : key)
  if (!info || modules.provides(info) === false) return unknown(directive, info?.module ?? null, place, around, sure)
  const misplaced = checkContext(info, place)
  if (misplaced) return { ruleId: 'directive-context', message: misplaced, range: directive.nameRange }
  if (isUndecided(directive) || !info.form) return null
  const wrong = checkArguments({ ...directive, name: info.name || name }, info.form)
  return wrong ? { ruleId: 'syntax', message: wrong, range: directive.range } : null
}

/** `${NAME}` that nothing in sight defines: the environment may, with any number of words. `${map:key}` is mod_rewrite's. */
const isUndecided = ({ rest }: ApacheDirective): boolean => /\$\{[^}:]*\}/.test(rest)

/** How the directives of modules that do not come with httpd begin. */
const THIRD_PARTY = /^(?:php\d*_|suPHP|Sec[A-Z]|Passenger|Rails|Rack|Perl|Python|WSGI|Jk|Fcgid|FastCgi|ModPagespeed|DOS|OIDC|Mellon|CAS|Shib|GeoIP|MaxMind|XSendFile|Mono|SVN|lsapi_|LsRecaptcha|Cache(?:Lookup|Key|Enable|Disable)|QS_|CBand|Cloudflare|RPAF|Tidy|AssignUserID|GSS|Krb|AuthMySQL|AuthLDAP|Auth_|Lets|Spamhaus)/i

function unknown(directive: ApacheDirective, module: string | null, { file }: Place, around: Around, sure: boolean): Finding | null {
  const { modules } = around
  const { name, block, nameRange } = directive
  const title = block ? `<${name}>` : name
  if (typeof file === 'object' && file.nonfatal.unknown) return null
  if (module) return finding(`Unknown directive ${title}: it is ${module}'s, which is not loaded`, nameRange)
  if (modules.foreign() && !sure) return null
  if (modules.foreign() && THIRD_PARTY.test(name)) {
    return { ...finding(`Unknown directive ${title}, unless a module outside httpd brings it; put it in <IfModule>`, nameRange), severity: 'warn' }
  }
  const meant = around.suggest(name, block !== null)
  return finding(`Unknown directive ${title}${meant ? `; did you mean ${block ? `<${meant}>` : meant}?` : ''}`, nameRange)
}

/** Suggestions that are looked up for one file: one full of unknown names is no file of httpd's. */
const SUGGESTIONS = 100

type Suggest = (name: string, section: boolean) => string | undefined

function suggester(): Suggest {
  const known = new Map<string, string | undefined>()
  return (name, section) => {
    const key = section ? `<${name}` : name
    if (!known.has(key) && known.size < SUGGESTIONS) known.set(key, nearest(name, directiveNames(section)))
    return known.get(key)
  }
}

const finding = (message: string, range: SourceRange): Finding => ({ ruleId: 'unknown-directive', message, range })
