/** One way on from a point that the files leave open; `when` is the condition, without 'if'. */
export interface Way<T> { value: T; when?: string | undefined }

/** Answers the questions that the files leave open; one question gets one answer throughout a run. */
export interface Choices {
  choose<T>(question: string, ways: readonly Way<T>[]): T
  /** Which way this run takes, before the question is asked; undefined: none is settled. */
  taken(question: string): number | undefined
}

export interface Run<T> { result: T; when: string[] }

interface Turn { taken: number; when: string | undefined }

/**
 * Runs a deterministic function once for every combination of answers that it comes to ask for, so that it can be written as if it
 * knew them. `null` in place of the last run: there are more than `limit`.
 */
export function everyRun<T>(run: (choices: Choices) => T, limit: number): (Run<T> | null)[] {
  const runs: (Run<T> | null)[] = []
  const todo: ReadonlyMap<string, Turn>[] = [new Map()]
  for (let settled = todo.pop(); settled; settled = todo.pop()) {
    if (runs.length >= limit) return [...runs, null]
    const turns = new Map(settled)
    const others: ReadonlyMap<string, Turn>[] = []
    const choose = <V>(question: string, ways: readonly Way<V>[]): V => {
      const before = turns.get(question)
      if (!before) others.push(...ways.slice(1).map(({ when }, index) => new Map([...turns, [question, { taken: index + 1, when }]])).reverse())
      const taken = Math.min(before?.taken ?? 0, ways.length - 1)
      const way = ways[taken]
      if (!way) throw new RangeError(`no way to answer "${question}"`)
      turns.set(question, { taken, when: way.when })
      return way.value
    }
    const result = run({ choose, taken: (question) => turns.get(question)?.taken })
    runs.push({ result, when: [...turns.values()].flatMap(({ when }) => (when === undefined ? [] : [when])) })
    todo.push(...others)
  }
  return runs
}
