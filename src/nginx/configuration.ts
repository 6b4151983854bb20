import type { Directive, DirectiveFile } from '../source/directive.ts'
import type { Disk } from '../source/disk.ts'
import type { Finding } from '../source/finding.ts'
import type { SourceFile } from '../source/source-file.ts'

/** `prefix`: the folder that relative paths are taken from, relative to the working directory; default: the main file's folder. */
export interface ReadingOptions { prefix?: string; version?: string }

/** One nginx as it would be started, or what can be told of one from fragments. */
export interface Configuration {
  /** `main` has an `http {}`; a `fragment` is included by no file in sight, or by files that are not visible. */
  kind: 'main' | 'fragment'
  /** The main file, or the first of the fragments of one folder. */
  file: SourceFile
  /** As nginx sees them: an include directive stands no longer there, but what it brings in does. A fragment's directives stand
   * in the blocks that it is guessed to be included into (`http {}`, `server {}`). */
  directives: Directive[]
  problems: Finding[]
  /** nginx would not start with it. */
  refused: boolean
  /** Every file that was read for it, the main file first. */
  trees: DirectiveFile[]
}

/** Puts files together as nginx does with `include`; a file that another one includes is no configuration of its own. */
export function loadConfigurations(files: SourceFile[], disk: Disk, options: ReadingOptions): Configuration[] {
  void files, disk, options
  return []
}
