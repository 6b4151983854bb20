import { createConnection } from 'vscode-languageserver/node'
import { serve } from './server.ts'

/** `verblint lsp --stdio`: the language server, on standard input and output. Resolves never: it ends when the editor says so, or is gone. */
export function start(version: string): Promise<never> {
  const connection = createConnection(process.stdin, process.stdout)
  serve(connection, version)
  connection.listen()
  return new Promise(() => undefined)
}
