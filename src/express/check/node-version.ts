import { posix } from 'node:path'
import { field, readJson } from '../../javascript/json.ts'
import type { Disk } from '../../files/disk.ts'
import type { Finding } from '../../text/finding.ts'
import type { RouterModel } from '../register/stack.ts'

/** The Node that a project asks for, where that knows no QUERY: in which file, and in which words. */
export interface OldNode {
  file: string
  asks: string
}

/** The first Node 20 whose http.METHODS has QUERY; 18 and 19 never had it (docs/query.md). */
const FIRST = [20, 19, 3]

const CODENAMES = new Map([
  ['argon', '4'],
  ['boron', '6'],
  ['carbon', '8'],
  ['dubnium', '10'],
  ['erbium', '12'],
  ['fermium', '14'],
  ['gallium', '16'],
  ['hydrogen', '18'],
])

const isBefore = (parts: number[]): boolean => {
  const at = FIRST.findIndex((part, index) => parts[index] !== part)
  return at >= 0 && (parts[at] ?? Infinity) < (FIRST[at] ?? 0)
}

/** Whether every version that one alternative of a range takes is older: `18.x`, `^18.12`, `>=16 <19`, `20.11.1`. */
function isOlder(range: string): boolean {
  const bound = /<(=?)\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(range)
  if (bound) {
    const [, equal, ...numbers] = bound
    const parts = numbers.map((one) => Number(one ?? (equal ? Infinity : 0)))
    return isBefore(parts) || (!equal && parts.every((part, index) => part === FIRST[index]))
  }
  const exact = /^([~^]?)=?\s*v?(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:$|[\s-])/.exec(range.trim())
  if (!exact) return false
  const [, sign, major, minor, patch] = exact
  const last = (part: string | undefined, fixed: boolean): number =>
    fixed && part !== undefined && /^\d/.test(part) ? Number(part) : Infinity
  return isBefore([Number(major), last(minor, sign !== '^'), last(patch, sign === '')])
}

/** Whether no version of a range knows QUERY; `lts/hydrogen` and `hydrogen` are names of 18. */
export function lacksQuery(range: string): boolean {
  const named = range
    .trim()
    .toLowerCase()
    .replace(/^lts[/-]/, '')
  return range.trim() !== '' && (CODENAMES.get(named) ?? range).split('||').every(isOlder)
}

/** The tag of the image that a Dockerfile's last stage begins with, if it is Node's. */
const imageOf = (text: string): string | undefined => {
  const last = [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].at(-1)?.[1]
  return /^(?:\S+\/)?node:([^\s@]+)/.exec(last ?? '')?.[1]
}

function fromFolder(disk: Disk, folder: string): OldNode | 'newer' | null {
  const at = (name: string): string => posix.join(folder, name)
  const textOf = (name: string): string | undefined =>
    disk.entry(at(name)) === 'file' ? disk.read(at(name))?.text : undefined
  const engines = field(field(readJson(disk, at('package.json')), 'engines'), 'node')
  const docker = textOf('Dockerfile')
  const asked: [string, string | undefined][] = [
    ['Dockerfile', docker && imageOf(docker)],
    ['.nvmrc', textOf('.nvmrc')],
    ['.node-version', textOf('.node-version')],
    ['package.json', typeof engines === 'string' ? engines : undefined],
  ]
  const [first] = asked.flatMap(([file, asks]) => (asks?.trim() ? [{ file, asks: asks.trim() }] : []))
  return first ? (lacksQuery(first.asks) ? first : 'newer') : null
}

/** The Node of a file's project, by the nearest folder that says one; null: it knows QUERY, or nobody says. */
export function oldNodeOf(disk: Disk, file: string): OldNode | null {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const found = fromFolder(disk, folder)
    if (found) return found === 'newer' ? null : found
    if (folder === disk.cwd || folder === posix.dirname(folder)) return null
  }
}

/** Whether a file asks first if there is such a function: `if (app.query)`, `app.query?.(…)`. */
const asksFirst = (text: string): boolean =>
  /\.query\s*(?:\)|&&|\?\.|\?[^.?])|typeof\s+\w+\.query|\bMETHODS\b/.test(text)

/** Routes for QUERY in programs whose Node has no such method: there, the function that would register them is missing. */
export function nodeProblems(
  models: RouterModel[],
  disk: Disk,
  oldNode: (model: RouterModel) => OldNode | null,
): Finding[] {
  return models.flatMap((model) => {
    const layers = model.stack.filter(
      ({ kind, method, when, range }) =>
        kind === 'method' &&
        method === 'QUERY' &&
        when === null &&
        !asksFirst(disk.read(`${disk.cwd}/${range.file}`)?.text ?? ''),
    )
    const old = layers.length > 0 ? oldNode(model) : null
    return old
      ? layers.map(({ range }) => ({
          ruleId: 'node-lacks-query',
          range,
          message: `Expected Node 20.19.3 or newer: ${old.file} asks for Node ${old.asks}, whose http.METHODS has no QUERY, so that query() is no function and the program stops here`,
        }))
      : []
  })
}
