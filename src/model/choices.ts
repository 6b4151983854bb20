/** One way on from a point that the files leave open; `when` is the condition, as in 'if the file exists'. */
export interface Way<T> { value: T; when?: string | undefined }

/** Answers the questions that the files leave open; one question gets one answer throughout a run. */
export interface Choices {
  choose<T>(question: string, ways: readonly Way<T>[]): T
  /** Which way was taken already, before the question is asked; undefined: none. */
  taken(question: string): number | undefined
}

export interface Run<T> { result: T; when: string[] }

/**
 * Runs a deterministic function once for every combination of answers that it comes to ask for, so that it can be written as if it
 * knew them. `null` as the last run: there are more than `limit`.
 */
export function everyRun<T>(run: (choices: Choices) => T, limit: number): (Run<T> | null)[] {
  const runs: (Run<T> | null)[] = []
  const todo: ReadonlyMap<string, number>[] = [new Map()]
  for (let given = todo.pop(); given; given = todo.pop()) {
    if (runs.length >= limit) return [...runs, null]
    const before = given
    const answers = new Map(before)
    const conditions = new Map<string, string | undefined>()
    const others: ReadonlyMap<string, number>[] = []
    const choose = <V>(question: string, ways: readonly Way<V>[]): V => {
      const taken = answers.get(question) ?? 0
      if (!answers.has(question)) {
        for (let other = ways.length - 1; other > 0; other--) others.unshift(new Map([...answers, [question, other]]))
        answers.set(question, 0)
      }
      const way = ways[Math.min(taken, ways.length - 1)]
      if (!way) throw new RangeError(`no way to answer "${question}"`)
      conditions.set(question, way.when)
      return way.value
    }
    const result = run({ choose, taken: (question) => answers.get(question) })
    runs.push({ result, when: [...conditions.values()].filter((when) => when !== undefined) })
    todo.push(...others)
  }
  return runs
}
