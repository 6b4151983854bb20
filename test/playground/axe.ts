import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import * as assert from 'uvu/assert'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: { html: string }[]
}

/** The screens that a page has to suit. */
export const SCREENS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 375, height: 812 } },
  'phone-dark': { colorScheme: 'dark', viewport: { width: 375, height: 812 } },
}

/** Nothing is wider than the page, and axe has nothing to say. */
export async function assertFits(page: Page): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {}
  assert.ok(
    (await page.evaluate<number>('document.documentElement.scrollWidth')) <= width,
    'something is wider than the page',
  )
  await page.evaluate(AXE)
  const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)')
  assert.equal(
    found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  )
}
