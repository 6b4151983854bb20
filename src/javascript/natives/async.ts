import { iterate } from '../access.ts'
import { callBack } from '../evaluator.ts'
import type { Machine } from '../machine.ts'
import { UNDEFINED, constant, native, objectOf, unknown, type Call, type ExternalValue, type Value } from '../value.ts'

/** One after the other, each with what the one before gave; where nobody calls on, the next gets what nobody knows. */
function waterfall(machine: Machine, call: Call, tasks: Value[], final: Value | undefined): void {
  const step = (index: number, args: Value[]): void => {
    const task = tasks[index]
    if (!task) {
      if (final?.kind === 'function') callBack(machine, final, [constant(null), ...args], call)
      return
    }
    let called = false
    const next = (given: Value[]): void => {
      if (called) return
      called = true
      step(index + 1, given)
    }
    callBack(
      machine,
      task,
      [
        ...args,
        native('callback', ({ args: [, ...given] }) => {
          next(given)
          return UNDEFINED
        }),
      ],
      call,
    )
    if (!called) machine.deferred.push(() => next([unknown('what the task before gives')]))
  }
  step(0, [])
}

/** Each on its own. */
function together(machine: Machine, call: Call, tasks: Value[], final: Value | undefined): void {
  for (const task of tasks) callBack(machine, task, [native('callback', () => UNDEFINED)], call)
  if (final?.kind === 'function')
    machine.deferred.push(() => void callBack(machine, final, [constant(null), objectOf([], true)], call))
}

/** What `async` carries out: lists, or tables, of functions that call on; null: another package or function. */
export function taskCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const [name, below] = callee.package.split('/')
  if (name !== 'async' && name !== 'neo-async') return null
  const method = below ?? callee.path[0] ?? ''
  const [list = UNDEFINED, final] = call.args
  const tasks = list.kind === 'object' ? [...list.members.values()] : iterate(list).items
  if (method === 'waterfall') waterfall(machine, call, tasks, final)
  else if (/^(?:series|parallel)$/.test(method)) together(machine, call, tasks, final)
  else return null
  return UNDEFINED
}
