/** A mistake of the person who called: one line for them, no stack. */
export class UsageError extends Error {
  override name = 'UsageError'
}
