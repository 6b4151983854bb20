import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { routesHtml } from '../../src/format/routes/html.ts'
import { lintSite, routeTable } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { axe, type Browser, startBrowser, type Tab } from './browser.ts'

// With VERBLINT_SHOW=folder, what the page looks like is left there as pictures.

const live = liveSuite('the routes page, in a browser', 'chromium')
const SHOW = process.env.VERBLINT_SHOW
const shop = join(import.meta.dirname, '../../fixtures/projects/shop')

async function pageOf(cwd: string): Promise<string> {
  const { site, report, about } = await lintSite({ cwd, config: false })
  return await routesHtml(site, await routeTable(site), { ...report, about }, 'shop')
}

let browser: Browser | undefined
live.after(() => browser?.close())

async function inTab(html: string, check: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = await (browser ??= startBrowser()).open(html)
  try {
    await check(tab)
    assert.equal(tab.asked, [])
    assert.equal(tab.complaints, [])
  } finally {
    await tab.close()
  }
}

const picture = async (tab: Tab, name: string): Promise<void> => {
  if (SHOW) await tab.screenshot(join(SHOW, `${name}.png`))
}

const frame = (tab: Tab): Promise<void> =>
  tab.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 10)))')

const cell = (path: string, method: string): string => `[data-title="${method} ${path}"]`
const text = (tab: Tab, selector: string): Promise<string> =>
  tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText`)
const shownRows = (tab: Tab): Promise<string[]> =>
  tab.evaluate(
    '[...document.querySelectorAll("tbody th.path")].filter((node) => node.getClientRects().length > 0).map((node) => [...node.childNodes].filter(({ nodeName }) => nodeName === "#text").map(({ data }) => data).join(""))',
  )
const shownColumns = (tab: Tab): Promise<string[]> =>
  tab.evaluate(
    '[...document.querySelector("thead").querySelectorAll("th")].filter((node) => node.getClientRects().length > 0).map((node) => node.innerText)',
  )
const set = (tab: Tab, id: string, change: string): Promise<void> =>
  tab.evaluate(
    `(() => { const node = document.getElementById('${id}'); node.${change}; node.dispatchEvent(new Event('input')) })()`,
  )

live('a click tells who decides, and by which line', async () =>
  inTab(await pageOf(shop), async (tab) => {
    await picture(tab, 'light')
    await tab.point(cell('/api/items/:id', 'DELETE'), 'move')
    assert.match(
      await text(tab, '#hint'),
      /403 Forbidden[^]*nginx\/sites\/shop\.conf:17[^]*deny all;[^]*proxy-blocks-method/,
    )
    await picture(tab, 'hint')
    await tab.point(cell('/api/items/:id', 'DELETE'), 'click')
    const story = await text(tab, '#panel')
    assert.match(
      story,
      /DELETE \/api\/items\/:id[^]*proxy-blocks-method[^]*shop\.conf:16[^]*403 Forbidden[^]*decided by[^]*shop\.conf:17[^]*deny all;[^]*limit_except takes DELETE out/,
    )
    assert.is(
      await tab.evaluate(
        `document.querySelector(${JSON.stringify(cell('/api/items/:id', 'DELETE'))}).getAttribute('aria-expanded')`,
      ),
      'true',
    )
    await picture(tab, 'panel')
    await tab.point(cell('/api/items/', 'POST'), 'click')
    assert.match(await text(tab, '#panel'), /201 Created[^]*→ POST \/api\/items to http:\/\/api[^]*items\.post/)
    assert.is(await tab.evaluate('document.querySelectorAll("[aria-expanded=true]").length'), 1)
    await tab.point('#close', 'click')
    assert.is(await tab.evaluate('document.getElementById("panel").hidden'), true)
  }),
)

live('the keyboard reaches every cell, and comes back to it', async () =>
  inTab(await pageOf(shop), async (tab) => {
    const focused = (): Promise<string | undefined> => tab.evaluate('document.activeElement.dataset.title')
    for (let tries = 0; tries < 6 && (await focused()) === undefined; tries++) await tab.press('Tab')
    assert.is(await focused(), 'GET /')
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'End', 'ArrowRight', 'ArrowLeft'])
      await tab.press(key)
    assert.is(await focused(), 'OPTIONS /')
    await tab.press('Enter')
    assert.match(await text(tab, '#panel'), 'OPTIONS /')
    await tab.press('ArrowLeft')
    assert.match(await text(tab, '#panel'), 'DELETE /')
    await tab.press('Escape')
    assert.is(await tab.evaluate('document.getElementById("panel").hidden'), true)
    assert.is(await focused(), 'DELETE /')
    await tab.press('Tab')
    assert.match(await tab.evaluate<string>('document.activeElement.closest("section").innerText'), 'localhost:80')
    await tab.press('/')
    assert.is(await tab.evaluate('document.activeElement.id'), 'query')
  }),
)

live('filters leave the rows and columns that are asked for', async () =>
  inTab(await pageOf(shop), async (tab) => {
    const whole = await shownRows(tab)
    await set(tab, 'query', 'value = " /API/Orders"')
    assert.equal(await shownRows(tab), ['/api/orders/', '/api/orders/:id'])
    assert.match(await text(tab, 'section.host h2'), '2 of 16 paths')
    await set(tab, 'method', 'value = "POST"')
    assert.equal(await shownColumns(tab), ['path', 'POST'])
    await picture(tab, 'filtered')
    await set(tab, 'query', 'value = ""')
    await set(tab, 'only', 'checked = true')
    assert.equal(await shownRows(tab), ['/api/orders/:id'])
    await set(tab, 'method', 'value = ""')
    assert.ok((await shownRows(tab)).includes('/api/recommendations'))
    assert.not.ok((await shownRows(tab)).includes('/robots.txt'))
    await set(tab, 'only', 'checked = false')
    assert.equal(await shownRows(tab), whole)
  }),
)

live('what is said of a guard marks the answers that are wrong, not all that it refuses', async () =>
  inTab(await pageOf(join(shop, '../depot')), async (tab) => {
    const marked = (path: string, method: string): Promise<boolean> =>
      tab.evaluate(
        `[...document.querySelectorAll('button.chip')].find(({ dataset }) => dataset.title === ${JSON.stringify(`${method} ${path}`)}).matches('.found.error')`,
      )
    assert.is(await marked('/jobs/:id(\\d+)', 'PUT'), true)
    // No route serves these: the guard takes nothing away.
    assert.is(await marked('/jobs/', 'PUT'), false)
    assert.is(await marked('/jobs/:id(\\d+)', 'PATCH'), false)
  }),
)

live('what is said of a directive marks what a line in it decides', async () => {
  const cwd = folderWith({
    'nginx.conf':
      'events {}\nhttp {\n  server {\n    listen 80;\n    location /a { if ($request_method = PUT) { return 403; } return 200; }\n    location /b { return 200; }\n  }\n}\n',
  })
  await inTab(await pageOf(cwd), async (tab) => {
    const marks = (path: string, method: string): Promise<string> =>
      tab.evaluate(`document.querySelector(${JSON.stringify(cell(path, method))}).className`)
    assert.match(await marks('/a', 'PUT'), 'found')
    assert.not.match(await marks('/a', 'GET'), 'found')
    assert.not.match(await marks('/b', 'PUT'), 'found')
  })
})

live('a table that is wider than the page scrolls in a box of its own', async () =>
  inTab(await pageOf(join(shop, '../market')), async (tab) => {
    for (const width of [1500, 1280, 1000, 600]) {
      await tab.size(width, 800)
      await tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      assert.ok((await tab.evaluate<number>('document.documentElement.scrollWidth')) <= width, `at ${width}`)
    }
  }),
)

live('problems are marked where they bite, each by its severity', async () =>
  inTab(await pageOf(shop), async (tab) => {
    const marks = (path: string, method: string): Promise<string> =>
      tab.evaluate(`document.querySelector(${JSON.stringify(cell(path, method))}).className`)
    assert.match(await marks('/api/items/:id', 'PUT'), 'found error')
    assert.match(await marks('/api/recommendations', 'GET'), 'found warn')
    assert.not.match(await marks('/api/items/:id', 'GET'), 'found')
    assert.not.match(await marks('/api/items/:id', 'OPTIONS'), 'found')
    assert.not.match(await marks('/api/health', 'PUT'), 'found')
    const dot = (path: string): Promise<string> =>
      tab.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(cell(path, 'GET'))}), '::after').content`)
    assert.is(await dot('/api/recommendations'), '""')
    assert.is(await dot('/api/health'), 'none')
  }),
)

