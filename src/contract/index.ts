import { resolve } from 'node:path'
import type { DocumentPath } from '../config/shape.ts'
import type { Contract } from '../model/contract.ts'
import type { LocalDisk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Part } from './part.ts'
import { readPaths } from './paths.ts'
import { documentOf, isMistake, problem, type Reader, readerOf } from './references.ts'
import { basesOf, ROOT } from './servers.ts'

export interface ContractReading {
  contracts: Contract[]
  files: SourceFile[]
  problems: Finding[]
}

/** The OpenAPI documents that the configuration names. What is wrong in one is a finding, and the others are read all the same. */
export function readContracts(documents: DocumentPath[], disk: LocalDisk): ContractReading {
  const found: ContractReading = { contracts: [], files: [], problems: [] }
  for (const { path, range } of documents) {
    // It is a path by now, whose double slashes are gone.
    if (/^[a-z][a-z\d+.-]+:\/\/?\w/i.test(path)) {
      found.problems.push(
        problem(
          'Expected a file of this project: nothing is read from the network. Save the document beside the configuration, and name its path',
          range,
        ),
      )
      continue
    }
    const absolute = resolve(disk.cwd, path)
    const file = disk.read(absolute)
    if (!file) {
      found.problems.push(
        problem(`Expected an OpenAPI document: ${path || '.'} ${disk.whyNot(absolute) ?? 'cannot be read'}`, range),
      )
      continue
    }
    // Parts of a document that lie in other files have places of their own.
    const files = new Map([[file.path, file]])
    const reader = readerOf({
      ...disk,
      read: (other) => {
        const read = disk.read(other)
        if (read) files.set(read.path, read)
        return read
      },
    })
    const contract = readContract(file, reader)
    if (contract) found.contracts.push(contract)
    found.files.push(...files.values())
    found.problems.push(...reader.problems)
  }
  return found
}

const VERSION = /^3\.([012])(?:\.\d+)?(?:-\S+)?$/

function readContract(file: SourceFile, reader: Reader): Contract | null {
  const root = documentOf(file)
  const refuse = (message: string, range: Finding['range']): null => {
    reader.problems.push(problem(message, range))
    return null
  }
  if (isMistake(root)) return refuse(root.message, root.range)
  const fields = root.fields()
  const version = fields.get('openapi') ?? fields.get('swagger')
  if (!version) return refuse('Expected an OpenAPI document, with a field openapi', file.range(0, 0))
  const [, minor] = fields.has('openapi') ? (VERSION.exec(version.text ?? '') ?? []) : []
  if (minor === undefined)
    return refuse(
      `Expected OpenAPI 3.0, 3.1 or 3.2${version.text === null ? '' : `, not ${version.text.slice(0, 20)}`}`,
      version.range,
    )
  const paths = fields.get('paths')
  if (paths && !paths.isObject) return refuse('Expected an object of paths', paths.range)
  return {
    file: file.path,
    range: (paths ?? root).range,
    paths: paths ? readRoot(paths, fields.get('servers'), Number(minor), reader) : [],
  }
}

const readRoot = (paths: Part, servers: Part | undefined, minor: number, reader: Reader): Contract['paths'] => {
  const whole = reader.resolve(paths)
  return whole ? readPaths(whole, servers ? basesOf(servers, reader) : ROOT, minor, reader) : []
}
