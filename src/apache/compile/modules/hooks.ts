import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'
import { lookUp } from '../../../text/lookup.ts'

/** Where code that no file of httpd's shows may take a request over: before all else, as its path is mapped, at access control, or last. */
export type Stage = 'quick' | 'translate' | 'access' | 'fixups'

/** `https`: it concerns requests over TLS alone; false: those without. */
export interface Hook extends Item {
  stage: Stage
  name: string
  https: boolean | null
}

/** LuaMapHandler: a program for the paths that a pattern takes. */
export interface MappedHandler extends Item {
  pattern: Pattern
}

/** What may answer or refuse beside the content handlers; an inner section's come first (ap_lua_create_dir_config's merger). */
export interface HooksDir {
  hooks: Hook[]
  handlers: MappedHandler[]
}

export const createHooks = (): HooksDir => ({ hooks: [], handlers: [] })
export const mergeHooks = (base: HooksDir, add: HooksDir): HooksDir => ({
  hooks: [...add.hooks, ...base.hooks],
  handlers: [...add.handlers, ...base.handlers],
})

const STAGES: Record<string, Stage> = {
  luaquickhandler: 'quick',
  mdrequirehttps: 'quick',
  luahookpretranslate: 'translate',
  luahookpretranslatename: 'translate',
  luahooktranslatename: 'translate',
  luahookmaptostorage: 'access',
  luahookaccesschecker: 'access',
  luahookauthchecker: 'access',
  luahookcheckuserid: 'access',
  sslrequire: 'access',
  sslverifyclient: 'access',
  authnzfcgicheckauthnprovider: 'access',
  luahooktypechecker: 'fixups',
  luahookfixups: 'fixups',
}

/** Directives that hang such a hook, in lower case. */
export const HOOKS: readonly string[] = Object.keys(STAGES)

const OVER_TLS: Record<string, boolean> = { sslverifyclient: true, mdrequirehttps: false }

export function readHook(directive: ApacheDirective, scope: ModuleScope, dir: HooksDir): void {
  const stage = lookUp(STAGES, directive.key)
  const word = directive.args[0]?.value.toLowerCase()
  const isOff =
    (directive.key === 'sslverifyclient' && word !== 'require') ||
    (directive.key === 'mdrequirehttps' && word === 'off')
  if (!stage || isOff) return
  dir.hooks.push({
    ...itemOf(directive.range, scope),
    stage,
    name: directive.name,
    https: lookUp(OVER_TLS, directive.key) ?? null,
  })
}

export function readMappedHandler(directive: ApacheDirective, scope: ModuleScope, dir: HooksDir): void {
  dir.handlers.push({
    ...itemOf(directive.range, scope),
    pattern: compilePattern(directive.args[0]?.value ?? '', false),
  })
}
