import { isToken } from '../http/methods.ts'
import type { Base, DocumentedPath, Operation } from '../model/contract.ts'
import type { Part } from './part.ts'
import { problem, type Reader } from './references.ts'
import { basesOf } from './servers.ts'

/** The methods that have a field of their own; `query` since OpenAPI 3.2. */
const FIELDS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Operations of one document: aliases can make many of little text. */
const MAX_OPERATIONS = 20_000

/** The paths of a document. `minor`: of its version. */
export function readPaths(paths: Part, inherited: Base[] | null, minor: number, reader: Reader): DocumentedPath[] {
  const found: DocumentedPath[] = []
  let count = 0
  tellRepeated(paths, (name) => name.startsWith('/'), reader)
  const known = new Map<string, string>()
  for (const [template, part] of paths.fields()) {
    if (!template.startsWith('/')) continue
    const key = template.replace(/\{[^}]*\}/g, '{}')
    const other = known.get(key)
    if (other === undefined) known.set(key, template)
    else
      reader.problems.push({
        ...problem(`Expected one path instead of ${other} and ${template}, which differ in names alone`, part.range),
        severity: 'warn',
      })
    const path = readPath(template, part, inherited, minor, reader)
    count += path.operations.length + 1
    if (count > MAX_OPERATIONS) {
      reader.problems.push({
        ...problem(`Expected at most ${MAX_OPERATIONS} operations, those from here on are not looked at`, part.range),
        severity: 'warn',
      })
      break
    }
    found.push(path)
  }
  return found
}

/** Of two fields of one name, most readers take the last, and this one the first. */
function tellRepeated(part: Part, isMeant: (name: string) => boolean, reader: Reader): void {
  for (const [name, { range }] of part.repeated())
    if (isMeant(name))
      reader.problems.push(problem(`Expected ${name} once: this one is not looked at, the first is`, range))
}

function readPath(
  template: string,
  part: Part,
  inherited: Base[] | null,
  minor: number,
  reader: Reader,
): DocumentedPath {
  const item = reader.resolve(part)
  if (!item) return { template, range: part.range, examples: new Map(), operations: [], open: true }
  const fields = item.fields()
  tellRepeated(item, (name) => FIELDS.includes(name) || (minor >= 2 && name === 'query'), reader)
  const servers = fields.get('servers')
  const bases = servers ? basesOf(servers, reader) : inherited
  const examples = new Map<string, string[]>()
  readExamples(fields.get('parameters'), examples, reader)
  const found: Operation[] = []
  let open = bases === null
  for (const [method, written] of writtenIn(fields, minor)) {
    const operation = reader.resolve(written)
    if (operation) readExamples(operation.fields().get('parameters'), examples, reader)
    const own = operation?.fields().get('servers')
    const places = own ? basesOf(own, reader) : bases
    if (places)
      found.push({ method, statuses: operation && statusesOf(operation, reader), bases: places, range: written.range })
    open ||= places === null
  }
  return { template, range: part.range, examples, operations: found, open }
}

function writtenIn(fields: ReadonlyMap<string, Part>, minor: number): [string, Part][] {
  const own = [...FIELDS, ...(minor >= 2 ? ['query'] : [])].flatMap((name): [string, Part][] => {
    const part = fields.get(name)
    return part ? [[name.toUpperCase(), part]] : []
  })
  const more = minor >= 2 ? [...(fields.get('additionalOperations')?.fields() ?? [])] : []
  return [...own, ...more.filter(([method]) => isToken(method))]
}

function statusesOf(operation: Part, reader: Reader): string[] | null {
  const responses = operation.fields().get('responses')
  const read = responses ? reader.resolve(responses) : null
  if (!read) return null
  const statuses = [...read.fields().keys()].filter((key) => /^(?:default|[1-5](?:\d\d|XX))$/i.test(key))
  return statuses.length > 0 ? statuses : null
}

/** Values for the path's parameters that the document gives itself. */
function readExamples(parameters: Part | undefined, examples: Map<string, string[]>, reader: Reader): void {
  for (const one of parameters?.items() ?? []) {
    const fields = reader.resolve(one)?.fields()
    const name = fields?.get('name')?.text
    if (!fields || typeof name !== 'string' || fields.get('in')?.text !== 'path') continue
    const written = fields.get('schema')
    const schema = written && reader.resolve(written)?.fields()
    const places = [fields, schema]
    const values = places.flatMap((place) => [
      place?.get('example'),
      place?.get('default'),
      place?.get('const'),
      ...(place?.get('enum')?.items() ?? []),
      ...(place?.get('examples')?.items() ?? []),
    ])
    const named = [...(fields.get('examples')?.fields().values() ?? [])].map((example) =>
      reader.resolve(example)?.fields().get('value'),
    )
    const texts = [...values, ...named]
      .flatMap((part) => part?.text ?? [])
      .filter((text) => text !== '' && !text.includes('/'))
    examples.set(name, [...new Set([...(examples.get(name) ?? []), ...texts, ...byFormat(schema)])])
  }
}

const OF_FORMAT = new Map([
  ['date', '2026-01-31'],
  ['date-time', '2026-01-31T12:00:00Z'],
  ['email', 'ada@example.com'],
  ['ipv4', '192.0.2.1'],
  ['hostname', 'shop.example'],
])

const byFormat = (schema: ReadonlyMap<string, Part> | undefined): string[] =>
  [OF_FORMAT.get(schema?.get('format')?.text ?? '') ?? []].flat()
