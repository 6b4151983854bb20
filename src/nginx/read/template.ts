import type { Environment } from '../../deployment/service.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { PlacedDirective } from './tree.ts'

/** Values of a template, which stand where a word of nginx may stand: `{{ port }}`, `<%= port %>`. Bounded, for a line may be long. */
const VALUE = /\{\{[^{};\n]*\}\}|<%=[^\n]{0,200}?%>/g
/** What a person is to put in place of it, `<http or https>`: one word, whatever stands between. */
const PLACEHOLDER = /(?<=\s)<[A-Za-z]\w*(?: \w+){1,6}>(?=[\s;])/g
/** Its statements and comments, which nginx never sees: `{% if x %}`, `{{ range .X }}`, `<% end %>`, `!{explode domain(x)}`. */
const STATEMENT =
  /^!\{[^{};\n]{0,200}\}|\{%[^\n]{0,200}?%\}|\{#[^\n]{0,200}?#\}|\{\{[-~]?\s*(?:[#/]|(?:if|else|end|range|with|define|block|template)\b)[^{};\n]*\}\}|<%(?!=)[^\n]{0,200}?%>/gm

/** Names with dots are no variables of nginx's: something else fills them in, and comments lines out by them. */
const DOTTED = /\$\{[A-Za-z][\w-]*\.[\w.:-]*\}/

export interface Masked {
  /** As long as the text, with blanks and letters in place of what another program fills in. */
  text: string
  /** Statements decide what of it nginx gets to see, so that duplicates and braces prove nothing. */
  branches: boolean
}

/** Blanks in place of comments, `{# … #}`, which may go over several lines. */
function withoutComments(text: string): string {
  let plain = ''
  let at = 0
  for (let start = text.indexOf('{#'); start >= 0; start = text.indexOf('{#', at)) {
    const end = text.indexOf('#}', start + 2)
    if (end < 0) break
    plain += text.slice(at, start) + text.slice(start, end + 2).replace(/[^\n]/g, ' ')
    at = end + 2
  }
  return plain + text.slice(at)
}

/** A template for nginx's configuration (Jinja, Go, ERB, Mustache), made readable. Its double braces are nothing that nginx would take. */
export function mask(text: string): Masked {
  if (DOTTED.test(text)) return { text: text.replace(STATEMENT, (found) => ' '.repeat(found.length)), branches: true }
  const filled = text.replace(PLACEHOLDER, (found) => 'x'.repeat(found.length))
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('<%')) return { text: filled, branches: false }
  const plain = withoutComments(filled).replace(STATEMENT, (found) => ' '.repeat(found.length))
  return { text: plain.replace(VALUE, (found) => 'x'.repeat(found.length)), branches: plain !== filled }
}

/** The files that nginx's container image fills in before nginx reads them. */
export const isTemplate = ({ path }: SourceFile): boolean => path.endsWith('.template')

/** Puts the environment's values in the place of `${NAME}` and `$NAME`, as envsubst does for the names that are set: nginx's own variables stay. */
export function fillIn(directives: PlacedDirective[], environment: Environment): void {
  const waiting = [directives]
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    for (const directive of block) {
      for (const word of directive.args) {
        if (word.value.includes('$'))
          word.span.filled = word.value.replace(
            /\$(?:\{(\w+)\}|(\w+))/g,
            (whole, braced?: string, plain?: string) => environment.get(braced ?? plain ?? '') ?? whole,
          )
      }
      if (directive.block) waiting.push(directive.block)
    }
  }
}
