import type { Directive, DirectiveFile } from '../../text/directive.ts'

/** A directive of httpd. A section `<X …>` has the name `X` and a block; its words end before the line's last `>`. */
export interface ApacheDirective extends Directive {
  /** The name in lower case: httpd compares names so. */
  key: string
  /** Everything behind the name as a RAW_ARGS directive is given it, trimmed; without the last `>` and what follows it for a section. */
  rest: string
  block: ApacheDirective[] | null
  /** An `<IfModule>`, `<IfDefine>` or `<IfVersion>` that the files do not decide; decided ones are gone from an expanded tree. */
  open?: true
  /** The opening line of a section lacks its `>`. */
  untagged?: true
}

export interface ApacheFile extends DirectiveFile {
  directives: ApacheDirective[]
}
