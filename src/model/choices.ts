/** One way on from a point that the files leave open; `when` is the condition, without 'if'; `rare`: it hardly ever holds. */
export interface Way<T> {
  value: T
  when?: string | undefined
  rare?: boolean
}

/** Answers the questions that the files leave open; one question gets one answer throughout a run. */
export interface Choices {
  choose<T>(question: string, ways: readonly Way<T>[]): T
  /** Which way this run takes, before the question is asked; undefined: none is settled. */
  taken(question: string): number | undefined
}

/** `rare`: those of its conditions that hardly ever hold. */
export interface Run<T> {
  result: T
  when: string[]
  rare: string[]
}

interface Turn extends Pick<Way<unknown>, 'when' | 'rare'> {
  taken: number
}

const turnTo = (ways: readonly Way<unknown>[], taken: number): Turn => ({
  taken,
  when: ways[taken]?.when,
  rare: ways[taken]?.rare ?? false,
})

const hasCondition = (turn: Turn): turn is Turn & { when: string } => turn.when !== undefined

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
      if (!before)
        others.push(
          ...ways
            .slice(1)
            .map((_, index) => new Map([...turns, [question, turnTo(ways, index + 1)]]))
            .reverse(),
        )
      const taken = Math.min(before?.taken ?? 0, ways.length - 1)
      const way = ways[taken]
      if (!way) throw new RangeError(`no way to answer "${question}"`)
      turns.set(question, turnTo(ways, taken))
      return way.value
    }
    const result = run({ choose, taken: (question) => turns.get(question)?.taken })
    const conditions = [...turns.values()].filter(hasCondition)
    runs.push({
      result,
      when: conditions.map(({ when }) => when),
      rare: conditions.filter(({ rare }) => rare).map(({ when }) => when),
    })
    todo.push(...others)
  }
  return runs
}
