import { nearest } from '../../text/nearest.ts'
import { type Reading, refusedAs, taken } from '../../text/reading.ts'
import { isKnownStatus, isRedirect, leadingNumber, statusNamed } from './status.ts'

/** `atRequest`: an `.htaccess` that says so answers every request with a 500. */
export interface Refusal {
  message: string
  atRequest?: true
}

/** How `[B]`, `[BNP]`, `[BCTLS]` and `[BNE]` escape what groups matched. `only`: these characters; null: all that are no letters. */
export interface BackReferences {
  only: string | null
  except: string
  plus: boolean
  controls: boolean
}

export interface RewriteFlags {
  last: boolean
  end: boolean
  chain: boolean
  next: boolean
  skip: number
  proxy: boolean
  passThrough: boolean
  noEscape: boolean
  noSubrequest: boolean
  caseless: boolean
  /** `[R…]`: the status, 0 for none given. */
  redirect: number | null
  /** What is written behind `R=`; null: no R. */
  redirectWord: string | null
  /** `[F]`, `[G]` and `[R=…]` outside 3xx: the answer itself; nothing is substituted. */
  status: number | null
  append: boolean
  discardQuery: boolean
  lastQuestionMark: boolean
  discardPathInfo: boolean
  handler: string | null
  type: string | null
  env: string[]
  escape: BackReferences | null
  /** `[UnsafeAllow3F]`: a question mark that was matched may begin the query. */
  allowsQuestion: boolean
}

/** Takes a flag in; says why it cannot. */
type Setter<Flags> = (flags: Flags, value: string) => Refusal | string | undefined

function unknownFlag(key: string): string {
  if (key === '') return 'Expected no empty flag, as a comma too many makes one'
  const meant = nearest(key, FLAG_NAMES)
  return `Unknown flag ${key}${meant ? `; did you mean ${meant}?` : ''}`
}

/** A flag, and where it stands in the text; `key`: its name in lower case. */
interface Flag {
  key: string
  name: string
  value: string
  start: number
  end: number
}

/** The flags between brackets. */
export function flagsIn(text: string): Flag[] {
  let at = 1
  return text
    .slice(1, -1)
    .split(',')
    .map((written) => {
      const flag = written.trim()
      const start = at + written.indexOf(flag)
      at += written.length + 1
      const [name = '', ...value] = flag.split('=')
      return { key: name.trim().toLowerCase(), name, value: value.join('='), start, end: start + flag.length }
    })
}

/** cmd_parseflagfield: `[A,B=c]`. */
function readFlags<Flags>(
  text: string | null,
  flags: Flags,
  setterOf: (key: string) => Setter<Flags> | undefined,
): Reading<Flags, Refusal> {
  if (text === null) return taken(flags)
  if (!text.startsWith('[') || !text.endsWith(']'))
    return refusedAs(
      text.startsWith('[')
        ? { message: `Expected no space in the flags ${text}…; write [A,B] or put them in quotes`, atRequest: true }
        : { message: `Expected flags in brackets, not ${text}` },
    )
  for (const { key, name, value } of flagsIn(text)) {
    const set = setterOf(key)
    const wrong = set ? set(flags, value) : unknownFlag(name)
    if (wrong) return refusedAs(typeof wrong === 'string' ? { message: wrong } : wrong)
  }
  return taken(flags)
}

const noFlags = (): RewriteFlags => ({
  last: false,
  end: false,
  chain: false,
  next: false,
  skip: 0,
  proxy: false,
  passThrough: false,
  noEscape: false,
  noSubrequest: false,
  caseless: false,
  redirect: null,
  redirectWord: null,
  status: null,
  append: false,
  discardQuery: false,
  lastQuestionMark: false,
  discardPathInfo: false,
  handler: null,
  type: null,
  env: [],
  escape: null,
  allowsQuestion: false,
})

/** `references` counts only with `[B]` or `[BCTLS]`. */
interface Draft {
  flags: RewriteFlags
  references: BackReferences
}

function escapes({ flags, references }: Draft, more: Partial<BackReferences>): undefined {
  flags.escape = Object.assign(references, more)
  return undefined
}

const ignored = (): undefined => undefined

