import type { Unsaved } from '../files/disk.ts'
import type { Notes } from '../files/facts.ts'
import type { Signal } from '../text/signal.ts'
import type { Severity } from '../text/finding.ts'
import type { Ground } from '../files/ground.ts'
import type { Memory } from './memory.ts'

/** Takes a part of a run and its time, in milliseconds. */
export type Stopwatch = (kind: 'phase' | 'rule', name: string, milliseconds: number) => void

/** What `lint` and `loadSite` are given. */
export interface Options {
  /** The working directory: nothing outside it is read. */
  cwd: string
  /** Folders that alone are read, in place of `cwd`: the trees of several paths, or what a server's own configuration includes. */
  within?: string[]
  /** Files, folders and globs; default: the working directory itself. */
  paths?: string[]
  /** A path, the configuration itself, or false for none; default: the nearest one upward. */
  config?: string | object | false
  /** The lowest severity returned; default `warn`, or `info` where the configuration extends `strict` or `all`. */
  level?: Severity
  /** Only these rules. */
  rules?: string[]
  /** `prefix`: relative to `cwd`; default: the main file's folder. `pathMap`: by an absolute path of the server, the folder, relative to `cwd`. */
  nginx?: { prefix?: string; version?: string | number; pathMap?: Record<string, string> }
  apache?: { version?: string | number }
  /** `passes`: package names and files relative to `cwd`, as globs, whose middleware passes every request on. */
  express?: { version?: string | number; passes?: string[] }
  unsaved?: Unsaved
  /** Where the files are, if not on this machine's disk. */
  ground?: Ground
  /** What earlier runs over the same folder have left: what has not changed is not read again. */
  memory?: Memory
  /** Told of all that the run learns from the disk. */
  notes?: Notes
  /** Told how long each part of the run took. */
  clock?: Stopwatch
  /** Ends the run with its reason. */
  signal?: Signal
}
