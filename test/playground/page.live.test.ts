import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions, Page } from 'playwright-core'
import * as assert from 'uvu/assert'
import { buildSite } from '../../playground/build.ts'
import { playgroundLink } from '../../playground/site/examples.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { assertFits, SCREENS } from './axe.ts'
import { openSite, type Site } from './chromium.ts'

// With VERBLINT_SHOW=folder, what the page looks like is left there as pictures.

const live = liveSuite('the playground', 'chromium')
const SHOW = process.env.VERBLINT_SHOW

const folder = folderWith({})
let site: Site | undefined
live.before(async () => {
  await buildSite(folder)
  site = await openSite(folder)
})
live.after(() => site?.close())

const ready = (page: Page): Promise<unknown> => page.waitForSelector('body[data-state=ready]')

async function inPage(
  path: string,
  options: BrowserContextOptions,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  if (!site) return assert.unreachable('no browser')
  const { page, complaints } = await site.open(path, options)
  await ready(page)
  await check(page)
  assert.equal(complaints, [])
  await page.context().close()
}

/** Waits for what a page comes to; its own policy forbids Playwright to wait there. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await page.evaluate<boolean>(condition)) return
    await page.waitForTimeout(50)
  }
  assert.unreachable(condition)
}

/** All that is typed stands in the editor; the answer to it has come. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

const DOUBLED = 'server {\n  listen 80;\n  location /a { return 405; }\n}\n'

const GUARDED =
  'server {\n  listen 80;\n  location /b/ {\n    if ($request_method !~ ^(GET|HEAD)$) { return 405; }\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n'

live('findings come as one types, and a click corrects them', () =>
  inPage('/', {}, async (page) => {
    await type(page, GUARDED)
    await page.locator('.finding.error', { hasText: 'other methods /b/' }).locator('.fixes button').first().click()
    await page.locator('.cm-content', { hasText: 'add_header Allow "GET, HEAD" always;' }).waitFor()
    await page.locator('.finding.error').first().waitFor({ state: 'detached' })
  }),
)

live('a request is traced, and the deciding line is a link', () =>
  inPage('/', {}, async (page) => {
    await page.fill('#url', 'http://shop.example/api/x')
    await page.fill('#method', 'DELETE')
    await page.locator('.branch .chip', { hasText: '405' }).waitFor()
    await page.locator('.decided .link').first().click()
    assert.match(await page.evaluate<string>('document.activeElement.className'), 'cm-content')
  }),
)

live('the Tab key leads through the whole page, and is nowhere caught', () =>
  inPage('/', {}, async (page) => {
    await page.locator('.cm-content').waitFor()
    const WHERE = `(() => { const { id, className, role, dataset, textContent } = document.activeElement
      return id || (dataset.key ? 'cell or finding' : '') || role || className || textContent })()`
    const met: unknown[] = []
    for (let presses = 0; presses < 60 && met.at(-1) !== 'SUMMARY'; presses++) {
      await page.keyboard.press('Tab')
      met.push(await page.evaluate(WHERE))
      if (await page.evaluate('document.activeElement.tagName === "SUMMARY"')) met.push('SUMMARY')
    }
    for (const stop of [
      'examples',
      'share',
      'tab',
      'add',
      'open',
      'rename',
      'remove',
      'textbox',
      'method',
      'url',
      'headers',
    ])
      assert.ok(met.includes(stop), `${stop} in ${met.join(', ')}`)
    assert.is(met.at(-1), 'SUMMARY')
    // A table of forty answers is one stop.
    assert.ok(met.length < 45, met.join(', '))
  }),
)

live('a finding leads to an answer that it is about, and the map to any', () =>
  inPage('/', {}, async (page) => {
    await type(page, GUARDED)
    await page
      .locator('.finding.error', { hasText: 'other methods /b/' })
      .locator('.trace', { hasText: 'Trace POST /b/' })
      .click()
    assert.is(await page.inputValue('#method'), 'POST')
    assert.is(await page.inputValue('#url'), 'http://localhost/b/')
    await page.locator('.branch .chip', { hasText: '405 Method Not Allowed' }).waitFor()
    const cell = page.locator('#map button[aria-label="other /b/: 405, error"]')
    await cell.focus()
    await page.keyboard.press('Enter')
    await until(page, 'document.getElementById("method").value === "BREW" && document.body.dataset.state === "ready"')
    // The map is drawn anew, and the keyboard is where it was; the arrows lead on.
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.getAttribute("aria-label")')
    assert.is(await focused(), 'other /b/: 405, error')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    assert.match(String(await focused()), /^GET \/(?:b)?: /)
    // Only answers that a finding is about bear a dot.
    assert.is(await page.locator('#map button[aria-label^="GET"].found').count(), 0)
  }),
)

live('a request that cannot be meant so is told, and a host needs no scheme', () =>
  inPage('/', {}, async (page) => {
    await page.fill('#url', 'shop.example/newsletter')
    await page.locator('.branch', { hasText: 'server_name shop.example takes shop.example' }).first().waitFor()
    assert.is(await page.locator('#request :invalid').count(), 0)
    await page.fill('#url', 'ftp://shop.example/')
    await page.fill('#headers', 'Origin https://a.example')
    await until(page, 'document.querySelectorAll("#request :invalid").length === 2')
    await page.locator('#trace', { hasText: 'Write http:// or https:// and a host.' }).waitFor()
    assert.is(await page.locator('.branch').count(), 0)
  }),
)

live('every example traces what its name asks, and 501 or 405 is told', () =>
  inPage('/', {}, async (page) => {
    for (const [value, about] of [
      ['0', '405'],
      ['1', '403'],
      ['2', '501'],
    ] as const) {
      await page.selectOption('#examples', value)
      await page.locator('.branch .chip', { hasText: about }).first().waitFor()
    }
    await page.locator('.finding.error', { hasText: 'instead of 501 for DELETE /reports' }).waitFor()
  }),
)

live('an example shows the file and the line that decide its request, and which files have problems', () =>
  inPage('/', {}, async (page) => {
    await page.selectOption('#examples', 'shop')
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'nginx/sites/shop.conf' }).waitFor()
    await page.locator('.cm-activeLine', { hasText: 'deny all;' }).waitFor()
    const marked = await page.evaluate('[...document.querySelectorAll("[role=tab].found")].map((tab) => tab.ariaLabel)')
    assert.equal(marked, [
      'nginx/sites/shop.conf, error',
      'nginx/snippets/static.conf, error',
      'club/.htaccess, error',
      'api/handlers/recommendations.ts, warning',
      'api/routes/orders.ts, error',
    ])
    // What is chosen by hand stays.
    await page.locator('[role=tab]', { hasText: 'club/.htaccess' }).click()
    await page.fill('#method', 'GET')
    await page.locator('.branch .chip', { hasText: '200' }).first().waitFor()
    assert.is(await page.locator('[role=tab][aria-selected=true]').innerText(), 'club/.htaccess')
  }),
)

live('beside problems notes wait behind their count, and stay open once they are', () =>
  inPage('/', {}, async (page) => {
    const note = page.locator('.finding.info').first()
    await page.locator('.notes summary', { hasText: '3 notes' }).waitFor()
    assert.not.ok(await note.isVisible())
    await page.locator('.notes summary').focus()
    await page.keyboard.press('Enter')
    await note.waitFor()
    await page.fill('#method', 'GET')
    await page.locator('.branch .chip', { hasText: '200' }).first().waitFor()
    assert.ok(await note.isVisible())
    // Where there is nothing else, they stand there at once.
    await type(page, 'server {\n  listen 80;\n  location /a { limit_except GET { deny all; } return 200 x; }\n}\n')
    await until(page, 'document.querySelector(".notes") === null')
    await note.waitFor()
  }),
)

live('what nginx -T prints becomes files', () =>
  inPage('/', {}, async (page) => {
    const dump =
      '# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { include conf.d/*.conf; }\n\n# configuration file /etc/nginx/conf.d/a.conf:\nserver { listen 80; location /a { return 405; } }\n'
    await page.evaluate(
      `(() => { const data = new DataTransfer(); data.setData('text/plain', ${JSON.stringify(dump)}); document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })) })()`,
    )
    assert.equal(await page.locator('[role=tab]').allInnerTexts(), ['nginx.conf', 'conf.d/a.conf'])
    // What was asked of other files says nothing of these: what they answer worst is asked.
    await until(page, 'document.getElementById("url").value === "http://localhost/a"')
    await page.locator('#findings .link', { hasText: 'conf.d/a.conf:1' }).first().waitFor()
  }),
)

live('who waits long is told that an answer comes', () =>
  inPage('/', {}, async (page) => {
    await page.locator('#findings .link').first().waitFor()
    const locations = Array.from({ length: 8000 }, (_, at) => `location /p${at} { return 405; }`).join('\n')
    const dump = `# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { server { listen 80;\n${locations}\n} }\n`
    await page.evaluate(
      `(() => { const data = new DataTransfer(); data.setData('text/plain', ${JSON.stringify(dump)}); document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })) })()`,
    )
    await page.locator('#status', { hasText: 'reading the files' }).waitFor()
  }),
)

live('a link holds the files', () =>
  inPage('/', {}, async (page) => {
    await type(page, DOUBLED)
    await page.locator('#findings a', { hasText: '405-missing-allow' }).first().waitFor()
    await page.click('#share')
    await page.waitForURL((url) => url.hash.startsWith('#v1,'))
    const hash = new URL(page.url()).hash
    await inPage(`/${hash}`, {}, async (other) => {
      assert.match(await other.locator('.cm-content').innerText(), 'location /a')
    })
  }),
)

live('files are chosen with the arrow keys, added and removed', () =>
  inPage('/', {}, async (page) => {
    await page.click('#add')
    await page.fill('#name', 'site/.htaccess')
    await page.keyboard.press('Enter')
    await page.locator('[role=tab]', { hasText: 'site/.htaccess' }).waitFor()
    assert.equal(await page.locator('[role=tab]').allInnerTexts(), ['nginx.conf', 'site/.htaccess'])
    await page.locator('[role=tab][aria-selected=true]').focus()
    await page.keyboard.press('ArrowRight')
    assert.is(await page.locator('[role=tab][aria-selected=true]').innerText(), 'nginx.conf')
    assert.is(await page.evaluate('document.activeElement.textContent'), 'nginx.conf')
    await page.click('#remove')
    assert.equal(await page.locator('[role=tab]').allInnerTexts(), ['site/.htaccess'])
  }),
)

const tabs = (page: Page): Promise<string[]> => page.locator('[role=tab]').allInnerTexts()

/** Files and folders of the disk are let go above the page, as a hand would. */
async function drop(page: Page, ...files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
}

