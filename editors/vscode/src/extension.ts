import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commands, type ExtensionContext, window, workspace } from 'vscode'
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node'

/** What the server is about. It reads all files of a folder itself; these are the ones whose text it has to know while it is typed. */
const DOCUMENTS = [
  ...['nginx', 'apacheconf', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact'].map((language) => ({
    scheme: 'file',
    language,
  })),
  ...[
    '**/*.conf',
    '**/*.conf.*',
    '**/.htaccess',
    '**/sites-{available,enabled}/*',
    '**/{snippets,conf.d,vhosts}/*',
    '**/verblint.config.json',
  ].map((pattern) => ({ scheme: 'file', pattern })),
]

const OWN = 'node_modules/verblint/dist/src/cli/bin.js'

let client: LanguageClient | undefined

/** The one that is set, then that of a folder which is trusted, then the one that is installed. */
function serverOptions(): ServerOptions {
  const set = workspace.getConfiguration('verblint').get<string>('path', '')
  const own = workspace.isTrusted
    ? workspace.workspaceFolders?.map(({ uri }) => join(uri.fsPath, OWN)).find((path) => existsSync(path))
    : undefined
  if (set === '' && own !== undefined) return { module: own, args: ['lsp'], transport: TransportKind.stdio }
  if (/\.[cm]?js$/.test(set)) return { module: set, args: ['lsp'], transport: TransportKind.stdio }
  return {
    command: set === '' ? 'verblint' : set,
    args: ['lsp', '--stdio'],
    options: { shell: process.platform === 'win32' },
  }
}

async function start(): Promise<void> {
  client = new LanguageClient('verblint', 'verblint', serverOptions(), {
    documentSelector: DOCUMENTS,
    diagnosticCollectionName: 'verblint',
    initializationOptions: workspace.getConfiguration('verblint'),
  })
  try {
    await client.start()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    void window.showWarningMessage(
      `verblint could not be started (${why}). Install it with "npm install --save-dev verblint", or set verblint.path.`,
    )
  }
}

async function restart(): Promise<void> {
  await deactivate()
  await start()
}

export async function activate({ subscriptions }: ExtensionContext): Promise<void> {
  subscriptions.push(
    commands.registerCommand('verblint.restart', restart),
    workspace.onDidGrantWorkspaceTrust(() => {
      void restart()
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('verblint.path')) void restart()
    }),
  )
  await start()
}

export async function deactivate(): Promise<void> {
  await client?.dispose().catch(() => undefined)
  client = undefined
}
