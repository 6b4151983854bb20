import type { SourceRange } from '../../text/range.ts'
import type { Exchange } from './exchange.ts'
import type { Target } from './phases/location.ts'
import { isKnown } from './value.ts'

/** A request that is about to start over at another path, and where to. */
export interface Lap {
  exchange: Exchange
  /** How many steps it had taken, and how many questions its run had settled. */
  steps: number
  settled: number
  target: Target
  range: SourceRange | null
}

/** They grow from lap to lap, and change nothing of what comes. */
const COUNTED = new Set(['uriChanges', 'steps', 'lap'])

const copyOf = <Key, Value>(map: Map<Key, Value>): Map<Key, Value> => new Map(map)

/** The exchange as it stands: what is written into later is copied. */
export const lapOf = (exchange: Exchange, target: Target, range: SourceRange | null): Lap => ({
  exchange: {
    ...exchange,
    variables: copyOf(exchange.variables),
    evaluating: new Set(exchange.evaluating),
    undecided: copyOf(exchange.undecided),
    settled: copyOf(exchange.settled),
    excluded: copyOf(exchange.excluded),
    lost: [...exchange.lost],
    headers: { ...exchange.headers },
    lap: null,
  },
  steps: exchange.steps.length,
  settled: exchange.choices.settled(),
  target,
  range,
})

/** Whether nothing has changed since the lap before, so that all later laps are like it: what a loop of `try_files … /index.html` comes to. */
export const isSameLap = ({ exchange: before, settled, target, range }: Lap, now: Lap): boolean =>
  before.uri === now.exchange.uri &&
  before.uriChanges === now.exchange.uriChanges + 1 &&
  settled === now.settled &&
  range === now.range &&
  target.path === now.target.path &&
  isKnown(target.args) &&
  target.args === now.target.args &&
  Object.keys(before).every(
    (name) => COUNTED.has(name) || isAlike(Reflect.get(before, name), Reflect.get(now.exchange, name)),
  )

function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a instanceof Map && b instanceof Map) return areAlike([...a].flat(), [...b].flat())
  if (a instanceof Set && b instanceof Set) return areAlike([...a], [...b])
  if (Array.isArray(a) && Array.isArray(b)) return areAlike(a, b)
  return isTable(a) && isTable(b) && areAlike(Object.entries(a).flat(), Object.entries(b).flat())
}

const areAlike = (a: unknown[], b: unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null