const DROPPED = folderWith({
  'site/nginx.conf': 'events {}\nhttp { include conf.d/*.conf; }\n',
  'site/conf.d/a.conf': DOUBLED,
  'site/node_modules/x/index.js': 'x',
  'site/logo.png': Uint8Array.from([0x89, 0, 1]),
  'broken.zip': 'no archive',
})
const packed = (program: string, ...args: string[]): string => {
  execFileSync(program, args, { cwd: DROPPED, stdio: 'ignore' })
  return join(DROPPED, args.find((one) => /\.(?:zip|tar|tgz)$/.test(one)) ?? '')
}
const ZIP = `import zipfile, os
with zipfile.ZipFile('site.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for folder, _, files in os.walk('site'):
        for name in files: z.write(os.path.join(folder, name))
`
writeFileSync(join(DROPPED, 'pack.py'), ZIP)

for (const [what, source] of [
  ['folder', () => join(DROPPED, 'site')],
  ['tar archive', () => packed('tar', '-cf', 'site.tar', 'site')],
  ['tar archive, packed by gzip', () => packed('tar', '-czf', 'site.tgz', 'site')],
  [
    'zip archive',
    () => {
      packed('python3', 'pack.py')
      return join(DROPPED, 'site.zip')
    },
  ],
] as const)
  live(`a ${what} is dropped: its files are there, and what is no text is told`, () =>
    inPage('/', {}, async (page) => {
      await drop(page, source())
      await page.locator('#notice', { hasText: '2 files added, 1 file left out' }).waitFor()
      // Nobody's example is not among one's own files, and what decides is shown.
      assert.equal((await tabs(page)).sort(), ['site/conf.d/a.conf', 'site/nginx.conf'])
      await page.locator('#findings .link', { hasText: 'site/conf.d/a.conf:3' }).first().waitFor()
      await page.locator('[role=tab][aria-selected=true]', { hasText: 'site/conf.d/a.conf' }).waitFor()
      await page.click('#notice button')
      assert.equal(await tabs(page), ['nginx.conf'])
    }),
  )

