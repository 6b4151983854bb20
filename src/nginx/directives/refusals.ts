import { agreedAnswer, askedMethods, type ObservedHandler } from '../../model/observed.ts'
import { OBSERVED } from './observed.ts'

/** What a module's handler answers to methods that it does not take, whatever it is told. */
export interface Refusal {
  status: number
  /** `error_page` has a say in it. */
  paged: boolean
}

/** By methods; `rest` for all others. null: what it answers hangs on more than the method. */
export interface Refusals {
  byMethods: { methods: ReadonlySet<string>; refusal: Refusal | null }[]
  rest: Refusal | null
}

/** Statuses that a handler has for methods. */
const REFUSES = new Set([400, 403, 405, 501])

function refusalOf(observed: ObservedHandler, method: string): Refusal | null {
  const status = agreedAnswer(observed, method)?.status
  return status !== undefined && REFUSES.has(status)
    ? { status, paged: observed.pages?.split(' ').includes(method) === true }
    : null
}

function refusalsOf(observed: ObservedHandler): Refusals {
  const rest = refusalOf(observed, '*')
  const byKey = new Map<string, { methods: Set<string>; refusal: Refusal | null }>()
  // nginx refuses TRACE before any handler is asked.
  for (const method of askedMethods(observed).filter((one) => one !== 'TRACE')) {
    const refusal = refusalOf(observed, method)
    const key = JSON.stringify(refusal)
    if (key === JSON.stringify(rest)) continue
    const group = byKey.get(key) ?? { methods: new Set(), refusal }
    byKey.set(key, group)
    group.methods.add(method)
  }
  return { byMethods: [...byKey.values()], rest }
}

/** Where every method gets the same refusal, it is none of the method. */
const tellsMethods = ({ byMethods }: Refusals): boolean => byMethods.length > 0

const found = new Map(
  OBSERVED.filter(({ beside }) => !beside)
    .map((observed) => [observed.name, refusalsOf(observed)] as const)
    .filter(([, refusals]) => tellsMethods(refusals)),
)

/** What a directive of another module's refuses; null: nothing that was seen. */
export const refusalsBy = (name: string): Refusals | null => found.get(name) ?? null
