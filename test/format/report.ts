import type { Problem, Report } from '../../src/index.ts'
import type { FormatContext } from '../../src/format/context.ts'
import { painter } from '../../src/format/terminal.ts'
import { sourceFile, type SourceFile } from '../../src/text/source-file.ts'

export const NGINX = `server {
  listen 80;
\tlocation /items {
    if ($request_method !~ ^(GET|HEAD)$) {
      return 501;
    }
  }
}
`
export const APP = "const app = require('express')()\napp.delete('/items/:id', remove)\n"

export const context: FormatContext = {
  paint: painter(false),
  columns: undefined,
  version: '1.2.3',
  prefix: '',
  quiet: false,
  fold: true,
}

const files = new Map<string, SourceFile>(
  [
    ['nginx.conf', NGINX],
    ['api/app.js', APP],
  ].map(([path = '', text = '']) => [path, sourceFile(path, `/${path}`, text)]),
)

/** The place of a text in one of the files. */
export function place(
  path: string,
  text: string,
  known: Map<string, SourceFile> = files,
): Pick<Problem, 'file' | 'range'> {
  const file = known.get(path)
  const at = file?.text.indexOf(text) ?? -1
  if (!file || at < 0) throw new Error(`${text} does not stand in ${path}`)
  const { start, end } = file.range(at, at + text.length)
  return { file: path, range: { start, end } }
}

export const problem = (change: Partial<Problem> = {}): Problem => ({
  ruleId: '501-for-known-method',
  severity: 'error',
  message: 'Expected 405 with `Allow: GET, HEAD` instead of 501 for DELETE /items',
  url: 'https://pages.example/501-for-known-method',
  ...place('nginx.conf', 'return 501'),
  ...change,
})

export const reportOf = (problems: Problem[], change: Partial<Report> = {}): Report => ({
  problems,
  refused: [],
  faults: [],
  files,
  coverage: {
    files: { nginx: 1, apache: 0, express: 2, client: 0 },
    routes: 3,
    decided: 20,
    unless: 0,
    unknown: 0,
    open: [],
    holes: [],
  },
  ...change,
})
