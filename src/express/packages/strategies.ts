import type { Machine } from '../../javascript/machine.ts'
import { stringOf } from '../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../javascript/value.ts'

/** What a strategy of Passport does with a request that brings nothing for it: it refuses with a status (strategy.js, `this.fail`), sends the
 * browser to somebody else (`this.redirect`), or lets it pass (`this.pass`). `by`: the one header that its credentials come in. */
export type Manner = { refuses: number; by?: string } | 'redirects' | 'passes'

interface Strategy {
  name: string
  manner: Manner
}

const away = (name: string): Strategy => ({ name, manner: 'redirects' })
const refusing = (name: string, refuses: number, by?: string): Strategy => ({
  name,
  manner: { refuses, ...(by !== undefined && { by }) },
})

/** By package, or by package and class: under which name they put themselves, and what they do. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  'passport-jwt': refusing('jwt', 401),
  'passport-http-bearer': refusing('bearer', 401),
  'passport-http.BasicStrategy': refusing('basic', 401, 'authorization'),
  'passport-http.DigestStrategy': refusing('digest', 401, 'authorization'),
  'passport-local': refusing('local', 400),
  'passport-ldapauth': refusing('ldapauth', 400),
  'passport-headerapikey': refusing('headerapikey', 401),
  'passport-localapikey-update': refusing('localapikey', 401),
  'passport-anonymous': { name: 'anonymous', manner: 'passes' },
  'passport-oauth2': away('oauth2'),
  'passport-openidconnect': away('openidconnect'),
  'passport-saml': away('saml'),
  '@node-saml/passport-saml': away('saml'),
  // They inherit from passport-oauth2.
  'passport-google-oauth20': away('google'),
  'passport-github2': away('github'),
  'passport-facebook': away('facebook'),
  'passport-auth0': away('auth0'),
  'passport-google-oauth2': away('google'),
  'passport-google-oauth.OAuth2Strategy': away('google'),
  'passport-github': away('github'),
  'passport-gitlab2': away('gitlab'),
  'passport-discord': away('discord'),
  'passport-microsoft': away('microsoft'),
  'passport-linkedin-oauth2': away('linkedin'),
  'passport-slack-oauth2': away('Slack'),
  'passport-spotify': away('spotify'),
  'passport-bitbucket-oauth2': away('bitbucket'),
  'passport-dropbox-oauth2': away('dropbox-oauth2'),
  'passport-azure-ad-oauth2': away('azure_ad_oauth2'),
}

/** What strategies of these customary names do, where it is not seen which they are. */
const CUSTOMARY: ReadonlyMap<string, Manner> = new Map([
  ...Object.values(STRATEGIES).map(({ name, manner }) => [name, manner] as const),
  ['session', 'passes'],
  ['twitter', 'redirects'],
  ['linkedin', 'redirects'],
])

/** The strategies that a program names; null: what one does is not known. */
const used = new WeakMap<Machine, Map<string, Manner | null>>()

const isSame = (a: Manner | null, b: Manner | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The header that passport-jwt takes its token from; null: it may be another place (lib/extract_jwt.js). */
function tokenHeader(options: Value | undefined): string | null {
  const from = options?.kind === 'object' ? options.members.get('jwtFromRequest') : undefined
  if (from?.kind !== 'external' || from.package !== 'passport-jwt') return null
  const way = from.path.at(-1) ?? ''
  return way.startsWith('fromAuthHeader')
    ? 'authorization'
    : way === 'fromHeader'
      ? (stringOf(from.args?.[0])?.toLowerCase() ?? null)
      : null
}

function strategyOf(value: Value | undefined): Strategy | null {
  if (value?.kind !== 'external') return null
  const by = value.package === 'passport-jwt' ? tokenHeader(value.args?.[0]) : null
  if (by !== null) return refusing('jwt', 401, by)
  for (const name of [`${value.package}.${value.path.at(-1) ?? ''}`, value.package])
    if (Object.hasOwn(STRATEGIES, name)) return STRATEGIES[name] ?? null
  return null
}

/** `passport.use(new Strategy(…))`, `passport.use('name', new Strategy(…))`. */
export function noteStrategy(machine: Machine, callee: ExternalValue, call: Call): void {
  if (callee.package !== 'passport' || callee.path.at(-1) !== 'use') return
  const strategy = strategyOf(call.args.at(-1))
  const name = call.args.length > 1 ? stringOf(call.args[0]) : (strategy?.name ?? null)
  if (name === null) return
  const known = used.get(machine) ?? new Map<string, Manner | null>()
  used.set(machine, known)
  const manner = strategy?.manner ?? null
  const before = known.get(name)
  known.set(name, before === undefined || isSame(before, manner) ? manner : null)
}

/** What the strategies of a list do together (passport/lib/middleware/authenticate.js): the next is asked when one refuses, and the first
 * status that one names is the list's. null: not all of them are known. */
export function mannerOf(machine: Machine, given: Value | undefined): Manner | null {
  const list = given?.kind === 'array' && !given.open ? given.items : given ? [given] : []
  const known = used.get(machine)
  const manners = list.map((one) => {
    const name = stringOf(one) ?? ''
    return known?.has(name) ? known.get(name) : CUSTOMARY.get(name)
  })
  let refuses = 401
  const ways = new Set<string | undefined>()
  for (const manner of manners) {
    if (!manner) return null
    if (typeof manner === 'string') return manner
    if (manner.refuses !== 401) refuses = manner.refuses
    ways.add(manner.by)
  }
  const [by] = ways.size === 1 ? ways : []
  return manners.length ? { refuses, ...(by !== undefined && { by }) } : null
}
