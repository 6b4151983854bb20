import type { SourceRange } from '../../../text/range.ts'
import type { Item } from '../item.ts'
import type { Section } from '../section.ts'

/** `null` as the value: back to httpd's own page. */
export interface ErrorDocument extends Item {
  kind: 'text' | 'path' | 'url' | 'default'
  value: string
}

export interface Setting<T> extends Item {
  value: T
}

/** `Options`: the whole set, or what `+` and `-` change of an outer one. */
export interface OptionsSetting {
  all: ReadonlySet<string> | null
  add: ReadonlySet<string>
  remove: ReadonlySet<string>
}

/** The core's per-directory settings. */
export interface CoreDir {
  /** The opening line of the innermost section that applies. */
  opening: SourceRange | null
  options: OptionsSetting | null
  errorDocuments: ReadonlyMap<number, ErrorDocument>
  files: Section[]
  ifs: Section[]
  handler: Setting<string> | null
  forceType: Setting<string> | null
  /** LimitRequestBody in bytes; 0: none. */
  bodyLimit: Setting<number> | null
  acceptPathInfo: boolean | null
  encodedSlashes: 'on' | 'off' | 'nodecode' | null
}

export const createCore = (opening: SourceRange | null): CoreDir => ({
  opening,
  options: null,
  errorDocuments: new Map(),
  files: [],
  ifs: [],
  handler: null,
  forceType: null,
  bodyLimit: null,
  acceptPathInfo: null,
  encodedSlashes: null,
})

export const mergeCore = (base: CoreDir, add: CoreDir): CoreDir => ({
  opening: add.opening ?? base.opening,
  options: mergeOptions(base.options, add.options),
  errorDocuments: new Map([...base.errorDocuments, ...add.errorDocuments]),
  files: [...base.files, ...add.files],
  ifs: [...base.ifs, ...add.ifs],
  handler: add.handler ?? base.handler,
  forceType: add.forceType ?? base.forceType,
  bodyLimit: add.bodyLimit ?? base.bodyLimit,
  acceptPathInfo: add.acceptPathInfo ?? base.acceptPathInfo,
  encodedSlashes: add.encodedSlashes ?? base.encodedSlashes,
})

const ALL = ['indexes', 'includes', 'followsymlinks', 'execcgi']

function mergeOptions(base: OptionsSetting | null, add: OptionsSetting | null): OptionsSetting | null {
  if (!base || !add || add.all) return add ?? base
  const without = (set: ReadonlySet<string>, gone: ReadonlySet<string>): Set<string> =>
    new Set([...set].filter((name) => !gone.has(name)))
  return {
    all: base.all && new Set([...without(base.all, add.remove), ...add.add]),
    add: new Set([...without(base.add, add.remove), ...add.add]),
    remove: new Set([...without(base.remove, add.add), ...add.remove]),
  }
}

/** Without any Options, httpd 2.4 has FollowSymLinks alone. */
export function hasOption(core: CoreDir | undefined, name: string): boolean {
  const { all, add, remove } = core?.options ?? { all: null, add: new Set<string>(), remove: new Set<string>() }
  if (all) return all.has(name)
  return add.has(name) || (name === 'followsymlinks' && !remove.has(name))
}

export function readOptions(core: CoreDir, words: readonly string[]): void {
  const signed = words.some((word) => /^[+-]/.test(word))
  const names = (sign: string): string[] =>
    words
      .filter((word) => word.startsWith(sign))
      .map((word) => word.replace(/^[+-]/, '').toLowerCase())
      .flatMap((name) =>
        name === 'all' ? ALL : name === 'none' ? [] : name === 'includesnoexec' ? ['includes'] : [name],
      )
  const here: OptionsSetting = signed
    ? { all: null, add: new Set(names('+')), remove: new Set(names('-')) }
    : { all: new Set(names('')), add: new Set(), remove: new Set() }
  core.options = mergeOptions(core.options, here)
}

/** A 401 with a URL would loop, so httpd ignores it (set_error_document in core.c). */
export function readErrorDocument(core: CoreDir, words: readonly string[], item: Item): void {
  const [code = '', text = ''] = words
  const kind =
    text.toLowerCase() === 'default'
      ? 'default'
      : text.startsWith('/')
        ? 'path'
        : /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
          ? 'url'
          : 'text'
  if (code === '401' && kind === 'url') return
  core.errorDocuments = new Map([
    ...core.errorDocuments,
    [Number(code), { ...item, kind, value: kind === 'text' ? text.replace(/^"/, '') : text }],
  ])
}

export const settingOf = <T>(value: T, { range, needs }: Item): Setting<T> => ({ value, range, needs })

export function readPathInfo(core: CoreDir, word: string): void {
  const value = word.toLowerCase()
  core.acceptPathInfo = value === 'on' ? true : value === 'off' ? false : null
}

export function readEncodedSlashes(core: CoreDir, word: string): void {
  const value = word.toLowerCase()
  core.encodedSlashes = value === 'on' ? 'on' : value === 'nodecode' ? 'nodecode' : 'off'
}