/** How far apart two colours are, by WCAG 2.2 §1.4.3. */
const CONTRAST = `(node) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255).map((one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
  const light = (colour) => { const [red, green, blue] = parts(colour); return .2126 * red + .7152 * green + .0722 * blue }
  const { color, backgroundColor } = getComputedStyle(node)
  const [a, b] = [light(color), light(backgroundColor)].sort((one, other) => other - one)
  return (a + .05) / (b + .05)
}`

for (const colours of ['light', 'dark'] as const) {
  live(`${colours} by the reader's own setting, and legible`, async () =>
    inTab(await pageOf(shop), async (tab) => {
      await tab.scheme(colours)
      await picture(tab, colours)
      const paper = await tab.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      assert.is(Number(/\d+/.exec(paper)?.[0]) > 128, colours === 'light', paper)
      const contrasts = await tab.evaluate<number[]>(`[...document.querySelectorAll('.legend .chip')].map(${CONTRAST})`)
      assert.is(contrasts.length, 6)
      for (const contrast of contrasts) assert.ok(contrast >= 4.5, contrasts.join())
    }),
  )
}

live('a narrow window scrolls the table, not the page', async () =>
  inTab(await pageOf(shop), async (tab) => {
    await tab.size(420, 800)
    await picture(tab, 'narrow')
    assert.ok((await tab.evaluate<number>('document.documentElement.scrollWidth')) <= 420)
    await tab.point(cell('/api/items/', 'GET'), 'click')
    await picture(tab, 'narrow-panel')
    assert.ok((await tab.evaluate<number>('document.getElementById("panel").getBoundingClientRect().left')) >= 0)
  }),
)

