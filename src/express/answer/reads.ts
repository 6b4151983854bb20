import type { Run } from './run.ts'

/** Notes what a run read of the request, so that its end is reused only where that is the same. */
export function noteRead(run: Run, name: string, value: string | null): void {
  run.reads.set(name, value ?? '')
}

/** A header of the request; null: it is not there, or a rule's sample does not say. */
export function readHeader(run: Run, name: string): string | null {
  const value = run.facts.headers[name] ?? null
  noteRead(run, `header ${name}`, value)
  return value
}

export function readMethod(run: Run): string {
  noteRead(run, 'method', run.exchange.method)
  return run.exchange.method
}
