import { createRequire } from 'node:module'
import { isTooDeep } from '../text/depth.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import { fields, type Fields } from './draft.ts'

const require = createRequire(import.meta.url)

export interface Definition {
  fields: Fields
  start: number
  end: number
  replaces: Set<string>
}

export interface ComposeDocument {
  root: Fields
  /** The word `include`; null: there is none. */
  include: SourceRange | null
  services: Map<string, Definition>
}

const documents = new WeakMap<SourceFile, ComposeDocument>()

/** A compose file, parsed once. One that is no YAML, or holds no services, has none. */
export function readDocument(file: SourceFile): ComposeDocument {
  const known = documents.get(file) ?? parseCompose(file)
  documents.set(file, known)
  return known
}

/** The parser goes down by recursion, and lists nest without a bracket: `- - - -`. */
function parsed<Made>(parse: () => Made): Made | null {
  try {
    return parse()
  } catch {
    return null
  }
}

function parseCompose(file: SourceFile): ComposeDocument {
  const { isMap, isNode, isScalar, parseDocument }: typeof import('yaml') = require('yaml')
  const found: ComposeDocument = { root: {}, include: null, services: new Map() }
  if (isTooDeep(file.text)) return found
  const document = parsed(() => parseDocument(file.text, { logLevel: 'silent', merge: true }))
  if (document === null) return found
  if (document.errors.length > 0) return found
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === 'include')
    : undefined
  if (pair && isScalar(pair.key)) {
    const { key, value } = pair
    const [start = 0, end = start] = key.range ?? []
    found.include = file.range(start, end)
    found.root = { include: isNode(value) ? orNothing(() => value.toJS(document, { maxAliasCount: 100 })) : value }
  }
  const services = document.get('services')
  if (!isMap(services)) return found
  for (const { key, value } of services.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || !isMap(value)) continue
    const [start = 0, end = start] = key.range ?? []
    const tagged = value.items.flatMap(({ key: name, value: held }) =>
      isScalar(name) && isNode(held) && /^!(?:reset|override)$/.test(held.tag ?? '')
        ? [{ name: String(name.value), tag: held.tag }]
        : [],
    )
    const given = { ...fields(orNothing(() => value.toJS(document, { maxAliasCount: 100 }))) }
    for (const { name, tag } of tagged) if (tag === '!reset') delete given[name]
    found.services.set(key.value, { fields: given, start, end, replaces: new Set(tagged.map(({ name }) => name)) })
  }
  return found
}

/** A dangling alias, or more of them than a person would write, throws. */
function orNothing(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}
