import { createRequire } from 'node:module'
import type { CST, Node, Scalar, YAMLMap } from 'yaml'
import type { SourceFile } from '../text/source-file.ts'
import type { SourceRange } from '../text/range.ts'

type Yaml = typeof import('yaml')

/** A part of a document: looked into only where somebody asks, so an alias costs nothing. */
export interface Part {
  file: SourceFile
  /** The key that it stands under, or itself. */
  range: SourceRange
  /** A scalar, as it is written without its quotes. */
  text: string | null
  isObject: boolean
  /** Of an object; empty for anything else. A name is data: `__proto__` is one like any other. Of two of one name it is the first. */
  fields(): ReadonlyMap<string, Part>
  /** Of an object: its own fields whose names stood there before. */
  repeated(): [name: string, Part][]
  /** Of a list. */
  items(): Part[]
}

/** What a file cannot be read for, and where. */
export interface Mistake {
  message: string
  range: SourceRange
}

/** The library's recursive half never sees what is nested deeper: no person writes such a document. */
const MAX_DEPTH = 100
/** Maps that one map takes in by `<<`, at most. */
const MAX_MERGES = 50

/** A YAML document, of which JSON is a kind, with the place of each part. Its numbers and keys are taken as they are written. */
export function readPart(file: SourceFile): Part | Mistake {
  const library = createRequire(import.meta.url)('yaml') as Yaml
  const { Composer, Parser } = library
  const tokens = [...new Parser().parse(file.text)]
  const mistakeAt = (message: string, offset: number): Mistake => ({ message, range: file.range(offset, offset) })
  const deep = tooDeep(tokens)
  if (deep !== null) return mistakeAt(`Expected at most ${MAX_DEPTH} levels of nesting`, deep)
  const comment = jsonComment(tokens)
  if (comment !== null) return mistakeAt('Expected JSON without comments', comment)
  const [document] = new Composer({ logLevel: 'silent', uniqueKeys: false, prettyErrors: false }).compose(tokens)
  const [error] = document?.errors ?? []
  if (error) return mistakeAt(`Expected YAML or JSON: ${error.message}`, error.pos[0])
  if (!document?.contents) return mistakeAt('Expected an OpenAPI document, this file is empty', 0)
  return partsOf(file, library, document.contents)
}

/** Where the tokens go deeper than is bearable; null: nowhere. */
function tooDeep(tokens: CST.Token[]): number | null {
  for (const { token, depth } of all(tokens)) if (depth > MAX_DEPTH) return token.offset
  return null
}

/** YAML takes the comments that some write into JSON for a part of the name or value that follows. */
function jsonComment(tokens: CST.Token[]): number | null {
  const found = [...all(tokens)].flatMap(({ token }) =>
    token.type === 'scalar' && /^(?:\/\/.*\n|\/\*[^]*\*\/)/.test(token.source) ? [token.offset] : [],
  )
  return found.length > 0 ? Math.min(...found) : null
}

/** Every token, and how deep it stands; never by recursion. */
function* all(tokens: CST.Token[]): Generator<{ token: CST.Token; depth: number }> {
  const waiting = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next
    yield next
    for (const inner of within(token)) waiting.push({ token: inner, depth: depth + 1 })
  }
}

function within(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!('items' in token)) return []
  return token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])])
}

function partsOf(file: SourceFile, { isAlias, isMap, isNode, isScalar, isSeq, visit }: Yaml, root: Node): Part {
  let aliases: Map<unknown, Node> | undefined

  /** An alias means the last anchor of its name before it. */
  function aliasTargets(): Map<unknown, Node> {
    const anchors = new Map<string, Node>()
    const found = new Map<unknown, Node>()
    visit(root, {
      Node(_, node) {
        const target = isAlias(node) ? anchors.get(node.source) : undefined
        if (target) found.set(node, target)
        else if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
      },
    })
    return found
  }

  const meant = (node: unknown): unknown => (isAlias(node) ? (aliases ??= aliasTargets()).get(node) : node)
  const written = ({ source, value }: Scalar): string | null =>
    value === null ? null : typeof value === 'string' ? value : (source ?? String(value))

  /** The entries of a map and of those that it merges; its own win. */
  function collect(node: unknown, found: Map<string, Part>, seen: Set<unknown>): Map<string, Part> {
    if (!isMap(node) || seen.has(node) || seen.size > MAX_MERGES) return found
    seen.add(node)
    const merged: unknown[] = []
    for (const { key, value } of node.items) {
      const held = meant(key)
      const name = isScalar(held) ? written(held) : null
      if (name === null) continue
      if (name === '<<') merged.push(value)
      else if (!found.has(name)) found.set(name, part(value, key))
    }
    for (const one of merged.map(meant))
      for (const base of isSeq(one) ? one.items : [one]) collect(meant(base), found, seen)
    return found
  }

  const repeatedIn = ({ items }: YAMLMap): [string, Part][] => {
    const seen = new Set<string>()
    return items.flatMap(({ key, value }): [string, Part][] => {
      const held = meant(key)
      const name = isScalar(held) ? written(held) : null
      if (name === null || name === '<<') return []
      if (seen.has(name)) return [[name, part(value, key)]]
      seen.add(name)
      return []
    })
  }

  function part(node: unknown, key: unknown = node): Part {
    const place = isNode(key) ? key : isNode(node) ? node : root
    const [start = 0, end = start] = place.range ?? []
    const held = meant(node)
    let fields: Map<string, Part> | undefined
    return {
      file,
      range: file.range(start, end),
      text: isScalar(held) ? written(held) : null,
      isObject: isMap(held),
      repeated: () => (isMap(held) ? repeatedIn(held) : []),
      fields: () => (fields ??= collect(held, new Map(), new Set())),
      items: () => (isSeq(held) ? held.items.map((item) => part(item)) : []),
    }
  }

  return part(root)
}
