import type { Stopwatch } from './options.ts'

/** Does something, and tells how long it took where somebody asks. */
export async function timed<Made>(
  clock: Stopwatch | undefined,
  kind: 'phase' | 'rule',
  name: string,
  work: () => Made | Promise<Made>,
): Promise<Made> {
  if (!clock) return work()
  const began = performance.now()
  try {
    return await work()
  } finally {
    clock(kind, name, performance.now() - began)
  }
}
