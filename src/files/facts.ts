import { hash } from 'node:crypto'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { readBytes } from './disk.ts'
import { isBelow } from './below.ts'
import type { Loaded } from './kept-files.ts'

/** Told of all that a run learns from the disk. Paths are absolute. */
export interface Notes {
  /** A file's bytes, or why it has none. */
  file(path: string, loaded: Loaded): void
  /** The names in a folder, and what each is. */
  folder(path: string): void
  /** Whether a file, a folder or nothing lies there. */
  kind(path: string): void
  /** Where a symbolic link leads. */
  link(path: string, target: string): void
}

/** What was learnt: the question and its answer, in order. A run that would be answered the same comes to the same report. */
export type Facts = [question: string, answer: string][]

const orNothing = (ask: () => string): string => {
  try {
    return ask()
  } catch {
    return 'nothing'
  }
}

const answerOfFile = (loaded: Loaded): string =>
  'bytes' in loaded ? hash('sha256', loaded.bytes, 'base64url') : loaded.whyNot

/** Nine of ten are not there, where a module was looked for: an exception each would be most of the time. */
function kindOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? (found.isDirectory() ? 'folder' : 'file') : 'nothing'
}

const typeOf = (entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): string =>
  entry.isFile() ? 'f' : entry.isDirectory() ? 'd' : entry.isSymbolicLink() ? 'l' : 'o'

/** The facts of a folder are told relative to it, so that they hold wherever it is moved. `own`: the file that they are kept in, which is none of them. */
export class FactBook {
  readonly #root: string
  readonly #own: string
  constructor(root: string, own: string) {
    this.#root = root
    this.#own = own
  }

  #named(path: string): string {
    return isBelow(path, this.#root) ? `./${relative(this.#root, path).replaceAll(sep, '/')}` : path
  }

  #absolute(name: string): string {
    return name.startsWith('./') ? resolve(this.#root, name) : name
  }

  #folder(path: string): string {
    const isOwn = (name: string): boolean => path === dirname(this.#own) && name.startsWith(basename(this.#own))
    const names = readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => !isOwn(name))
      .map((entry) => `${entry.name}/${typeOf(entry)}`)
    return hash('sha256', names.sort().join('\n'), 'base64url')
  }

  #ask(kind: string, path: string): string {
    switch (kind) {
      case 'file':
        return answerOfFile(readBytes(path))
      case 'folder':
        return this.#folder(path)
      case 'link':
        return this.#named(realpathSync.native(path))
      default:
        return kindOf(path)
    }
  }

  /** Notes what a run learns; `facts` gives what there is so far. */
  take(): { notes: Notes; facts(): Facts } {
    const known = new Map<string, string>()
    const note = (kind: string, path: string, answer: () => string): void => {
      const question = `${kind} ${this.#named(path)}`
      if (!known.has(question)) known.set(question, orNothing(answer))
    }
    const missing = new Map<string, boolean>()
    const isMissing = (folder: string): boolean => {
      const found = missing.get(folder) ?? orNothing(() => kindOf(folder)) === 'nothing'
      missing.set(folder, found)
      return found
    }
    return {
      notes: {
        file: (path, loaded) => {
          note('file', path, () => answerOfFile(loaded))
        },
        folder: (path) => {
          note('folder', path, () => this.#folder(path))
        },
        kind: (path) => {
          // Nothing is below a folder that is not there: that fact stands for all that modules are looked for in a `node_modules` of nobody's.
          const folder = dirname(path)
          const asked = isMissing(folder) ? folder : path
          note('kind', asked, () => kindOf(asked))
        },
        link: (path, target) => {
          note('link', path, () => this.#named(target))
        },
      },
      facts: () => [...known],
    }
  }

  /** Whether the disk answers all of it today as it did then. */
  holds(facts: Facts): boolean {
    return facts.every(([question, answer]) => {
      const [kind = ''] = question.split(' ', 1)
      return orNothing(() => this.#ask(kind, this.#absolute(question.slice(kind.length + 1)))) === answer
    })
  }
}
