import type { Finding } from './finding.ts'
import type { SourceRange } from './range.ts'
import type { SourceFile } from './source-file.ts'

/** One argument: `value` as the server reads it (unquoted, unescaped), `raw` as it stands in the file. */
export interface Word {
  value: string
  raw: string
  quoted: boolean
  range: SourceRange
}

/** `text`: what follows the `#`. */
export interface Comment {
  text: string
  range: SourceRange
}

/** A directive of nginx or Apache. */
export interface Directive {
  name: string
  /** The name alone. */
  nameRange: SourceRange
  args: Word[]
  /** From the name to the `;` or `{` (nginx), or the whole logical line (Apache): what a problem underlines. */
  range: SourceRange
  /** What stands inside, for a block or section. */
  block: Directive[] | null
  /** The closing brace or tag; null when there is no block or it is never closed. */
  blockEnd: SourceRange | null
  /** The text of a block that the server does not read as directives (Lua). */
  opaque?: string
}

/** `template`: another program decides what of it the server gets to see, so that what stands twice in it proves nothing. */
export interface DirectiveFile {
  file: SourceFile
  directives: Directive[]
  comments: Comment[]
  problems: Finding[]
  template?: boolean
}
