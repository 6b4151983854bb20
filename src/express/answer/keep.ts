import { collectionOf } from '../../javascript/natives/collection.ts'
import type { Scope } from '../../javascript/scope.ts'
import type { FunctionValue, ObjectValue, Value } from '../../javascript/value.ts'
import { builtInName, copyMark } from './errors.ts'
import type { Exchange } from './exchange.ts'
import type { End } from './handler.ts'
import { asKept } from './likeness.ts'
import { asMade, isMade } from './made.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { isUnread } from './unread.ts'

/** What an end holds is kept as it is now: the run goes back to take other ways, and changes its things again. */
export function keepEnd(run: Run, end: End): End {
  const keeper = new Keeper(run)
  return {
    ...end,
    exchange: keeper.exchange(end.exchange),
    late: end.late && keeper.exchange(end.late),
    error: end.error && { ...end.error, value: keeper.value(end.error.value) },
  }
}

/** Whether an object is no more than what its members hold. */
const isPlain = (value: ObjectValue): boolean =>
  value.getters.size === 0 && !value.setters && !value.hidden && !value.frozen && builtInName(value) === undefined

/** Copies what a run has made; all else stays itself. What was one thing stays one. */
class Keeper {
  private readonly run: Run
  private readonly things = new Map<Value, Value>()
  private readonly scopes = new Map<Scope, Scope>()

  constructor(run: Run) {
    this.run = run
  }

  exchange(exchange: Exchange): Exchange {
    const bag = this.members(exchange.bag)
    const isSame = [...exchange.bag].every(([name, value]) => bag.get(name) === value)
    return { ...exchange, bag: isSame ? exchange.bag : bag }
  }

  value(value: Value): Value {
    const known = this.things.get(value)
    if (known) return known
    if (isUnread(value)) return value.by.later
    if (value.kind === 'either')
      return this.keep(value, { ...value }, (copy) => {
        copy.values = value.values.map((one) => this.value(one))
      })
    if (value.kind === 'function') return this.run.scopes.has(value.scope) ? this.function(value) : value
    if (!this.run.owned.has(value)) return value
    switch (value.kind) {
      case 'object':
        return this.keep(value, { ...value }, (copy) => {
          copy.members = this.members(value.members)
          copy.getters = this.functions(value.getters)
          if (value.setters) copy.setters = this.functions(value.setters)
          copyMark(value, copy)
          if (isPlain(copy)) asKept(copy)
        })
      case 'array':
        return this.keep(value, { ...value }, (copy) => {
          copy.items = value.items.map((one) => this.value(one))
          if (value.members) copy.members = this.members(value.members)
          else if (!copy.frozen && !copy.maybe) asKept(copy)
        })
      case 'regex':
        return this.keep(value, { ...value }, () => {})
      default:
        return collectionOf(value) ? anUnknown('a collection') : value
    }
  }

  private keep<T extends Value>(value: T, copy: T, fill: (copy: T) => void): T {
    this.things.set(value, copy)
    fill(copy)
    return isMade(value) ? asMade(copy) : copy
  }

  private members(members: ReadonlyMap<string, Value>): Map<string, Value> {
    return new Map([...members].map(([name, value]) => [name, this.value(value)]))
  }

  private functions(functions: ReadonlyMap<string, FunctionValue>): Map<string, FunctionValue> {
    return new Map([...functions].map(([name, fn]) => [name, this.function(fn)]))
  }

  private function(fn: FunctionValue): FunctionValue {
    return this.keep(fn, { ...fn }, (copy) => {
      copy.scope = this.scope(fn.scope)
      copy.self = fn.self && this.value(fn.self)
      copy.members = this.members(fn.members)
      asKept(copy)
    })
  }

  private scope(scope: Scope): Scope {
    const known = this.scopes.get(scope)
    if (known || !this.run.scopes.has(scope)) return known ?? scope
    const copy: Scope = { ...scope, bindings: new Map() }
    this.scopes.set(scope, copy)
    asKept(copy)
    copy.parent = scope.parent && this.scope(scope.parent)
    for (const [name, binding] of scope.bindings)
      copy.bindings.set(name, { ...binding, value: this.value(binding.value) })
    return copy
  }
}
