import type { Exchange } from './exchange.ts'
import type { Reading } from './reads.ts'
import type { RequestFacts } from './run.ts'

interface Node<T> {
  question: string | null
  ask: Reading['ask'] | null
  answers: Map<string, Node<T>>
  kept: T | null
}

/** What came of earlier runs, by what they found on asking of the request, one question a step. */
export interface Recollection<T> {
  root: Node<T>
  size: number
}

const MOST = 1000

const node = <T>(): Node<T> => ({ question: null, ask: null, answers: new Map(), kept: null })

export const recollection = <T>(): Recollection<T> => ({ root: node(), size: 0 })

/** What came of a run that would go as one with this request. */
export function recall<T>({ root }: Recollection<T>, facts: RequestFacts, exchange: Exchange): T | null {
  let at: Node<T> | undefined = root
  while (at?.ask) at = at.answers.get(at.ask(facts, exchange))
  return at?.kept ?? null
}

/** Keeps what came of a run. Runs are deterministic: those that have found the same so far ask the same next. */
export function remember<T>(memory: Recollection<T>, reads: ReadonlyMap<string, Reading>, kept: T): void {
  if (memory.size >= MOST) return
  let at = memory.root
  for (const [question, { found, ask }] of reads) {
    if (at.kept || (at.question ?? question) !== question) return
    at.question = question
    at.ask = ask
    const next = at.answers.get(found) ?? node<T>()
    at.answers.set(found, next)
    at = next
  }
  if (at.question !== null) return
  at.kept = kept
  memory.size++
}
