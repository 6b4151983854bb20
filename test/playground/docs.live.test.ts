import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import * as assert from 'uvu/assert'
import { buildSite } from '../../playground/build.ts'
import { ruleIds } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { assertFits, SCREENS } from './axe.ts'
import { openSite, type Site } from './chromium.ts'

// With VERBLINT_SHOW=folder, what the pages look like is left there as pictures.

const live = liveSuite('the documentation', 'chromium')
const SHOW = process.env.VERBLINT_SHOW

const folder = folderWith({})
let site: Site | undefined
live.before(async () => {
  await buildSite(folder)
  site = await openSite(folder)
})
live.after(() => site?.close())

async function inPage(
  path: string,
  options: BrowserContextOptions,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  if (!site) return assert.unreachable('no browser')
  const { page, complaints } = await site.open(path, options)
  await check(page)
  assert.equal(complaints, [])
  await page.context().close()
}

const PAGES = [
  'docs/index.html',
  'docs/why.html',
  'docs/commands/lint.html',
  'docs/configuration.html',
  'docs/query.html',
  'docs/facts-apache.html',
  'docs/architecture.html',
  'rules/index.html',
  'rules/405-missing-allow.html',
]

/** Colours are the style's own, the same on every page: a few of these are enough for the other screens. */
const FEW = ['docs/commands/lint.html', 'rules/405-missing-allow.html']

for (const [name, options] of Object.entries(SCREENS)) {
  live(`${name}: nothing is wider than the page, and axe has nothing to say`, async () => {
    for (const path of name === 'phone' ? PAGES : FEW)
      await inPage(`/${path}`, options, async (page) => {
        if (SHOW) await page.screenshot({ path: join(SHOW, `${path.replace(/\W+/g, '-')}-${name}.png`) })
        await assertFits(page)
      })
  })
}

live('the index of the search is fetched when somebody asks, and leads to the place', () =>
  inPage('/docs/index.html', {}, async (page) => {
    const asked = (): boolean => site?.asked.includes('/search.json') === true
    assert.not.ok(asked())
    await page.keyboard.press('/')
    await page.keyboard.insertText('pathMap')
    await page.locator('#hits a').first().waitFor()
    assert.ok(asked())
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === '/docs/configuration.html')
  }),
)

live('what is found nowhere is said, and Escape leads back', () =>
  inPage('/rules/stub-501.html', {}, async (page) => {
    await page.fill('#search', 'quetzalcoatl')
    await page.locator('#hits', { hasText: 'Nothing found' }).waitFor()
    await page.keyboard.press('Escape')
    assert.not.ok(await page.locator('#hits').isVisible())
  }),
)

live('on a phone the contents are closed, and open by a tap', () =>
  inPage('/docs/why.html', SCREENS.phone ?? {}, async (page) => {
    const link = page.locator('.contents a', { hasText: 'Configuration' })
    assert.not.ok(await link.isVisible())
    await page.click('.contents summary')
    await link.click()
    await page.waitForURL((url) => url.pathname === '/docs/configuration.html')
  }),
)

live('a rule is tried in the playground with its bad example', () =>
  inPage('/rules/duplicate-location.html', {}, async (page) => {
    await page.click('.try')
    await page.locator('#findings a', { hasText: 'duplicate-location' }).first().waitFor()
  }),
)

live('every rule is tried, and found by the playground', () =>
  inPage('/index.html', {}, async (page) => {
    const without: string[] = []
    for (const id of ruleIds()) {
      const [, fragment] =
        /class="try" href="[^"#]*#([^"]*)"/.exec(readFileSync(join(folder, `rules/${id}.html`), 'utf8')) ?? []
      if (fragment === undefined) {
        without.push(id)
        continue
      }
      await page.evaluate(
        `document.getElementById('findings').replaceChildren(); location.hash = ${JSON.stringify(fragment)}`,
      )
      await page
        .locator(`#findings a[href="rules/${id}.html"]`)
        .first()
        .waitFor()
        .catch(() => without.push(id))
    }
    assert.equal(without, [])
  }),
)

live('each rule has a page', () => {
  assert.equal(readdirSync(join(folder, 'rules')).sort(), [...ruleIds().map((id) => `${id}.html`), 'index.html'].sort())
})

live.run()
