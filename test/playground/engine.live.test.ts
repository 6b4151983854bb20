import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { bundle } from '../../playground/bundle.ts'
import { rules } from '../../rules/index.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { casesIn, FIXTURES } from '../rules/expectations.ts'
import { openSite, type Site } from './chromium.ts'

// The same engine in a browser: it says byte for byte what the command line says of the same files.

const live = liveSuite('the engine, in a browser', 'chromium')

/** In the page: what the engine says of each of several folders. */
const ASK = `
globalThis.ask = async (folders) => {
  const answers = []
  for (const texts of folders) answers.push(await engine.lintJson(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Uint8Array.from(atob(text), (one) => one.charCodeAt(0))]))))
  return answers
}`

let site: Site | undefined
live.before(async () => {
  const folder = folderWith({
    'index.html': `<!doctype html><title>engine</title><link rel="icon" href="data:,"><script type="module">import * as engine from "./engine.js"; ${ASK}</script>`,
  })
  await bundle({ engine: join(import.meta.dirname, '../../playground/engine.ts') }, folder)
  site = await openSite(folder)
})
live.after(() => site?.close())

type Texts = Record<string, string>

/** Bytes go as base64: a fixture may be no UTF-8. */
const readCase = (cwd: string, files: string[]): Texts =>
  Object.fromEntries(files.map((file) => [file, readFileSync(join(cwd, file)).toString('base64')]))

const laidOut = (texts: Texts): string =>
  folderWith(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text, 'base64')])))

async function agree(cases: { name: string; texts: Texts }[]): Promise<void> {
  if (!site) return assert.unreachable('no browser')
  const { page, complaints } = await site.open('/')
  await page.waitForFunction('"ask" in globalThis')
  const answers = await page.evaluate<string[]>(`ask(${JSON.stringify(cases.map(({ texts }) => texts))})`)
  for (const [index, { name, texts }] of cases.entries()) {
    const { out } = await run(laidOut(texts), ['--format', 'json'])
    if (process.env.VERBLINT_SHOW && out !== answers[index])
      writeFileSync(
        join(process.env.VERBLINT_SHOW, `${name.replaceAll('/', '-')}.json`),
        `${out}\n----\n${answers[index] ?? ''}`,
      )
    assert.is(answers[index], out, name)
  }
  assert.equal(complaints, [])
  await page.context().close()
}

const all = rules.flatMap(({ id }) =>
  ['bad', 'good'].flatMap((kind) =>
    casesIn(join(FIXTURES, id, kind)).map(({ name, cwd, files }) => ({
      name: `${id}/${kind}/${name}`,
      texts: readCase(cwd, files),
    })),
  ),
)

for (const layer of ['scripts', 'configurations']) {
  const isScripts = layer === 'scripts'
  live(`says what the command line says of every fixture: ${layer}`, () =>
    agree(all.filter(({ texts }) => Object.keys(texts).some((name) => /\.[cm]?[jt]sx?$/.test(name)) === isScripts)),
  )
}

live('and of each alone, in a page to which no package has come yet', async () => {
  const asking = all.filter(({ texts }) =>
    Object.values(texts).some((text) => /location ~|RewriteRule|\(\?/.test(Buffer.from(text, 'base64').toString())),
  )
  for (const one of asking.filter((_, index) => index % 40 === 0)) await agree([one])
})

live('and of an expression whose package comes only once it was asked for', () => {
  const cwd = join(FIXTURES, 'method-guard-wrong-status/good/orchard')
  return agree([{ name: 'orchard', texts: readCase(cwd, readdirSync(cwd)) }])
})

live('and of whole deployments', () =>
  agree(
    readdirSync(join(FIXTURES, 'projects')).map((name) => {
      const cwd = join(FIXTURES, 'projects', name)
      const files = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((path) =>
        statSync(join(cwd, path)).isFile(),
      )
      return { name, texts: readCase(cwd, files) }
    }),
  ),
)

live.run()
