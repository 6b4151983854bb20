import { work } from '../text/work.ts'

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

/** A run that is still to be made: how one before it answered its first questions, and another answer to the next. */
interface Pending {
  before: readonly (readonly [string, Turn])[]
  count: number
  question: string
  turn: Turn
}

const hasCondition = (turn: Turn): turn is Turn & { when: string } => turn.when !== undefined

/** What a run costs, whatever it asks. */
const RUN = 20

/** Questions that all runs may ask together: of thousands of conditions nobody looks at every combination. */
const MOST_ASKED = 20_000

/**
 * Runs a deterministic function once for every combination of answers that it comes to ask for, so that it can be written as if it
 * knew them. `null` in place of the last run: there are more than `limit`, or more than anybody looks at.
 */
export function everyRun<T>(run: (choices: Choices) => T, limit: number): (Run<T> | null)[] {
  const runs: (Run<T> | null)[] = []
  const todo: Pending[] = []
  let settled: Pending | undefined
  let asked = 0
  do {
    if (runs.length >= limit || asked > MOST_ASKED) return [...runs, null]
    const inOrder: (readonly [string, Turn])[] = settled
      ? [...settled.before.slice(0, settled.count), [settled.question, settled.turn]]
      : []
    const turns = new Map(inOrder)
    const others: Pending[] = []
    const choose = <V>(question: string, ways: readonly Way<V>[]): V => {
      const before = turns.get(question)
      const taken = Math.min(before?.taken ?? 0, ways.length - 1)
      const way = ways[taken]
      if (!way) throw new RangeError(`no way to answer "${question}"`)
      const turn = turnTo(ways, taken)
      turns.set(question, turn)
      if (before) return way.value
      const count = inOrder.length
      for (let index = ways.length - 1; index > 0; index--)
        others.push({ before: inOrder, count, question, turn: turnTo(ways, index) })
      inOrder.push([question, turn])
      return way.value
    }
    const result = run({ choose, taken: (question) => turns.get(question)?.taken })
    const conditions = [...turns.values()].filter(hasCondition)
    runs.push({
      result,
      when: conditions.map(({ when }) => when),
      rare: conditions.filter(({ rare }) => rare).map(({ when }) => when),
    })
    asked += turns.size
    work(RUN + turns.size)
    todo.push(...others)
    settled = todo.pop()
  } while (settled)
  return runs
}
