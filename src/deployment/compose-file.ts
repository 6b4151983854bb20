import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type ComposeDocument, type Definition, readDocument } from './compose-document.ts'
import { type Draft, fields, type Fields, list, mergeDrafts, type Place, readDraft, text } from './draft.ts'
import { interpolate } from './interpolate.ts'
import { variablesOf } from './compose-folders.ts'
import type { Environment } from './service.ts'

/** Extensions go no deeper. */
const MAX_DEPTH = 8

/** The services of one application, each merged from all its definitions. */
export interface Application {
  drafts: Map<string, Draft>
  variables: Environment
  /** Every compose file that it was read from, absolute. */
  files: string[]
  /** What Compose refuses. */
  problems: Finding[]
}

/** `seen`: the files that were read already, each from its folder; a second reading of one would add nothing. `above`: those on the way here. */
interface Way {
  seen: Set<string>
  above: readonly string[]
}

/** Reads the files of one application, later ones over earlier ones, with all that they include. `folder`: what their paths are relative to. */
export const readApplication = (paths: string[], folder: string, disk: Disk): Application =>
  readParts(paths, { folder, disk, variables: variablesOf(join(folder, '.env'), disk) }, { seen: new Set(), above: [] })

function readParts(paths: string[], place: Place, { seen, above }: Way): Application {
  const found: Application = { drafts: new Map(), variables: place.variables, files: [], problems: [] }
  const key = JSON.stringify([place.folder, ...paths])
  if (seen.has(key)) return found
  seen.add(key)
  const { disk } = place
  const included: { one: unknown; at: SourceRange | null }[] = []
  for (const path of paths) {
    const file = disk.read(path)
    if (!file) continue
    found.files.push(path)
    const document = readDocument(file)
    found.problems.push(...extendsCircles(document, file))
    included.push(...list(document.root.include).map((one) => ({ one, at: document.include })))
    for (const [name, definition] of document.services) {
      const draft = extended(definition, file, place, 0)
      const before = found.drafts.get(name)
      found.drafts.set(name, before ? mergeDrafts(before, draft) : draft)
    }
  }
  const way = { seen, above: [...above, ...paths] }
  for (const { one, at } of included) {
    const other = includedApplication(one, place, way, at)
    found.files.push(...(other?.files ?? []))
    found.problems.push(...(other?.problems ?? []))
    for (const [name, draft] of other?.drafts ?? []) if (!found.drafts.has(name)) found.drafts.set(name, draft)
  }
  return found
}

/** The service that another extends in the same file; null: none. */
function extendedHere({ fields: { extends: written } }: Definition): string | null {
  if (typeof written === 'string') return written
  const { service, file } = fields(written)
  return file === undefined ? text(service) : null
}

/** compose-go's loader/extends.go: "Circular reference". One service of a circle stands for all. */
function extendsCircles({ services }: ComposeDocument, file: SourceFile): Finding[] {
  const passed = new Set<string>()
  return [...services].flatMap(([first, { start, end }]): Finding[] => {
    const way = new Set<string>()
    let name: string | null = first
    while (name !== null && !way.has(name) && !passed.has(name)) {
      way.add(name)
      const definition = services.get(name)
      name = definition ? extendedHere(definition) : null
    }
    for (const one of way) passed.add(one)
    if (name === null || !way.has(name)) return []
    const message = `Expected no service ${name} that extends itself`
    return [{ ruleId: 'syntax', message, range: file.range(start, end) }]
  })
}

/** `include: [path]`, or `{ path, project_directory, env_file }`; what is not on this disk is left out. */
function includedApplication(
  written: unknown,
  { folder, disk, variables }: Place,
  way: Way,
  at: SourceRange | null,
): Application | null {
  const one = typeof written === 'object' && written !== null ? fields(written) : { path: written }
  const placesOf = (value: unknown): string[] => {
    const path = interpolate(text(value) ?? '', variables)
    return path ? [resolve(folder, path)] : []
  }
  const paths = list(one.path).flatMap(placesOf)
  const [first] = paths
  if (first === undefined) return null
  const [home = dirname(first)] = list(one.project_directory).flatMap(placesOf)
  const files = one.env_file === undefined ? [join(home, '.env')] : list(one.env_file).flatMap(placesOf)
  const own = files.flatMap((path) => [...variablesOf(path, disk)])
  const found = readParts(paths, { folder: home, disk, variables: new Map([...own, ...variables]) }, way)
  const again = paths.find((path) => way.above.includes(path))
  return again === undefined || !at ? found : { ...found, problems: [...found.problems, circle(again, at, disk)] }
}

/** compose-go's loader/include.go: "include cycle detected". */
const circle = (path: string, range: SourceRange, { cwd }: Disk): Finding => ({
  ruleId: 'syntax',
  message: `Expected no include of ${relative(cwd, path).replaceAll(sep, '/')} from within itself`,
  range,
})

/** A service's own words over those of the service that it extends. */
function extended(
  { fields: own, start, end, replaces }: Definition,
  file: SourceFile,
  place: Place,
  depth: number,
): Draft {
  const draft = readDraft(own, place, file.range(start, end), replaces)
  const base =
    own.extends === undefined
      ? null
      : extendedBase(
          typeof own.extends === 'string' ? { service: own.extends } : fields(own.extends),
          file,
          place,
          depth + 1,
        )
  return base ? { ...mergeDrafts(base, draft), range: draft.range } : draft
}

function extendedBase({ file: path, service }: Fields, from: SourceFile, place: Place, depth: number): Draft | null {
  const written = interpolate(text(path) ?? '', place.variables)
  const other = written ? place.disk.read(resolve(place.folder, written)) : from
  const definition = other && readDocument(other).services.get(text(service) ?? '')
  if (!other || !definition || depth > MAX_DEPTH) return null
  // Another file's paths start from its own folder.
  return extended(definition, other, other === from ? place : { ...place, folder: dirname(other.absolute) }, depth)
}
