/** A mistake of the person who called: one line for them, no stack. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A fault of verblint's own in one line, with the place in its code: what a report of it needs. */
export function complaint(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place =
    error.stack
      ?.split('\n')
      .find((line) => /^\s+at /.test(line))
      ?.trim() ?? ''
  return `${error.message} ${place}`.trim()
}
