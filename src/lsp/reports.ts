import { createHash } from 'node:crypto'
import type { Diagnostic } from 'vscode-languageserver'
import type { FileReport, Found } from './protocol.ts'

/** What has been found, by project and file. Folders may lie in each other: a finding of both is one. */
export interface Reports {
  /** Returns the files whose findings are others now. */
  set(project: string, files: Map<string, FileReport>): string[]
  of(path: string): FileReport
  /** The same as the protocol has it, with a name that is another whenever they are. */
  diagnostics(path: string): { id: string; items: Diagnostic[] }
  paths(): string[]
}

const NOTHING: FileReport = { found: [], fixAll: null }

const keyOf = ({ diagnostic: { code, range, message } }: Found): string => JSON.stringify([code, range, message])

export function keepReports(uriFor: (path: string) => string): Reports {
  const projects = new Map<string, Map<string, FileReport>>()
  const told = new Map<string, { id: string; items: Diagnostic[] }>()

  const of = (path: string): FileReport => {
    const all = [...projects.values()].flatMap((files) => files.get(path) ?? [])
    const [first = NOTHING, ...others] = all
    return others.length === 0
      ? first
      : {
          found: [...new Map(all.flatMap(({ found }) => found).map((one) => [keyOf(one), one])).values()],
          fixAll: first.fixAll,
        }
  }
  const diagnosticsOf = (path: string): { id: string; items: Diagnostic[] } => {
    const items = of(path).found.map((one) => diagnosticFrom(one, uriFor))
    return { items, id: createHash('sha1').update(JSON.stringify(items)).digest('hex').slice(0, 16) }
  }
  return {
    of,
    diagnostics: (path) => told.get(path) ?? diagnosticsOf(path),
    paths: () => [...told.keys()],
    set(project, files) {
      const touched = new Set([...(projects.get(project)?.keys() ?? []), ...files.keys()])
      if (files.size > 0) projects.set(project, files)
      else projects.delete(project)
      return [...touched].filter((path) => {
        const before = told.get(path)
        const now = diagnosticsOf(path)
        if (now.items.length > 0) told.set(path, now)
        else told.delete(path)
        return now.id !== (before?.id ?? '') && (before !== undefined || now.items.length > 0)
      })
    },
  }
}

export function diagnosticFrom({ diagnostic, related }: Found, uriFor: (path: string) => string): Diagnostic {
  if (related.length === 0) return diagnostic
  return {
    ...diagnostic,
    relatedInformation: related.map(({ message, path, range }) => ({
      message,
      location: { uri: uriFor(path), range },
    })),
  }
}
