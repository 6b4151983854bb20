/** One way on from a point that the files leave open; `when` is the condition, without 'if'. */
export interface Way<T> { value: T; when?: string | undefined }

/** Answers questions that the files leave open; one question gets one answer throughout a run. */
export interface Choices { choose<T>(question: string, ways: readonly Way<T>[]): T }

export interface Run<T> { result: T; when: string[] }

interface Turn { question: string; taken: number; ways: number; when?: string | undefined }

/**
 * Runs a deterministic function once for every combination of answers, depth first, so that it can be written as if it knew them.
 * `null` in place of the last run: there are more than `limit`.
 */
export function everyRun<T>(run: (choices: Choices) => T, limit: number): (Run<T> | null)[] {
  const runs: (Run<T> | null)[] = []
  let path: Turn[] = []
  for (;;) {
    const turns = path
    let next = 0
    const answered = new Map<string, Turn>()
    const choose = <V>(question: string, ways: readonly Way<V>[]): V => {
      let turn = answered.get(question)
      if (!turn) {
        turn = turns[next] ?? { question, taken: 0, ways: ways.length }
        turns[next++] = turn
        answered.set(question, turn)
      }
      const way = ways[Math.min(turn.taken, ways.length - 1)]
      if (!way) throw new RangeError(`no way to answer "${question}"`)
      turn.when = way.when
      return way.value
    }
    const result = run({ choose })
    runs.push({ result, when: turns.slice(0, next).flatMap(({ when }) => (when === undefined ? [] : [when])) })
    path = turns.slice(0, next)
    while (path.length > 0 && (path.at(-1)?.taken ?? 0) + 1 >= (path.at(-1)?.ways ?? 0)) path.pop()
    const last = path.at(-1)
    if (!last) return runs
    if (runs.length >= limit) return [...runs, null]
    last.taken++
  }
}
