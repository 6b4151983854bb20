import type { DirectiveFile } from '../source/directive.ts'
import type { Disk } from '../source/disk.ts'
import type { Finding } from '../source/finding.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { ApacheDirective } from './directive.ts'

/** What `.htaccess` is to one server: read or ignored by AllowOverride, and whether httpd takes what it says. */
export interface Htaccess {
  file: SourceFile
  /** Its folder on this disk, absolute, without a slash at the end. */
  folder: string
  /** The same folder under the name by which the configuration knows it; differs where the files are linted away from their server. */
  servedFrom: string
  /** false: AllowOverride None, so it is ignored; null: no main configuration in sight decides it. */
  read: boolean | null
  /** Decided conditionals and macros expanded; open ones are sections marked `open`. */
  directives: ApacheDirective[]
  /** httpd refuses the file: everything below `folder` is 500, decided here. */
  refusal: Finding | null
}

/** One httpd: a main configuration with all that it includes, or `.htaccess` files without one in sight. */
export interface Configuration {
  /** null: none in sight. */
  main: SourceFile | null
  /** A whole server's (it has a ServerRoot or Listen), not a lone vhost file. */
  complete: boolean
  /** The whole configuration in reading order: includes, macros, variables and decided conditionals are expanded. */
  directives: ApacheDirective[]
  /** Every `.htaccess` as this virtual host's section sees it (null: the main server), parents before children. */
  htaccess(server: ApacheDirective | null): Htaccess[]
  /** Whether a module is there, by `mod_x.c` or `x_module`; null: the files do not say. */
  hasModule(name: string): boolean | null
  /** httpd refuses to start with this. */
  refusal: Finding | null
  /** All that is wrong with its files, those of its `.htaccess` included. */
  problems: Finding[]
  trees: DirectiveFile[]
}

export interface ConfigurationOptions { version?: string }

/** Sorts the given files into configurations and reads them, with what they include. */
export function loadConfigurations(files: SourceFile[], disk: Disk, options: ConfigurationOptions): Configuration[] {
  void files, disk, options
  return []
}
