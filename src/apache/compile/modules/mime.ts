import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'
import { lookUp } from '../../../text/lookup.ts'

interface Mapping extends Item {
  value: string | null
}

/** mod_mime per directory: what an extension means. A null value takes an outer meaning away. */
export interface MimeDir {
  handlers: ReadonlyMap<string, Mapping>
  types: ReadonlyMap<string, Mapping>
  /** Encodings and character sets. */
  others: ReadonlyMap<string, Mapping>
  languages: ReadonlyMap<string, Mapping>
}

export const createMime = (): MimeDir => ({
  handlers: new Map(),
  types: new Map(),
  others: new Map(),
  languages: new Map(),
})
export const mergeMime = (base: MimeDir, add: MimeDir): MimeDir => ({
  handlers: new Map([...base.handlers, ...add.handlers]),
  types: new Map([...base.types, ...add.types]),
  others: new Map([...base.others, ...add.others]),
  languages: new Map([...base.languages, ...add.languages]),
})

export function readMime(directive: ApacheDirective, scope: ModuleScope, dir: MimeDir): void {
  const words = directive.args.map((word) => word.value)
  const adds = directive.key.startsWith('add')
  const item = itemOf(directive.range, scope)
  const extensions = (adds ? words.slice(1) : words).map((word) => word.replace(/^\./, '').toLowerCase())
  const mapped = extensions.map((extension): [string, Mapping] => [
    extension,
    { ...item, value: adds ? (words[0] ?? '').toLowerCase() : null },
  ])
  if (directive.key.endsWith('handler')) dir.handlers = new Map([...dir.handlers, ...mapped])
  else if (directive.key.endsWith('language')) dir.languages = new Map([...dir.languages, ...mapped])
  else if (!directive.key.endsWith('type')) dir.others = new Map([...dir.others, ...mapped])
  else dir.types = new Map([...dir.types, ...mapped])
}

/** The types of /etc/mime.types that people write rules for. */
const USUAL: Record<string, string> = {
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  xml: 'application/xml',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  ico: 'image/vnd.microsoft.icon',
  avif: 'image/avif',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
}

/** The extensions of a file name; leading dots belong to the name (find_ct in mod_mime.c). */
export const extensionsOf = (path: string): string[] =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/^\.+/, '')
    .split('.')
    .slice(1)
    .filter(Boolean)
    .map((extension) => extension.toLowerCase())

/** Whether an extension surely means a media type, a language, an encoding or a character set. */
export const isKnownExtension = (dir: MimeDir | undefined, extension: string): boolean =>
  Object.hasOwn(USUAL, extension) ||
  [dir?.types, dir?.others, dir?.languages].some((map) => typeof map?.get(extension)?.value === 'string')

export const isLanguage = (dir: MimeDir | undefined, extension: string): boolean =>
  typeof dir?.languages.get(extension)?.value === 'string'

export const handlerByName = (dir: MimeDir | undefined, path: string): Mapping | undefined =>
  extensionsOf(path)
    .map((extension) => dir?.handlers.get(extension))
    .findLast((mapping) => mapping !== undefined && mapping.value !== null)

/** `set` where a directive says so. null: no type is known. */
export function typeByName(dir: MimeDir | undefined, path: string): { type: string; set: Mapping | null } | null {
  for (const extension of extensionsOf(path).reverse()) {
    const set = dir?.types.get(extension)
    if (set?.value) return { type: set.value, set }
    const usual = lookUp(USUAL, extension)
    if (usual !== undefined) return { type: usual, set: null }
  }
  return null
}
