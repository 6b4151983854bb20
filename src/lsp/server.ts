import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { FIX_ALL } from './actions.ts'
import { answerFindings, answerQuestions } from './answers.ts'
import { type Client, clientFrom } from './client.ts'
import { quietly } from './patience.ts'
import { uriOf } from './positions.ts'
import { openSession } from './session.ts'
import { DEFAULTS, settingsFrom } from './settings.ts'

const resultFor = ({ pulls }: Client, version: string): InitializeResult => ({
  serverInfo: { name: 'verblint', version },
  capabilities: {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(pulls && {
      diagnosticProvider: { identifier: 'verblint', interFileDependencies: true, workspaceDiagnostics: true },
    }),
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    codeLensProvider: {},
    hoverProvider: true,
    definitionProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
})

/** The folder of an editor that knows no workspace folders. */
const oldRoot = ({ rootUri, rootPath }: Pick<InitializeParams, 'rootUri' | 'rootPath'>): string[] =>
  rootUri ? [rootUri] : rootPath ? [uriOf(rootPath)] : []

/** What is not worth a new check: git's own files, and packages. */
const isAside = (path: string): boolean => /[/\\](?:\.git|node_modules)[/\\]/.test(path)

/** Serves an editor over a connection until it says goodbye. */
export function serve(connection: Connection, version: string): void {
  const documents = new TextDocuments(TextDocument)
  let client: Client = clientFrom({})
  let settings = DEFAULTS
  const session = openSession(connection, documents, () => client)

  connection.onInitialize(({ capabilities, workspaceFolders, initializationOptions, ...params }) => {
    client = clientFrom(capabilities)
    settings = settingsFrom(initializationOptions)
    for (const uri of workspaceFolders?.map((folder) => folder.uri) ?? oldRoot(params)) session.addFolder(uri)
    return resultFor(client, version)
  })
  connection.onInitialized(() => {
    if (client.watches)
      quietly(
        connection,
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] }),
      )
    if (client.tellsSettings)
      quietly(connection, connection.client.register(DidChangeConfigurationNotification.type, { section: 'verblint' }))
    if (client.hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) session.removeFolder(uri)
        for (const { uri } of added) session.addFolder(uri)
        session.checkAll()
      })
    }
    quietly(connection, readSettings(undefined))
    session.checkAll()
  })
  connection.onShutdown(() => session.end())

  async function readSettings(told: unknown): Promise<void> {
    if (client.asksForSettings) settings = settingsFrom(await connection.workspace.getConfiguration('verblint'))
    else if (typeof told === 'object' && told !== null && 'verblint' in told) settings = settingsFrom(told.verblint)
    for (const document of documents.all()) session.see(document)
  }
  connection.onDidChangeConfiguration((change) => {
    quietly(connection, readSettings(change.settings))
  })
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const path of changes.flatMap(({ uri }) => session.pathOf(uri) ?? []))
      if (!isAside(path)) session.changed(path)
  })

  documents.onDidOpen(({ document }) => {
    session.see(document)
  })
  documents.onDidChangeContent(({ document }) => {
    if (settings.run === 'onType') session.see(document)
  })
  documents.onDidSave(({ document }) => {
    session.see(document)
  })
  documents.onDidClose(({ document }) => {
    session.close(document)
  })
  answerFindings(connection, session)
  answerQuestions(connection, session)
  documents.listen(connection)
}