const HOSTILE = `events {}
http {
  server {
    listen 80; server_name evil.example;
    location "/</script><script>alert(1)</script>" { return 405 "</script><img src=x onerror=alert(2)>"; }
    location ~ "^/(<b onmouseover=alert(3)>|'|&quot;)x$" { return 405; }
    location = "/\\"onfocus=alert(4) autofocus=\\"" { return 200; }
    location /back { proxy_pass http://127.0.0.1:9/<svg/onload=alert(5)>; }
  }
}
`

live('nothing that is linted becomes part of the page', async () =>
  inTab(await pageOf(folderWith({ 'nginx.conf': HOSTILE })), async (tab) => {
    assert.is(await tab.evaluate('document.querySelectorAll("main script, main img, main svg").length'), 0)
    assert.is(await tab.evaluate('document.scripts.length'), 1)
    assert.ok((await shownRows(tab)).some((path) => path.includes('</script><script>alert(1)')))
    const stories = await tab.evaluate<number>('document.querySelectorAll("button.chip").length')
    for (let at = 0; at < stories; at += 8)
      await tab.evaluate(`document.querySelectorAll('button.chip')[${at}].click()`)
    assert.is(
      await tab.evaluate(
        'document.querySelectorAll("#panel img, #panel svg, #panel script, [onfocus], [onmouseover]").length',
      ),
      0,
    )
  }),
)

live('without routes there is a page that says so', async () =>
  inTab(await pageOf(folderWith({ 'readme.md': '' })), async (tab) => {
    assert.match(await text(tab, 'main'), 'No routes were found')
    assert.is(await tab.evaluate('document.querySelectorAll("input, table").length'), 0)
    await picture(tab, 'empty')
  }),
)

