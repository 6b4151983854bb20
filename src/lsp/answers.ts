import type {
  CancellationToken,
  Connection,
  Position,
  TextDocumentIdentifier,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import { actionsFor } from './actions.ts'
import { until } from './patience.ts'
import type { Questions } from './protocol.ts'
import { diagnosticFrom } from './reports.ts'
import type { Session } from './session.ts'
import type { Thread } from './thread.ts'

const full = 'full' as const
const unchanged = 'unchanged' as const

/** Findings for an editor that asks for them: those of a file, and those of everything. */
export function answerFindings(connection: Connection, session: Session): void {
  const { reports } = session
  const reportOf = (path: string, before: string | undefined) => {
    const { id, items } = reports.diagnostics(path)
    return id === before ? { kind: unchanged, resultId: id } : { kind: full, resultId: id, items }
  }
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const path = session.pathOf(textDocument.uri)
    if (path === null) return { kind: full, items: [] }
    await until(session.settled(path), token)
    return reportOf(path, previousResultId)
  })
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    await until(session.settled(), token)
    const before = new Map(
      previousResultIds.flatMap(({ uri, value }) => {
        const path = session.pathOf(uri)
        return path === null ? [] : [[path, value] as const]
      }),
    )
    const items = [...new Set([...reports.paths(), ...before.keys()])].map(
      (path): WorkspaceDocumentDiagnosticReport => ({
        uri: session.uriFor(path),
        version: null,
        ...reportOf(path, before.get(path)),
      }),
    )
    return { items }
  })
}

interface About {
  textDocument: TextDocumentIdentifier
}

/** What an editor asks about a place: what can be done there, what it does, where its other half is. */
export function answerQuestions(connection: Connection, session: Session): void {
  /** Asks the thread about a file, in the first of its projects that can say something. */
  async function firstOf<Name extends 'hover' | 'lenses' | 'definition' | 'disable'>(
    name: Name,
    path: string,
    ask: (project: string) => Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer'] | null> {
    const thread: Thread = session.thread()
    for (const { key } of session.projectsOf(path)) {
      const answer = await thread.ask(name, ask(key))
      if (answer !== null && !(Array.isArray(answer) && answer.length === 0)) return answer
    }
    return null
  }

  const current = async ({ textDocument }: About, token: CancellationToken): Promise<string | null> => {
    const path = session.pathOf(textDocument.uri)
    if (path !== null) await until(session.settled(path), token)
    return path
  }
  const placeIn =
    (path: string, { line, character }: Position) =>
    (project: string) => ({ project, path, line, character })

  connection.onCodeAction(async (params, token) => {
    const path = await current(params, token)
    if (path === null) return []
    const { start, end } = params.range
    const lines: [number, number] = [start.line, end.line]
    const disablings = (await firstOf('disable', path, (project) => ({ project, path, lines }))) ?? []
    return actionsFor(session.reports.of(path), disablings, params, session.edit, (found) => [
      diagnosticFrom(found, session.uriFor),
    ])
  })
  connection.onHover(async (params, token) => {
    const path = await current(params, token)
    return path === null ? null : firstOf('hover', path, placeIn(path, params.position))
  })
  connection.onCodeLens(async (params, token) => {
    const path = await current(params, token)
    return path === null ? [] : ((await firstOf('lenses', path, (project) => ({ project, path }))) ?? [])
  })
  connection.onDefinition(async (params, token) => {
    const path = await current(params, token)
    if (path === null) return []
    const { line, character } = params.position
    const isHere = ({ start, end }: { start: Position; end: Position }): boolean =>
      (start.line < line || (start.line === line && start.character <= character)) &&
      (line < end.line || (line === end.line && character <= end.character))
    const halves = session.reports
      .of(path)
      .found.filter(({ diagnostic }) => isHere(diagnostic.range))
      .flatMap(({ related }) => related.map(session.location))
    return halves.length > 0 ? halves : ((await firstOf('definition', path, placeIn(path, params.position))) ?? [])
  })
}
