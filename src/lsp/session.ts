import {
  type Connection,
  MessageType,
  type Range,
  ShowMessageNotification,
  type TextDocuments,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { startChecks } from './checks.ts'
import type { Client } from './client.ts'
import { openFolders, pathOf } from './folders.ts'
import type { Checked, Project } from './protocol.ts'
import { quietly } from './patience.ts'
import { realPath } from '../files/real-path.ts'
import { keepReports, type Reports } from './reports.ts'
import { startThread, type Thread } from './thread.ts'

/** A thread that falls this often in a row is not started again. */
const MOST_FALLS = 3

/** What the server knows between two messages: the folders, the texts that are open, and what has been found. */
export interface Session {
  reports: Reports
  thread(): Thread
  /** The real path of a file; null: it is none. */
  pathOf(uri: string): string | null
  uriFor(path: string): string
  /** What a file belongs to: the folders around it, or else what stands around it alone. */
  projectsOf(path: string): Project[]
  addFolder(uri: string): void
  removeFolder(uri: string): void
  /** Takes the text that an editor has, and checks what it belongs to. */
  see(document: TextDocument): void
  close(document: TextDocument): void
  /** A file has changed on the disk. */
  changed(path: string): void
  checkAll(): void
  /** Resolves when all that a file belongs to, or everything, is checked as it is now. */
  settled(path?: string): Promise<void>
  edit(edits: Record<string, TextEdit[]>): WorkspaceEdit
  location(place: { path: string; range: Range }): { uri: string; range: Range }
  end(): Promise<void>
}

export function openSession(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  client: () => Client,
): Session {
  const folders = openFolders()
  /** The URIs of what is open, by real path. */
  const open = new Map<string, string>()
  const uriFor = (path: string): string => open.get(path) ?? folders.uriFor(path)
  const versionOf = (path: string): number | undefined => documents.get(uriFor(path))?.version
  const reports = keepReports(uriFor)
  let falls = 0
  let thread = start()
  const checks = startChecks({
    thread: () => thread,
    done,
    failed: (error) => {
      connection.console.error(String(error))
    },
  })

  function show(message: string): void {
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message })
  }

  function start(): Thread {
    return startThread((why) => {
      falls++
      connection.console.error(`verblint: ${why}`)
      if (falls >= MOST_FALLS) {
        show(`verblint has ended ${falls} times and is not started again`)
        return
      }
      thread = start()
      for (const [path, uri] of open) checks.tell({ path, text: documents.get(uri)?.getText() ?? null })
      for (const project of everything()) checks.touch(project)
    })
  }

  function tellChanges(changed: string[]): void {
    const { pulls, refreshesFindings, refreshesLenses } = client()
    if (refreshesLenses) quietly(connection, connection.sendRequest('workspace/codeLens/refresh'))
    if (pulls && refreshesFindings && changed.length > 0)
      quietly(connection, connection.sendRequest('workspace/diagnostic/refresh'))
    if (pulls) return
    for (const path of changed) {
      const version = versionOf(path)
      void connection.sendDiagnostics({
        uri: uriFor(path),
        diagnostics: reports.diagnostics(path).items,
        ...(version !== undefined && { version }),
      })
    }
  }

  function done({ key }: Project, { files, complaint, notes }: Checked): void {
    falls = 0
    if (complaint !== null) show(`verblint: ${complaint}`)
    for (const note of notes) connection.console.warn(note)
    tellChanges(reports.set(key, files))
  }

  function drop(project: Project): void {
    checks.drop(project)
    quietly(connection, thread.ask('forget', { project: project.key }))
    tellChanges(reports.set(project.key, new Map()))
  }

  const isAlone = ({ only }: Project): boolean => only !== undefined
  const everything = (): Project[] => [
    ...folders.all(),
    ...[...open.keys()].flatMap((path) => folders.projectsOf(path).filter(isAlone)),
  ]
  const changed = (path: string): void => {
    for (const project of folders.projectsOf(path)) if (!isAlone(project) || open.has(path)) checks.touch(project)
  }

  return {
    reports,
    uriFor,
    changed,
    thread: () => thread,
    pathOf(uri) {
      const path = pathOf(uri)
      return path === null ? null : realPath(path)
    },
    projectsOf: (path) => folders.projectsOf(path),
    addFolder(uri) {
      folders.add(uri)
    },
    removeFolder(uri) {
      const gone = folders.all().filter(({ key }) => key === uri)
      folders.remove(uri)
      for (const project of gone) drop(project)
    },
    see(document) {
      const path = this.pathOf(document.uri)
      if (path === null) return
      open.set(path, document.uri)
      checks.tell({ path, text: document.getText() })
      changed(path)
    },
    close({ uri }) {
      const path = this.pathOf(uri)
      if (path === null) return
      open.delete(path)
      checks.tell({ path, text: null })
      for (const project of folders.projectsOf(path).filter(isAlone)) drop(project)
      changed(path)
    },
    checkAll() {
      for (const project of everything()) checks.touch(project)
    },
    settled: async (path) => {
      for (const project of path === undefined ? everything() : folders.projectsOf(path)) await checks.settled(project)
    },
    edit: (edits) =>
      client().versionedEdits
        ? {
            documentChanges: Object.entries(edits).map(([path, list]) => ({
              textDocument: { uri: uriFor(path), version: versionOf(path) ?? null },
              edits: list,
            })),
          }
        : { changes: Object.fromEntries(Object.entries(edits).map(([path, list]) => [uriFor(path), list])) },
    location: ({ path, range }) => ({ uri: uriFor(path), range }),
    end: () => thread.close(),
  }
}
