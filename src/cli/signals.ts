/** Signals that end a run, and the exit codes that shells give them. */
const ENDS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

type Signal = keyof typeof ENDS
const SIGNALS: Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** While a task runs, the first signal is told; a second one ends the process as ever. */
async function listening<Result>(task: () => Promise<Result>, told: (code: number) => void): Promise<Result> {
  const listener = (signal: Signal): void => {
    told(ENDS[signal])
  }
  for (const signal of SIGNALS) process.once(signal, listener)
  try {
    return await task()
  } finally {
    for (const signal of SIGNALS) process.off(signal, listener)
  }
}

/** Does something and cleans up after it, however it ends. */
export async function cleanly<Result>(task: () => Promise<Result>, cleanUp: () => void): Promise<Result> {
  try {
    return await listening(task, (code) => {
      cleanUp()
      process.exit(code)
    })
  } finally {
    cleanUp()
  }
}

/** Does something that a signal ends early; `code`: the exit code that it asks for then, or null. */
export async function interruptibly<Result>(
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<{ result: Result; code: number | null }> {
  const end = new AbortController()
  let code: number | null = null
  const result = await listening(
    () => task(end.signal),
    (asked) => {
      code = asked
      end.abort()
    },
  )
  return { result, code }
}
