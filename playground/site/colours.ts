import { type Language, StreamLanguage } from '@codemirror/language'
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript'
import { lua } from '@codemirror/legacy-modes/mode/lua'
import { nginx } from '@codemirror/legacy-modes/mode/nginx'
import { shell } from '@codemirror/legacy-modes/mode/shell'
import { toml } from '@codemirror/legacy-modes/mode/toml'
import { yaml } from '@codemirror/legacy-modes/mode/yaml'
import { classHighlighter, highlightCode } from '@lezer/highlight'

const servers = StreamLanguage.define(nginx)
const LANGUAGES: Record<string, Language> = {
  nginx: servers,
  // Its directives read enough like nginx's to be coloured alike, here and in the editor.
  apache: servers,
  js: javascriptLanguage,
  json: javascriptLanguage,
  jsonc: javascriptLanguage,
  ts: typescriptLanguage,
  lua: StreamLanguage.define(lua),
  sh: StreamLanguage.define(shell),
  toml: StreamLanguage.define(toml),
  yaml: StreamLanguage.define(yaml),
}

/** Code as HTML, with the editor's own colours; '': a language that it does not know. */
export function coloured(code: string, language: string, escape: (text: string) => string): string {
  const known = LANGUAGES[language]
  if (!known) return ''
  let html = ''
  highlightCode(
    code,
    known.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      html += classes === '' ? escape(text) : `<span class="${classes}">${escape(text)}</span>`
    },
    () => {
      html += '\n'
    },
  )
  return html
}
