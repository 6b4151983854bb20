import { dirname, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type Mistake, type Part, readPart } from './part.ts'

/** What a document is read with. */
export interface Reader {
  disk: Disk
  problems: Finding[]
  /** What a part's `$ref` leads to, its own other fields over it; null: nowhere that can be read. */
  resolve(part: Part): Part | null
}

/** A `$ref` to a `$ref` to a `$ref` …: nobody goes further. */
const MOST_HOPS = 50

const documents = new WeakMap<SourceFile, Part | Mistake>()

/** A file, parsed once however often it is asked for. */
export function documentOf(file: SourceFile): Part | Mistake {
  const known = documents.get(file) ?? readPart(file)
  documents.set(file, known)
  return known
}

export const isMistake = (read: Part | Mistake): read is Mistake => 'message' in read

export const problem = (message: string, range: Finding['range']): Finding => ({
  ruleId: 'contract-document',
  message,
  range,
})

const placeOf = ({ file, start }: Finding['range']): string => `${file}:${start.offset}`

export function readerOf(disk: Disk): Reader {
  const problems: Finding[] = []
  const told = new Set<string>()
  const complain = (message: string, range: Finding['range']): null => {
    const key = placeOf(range)
    if (!told.has(key)) problems.push({ ...problem(message, range), severity: 'warn' })
    told.add(key)
    return null
  }

  function follow(from: Part, reference: Part): Part | null {
    const { text } = reference
    if (text === null) return complain('Expected a text for $ref', reference.range)
    const [place = '', pointer = ''] = text.split(/#(.*)/s)
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(place))
      return complain(
        `Expected a $ref inside the project: ${text} is not read, and what it stands for is not checked`,
        reference.range,
      )
    const file = place === '' ? from.file : disk.read(resolve(dirname(from.file.absolute), decoded(place)))
    if (!file) return complain(`Expected a $ref to a file of the project, ${place} cannot be read`, reference.range)
    const document = documentOf(file)
    if (isMistake(document)) return complain(document.message, document.range)
    // `#name` is an anchor of JSON Schema: none of what is asked here has one.
    if (pointer !== '' && !pointer.startsWith('/')) return null
    return (
      pointed(document, pointer) ??
      complain(`Expected a $ref to something that is there, ${text} is not`, reference.range)
    )
  }

  /** `seen`: the references on the way here. */
  function hop(part: Part, seen: ReadonlySet<string>): Part | null {
    const own = part.fields()
    const reference = own.get('$ref')
    if (!reference) return part
    const key = placeOf(reference.range)
    if (seen.has(key)) return complain('Expected a $ref that ends somewhere, this one leads to itself', reference.range)
    if (seen.size >= MOST_HOPS)
      return complain(`Expected at most ${MOST_HOPS} $ref that lead to each other`, reference.range)
    const target = follow(part, reference)
    const found = target && hop(target, new Set([...seen, key]))
    if (!found || own.size === 1) return found && { ...found, range: part.range }
    const beside = [...own].filter(([name]) => name !== '$ref')
    return { ...found, range: part.range, fields: () => new Map([...found.fields(), ...beside]) }
  }

  return { disk, problems, resolve: (part) => hop(part, new Set()) }
}

function pointed(document: Part, pointer: string): Part | null {
  let part: Part | undefined = document
  for (const step of pointer.split('/').slice(1)) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
    part = part.fields().get(name) ?? (/^\d+$/.test(name) ? part.items()[Number(name)] : undefined)
    if (!part) return null
  }
  return part
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