live('what is dropped and no archive is said; the files stay', () =>
  inPage('/', {}, async (page) => {
    await drop(page, join(DROPPED, 'broken.zip'))
    await page.locator('#notice', { hasText: 'Nothing was added: this is no zip archive.' }).waitFor()
    assert.equal(await tabs(page), ['nginx.conf'])
  }),
)

live('files are opened without a mouse, too', () =>
  inPage('/', {}, async (page) => {
    await type(page, GUARDED)
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.press('#open', 'Enter')])
    await chooser.setFiles([join(DROPPED, 'site/conf.d/a.conf')])
    await page.locator('#findings .link', { hasText: 'a.conf:3' }).first().waitFor()
    assert.equal(await tabs(page), ['nginx.conf', 'a.conf'])
  }),
)

live('a correction is taken back, and so is an example or a file that is gone', () =>
  inPage('/', {}, async (page) => {
    await type(page, GUARDED)
    await page.locator('.finding.error', { hasText: 'other methods /b/' }).locator('.fixes button').first().click()
    await page.locator('.cm-content', { hasText: 'add_header Allow' }).waitFor()
    // The cursor is where the correction was made.
    await page.keyboard.press('Control+Z')
    await page.locator('.finding.error', { hasText: 'other methods /b/' }).first().waitFor()
    assert.not.match(await page.locator('.cm-content').innerText(), 'add_header')
    for (const lose of [() => page.click('#remove'), () => page.selectOption('#examples', '1')]) {
      await lose()
      assert.not.match(await page.locator('.cm-content').innerText(), 'location /b/')
      await page.click('#notice button')
      assert.match(await page.locator('.cm-content').innerText(), 'location /b/')
    }
  }),
)

