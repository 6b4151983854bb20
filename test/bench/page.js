// npm run bench -- page [RUNS]: the playground in Chromium. From opening a link to the first finding, and from a key to the findings that
// answer it, in milliseconds as a user waits for them; the median of some runs. The last column is what it is to be at most, on two cores that
// are free: `slowed` tells how much longer than its own processor time a fixed piece of work took right then (1: nobody else was there).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'
import { median } from './meter.js'

const PROJECTS = 'fixtures/projects'
const cell = (text) => String(text).padStart(12)

/** How much longer than its own processor time a piece of work takes: others want the machine. */
function slowed() {
  const began = performance.now()
  const { user } = process.cpuUsage()
  let sum = 0
  for (let at = 0; at < 3e7; at++) sum += at % 7
  return sum > 0 ? (performance.now() - began) / ((process.cpuUsage().user - user) / 1000) : 1
}

/** Several servers, of the size that a person keeps in one file. */
function lines(count) {
  const servers = []
  for (let at = 0; servers.join('').split('\n').length < count - 14; at++)
    servers.push(
      `  server {\n    listen 80;\n    server_name s${at}.example;\n    root /srv/s${at};\n    location / {\n      try_files $uri $uri/ /index.html;\n    }\n    location /api/ {\n      limit_except GET POST {\n        deny all;\n      }\n      proxy_pass http://127.0.0.1:3000;\n    }\n    location = /form {\n      return 405;\n    }\n    location ~ \\.php$ {\n      fastcgi_pass unix:/run/php.sock;\n    }\n  }\n`,
    )
  return `events {}\nhttp {\n${servers.join('')}}\n`
}

const textsBelow = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )

/** In the page, before anything else: when the first finding is there, and when the answer to a key is. */
const WATCH = `new MutationObserver(() => {
  if (globalThis.first === undefined && document.querySelector('.finding')) globalThis.first = performance.now()
  const state = document.body?.dataset.state
  if (globalThis.pressed === undefined) return
  if (state === 'busy') globalThis.asked = true
  else if (globalThis.asked) { globalThis.waited = performance.now() - globalThis.pressed; globalThis.pressed = globalThis.asked = undefined }
}).observe(document, { subtree: true, childList: true, attributes: true })`

async function measured(browser, address, keys) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(WATCH)
  await page.goto(address)
  await page.waitForSelector('body[data-state=ready]')
  await page.locator('.cm-content').waitFor()
  const first = await page.evaluate('first')
  const waits = []
  await page.locator('.cm-content').focus()
  for (let at = 0; at < keys; at++) {
    await page.evaluate(
      'waited = undefined; document.querySelector(".cm-content").addEventListener("input", () => { pressed = performance.now() }, { once: true, capture: true })',
    )
    await page.keyboard.insertText(at % 2 ? ' ' : '\n')
    while ((await page.evaluate('waited')) === undefined) await page.waitForTimeout(20)
    waits.push(await page.evaluate('waited'))
  }
  await context.close()
  return { first, wait: median(waits) }
}

export async function benchPage([runs = '7']) {
  register()
  const [{ buildSite }, { openSite }, { playgroundLink }] = await Promise.all(
    ['../../playground/build.ts', '../playground/chromium.ts', '../../playground/site/examples.ts'].map(
      (path) => import(path),
    ),
  )
  const folder = mkdtempSync(join(tmpdir(), 'verblint-page-'))
  let site
  try {
    await buildSite(folder)
    site = await openSite(folder)
    const { page } = await site.open('/docs/index.html')
    const browser = page.context().browser()
    console.log(''.padEnd(26) + ['first', 'at most', 'a key', 'at most', 'slowed'].map(cell).join(''))
    for (const [name, texts, most, key] of [
      ['nginx, 25 lines', { 'nginx.conf': lines(25) }, 1000, 150],
      ['nginx, 500 lines', { 'nginx.conf': lines(500) }, 1000, 150],
      ['the shop', textsBelow(join(PROJECTS, 'shop')), 1000, ''],
    ]) {
      const address = new URL(playgroundLink(texts).replace('..', ''), page.url()).href
      const all = []
      const busy = []
      for (let run = 0; run < Number(runs); run++) {
        busy.push(slowed())
        all.push(await measured(browser, address, 8))
      }
      const [first, wait] = ['first', 'wait'].map((what) => median(all.map((one) => one[what])))
      console.log(
        name.padEnd(26) +
          [
            `${first.toFixed(0)} ms`,
            `${most} ms`,
            `${wait.toFixed(0)} ms`,
            key && `${key} ms`,
            `${median(busy).toFixed(2)} ×`,
          ]
            .map(cell)
            .join(''),
      )
    }
  } finally {
    await site?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