/** A name that is no status is the plain 302. */
function redirect({ flags }: Draft, value: string): Refusal | undefined {
  const isNumber = /^\d/.test(value)
  const status = statusNamed(value) ?? 0
  if (isNumber && !isKnownStatus(status))
    return { message: `Expected a status that httpd knows in [R=${value}]`, atRequest: true }
  flags.redirect = status
  flags.redirectWord = value
  if (isNumber && !isRedirect(status)) flags.status = status
  return undefined
}

/** The letters of cmd_rewriterule_setflag, each with its long names; what nothing is made of here is taken all the same. */
const RULE_FLAGS: readonly [names: string, set: Setter<Draft>][] = [
  ['l last', ({ flags }) => void (flags.last = true)],
  ['end', ({ flags }) => void (flags.end = true)],
  ['c chain', ({ flags }) => void (flags.chain = true)],
  ['n next', ({ flags }) => void (flags.next = true)],
  ['s skip', ({ flags }, value) => void (flags.skip = leadingNumber(value))],
  ['p proxy', ({ flags }) => void (flags.proxy = true)],
  ['pt passthrough', ({ flags }) => void (flags.passThrough = true)],
  ['ne noescape', ({ flags }) => void (flags.noEscape = true)],
  ['ns nosubreq', ({ flags }) => void (flags.noSubrequest = true)],
  ['nc nocase', ({ flags }) => void (flags.caseless = true)],
  ['qsa qsappend', ({ flags }) => void (flags.append = true)],
  ['qsd qsdiscard', ({ flags }) => void (flags.discardQuery = true)],
  ['qsl qslast', ({ flags }) => void (flags.lastQuestionMark = true)],
  ['dpi discardpath', ({ flags }) => void (flags.discardPathInfo = true)],
  ['f forbidden', ({ flags }) => void (flags.status = 403)],
  ['g gone', ({ flags }) => void (flags.status = 410)],
  ['e env', ({ flags }, value) => void flags.env.push(value)],
  ['h handler', ({ flags }, value) => void (flags.handler = value.toLowerCase())],
  ['t type', ({ flags }, value) => void (flags.type = value.toLowerCase())],
  ['b backrefescaping', (draft, value) => escapes(draft, { only: value || null })],
  ['bctls', (draft) => escapes(draft, { controls: true })],
  ['bnp backrefernoplus', ({ references }) => void (references.plus = false)],
  [
    'bne',
    ({ references }, value) =>
      value === '' ? 'Expected characters behind the flag BNE=' : void (references.except = value),
  ],
  ['unsafeallow3f', ({ flags }) => void (flags.allowsQuestion = true)],
  ['r redirect', redirect],
  ['co cookie unsafeprefixstat unc', ignored],
]

const setters = new Map(RULE_FLAGS.flatMap(([names, set]) => names.split(' ').map((name) => [name, set] as const)))

/** What begins with a D, and is no other flag, is taken and does nothing. */
const ruleSetter = (key: string): Setter<Draft> | undefined =>
  setters.get(key) ?? (key.startsWith('d') ? ignored : undefined)

const FLAG_NAMES = 'B BNP C CO DPI E END F G H L N NC NE NS P PT QSA QSD QSL R S T OR NV'.split(' ')

/** What a RewriteRule's flags say. */
export function readRuleFlags(text: string | null): Reading<RewriteFlags, Refusal> {
  const draft: Draft = { flags: noFlags(), references: { only: null, except: '', plus: true, controls: false } }
  const { refused } = readFlags(text, draft, ruleSetter)
  return refused ? refusedAs(refused) : taken(draft.flags)
}

interface ConditionFlags {
  caseless: boolean
  orNext: boolean
}

const CONDITION_FLAGS = new Map<string, Setter<ConditionFlags>>([
  ...['nc', 'nocase'].map((name) => [name, (flags: ConditionFlags) => void (flags.caseless = true)] as const),
  ...['or', 'ornext'].map((name) => [name, (flags: ConditionFlags) => void (flags.orNext = true)] as const),
  ['nv', ignored],
  ['novary', ignored],
])

/** What a RewriteCond's flags say. */
export const readConditionFlags = (text: string | null): Reading<ConditionFlags, Refusal> =>
  readFlags(text, { caseless: false, orNext: false }, (key) => CONDITION_FLAGS.get(key))
