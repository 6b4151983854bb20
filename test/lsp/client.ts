import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import { builtBin } from './built.ts'
import type {
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  PublishDiagnosticsParams,
} from 'vscode-languageserver'

export const uri = (...parts: string[]): string => pathToFileURL(join(...parts)).href

/** An editor, as far as the protocol goes, and the server that it has started. */
export interface Editor {
  connection: MessageConnection
  server: InitializeResult
  /** What was pushed last, by URI. */
  pushed: Map<string, Diagnostic[]>
  registered: string[]
  messages: string[]
  open(path: string, text: string, languageId?: string): void
  change(path: string, text: string): void
  /** Waits until what was pushed is as it should be. */
  pushedAs(holds: (pushed: Map<string, Diagnostic[]>) => boolean): Promise<void>
  pull(path: string): Promise<Diagnostic[]>
  close(): Promise<number | null>
  kill(): void
}

export interface EditorOptions {
  folders: string[]
  capabilities?: object
  settings?: object
  initializationOptions?: object
  oldRoot?: boolean
  refuses?: boolean
}

/** Starts the server of these sources, or another by its command line. */
export async function startEditor(
  { folders, capabilities = {}, settings, initializationOptions, oldRoot, refuses }: EditorOptions,
  command?: string[],
): Promise<Editor> {
  const [program = '', ...args] = command ?? [process.execPath, await builtBin(), 'lsp', '--stdio']
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], cwd: folders[0] })
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const pushed = new Map<string, Diagnostic[]>()
  const registered: string[] = []
  const messages: string[] = []
  const versions = new Map<string, number>()
  let wake = (): void => undefined
  connection.onNotification('textDocument/publishDiagnostics', ({ uri: at, diagnostics }: PublishDiagnosticsParams) => {
    pushed.set(at, diagnostics)
    wake()
  })
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    messages.push(message)
    wake()
  })
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    messages.push(message)
    wake()
  })
  const refused = new ResponseError(ErrorCodes.InternalError, 'no')
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
    registered.push(...registrations.map(({ method }) => method))
    wake()
    return refuses ? refused : null
  })
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    refuses ? refused : items.map(() => settings ?? null),
  )
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.onRequest('workspace/codeLens/refresh', () => (refuses ? refused : null))
  connection.listen()
  const [first] = folders
  const server: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    capabilities,
    initializationOptions,
    rootUri: first === undefined ? null : uri(first),
    ...(!oldRoot && { workspaceFolders: folders.map((folder) => ({ uri: uri(folder), name: folder })) }),
  })
  await connection.sendNotification('initialized', {})
  return {
    connection,
    server,
    pushed,
    registered,
    messages,
    open(path, text, languageId = 'plaintext') {
      versions.set(path, 1)
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId, version: 1, text },
      })
    },
    change(path, text) {
      const version = (versions.get(path) ?? 0) + 1
      versions.set(path, version)
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      })
    },
    async pushedAs(holds) {
      while (!holds(pushed))
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
    async pull(path) {
      const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: uri(path) },
      })
      return report.kind === 'full' ? report.items : []
    },
    async close() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      const code = await ended
      connection.dispose()
      return code
    },
    kill() {
      child.kill()
    },
  }
}
