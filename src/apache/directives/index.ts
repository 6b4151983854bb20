import { DIRECTIVE_TABLE } from './table.ts'

/** How httpd splits what stands behind a name (`enum cmd_how` of http_config.h); null where it was not seen. */
export type ArgumentForm =
  | 'RAW_ARGS'
  | 'TAKE1'
  | 'TAKE2'
  | 'TAKE12'
  | 'TAKE3'
  | 'TAKE23'
  | 'TAKE123'
  | 'ITERATE'
  | 'ITERATE2'
  | 'FLAG'
  | 'TAKE_ARGV'
export type Context = 'server' | 'vhost' | 'directory' | 'location' | 'files' | 'if' | 'limit'
export type OverrideClass = 'AuthConfig' | 'FileInfo' | 'Indexes' | 'Limit' | 'Options'

export interface DirectiveInfo {
  /** As the manual spells it, without brackets. */
  name: string
  section: boolean
  /** `core`, `mod_rewrite`, `mpm_common`, `prefork`; several with commas between them. */
  module: string
  form: ArgumentForm | null
  /** null: not seen on a running server. */
  contexts: ReadonlySet<Context> | null
  /** The AllowOverride classes of which one must be granted; empty: never in `.htaccess`; null: not seen. */
  htaccess: ReadonlySet<OverrideClass> | null
}

const CONTEXTS: Record<string, Context> = {
  s: 'server',
  v: 'vhost',
  d: 'directory',
  l: 'location',
  f: 'files',
  i: 'if',
  m: 'limit',
}
const CLASSES: Record<string, OverrideClass> = {
  A: 'AuthConfig',
  F: 'FileInfo',
  I: 'Indexes',
  L: 'Limit',
  O: 'Options',
}
const FORMS: ArgumentForm[] = [
  'RAW_ARGS',
  'TAKE1',
  'TAKE2',
  'TAKE12',
  'TAKE3',
  'TAKE23',
  'TAKE123',
  'ITERATE',
  'ITERATE2',
  'FLAG',
  'TAKE_ARGV',
]

const letters = <T>(text: string, meaning: Record<string, T>): ReadonlySet<T> | null =>
  text === '?' ? null : new Set([...text].flatMap((letter) => meaning[letter] ?? []))

let table: Map<string, DirectiveInfo> | undefined

/** By name in lower case, sections with their `<`. Read from its text when first asked for. */
function directives(): Map<string, DirectiveInfo> {
  if (table) return table
  table = new Map()
  for (const line of DIRECTIVE_TABLE.trim().split('\n')) {
    const [head = '', names = ''] = line.split(': ')
    const [module = '', form, contexts = '?', htaccess = '?'] = head.split(' ')
    const shared = {
      module,
      form: FORMS.find((known) => known === form) ?? null,
      contexts: letters(contexts, CONTEXTS),
      htaccess: letters(htaccess, CLASSES),
    }
    for (const name of names.split(' ')) {
      const section = name.startsWith('<')
      table.set(name.toLowerCase(), { name: section ? name.slice(1) : name, section, ...shared })
    }
  }
  return table
}

/** `name` in any case; a section's with its `<`. */
export const directiveInfo = (name: string): DirectiveInfo | undefined => directives().get(name.toLowerCase())

export const directiveNames = (section: boolean): string[] =>
  [...directives().values()].filter((info) => info.section === section).map(({ name }) => name)

export const isDirectiveModule = (module: string): boolean =>
  [...directives().values()].some((info) => info.module.split(',').includes(module))
