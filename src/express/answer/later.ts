import type { Value } from '../../javascript/value.ts'
import type { Run } from './run.ts'

/** What Node's event loop takes up in turn, of what is due at one time. */
export type Phase = 'tick' | 'microtask' | 'immediate' | 'timer'
const PHASES: readonly Phase[] = ['tick', 'microtask', 'immediate', 'timer']

/** Work that waits until the handler has returned. */
export interface Task {
  phase: Phase | 'unseen'
  /** In milliseconds; null: nobody knows, for it is code that cannot be seen that calls back, or a delay that is open. */
  due: number | null
  /** What was given for it, and takes it back: a timer. */
  timer: Value | null
  /** The call that it was left by. */
  words: string
  /** Whether it may answer, or leave something for what comes after: the order of what does neither makes no difference. */
  matters: boolean
  work(): void
  /** Of an interval: what comes after this time. */
  again?: () => Task
}

/** What waits, in the order in which it was left; `now`: when the last of it was taken up, in milliseconds since the handler began. */
export interface Later {
  now: number
  tasks: readonly Task[]
}

export const NOTHING_LATER: Later = { now: 0, tasks: [] }

/** Leaves work for when the handler has returned. */
export function postpone(run: Run, task: Task): void {
  run.later = { ...run.later, tasks: [...run.later.tasks, task] }
}

const withoutTask = ({ now, tasks }: Later, task: Task): Later => ({
  now: Math.max(now, task.due ?? now),
  tasks: tasks.flatMap((one) => (one !== task ? one : task.again ? task.again() : [])),
})

/** Takes up what comes next; null: nothing waits. What takes how long nobody knows comes first, or later. */
export function takeUp(run: Run): Task | null {
  const { tasks } = run.later
  const next = nextOf(run, tasks)
  if (next) run.later = withoutTask(run.later, next)
  return next
}

function nextOf(run: Run, tasks: readonly Task[]): Task | null {
  const first = tasks.find(({ matters }) => !matters)
  const [soonest] = tasks.filter(({ due }) => due !== null).sort(byTime)
  if (soonest && (soonest.phase === 'tick' || soonest.phase === 'microtask')) return soonest
  if (first) return first
  const candidates = [
    tasks.find(({ phase }) => phase === 'unseen'),
    soonest,
    tasks.find(({ phase, due }) => phase === 'timer' && due === null),
  ].filter((task) => task !== undefined)
  const way =
    candidates.length < 2
      ? 0
      : run.choices.pick(
          (at) => (at === 0 ? '' : `if \`${candidates[at]?.words ?? ''}\` comes first`),
          candidates.length,
        )
  return candidates[way] ?? null
}

const byTime = (a: Task, b: Task): number => (a.due ?? 0) - (b.due ?? 0) || placeOfPhase(a) - placeOfPhase(b)
const placeOfPhase = ({ phase }: Task): number => PHASES.findIndex((one) => one === phase)

/** `clearTimeout(timer)`: where it cannot be told which timer that is, all of them may be meant, or none. */
export function takeBackTimer(run: Run, timer: Value): void {
  const { tasks } = run.later
  const isTimer = (task: Task): boolean => task.timer !== null
  if (tasks.some((task) => task.timer === timer)) return keepOnly(run, (task) => task.timer !== timer)
  if (timer.kind === 'constant' || !tasks.some(isTimer)) return
  if (run.choices.pick((way) => (way === 0 ? '' : 'if it is another timer'), 2) === 0)
    keepOnly(run, (task) => !isTimer(task))
}

const keepOnly = (run: Run, isKept: (task: Task) => boolean): void => {
  run.later = { ...run.later, tasks: run.later.tasks.filter(isKept) }
}
