import { type FSWatcher, watch as watchFolder } from 'node:fs'
import { dirname, join } from 'node:path'
import { complaint, UsageError } from '../text/faults.ts'
import { FactBook, type Notes } from '../files/facts.ts'
import { readBytes } from '../files/disk.ts'
import { visible } from '../format/terminal.ts'
import { CONFIG_FILE, type Options } from '../index.ts'
import { newMemory, sweep } from '../lint/memory.ts'
import { CLEAN, OWN_FAULT } from './command.ts'
import type { Io } from './io.ts'

/** A save is several events: so long, in milliseconds, it is waited until no more come. */
const PAUSE = 80
/** How often is looked where the system cannot say when something changes. */
const POLL = 2000

/** What a run hangs on beside the files that it reads: the configurations upward, and those that options name. */
function noteSettings(cwd: string, paths: string[], notes: Notes): void {
  for (const path of paths) notes.file(path, readBytes(path))
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const name of [CONFIG_FILE, 'package.json']) notes.file(join(folder, name), readBytes(join(folder, name)))
    if (dirname(folder) === folder) return
  }
}

/** Resolves when something happens in one of the folders, or when it is time to look. */
function change(folders: Iterable<string>, ended: AbortSignal | undefined): Promise<void> {
  const watchers: FSWatcher[] = []
  return new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined
    ended?.addEventListener('abort', () => {
      resolve()
    })
    const wait = (pause: number): void => {
      clearTimeout(timer)
      timer = setTimeout(resolve, pause)
    }
    for (const folder of folders) {
      try {
        watchers.push(
          watchFolder(folder, () => {
            wait(PAUSE)
          }).on('error', () => {
            wait(POLL)
          }),
        )
      } catch {
        wait(POLL)
      }
    }
  }).finally(() => {
    for (const one of watchers) one.close()
  })
}

/** Tells of a run that came to nothing: the next one may do better. */
function tell(error: unknown, io: Io): void {
  io.stderr.write(
    `verblint: ${visible(error instanceof UsageError ? error.message : `${OWN_FAULT}: ${complaint(error)}`)}\n`,
  )
}

/** Runs again whenever something changes that the run before has asked for, until it is ended from outside. */
export async function watch(
  { cwd, paths }: Options,
  settings: string[],
  run: (more: Pick<Options, 'memory' | 'notes'>) => Promise<unknown>,
  io: Io,
): Promise<number> {
  const memory = newMemory()
  while (!io.ended?.aborted) {
    const folders = new Set<string>([cwd])
    const { notes, facts } = new FactBook(cwd, join(cwd, '.verblint-watch')).take()
    const seen: Notes = {
      file: (path, loaded) => {
        folders.add(dirname(path))
        notes.file(path, loaded)
      },
      folder: (path) => {
        folders.add(path)
        notes.folder(path)
      },
      kind: notes.kind,
      link: notes.link,
    }
    noteSettings(cwd, settings, seen)
    if (io.stdout.isTTY) io.stdout.write('\u001b[2J\u001b[3J\u001b[H')
    await run({ memory, notes: seen }).catch((error: unknown) => {
      tell(error, io)
    })
    sweep(memory)
    io.stderr.write(
      `verblint: waits for changes in ${paths?.map(visible).join(', ') ?? visible(cwd)}, Ctrl-C ends it\n`,
    )
    const book = new FactBook(cwd, join(cwd, '.verblint-watch'))
    while (!io.ended?.aborted && book.holds(facts())) await change(folders, io.ended)
  }
  return CLEAN
}