const LOCATIONS = 600
live('many locations of nginx are a small page, and many problems are shown some at a time', async () => {
  const locations = Array.from(
    { length: LOCATIONS },
    (_, at) =>
      `location /api/v${at % 7}/orders/${at} { ${['limit_except GET { deny all; } proxy_pass http://127.0.0.1:3000;', 'return 405;', 'proxy_pass http://127.0.0.1:3000;'][at % 3]} }`,
  )
  const cwd = folderWith({
    'nginx.conf': `events {}\nhttp { server { listen 80; server_name a.example;\n${locations.join('\n')}\n} }\n`,
  })
  const html = await pageOf(cwd)
  assert.ok(html.length < 75_000 + LOCATIONS * 260, `${html.length}: ten thousand have to be less than 3 MB`)
  await inTab(html, async (tab) => {
    const count = (): Promise<number> => tab.evaluate('document.querySelectorAll(".more .finding").length')
    const all = Number(/(\d+) problems?/.exec(await text(tab, 'header p'))?.[1])
    assert.ok(all > 100)
    assert.is(await count(), 100)
    assert.match(await text(tab, '#more'), `${all - 100} more problems`)
    await tab.point('#more button', 'click')
    assert.is(await count(), all)
    assert.is(await tab.evaluate('document.getElementById("more")'), null)
    await picture(tab, 'many-problems')
  })
})

live('the arrow keys lead to rows that were not there yet', async () => {
  const routes = Array.from(
    { length: 200 },
    (_, index) => `app.get('/r${String(index).padStart(3, '0')}', (req, res) => res.json([]))`,
  )
  const cwd = folderWith({
    'package.json': '{"dependencies":{"express":"^5.0.0"}}',
    'app.js': `const express = require('express')\nconst app = express()\n${routes.join('\n')}\napp.listen(3000)\n`,
  })
  await inTab(await pageOf(cwd), async (tab) => {
    await tab.evaluate('document.querySelector("button.chip").focus()')
    for (let presses = 0; presses < 90; presses++) await tab.press('ArrowDown')
    assert.is(await tab.evaluate('document.activeElement.dataset.title'), 'GET /r089')
    await tab.press('Enter')
    assert.match(await text(tab, '#panel'), 'GET /r089')
  })
})

for (const [name, width, colours] of [
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['phone', 390, 'light'],
] as const) {
  live(`${name}: axe has nothing to say`, async () =>
    inTab(await pageOf(shop), async (tab) => {
      await tab.scheme(colours)
      await tab.size(width, 844)
      await frame(tab)
      assert.equal(await axe(tab), [])
      await tab.evaluate('document.querySelector("button.found").click()')
      assert.equal(await axe(tab), [])
    }),
  )
}

live('three hundred routes are filtered', async () => {
  const routes = Array.from(
    { length: 300 },
    (_, index) =>
      `app.${['get', 'post', 'put', 'delete'][index % 4]}('/api/v1/things${index % 60}/:id/parts/${index}', (req, res) => res.status(200).json([]))`,
  )
  const cwd = folderWith({
    'package.json': '{"dependencies":{"express":"^5.0.0"}}',
    'app.js': `const express = require('express')\nconst app = express()\n${routes.join('\n')}\napp.listen(3000)\n`,
  })
  const html = await pageOf(cwd)
  assert.ok(html.length < 30_000 + 300 * 300, `${html.length}: ten thousand routes have to be less than 3 MB`)
  await inTab(html, async (tab) => {
    await picture(tab, 'many')
    assert.is(await tab.evaluate('Number(document.querySelector("table").ariaRowCount) > 300'), true)
    // Rows are made as they come into view: a far one is not there yet.
    assert.ok((await shownRows(tab)).length < 200)
    await tab.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    for (let tries = 0; tries < 50 && !(await shownRows(tab)).includes('/…'); tries++) await frame(tab)
    assert.ok((await shownRows(tab)).includes('/…'))
    assert.ok((await shownRows(tab)).length < 200, 'those that left the view are gone')
    assert.ok((await shownRows(tab)).includes('/'), 'but for those with the cell that takes the Tab key')
    await tab.evaluate(
      `(() => { const node = document.getElementById('query'); node.value = 'things17/'; node.dispatchEvent(new Event('input')) })()`,
    )
    assert.is((await shownRows(tab)).length, 5)
  })
})

live.run()
