// The tables of docs/facts-nginx.md and docs/facts-apache.md, from the data that the interpreter reads.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OBSERVED as APACHE } from '../../src/apache/directives/observed.ts'
import type { ObservedHandler, Said } from '../../src/model/observed.ts'
import { OBSERVED as NGINX } from '../../src/nginx/directives/observed.ts'

const DOCS = join(import.meta.dirname, '../../docs')

export const PAGES: { file: string; observed: ObservedHandler[] }[] = [
  { file: join(DOCS, 'facts-nginx.md'), observed: NGINX },
  { file: join(DOCS, 'facts-apache.md'), observed: APACHE },
]

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, '; ')

/** `405 GET, HEAD`: with that Allow; `0`: nothing came in three seconds, or the connection was closed. */
function answer(text: string): string {
  const [, status = '', allow] = /^(\d+)(?: (.*))?$/s.exec(text) ?? []
  return status === '0' ? 'no answer' : allow === undefined ? status : `${status} (Allow: ${allow})`
}

/** WebDAV's methods are named as one where all of them get the same. */
const DAV = 'PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK'

const methodsIn = (methods: string): string =>
  methods
    .replace(DAV, "WebDAV's")
    .replace(/(^| )\*$/, '$1others')
    .replaceAll(' ', ', ')

const answers = ({ seen }: Said): string =>
  Object.entries(seen)
    .map(([text, methods]) => `${methodsIn(methods)}: ${answer(text)}`)
    .join('<br>')

/** Nothing changes beside the first of the table, which is a file. */
const isAsFile = (first: ObservedHandler | undefined, one: ObservedHandler): boolean =>
  first !== undefined &&
  first !== one &&
  one.says.every((said) => first.says.some((other) => said.none === other.none && answers(said) === answers(other)))

const setting = ({ text, body, none }: Said): string =>
  `${text === '' ? 'nothing' : `\`${text}\``}${body ? ', with a body' : ''}${none ? ', where no file is' : ''}`

function rows(one: ObservedHandler, first: ObservedHandler | undefined): string[] {
  const { name, package: from, version, says } = one
  const row = (where: string, text: string): string =>
    `| ${[cell(name), `${from} ${version}`, where, text].join(' | ')} |`
  const settings = (alike: Said[]): string => cell([...new Set(alike.map(setting))].join('<br>'))
  if (isAsFile(first, one)) return [row(settings(says.filter(({ none }) => !none)), 'as a file without it')]
  const bySeen = new Map<string, Said[]>()
  for (const said of says) bySeen.set(answers(said), [...(bySeen.get(answers(said)) ?? []), said])
  return [...bySeen].map(([text, alike]) => row(settings(alike), text))
}

/** The page with its table as the data has it. */
export function withTable(page: string, observed: ObservedHandler[]): string {
  const table = [
    '| | from | with | what came |',
    '|-|-|-|-|',
    ...observed.flatMap((one) => rows(one, observed[0])),
  ].join('\n')
  return page.replace(/<!-- modules -->\n[^]*<!-- \/modules -->/, () => `<!-- modules -->\n${table}\n<!-- /modules -->`)
}

if (process.argv[1] === import.meta.filename)
  for (const { file, observed } of PAGES) writeFileSync(file, withTable(readFileSync(file, 'utf8'), observed))
