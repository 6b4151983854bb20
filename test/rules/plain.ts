import * as assert from 'uvu/assert'
import { formats } from '../../src/format/format.ts'
import { routesHtml } from '../../src/format/routes/html.ts'
import { routesMarkdown } from '../../src/format/routes/markdown.ts'
import { toldOf } from '../../src/format/routes/told.ts'
import { routesText } from '../../src/format/routes/text.ts'
import { painter } from '../../src/format/terminal.ts'
import { type Linted, type Problem, routeTable } from '../../src/index.ts'

/** Names that cells are made of, and nginx's modifiers, which no reader has to understand. */
const MADE_UP = /(?<![\w@-])verblint(?![\w.-]|$)|VERBLINT|nobody\.invalid|\b[A-Z]+ (?:=|\^~) \//

/** Where a format names its maker. */
const MAKER =
  /https:\/\/(?:unpkg\.com|www\.npmjs\.com\/package|github\.com\/verblint)\/verblint|"verblint[".]|<h1>verblint|verblint\.config\.json/g
/** A segment may have got a beginning or an ending. */
const ANYWHERE = /\S*verblint\S*|VERBLINT|nobody\.invalid/g

export function assertPlain(problems: Problem[]): void {
  const said = problems.flatMap(({ message, related = [], suggestions = [] }) => [
    message,
    ...[...related, ...suggestions].map((one) => one.message),
  ])
  assert.equal(
    said.filter((text) => MADE_UP.test(text)),
    [],
    'made-up names',
  )
}

/** All that a reader may be shown of a site: the problems in every format, and its routes. */
export async function assertPlainFormats({ site, report, about }: Linted): Promise<void> {
  const paint = painter(false)
  const table = await routeTable(site)
  const pages = new Map<string, string>([
    ['routes', routesText(table, site.links, 100, paint)],
    ['routes.md', routesMarkdown(table, site.links)],
    ['routes.html', await routesHtml(site, table, { ...report, about }, 'site')],
    // What the page's script shows stands there packed.
    ['routes.html, packed', JSON.stringify(toldOf(site, table.hosts, { ...report, about }))],
    ['routes.json', JSON.stringify(site.routes)],
  ])
  const context = { paint, columns: undefined, version: '1.0.0', prefix: '', quiet: false, fold: true }
  for (const [name, load] of Object.entries(formats)) pages.set(name, await (await load()).default(report, context))
  for (const [name, text] of pages)
    assert.equal(text.replace(MAKER, '').match(ANYWHERE) ?? [], [], `made-up names in ${name}`)
}
