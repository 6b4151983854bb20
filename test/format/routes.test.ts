import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { painter } from '../../src/format/terminal.ts'
import { routesHtml } from '../../src/format/routes/html.ts'
import { routesMarkdown } from '../../src/format/routes/markdown.ts'
import { routesText } from '../../src/format/routes/text.ts'
import { exactPattern, prefixPattern } from '../../src/model/path-pattern.ts'
import { buildSite } from '../../src/site/index.ts'
import { routeTable } from '../../src/site/table.ts'
import { app, origin, outcome, place, address, proxy, reading, tree } from '../site/stand-in.ts'

/** A coverage that leaves nothing open. */
const NOTHING_OPEN = { decided: 0, unless: 0, unknown: 0, open: [] }

const shop = buildSite({
  cwd: '/',
  files: [],
  clientCalls: [],
  readings: [
    reading(
      [proxy('nginx.conf', [{ at: prefixPattern('/api/'), upstream: 'http://127.0.0.1:3000', only: ['GET', 'HEAD'] }])],
      [tree('nginx.conf', ['proxy_pass http://127.0.0.1:3000'])],
    ),
    reading([app('app.js', { 'GET /api/items': 200, 'DELETE /api/items': 204, 'GET /hidden': 200 }, 3000)]),
  ],
})
const hostile = buildSite({
  cwd: '/',
  files: [],
  clientCalls: [],
  readings: [
    reading([
      origin(
        '</script><b>',
        () => [
          outcome(405, place('</script><b>', 1), {
            steps: [{ kind: 'route', range: place('x', 1), text: '</script><img src=x onerror=alert(1)>' }],
          }),
        ],
        {
          addresses: [address(80)],
          routes: [
            {
              layer: 'express',
              pattern: exactPattern('/"><script>|`'),
              methods: { complement: true, names: new Set() },
              range: place('x', 1),
              passes: false,
            },
          ],
        },
      ),
    ]),
  ],
})

test('the table for a terminal', () => {
  const text = routesText(routeTable(shop), shop.links, Infinity, painter(false))
  assert.match(text, /\/api\/items +200e +\S+ +403n +403n +403n +403n/)
  assert.match(
    text,
    /0 of 3 backend routes can be reached from outside; no request that comes in by the front reaches:\n[^]*\n  GET \/hidden        app\.js:4\n/,
  )
})

test('in a narrow terminal the methods that are answered alike stand together', () => {
  const text = routesText(routeTable(shop), shop.links, 40, painter(false))
  assert.match(
    text,
    /\n {2}\/api\/items\n {4}200e +GET\n {4}404 +HEAD\n {4}403n +POST PUT PATCH DELETE\n {15}OPTIONS other\n/,
  )
  for (const line of text.split('\n').filter((one) => one.startsWith('    '))) assert.ok(line.length <= 40, line)
})

test('the defaults that paths hang on are said in each format', async () => {
  const range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } }
  const row = (method: string, path: string) => ({
    layer: 'express' as const,
    origin: 'app.js',
    method,
    path,
    file: 'app.js',
    range,
    assumed: 'BASE is not <set>',
  })
  const site = { ...shop, routes: [row('GET', '/api/items'), row('DELETE', '/api/items')] }
  const table = routeTable(site)
  assert.match(
    routesText(table, [], Infinity, painter(false)),
    '\nPaths that hang on a default:\n  BASE is not <set>  2 routes, GET /api/items first\n',
  )
  assert.match(routesMarkdown(table, []), '\n- BASE is not &#60;set&#62;: 2 routes, GET /api/items first\n')
  assert.match(
    await routesHtml(site, table, { problems: [], coverage: NOTHING_OPEN }, 'shop'),
    'BASE is not &lt;set&gt; <span class="at">2 routes, GET /api/items first</span>',
  )
  assert.not.match(routesText(routeTable(shop), [], Infinity, painter(false)), 'default')
})

test('Markdown takes a path literally', () =>
  assert.match(routesMarkdown(routeTable(hostile), []), '| /"&#62;&#60;script&#62;&#124;&#96; |'))

test('Markdown tells what is behind the proxy, too', () => {
  const text = routesMarkdown(routeTable(shop), [])
  assert.match(
    text,
    /\n0 of 3 backend routes can be reached from outside\. No request that comes in by the front reaches:\n\n[^]*- GET \/hidden \(app\.js:4\)\n/,
  )
})

test('the page says on top what is left open, and why', async () => {
  const coverage = {
    decided: 2,
    unless: 0,
    unknown: 3,
    open: [
      { why: 'if <file> exists', count: 2 },
      { why: 'if VERBLINT is known', count: 1 },
    ],
  }
  const page = await routesHtml(shop, routeTable(shop), { problems: [], coverage }, 'shop')
  assert.match(
    page,
    '<p>The files do not decide 3 of 5 answers:</p><ul><li>2 answers: if &lt;file&gt; exists</li><li>1 answer: if other is known</li></ul>',
  )
})

test('the page holds nothing that ends its script or its attributes', async () => {
  const page = await routesHtml(hostile, routeTable(hostile), { problems: [], coverage: NOTHING_OPEN }, 'a <site>')
  assert.is(page.match(/<\/script>/g)?.length, 2)
  assert.is(page.match(/<script/g)?.length, 2)
  assert.not.match(page, '<img')
  assert.match(page, '<title>a &lt;site&gt;')
})

test('who runs no script reads the first rows all the same', async () => {
  const page = await routesHtml(shop, routeTable(shop), { problems: [], coverage: NOTHING_OPEN }, 'shop')
  const [plain = ''] = /<noscript><table[^]*?<\/noscript>/.exec(page) ?? []
  assert.match(plain, '<th class="path" scope="row">/api/items</th><td><span class="chip served">200</span></td>')
  assert.not.match(plain, 'more path')
  const paths = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`GET /p${at}`, 200]))
  const many = buildSite({ cwd: '/', files: [], clientCalls: [], readings: [reading([app('app.js', paths, 3000)])] })
  const long = await routesHtml(many, routeTable(many), { problems: [], coverage: NOTHING_OPEN }, 'many')
  const [rows = ''] = /<noscript><table[^]*?<\/noscript>/.exec(long) ?? []
  assert.is(rows.match(/<tr>/g)?.length, 41)
  assert.match(rows, /\d+ more paths: they are shown where scripts may run/)
})

test('no routes, still a page and a table', async () => {
  const empty = buildSite({ cwd: '/', files: [], clientCalls: [], readings: [] })
  assert.is(routesText(routeTable(empty), [], Infinity, painter(false)), 'No routes were found\n')
  assert.match(
    await routesHtml(empty, routeTable(empty), { problems: [], coverage: NOTHING_OPEN }, 'x'),
    'No routes were found',
  )
})

test.run()
