import type { LocalDisk } from './disk.ts'
import type { Texts } from './texts.ts'

/** Finds files by name, what git ignores and what no person wrote left out. */
export interface Finder {
  /** Relative to `folder`, with `/`. Symbolic links to files that are not among them count, as those of `sites-enabled`. */
  glob(patterns: string[], folder: string): Promise<string[]>
  /** All in a folder that is left out otherwise. */
  inside(folder: string): Promise<string[]>
  /** What a search came by and could not go into, absolute, and why: folders that may not be listed, lines of a .gitignore that are too long. */
  unread: ReadonlyMap<string, string>
}

/** Where the files of a run are: a machine's disk, or a web page's memory. */
export interface Ground {
  disk: LocalDisk
  finder: Finder
  texts: Texts
}
