import type { ClientCapabilities } from 'vscode-languageserver'

/** What an editor can do, of what makes a difference here. */
export interface Client {
  /** It asks for findings; whoever cannot is sent them. */
  pulls: boolean
  /** It asks again when it is told to. */
  refreshesFindings: boolean
  refreshesLenses: boolean
  watches: boolean
  hasFolders: boolean
  tellsSettings: boolean
  asksForSettings: boolean
  /** Its edits may say which version of a text they are for. */
  versionedEdits: boolean
}

export function clientFrom({ textDocument, workspace }: ClientCapabilities): Client {
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshesFindings: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    hasFolders: workspace?.workspaceFolders === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    asksForSettings: workspace?.configuration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
  }
}
