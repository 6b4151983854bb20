import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver'

/** Waits for work, but no longer than the editor does. */
export async function until(work: Promise<unknown>, token: CancellationToken): Promise<void> {
  const cancelled = (): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
  if (token.isCancellationRequested) throw cancelled()
  let forget = { dispose: (): void => undefined }
  const given = new Promise<never>((_, reject) => { forget = token.onCancellationRequested(() => { reject(cancelled()) }) })
  try {
    await Promise.race([work, given])
  } finally {
    forget.dispose()
  }
}
