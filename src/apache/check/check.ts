import type { Finding } from '../../text/finding.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { directiveInfo, isDirectiveModule } from '../directives/index.ts'
import { registeredMethods } from '../directives/method-names.ts'
import { moduleOf } from '../directives/modules.ts'
import type { Modules } from '../directives/modules.ts'
import { ACCESS_CHECKS } from './access.ts'
import { checkArguments } from './arguments.ts'
import { checkContext, inside, type Place } from './context.ts'
import { COOKIE_CHECKS } from './cookies.ts'
import { CORE_CHECKS } from './core.ts'
import { EXPIRES_CHECKS } from './expires.ts'
import { FILTER_CHECKS } from './filters.ts'
import { HEADER_CHECKS } from './header.ts'
import { LISTING_CHECKS } from './listing.ts'
import { METHOD_CHECKS } from './methods.ts'
import { actionsIn, settingsIn, NEEDS } from './needs.ts'
import { NUMBER_CHECKS } from './numbers.ts'
import { PATH_CHECKS } from './paths.ts'
import { PROXY_CHECKS } from './proxy.ts'
import { RETIRED_CHECKS } from './retired.ts'
import { REWRITE_CHECKS } from './rewrite.ts'
import { SET_ENV_IF_CHECKS } from './set-env-if.ts'
import { type Suggest, suggester, unknownDirective } from './unknown.ts'
import { type Complaint, inHtaccess, type Surrounding, type ValueCheck } from './value.ts'
import { WORD_CHECKS } from './words.ts'
import { lookUp } from '../../text/lookup.ts'

/** What httpd says to a tree of directives: everything it would refuse, and the first of it that it surely refuses. */
export interface Checked {
  problems: Finding[]
  refusal: Finding | null
}

/** What the directives of a file meet. */
export interface Rules {
  file: Place['file']
  modules: Modules
  /** What the configuration adds to httpd's own: methods, the names of provider aliases, what an Action runs, and settings that others need. A main file fills it, its `.htaccess` use it. */
  registered: { methods: Set<string>; providers: Set<string>; actions: Set<string>; settings: Set<string> }
}

/** `sure`: no section around it is open. `known`: none but those that ask for a module of httpd's own. */
interface Frame {
  section: ApacheDirective | null
  directives: ApacheDirective[]
  at: number
  place: Place
  sure: boolean
  known: boolean
}
interface Verdict {
  finding: Finding
  refuses: boolean
}

const CHECKS: Record<string, ValueCheck> = {
  ...CORE_CHECKS,
  ...REWRITE_CHECKS,
  ...HEADER_CHECKS,
  ...METHOD_CHECKS,
  ...ACCESS_CHECKS,
  ...COOKIE_CHECKS,
  ...EXPIRES_CHECKS,
  ...FILTER_CHECKS,
  ...LISTING_CHECKS,
  ...NUMBER_CHECKS,
  ...PATH_CHECKS,
  ...PROXY_CHECKS,
  ...RETIRED_CHECKS,
  ...SET_ENV_IF_CHECKS,
  ...WORD_CHECKS,
}

/** ap_walk_config: every directive in order, sections from the outside in. Sections that stand open (undecided) are checked, but refuse nothing. */
export function check(directives: ApacheDirective[], rules: Rules): Checked {
  const problems: Finding[] = []
  const suggest = suggester()
  const known = registeredMethods(rules.modules.has('dav_module') !== false)
  let refusal: Finding | null = null
  for (const name of actionsIn(directives)) rules.registered.actions.add(name)
  for (const key of settingsIn(directives)) rules.registered.settings.add(key)
  const frames: Frame[] = [
    {
      section: null,
      directives,
      at: 0,
      place: { file: rules.file, vhost: false, sections: [], proxy: false, authorization: false },
      sure: true,
      known: true,
    },
  ]
  const surrounding = ({ directives: siblings, at, place }: Frame): Surrounding => ({
    place,
    modules: rules.modules,
    previous: siblings[at - 2] ?? null,
    isMethod: (name) => known.has(name) || rules.registered.methods.has(name),
    isProvider: (name) => rules.registered.providers.has(name),
    actions: rules.registered.actions,
    settings: rules.registered.settings,
    sections: frames.flatMap(({ section }) => (section && !section.open ? [section] : [])),
  })
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const directive = frame.directives[frame.at++]
    if (!directive) {
      frames.pop()
      continue
    }
    const verdict = directive.open ? null : checkDirective(directive, frame, rules, suggest, () => surrounding(frame))
    if (verdict) problems.push(verdict.finding)
    if (verdict?.refuses && frame.sure) refusal ??= verdict.finding
    if (typeof rules.file !== 'object') register(directive, rules.registered)
    if (directive.block && !directive.opaque && verdict?.finding.ruleId !== 'unknown-directive') {
      const place = directive.open ? frame.place : inside(frame.place, directive)
      frames.push({
        section: directive,
        directives: directive.block,
        at: 0,
        place,
        sure: frame.sure && !directive.open,
        known: frame.known && (!directive.open || asksForOwn(directive)),
      })
    }
  }
  return { problems, refusal }
}

