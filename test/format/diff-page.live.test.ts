import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { diffHtml } from '../../src/format/diff-html.ts'
import type { Answer, Change } from '../../src/index.ts'
import { liveSuite } from '../live.ts'
import { place } from '../site/stand-in.ts'
import { axe, type Browser, startBrowser } from './browser.ts'

// With VERBLINT_SHOW=folder, what the page looks like is left there as pictures.

const live = liveSuite('the page of a change, in a browser', 'chromium')
const SHOW = process.env.VERBLINT_SHOW

let browser: Browser | undefined
live.after(() => browser?.close())

const answer = (statuses: (number | null)[], more: Partial<Answer> = {}): Answer => ({
  statuses,
  forwarded: false,
  allow: [''],
  caching: [''],
  decidedBy: place('nginx.conf', 31),
  ...more,
})
const change = (more: Partial<Change>): Change => ({
  kind: 'lost',
  host: 'shop.example',
  port: 80,
  path: '/api/items/:id',
  methods: ['DELETE'],
  before: answer([204]),
  after: answer([405]),
  ...more,
})
const CHANGES = [
  ...Array.from({ length: 12 }, (_, index) => change({ path: `/api/${index}`, methods: ['PUT', 'other'] })),
  change({ host: 'api.example', path: '/"><script>alert(1)</script>', before: answer([null], { forwarded: true }) }),
  change({
    kind: 'allow',
    path: '/a',
    before: answer([405]),
    after: answer([405], { allow: ['GET'], decidedBy: null }),
  }),
  change({ kind: 'unknown', path: '/u', before: answer([200]), after: answer([null]) }),
]
const page = diffHtml(CHANGES, { title: 'a <shop>', sides: ['main', 'the working directory'] })

for (const [name, width, colours] of [
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['phone', 390, 'light'],
] as const) {
  live(`${name}: nothing is wider than the page, and axe has nothing to say`, async () => {
    const tab = await (browser ??= startBrowser()).open(page)
    await tab.scheme(colours)
    await tab.size(width, 844)
    if (SHOW) await tab.screenshot(join(SHOW, `diff-${name}.png`))
    assert.ok((await tab.evaluate<number>('document.documentElement.scrollWidth')) <= width)
    assert.equal(await axe(tab), [])
    assert.equal([...tab.asked, ...tab.complaints], [])
    await tab.close()
  })
}

live('what changes alike stands together, and what is linted is text', async () => {
  const tab = await (browser ??= startBrowser()).open(page)
  assert.is(await tab.evaluate('document.scripts.length'), 0)
  assert.equal(await tab.evaluate('[...document.querySelectorAll("h2")].map((node) => node.firstChild.data)'), [
    'No longer served',
    'Another Allow',
    'Cannot be told apart',
  ])
  assert.equal(
    await tab.evaluate('[...document.querySelectorAll(".change")].map((node) => node.querySelectorAll("li").length)'),
    [12, 1, 1, 1],
  )
  assert.is(await tab.evaluate('document.querySelector("summary").innerText'), 'and 4 more paths')
  assert.match(await tab.evaluate<string>('document.querySelector("#allow").innerText'), /Allow: none[^]*Allow: GET/)
  assert.not.match(await tab.evaluate<string>('document.querySelector("#lost").innerText'), 'Allow')
  await tab.close()
})

live.run()
