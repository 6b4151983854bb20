import type { Exchange } from './exchange.ts'
import type { Reading } from './reads.ts'
import type { RequestFacts } from './run.ts'

interface Node<T> {
  question: string | null
  ask: Reading['ask'] | null
  answers: Map<string, Node<T>>
  kept: T | null
}

/** What came of earlier runs, by what they found on asking of the request, one question a step; `others`: of those that asked in another order. */
export interface Recollection<T> {
  root: Node<T>
  others: Other<T>[]
  size: number
}

interface Other<T> {
  reads: ReadonlyMap<string, Reading>
  kept: T
}

const MOST = 1000
/** With more runs that asked in another order, what was kept before is forgotten: a helper has turned out to be too much to follow since. */
const MOST_OTHERS = 40

const node = <T>(): Node<T> => ({ question: null, ask: null, answers: new Map(), kept: null })

export const recollection = <T>(): Recollection<T> => ({ root: node(), others: [], size: 0 })

/** What came of a run that would go as one with this request. */
export function recall<T>({ root, others }: Recollection<T>, facts: RequestFacts, exchange: Exchange): T | null {
  let at: Node<T> | undefined = root
  while (at?.ask) at = at.answers.get(at.ask(facts, exchange))
  if (at?.kept) return at.kept
  const isAlike = ({ found, ask }: Reading): boolean => ask(facts, exchange) === found
  return others.find(({ reads }) => [...reads.values()].every(isAlike))?.kept ?? null
}

/** Keeps what came of a run. Most runs that have found the same so far ask the same next. */
export function remember<T>(memory: Recollection<T>, reads: ReadonlyMap<string, Reading>, kept: T): void {
  if (memory.size >= MOST) return
  memory.size++
  const leaf = leafFor(memory.root, reads)
  if (leaf) {
    leaf.kept = kept
    return
  }
  if (memory.others.length < MOST_OTHERS) {
    memory.others.push({ reads, kept })
    return
  }
  memory.others = []
  memory.root = node()
  remember(memory, reads, kept)
}

/** Where the answers to some questions lead; null: other questions were asked there. */
function leafFor<T>(root: Node<T>, reads: ReadonlyMap<string, Reading>): Node<T> | null {
  let at = root
  for (const [question, { found, ask }] of reads) {
    if (at.kept || (at.question ?? question) !== question) return null
    at.question = question
    at.ask = ask
    const next = at.answers.get(found) ?? node<T>()
    at.answers.set(found, next)
    at = next
  }
  return at.question === null ? at : null
}
