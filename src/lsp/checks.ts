import type { Buffered, Checked, Project } from './protocol.ts'
import type { Thread } from './thread.ts'

/** How long after a change a check begins, in milliseconds: a word is typed in one go. After a long check it is longer, up to the other. */
const PAUSE = 150
const LONG_PAUSE = 1000

/** Runs the checks, one at a time; of a project that changes while it is checked, the check ends and is begun again. */
export interface Checks {
  /** Something of a project has changed. */
  touch(project: Project): void
  /** A text that the next check is to see. */
  tell(buffer: Buffered): void
  /** Resolves when a project is checked as it is now. */
  settled(project: Project): Promise<void>
  drop(project: Project): void
}

export interface Checking {
  thread(): Thread
  done(project: Project, checked: Checked): void
  failed(error: unknown): void
}

export function startChecks({ thread, done, failed }: Checking): Checks {
  const dirty = new Map<string, Project>()
  const told = new Map<string, Buffered>()
  let running: Project | null = null
  let lasted = 0
  let timer: NodeJS.Timeout | undefined
  let waiting: (() => void)[] = []

  const schedule = (pause = Math.min(LONG_PAUSE, Math.max(PAUSE, lasted / 4))): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void next()
    }, pause)
  }

  async function next(): Promise<void> {
    const [project] = dirty.values()
    if (running || !project) return
    dirty.delete(project.key)
    running = project
    const buffers = [...told.values()]
    told.clear()
    const started = performance.now()
    try {
      const checked = await thread().ask('check', { project, buffers, ticket: thread().ticket() })
      if (checked && !dirty.has(project.key)) done(project, checked)
      else if (!checked) dirty.set(project.key, dirty.get(project.key) ?? project)
      lasted = performance.now() - started
    } catch (error) {
      for (const buffer of buffers) if (!told.has(buffer.path)) told.set(buffer.path, buffer)
      failed(error)
    }
    running = null
    const after = waiting
    waiting = []
    for (const wake of after) wake()
    if (dirty.size > 0) schedule()
  }

  const isOpen = ({ key }: Project): boolean => dirty.has(key) || running?.key === key
  return {
    touch(project) {
      dirty.set(project.key, project)
      if (running?.key === project.key) thread().overtake()
      schedule()
    },
    tell(buffer) {
      told.set(buffer.path, buffer)
    },
    async settled(project) {
      while (isOpen(project)) {
        if (!running) schedule(0)
        await new Promise<void>((wake) => {
          waiting.push(wake)
        })
      }
    },
    drop({ key }) {
      dirty.delete(key)
    },
  }
}
