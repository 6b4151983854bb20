import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver'

/** Waits for work, but no longer than the editor does. */
export async function until(work: Promise<unknown>, token: CancellationToken): Promise<void> {
  const cancelled = (): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
  if (token.isCancellationRequested) throw cancelled()
  let forget = { dispose: (): void => undefined }
  const given = new Promise<never>((_, reject) => {
    forget = token.onCancellationRequested(() => {
      reject(cancelled())
    })
  })
  try {
    await Promise.race([work, given])
  } finally {
    forget.dispose()
  }
}

/** What is asked of an editor it may refuse, though it has said that it can: that is told, and no more. */
export function quietly(connection: Connection, asked: Promise<unknown>): void {
  asked.catch((error: unknown) => {
    connection.console.warn(`the editor refused: ${error instanceof Error ? error.message : String(error)}`)
  })
}
