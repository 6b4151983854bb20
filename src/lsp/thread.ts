import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { complaint } from '../text/faults.ts'
import { createEngine, Overtaken } from './engine.ts'
import type { Questions } from './protocol.ts'

/** The thread that reads the files, so that the server can listen meanwhile; the same module is what runs in it. */

type Name = keyof Questions
type Answer = { id: number } & ({ value: unknown } | { fault: string })
type Handler<One extends Name> = (
  ask: Questions[One]['ask'],
) => Promise<Questions[One]['answer']> | Questions[One]['answer']
type Handlers = { [One in Name]: Handler<One> }
interface Message {
  id: number
  name: Name
  ask: never
}

export interface Thread {
  ask<One extends Name>(name: One, ask: Questions[One]['ask']): Promise<Questions[One]['answer']>
  /** The ticket of checks from now on; those with an older one end as soon as they can. */
  overtake(): number
  ticket(): number
  close(): Promise<void>
}

/** Starts the thread. `fell`: it ended by itself, for lack of memory perhaps; a new one has to be started. */
export function startThread(fell: (why: string) => void): Thread {
  const shared = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { verblint: shared } })
  const waiting = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>()
  let asked = 0
  let closing = false
  const fall = (why: string): void => {
    for (const { failed } of waiting.values()) failed(new Error(why))
    waiting.clear()
    if (!closing) fell(why)
    closing = true
  }
  worker.on('message', (answer: Answer & { value: never }) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('fault' in answer) one?.failed(new Error(String(answer.fault)))
    else one?.done(answer.value)
  })
  worker.on('error', (error) => {
    fall(complaint(error))
  })
  worker.on('exit', () => {
    fall('the reading thread has ended')
  })
  return {
    ask: (name, ask) =>
      new Promise((done, failed) => {
        if (closing) {
          failed(new Error('the reading thread has ended'))
          return
        }
        asked++
        waiting.set(asked, { done, failed })
        worker.postMessage({ id: asked, name, ask })
      }),
    overtake: () => Atomics.add(shared, 0, 1) + 1,
    ticket: () => Atomics.load(shared, 0),
    async close() {
      closing = true
      await worker.terminate()
    },
  }
}

function serve(shared: Int32Array): void {
  const engine = createEngine()
  const handlers: Handlers = {
    check: ({ project, buffers, ticket }) =>
      engine.check(project, buffers, {
        throwIfAborted() {
          if (Atomics.load(shared, 0) !== ticket) throw new Overtaken()
        },
      }),
    hover: (place) => engine.hover(place),
    lenses: ({ project, path }) => engine.lenses(project, path),
    definition: (place) => engine.definition(place),
    disable: (about) => engine.disable(about),
    forget: ({ project }) => {
      engine.forget(project)
      return null
    },
  }
  let last: Promise<unknown> = Promise.resolve()
  parentPort?.on('message', ({ id, name, ask }: Message) => {
    last = last.then(async () => {
      try {
        parentPort?.postMessage({ id, value: await handlers[name](ask) })
      } catch (error) {
        parentPort?.postMessage({ id, fault: complaint(error) })
      }
    })
  })
}

const given: unknown = workerData
if (
  !isMainThread &&
  typeof given === 'object' &&
  given !== null &&
  'verblint' in given &&
  given.verblint instanceof Int32Array
)
  serve(given.verblint)