/** `<IfModule mod_rewrite.c>`: whether that is there decides nothing of what modules from elsewhere bring. */
const asksForOwn = ({ key, args: [name] }: ApacheDirective): boolean =>
  key === 'ifmodule' && isDirectiveModule(`mod_${moduleOf((name?.value ?? '').replace(/^!|>$/g, '')) ?? ''}`)

/** Methods that a main configuration names become known (RegisterHttpMethod, `<Limit>`), and the aliases of providers. */
function register({ key, args }: ApacheDirective, { methods, providers }: Rules['registered']): void {
  if (key === 'registerhttpmethod' || key === 'limit' || key === 'limitexcept')
    for (const { value } of args) methods.add(value)
  if (key === 'authzprovideralias' || key === 'authnprovideralias') providers.add(args[1]?.value ?? '')
}

function checkDirective(
  directive: ApacheDirective,
  { place, sure, known }: Frame,
  { modules }: Rules,
  suggest: Suggest,
  surrounding: () => Surrounding,
): Verdict | null {
  const { key, block, range, nameRange } = directive
  const info = directiveInfo(block ? `<${key}` : key)
  if (!info || modules.provides(info) === false) {
    const finding = unknownDirective(
      directive,
      info?.module ?? null,
      place,
      modules,
      suggest,
      sure ? 'sure' : known ? 'own' : 'open',
    )
    return finding && { finding, refuses: finding.severity === undefined }
  }
  const misplaced = checkContext(info, place)
  if (misplaced) return refused({ ruleId: 'directive-context', message: misplaced, range: nameRange })
  if (directive.untagged)
    return refused({ ruleId: 'syntax', message: "Expected > at the end of this section's opening line", range })
  if (isUndecided(directive)) return null
  const wrong = info.form === null ? null : checkArguments({ ...directive, name: info.name }, info.form)
  const complaint =
    wrong === null
      ? null
      : isRedirect(key) && inHtaccess(surrounding())
        ? { ruleId: 'rewrite-status', message: wrong }
        : wrong
  const found =
    complaint ??
    lookUp(CHECKS, key)?.({ ...directive, name: info.name }, surrounding()) ??
    (sure ? lookUp(NEEDS, key)?.(directive, surrounding()) : null) ??
    null
  return found === null ? null : verdictOf(typeof found === 'string' ? { message: found } : found, directive)
}

const isRedirect = (key: string): boolean => /^redirect(?:match|temp|permanent)?$/.test(key)

const refused = (finding: Finding): Verdict => ({ finding, refuses: true })

function verdictOf(
  { message, ruleId = 'syntax', word, accepted, severity, fix }: Complaint,
  { range }: ApacheDirective,
): Verdict {
  const finding: Finding = {
    ruleId,
    message,
    range: word?.range ?? range,
    ...(severity ? { severity } : {}),
    ...(fix ? { fix } : {}),
  }
  return { finding, refuses: accepted !== true && severity === undefined }
}

/** `${NAME}` that nothing in sight defines: the environment may, with any number of words. `${map:key}` is mod_rewrite's. */
const isUndecided = ({ rest }: ApacheDirective): boolean => /\$\{\w+\}/.test(rest)
