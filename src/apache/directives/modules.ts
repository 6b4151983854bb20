import type { DirectiveInfo } from './index.ts'
import { lookUp } from '../../text/lookup.ts'

/** Compiled into Debian's httpd. */
const BUILT_IN = ['core', 'so', 'http', 'watchdog', 'log_config', 'logio', 'version', 'unixd']
/** httpd's own that define no directive. */
const SILENT =
  /^(asis|authz_host|authz_owner|authz_user|bucketeer|data|lbmethod_.*|proxy_.*|ratelimit|slotmem_.*|socache_.*|status|unique_id|mpm_.*)$/
/** Modules whose source file is not named after them: what `<IfModule>` knows them by. */
const SOURCE_FILES: Record<string, string> = {
  'core.c': 'core',
  'http_core.c': 'http',
  'event.c': 'mpm_event',
  'worker.c': 'mpm_worker',
  'prefork.c': 'mpm_prefork',
}

/** `rewrite` for `mod_rewrite.c` and `rewrite_module`; null for what `<IfModule>` never finds, such as `mod_rewrite`. */
export function moduleOf(name: string): string | null {
  const known = lookUp(SOURCE_FILES, name)
  if (known) return known
  return /^(\S+)_module$/.exec(name)?.[1] ?? /^mod_(\S+)\.c(?:c|pp|xx)?$/.exec(name)?.[1] ?? null
}

/** Which modules are there while a configuration is read, by the part of the name between `mod_` and `.c`. */
export interface Modules {
  /** LoadModule; `sure`: not in a section that the files do not decide. */
  load(identifier: string, sure: boolean): void
  /** By `mod_x.c` or `x_module`; null: the files do not say. */
  has(name: string): boolean | null
  provides(info: DirectiveInfo): boolean | null
  /** Something outside httpd's own modules may be loaded, so that an unknown name may be its. */
  foreign(): boolean
  /** LoadModule was seen. */
  seen(): boolean
}

const OWNERS: Record<string, string[]> = { event: ['mpm_event'], worker: ['mpm_worker'], prefork: ['mpm_prefork'] }

/** `open`: modules that are not seen to be loaded may be loaded all the same, out of sight. */
export function createModules(open: boolean, isOwn: (module: string) => boolean): Modules {
  const loaded = new Map<string, boolean>(BUILT_IN.map((name) => [name, true]))
  let seen = false
  let foreign = open
  const state = (name: string): boolean | null => {
    const sure = loaded.get(name)
    return sure ? true : open || sure === false ? null : false
  }
  return {
    load(identifier, sure) {
      const name = moduleOf(identifier) ?? identifier
      loaded.set(name, sure || loaded.get(name) === true)
      seen = true
      if (!SILENT.test(name) && !isOwn(`mod_${name}`)) foreign = true
    },
    has(name) {
      const module = moduleOf(name)
      if (module === null) return false
      // The PHP modules' source files are named after another version than their identifiers.
      if (
        /^php\d*$/.test(module) &&
        state(module) === false &&
        [...loaded.keys()].some((other) => /^php\d*$/.test(other))
      )
        return null
      return state(module)
    },
    provides({ module }) {
      if (module === 'mpm_common')
        return [...loaded.keys()].some((name) => name.startsWith('mpm_')) ? true : open ? null : false
      const owners = OWNERS[module] ?? module.split(',').map((name) => name.replace(/^mod_/, ''))
      const states = owners.map(state)
      return states.includes(true) ? true : states.includes(null) ? null : false
    },
    foreign: () => foreign,
    seen: () => seen,
  }
}

/** The same, with modules of which a directive stands where it is read whatever is loaded: without them httpd answers nothing at all. */
export function withProof(modules: Modules, proven: ReadonlySet<string>): Modules {
  const isProven = (name: string): boolean => proven.has(moduleOf(name) ?? '')
  return {
    ...modules,
    has: (name) => modules.has(name) ?? (isProven(name) ? true : null),
    provides: (info) => modules.provides(info) ?? (proven.has(info.module.replace(/^mod_/, '')) ? true : null),
  }
}
