import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { helpPage } from '../../playground/site/help.ts'
import { deadLinks } from '../../playground/site/links.ts'
import { siteMarkdown } from '../../playground/site/markdown.ts'
import { configurationPage } from '../../playground/site/schema.ts'
import { helpFor, topics } from '../../src/cli/help.ts'
import { folderWith } from '../folder.ts'

test('a dead link is found, a live one is not', () => {
  const folder = folderWith({
    'index.html':
      '<a href="docs/a.html#one"></a> <a href="docs/a.html#two"></a> <a href="#here"></a> <script src="gone.js"></script>',
    'docs/a.html':
      '<h1 id="one">A</h1> <a href="../index.html"></a> <a href="b.html"></a> <a href="https://example.org/x"></a> <a href="../index.html#v1,abc"></a>',
  })
  assert.equal(deadLinks(folder), [
    'docs/a.html: b.html',
    'index.html: docs/a.html#two',
    'index.html: #here',
    'index.html: gone.js',
  ])
})

const pages = new Map([
  ['docs/why.md', 'docs/why.html'],
  ['rules/stub-501.md', 'rules/stub-501.html'],
])
const from = { source: 'docs/why.md', url: 'docs/why.html' }
const rendered = (text: string): string => siteMarkdown(pages).render(text, from)

test('a link of the repository leads to the page, or to the file where there is none', () => {
  assert.match(rendered('[x](../rules/stub-501.md#why)'), 'href="../rules/stub-501.html#why"')
  assert.match(
    rendered('[x](../eslint.config.js)'),
    'href="https://github.com/verblint/verblint/blob/main/eslint.config.js"',
  )
  assert.match(rendered('[x](../rules)'), 'href="https://github.com/verblint/verblint/tree/main/rules"')
  assert.match(rendered('[x](https://example.org/a.md)'), 'href="https://example.org/a.md"')
  assert.throws(() => rendered('[x](../rules/gone.md)'), /leads nowhere/)
})

test("a rule's name leads to its page, but for there, in a link, and where it is a word", () => {
  const syntax = new Map([...pages, ['rules/syntax.md', 'rules/syntax.html']])
  const LED = '<a href="../rules/stub-501.html"><code>stub-501</code></a>'
  assert.match(rendered('see `stub-501`'), LED)
  assert.match(rendered('[a](https://example.org) `stub-501`'), LED)
  assert.not.match(rendered('[`stub-501`](https://example.org)'), 'stub-501.html')
  assert.not.match(rendered('`no-rule`'), '<a')
  assert.not.match(siteMarkdown(syntax).render('`syntax`', from), '<a')
  const own = { source: 'rules/stub-501.md', url: 'rules/stub-501.html' }
  assert.not.match(siteMarkdown(pages).render('`stub-501`', own), '<a')
})

test('a graph is drawn, what it says is text, and other pictures stay as they are', () => {
  const fence = (text: string): string => rendered(`\`\`\`mermaid\n${text}\n\`\`\``)
  const drawn = fence('graph TD\n  a["<a>"] --> b["b"]\n  b["b"] --> c["c"]\n  a["<a>"] --> c["c"]')
  assert.equal(
    [...drawn.matchAll(/<text[^>]*y="(\d+)"[^>]*>([^<]*)/g)].map(([, y, text]) => `${text} ${y}`),
    ['&lt;a&gt; 22', 'b 98', 'c 174'],
  )
  assert.is(drawn.match(/marker-end/g)?.length, 3)
  assert.match(drawn, 'aria-label="Arrows: &lt;a&gt; to b, b to c, &lt;a&gt; to c"')
  assert.match(fence('sequenceDiagram\n  A->>B: x'), '<pre')
  assert.match(fence('graph TD\n  a["a"] --> b["b"]\n  b["b"] --> a["a"]'), '<svg')
})

test('headings have names of their own', () => {
  assert.match(rendered('## Why do I get `405`?'), '<h2 id="why-do-i-get-405">')
  assert.match(rendered('## A\n\n## A'), '<h2 id="a-1">')
})

test('every option of a help stands in its page, with all that is said of it', () => {
  for (const topic of topics()) {
    const page = helpPage(topic)
    const options = [...helpFor(topic).matchAll(/^ {2}(?:-\w, | {4})(--[\w-]+)/gm)].map(([, one]) => one)
    const told = [...page.matchAll(/^\| .*?`(--[\w-]+)/gm)].map(([, one]) => one)
    assert.equal(told, options, topic)
  }
  assert.match(helpPage('verify'), 'expect: what was seen, for the configuration |')
})

test('every key of the configuration stands in its page', () => {
  const { properties } = JSON.parse(readFileSync(join(import.meta.dirname, '../../verblint.schema.json'), 'utf8'))
  const page = configurationPage('{}')
  for (const key of Object.keys(properties)) assert.match(page, `\n## ${key}\n`)
  for (const key of ['nginx.pathMap.*', 'overrides[].files', 'expect.*.status', 'limits.steps'])
    assert.match(page, `| \`${key}\` |`)
  assert.not.match(page, 'expect[]')
})

test.run()