live('no file takes the name of another, and none leaves the folder', () =>
  inPage('/', {}, async (page) => {
    await page.click('#add')
    await page.fill('#name', '/../a//nginx.conf')
    await page.keyboard.press('Enter')
    await page.locator('[role=tab]', { hasText: 'a/nginx.conf' }).waitFor()
    assert.equal(await tabs(page), ['nginx.conf', 'a/nginx.conf'])
    await page.click('#rename')
    await page.fill('#name', 'nginx.conf')
    assert.is(
      await page.evaluate('document.getElementById("name").validationMessage'),
      'There is a file nginx.conf already',
    )
    await page.keyboard.press('Escape')
    assert.equal(await tabs(page), ['nginx.conf', 'a/nginx.conf'])
  }),
)

live('a link that is broken is told', async () => {
  for (const hash of ['#v1,AAAA', '#v1,%%%', '#v9,x'])
    await inPage(`/${hash}`, {}, async (page) => {
      await page.locator('#notice', { hasText: 'This link holds no files that can be read' }).waitFor()
    })
})

for (const [name, options] of Object.entries(SCREENS)) {
  live(`${name}: nothing is wider than the page, and axe has nothing to say`, () =>
    inPage('/', options, async (page) => {
      if (SHOW) await page.screenshot({ path: join(SHOW, `${name}.png`), fullPage: true })
      await assertFits(page)
    }),
  )
}

const LONG = {
  [`${'a/folder/'.repeat(12)}nginx.conf`]: `server {
  server_name ${'name'.repeat(15)}.example;
  location /${'x'.repeat(200)} { return 405; }
  location ~ ^/${'y'.repeat(200)}$ { return 501; }
}
`,
  'nothing.conf': '',
}
for (const [name, options] of Object.entries(SCREENS))
  live(`${name}: names that are long break, and are not wider than the page`, () =>
    inPage(playgroundLink(LONG).replace('..', ''), options, async (page) => {
      await page.locator('.finding').first().waitFor()
      await assertFits(page)
    }),
  )

/** What a script weighs on the way to a browser. */
const weigh = (paths: string[]): number =>
  [...new Set(paths)]
    .filter((path) => path.endsWith('.js'))
    .reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0)

/** In bytes of gzip: what comes before the first finding, in nginx's files and in Apache's; all that comes in the end, without scripts and with them. */
const FIRST_NGINX = 199_000
const FIRST_APACHE = 196_000
const WHOLE = 312_000
const WITH_SCRIPTS = 900_000

