/** Tells a long piece of work that nobody waits for it any more; an AbortSignal is one. */
export interface Signal {
  throwIfAborted(): void
}
