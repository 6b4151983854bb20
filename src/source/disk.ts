import type { SourceFile } from './source-file.ts'

/** What lies at a path; `outside`: not below the working directory, so nothing is known of it. */
export type Entry = 'file' | 'directory' | 'missing' | 'outside'

/** The only way to the file system: everything below the working directory, read once, symlinks resolved before comparing. */
export interface Disk {
  cwd: string
  /** null: not there, not readable, or outside. */
  read(absolute: string): SourceFile | null
  entry(absolute: string): Entry
  /** The names in a folder, sorted by bytes; empty where there is none. */
  list(absolute: string): string[]
}