live('the parser of JavaScript comes with the first script, and the page says so', () =>
  inPage('/', {}, async (page) => {
    if (site) site.asked.length = 0
    assert.not.ok(await page.locator('.scripts').isVisible())
    await page.selectOption('#examples', 'shop')
    await page.locator('#map th', { hasText: '/api/items/' }).first().waitFor()
    assert.ok(await page.locator('.scripts').isVisible())
    const weight = weigh(site?.asked ?? [])
    assert.ok(weight > WHOLE && weight <= WITH_SCRIPTS, `${weight} bytes`)
    if (SHOW) await page.screenshot({ path: join(SHOW, 'shop.png'), fullPage: true })
  }),
)

live('before the engine is there, the page says what it waits for', async () => {
  if (!site) return assert.unreachable('no browser')
  const { page } = await site.open('/docs/index.html')
  await page.route('**/worker.js', () => undefined)
  await page.goto(new URL('/', page.url()).href)
  await page.locator('#status', { hasText: 'loading the engine' }).waitFor()
  assert.match(await page.inputValue('#editor textarea'), 'location /api/')
  await assertFits(page)
  await page.context().close()
})

/** A page whose editor is held back. */
async function beforeTheEditor(path: string, check: (page: Page) => Promise<void>): Promise<void> {
  if (!site) return assert.unreachable('no browser')
  const { page } = await site.open('/docs/index.html')
  await page.route('**/code-editor-*.js', () => undefined)
  site.asked.length = 0
  await page.goto(new URL(path, page.url()).href)
  await ready(page)
  await check(page)
  await page.context().close()
}

live('before the editor is there, one types into a field, and findings come', () =>
  beforeTheEditor('/', async (page) => {
    await page.locator('.finding').first().waitFor()
    const weight = weigh(site?.asked ?? [])
    assert.ok(weight > 100_000 && weight <= FIRST_NGINX, `${weight} bytes`)
    await page.fill('#editor textarea', GUARDED)
    await page.locator('.finding.error', { hasText: 'other methods /b/' }).locator('.fixes button').first().click()
    await page.locator('.finding.error').first().waitFor({ state: 'detached' })
    assert.match(await page.inputValue('#editor textarea'), 'add_header Allow "GET, HEAD" always;')
    // A request is traced, and the map leads to another.
    await page.fill('#method', 'DELETE')
    await page.locator('.branch .chip', { hasText: '405' }).waitFor()
    await page.locator('#map button[aria-label^="GET /b/"]').first().click()
    await until(page, 'document.getElementById("method").value === "GET" && document.body.dataset.state === "ready"')
    await page.click('#share')
    await page.waitForURL((url) => url.hash.startsWith('#v1,'))
  }),
)

live('an .htaccess needs no more', () =>
  beforeTheEditor(
    playgroundLink({ '.htaccess': 'RewriteEngine On\nRewriteRule ^a$ - [R=405,L]\n' }).replace('..', ''),
    async () => {
      const weight = weigh(site?.asked ?? [])
      assert.ok(weight > 100_000 && weight <= FIRST_APACHE, `${weight} bytes`)
    },
  ),
)

live('what has been typed into the field stands in the editor, and the cursor with it', async () => {
  if (!site) return assert.unreachable('no browser')
  const { page, complaints } = await site.open('/docs/index.html')
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/code-editor-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(new URL('/', page.url()).href)
  await ready(page)
  await page.fill('#editor textarea', DOUBLED)
  await page.evaluate('document.querySelector("#editor textarea").setSelectionRange(8, 8)')
  release()
  await page.locator('.cm-content').waitFor()
  await page.keyboard.insertText(' # here')
  await page.locator('.cm-line', { hasText: 'server { # here' }).waitFor()
  assert.equal(complaints, [])
  await page.context().close()
})

live('the page keeps to its weight', async () => {
  if (site) site.asked.length = 0
  await inPage('/', {}, async (page) => {
    await page.locator('.cm-content').waitFor()
    const weight = weigh(site?.asked ?? [])
    assert.ok(weight > 100_000 && weight <= WHOLE, `${weight} bytes`)
  })
})

live.run()
