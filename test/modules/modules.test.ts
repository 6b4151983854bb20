// The data of `npm run modules`: the docs have it, and the interpreter says nothing else.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite, type Outcome, type Site } from '../../src/index.ts'
import { OBSERVED as HTTPD } from '../../src/apache/directives/observed.ts'
import { answerIn, agreedAnswer, type ObservedHandler, type Said } from '../../src/model/observed.ts'
import { OBSERVED as NGINX } from '../../src/nginx/directives/observed.ts'
import { refusalsBy } from '../../src/nginx/directives/refusals.ts'
import { folderWith } from '../folder.ts'
import { layOut } from '../truth/apache/lab.ts'
import { around } from '../truth/nginx/lab.ts'
import { HTTPD_METHODS, HTTPD_QUESTIONS, pathOf, probeOf } from './apache.ts'
import { told } from './grouped.ts'
import { NGINX_METHODS, NGINX_QUESTIONS } from './nginx.ts'
import { PAGES, withTable } from './page.ts'

test('the pages have the tables of the data: npm run modules', () => {
  for (const { file, observed } of PAGES) {
    const page = readFileSync(file, 'utf8')
    assert.ok(observed.length > 30)
    assert.is(page, withTable(page, observed))
  }
})

/** What of the model's answers cannot be: they say another status, or another Allow. */
function contradiction(outcomes: Outcome[], seen: string): string | null {
  const possible = outcomes.map(({ status, by, headers: { allow } }) =>
    status === null
      ? by === 'closed'
        ? seen === '0'
        : true
      : allow === undefined
        ? seen.startsWith(String(status))
        : seen === told(status, allow ?? undefined),
  )
  return possible.includes(true)
    ? null
    : `${seen} came; the model: ${outcomes.map(({ status, headers }) => `${status} ${headers.allow}`).join(' or ')}`
}

async function contradictions(
  site: Site,
  port: number,
  said: Said,
  methods: string[],
  path: (method: string) => string,
): Promise<string[]> {
  const found: string[] = []
  for (const method of methods) {
    const seen = answerIn(said, method) ?? answerIn(said, '*') ?? ''
    const { outcomes } = await site.trace({ method, url: `http://lab.test:${port}${path(method)}` })
    const wrong = contradiction(outcomes, seen)
    if (wrong !== null) found.push(`${said.text}, ${method} ${path(method)}: ${wrong}`)
  }
  return found
}

const observedAs = (all: ObservedHandler[], name: string): ObservedHandler => {
  const found = all.find((one) => one.name === name)
  assert.ok(found, `${name} was not asked: npm run modules`)
  return found
}

for (const { directive, http = '', main = '', files = {}, path = 'file.txt', next } of NGINX_QUESTIONS) {
  test(`nginx: ${directive}`, async () => {
    for (const said of observedAs(NGINX, directive).says.filter(({ body }) => !body)) {
      const location = `location /s/ { alias www/; ${said.text} } location = /other { return 200; }`
      const config = (main + around(location, http)).replaceAll('{{PORT}}', '8080').replaceAll('{{PORT2}}', '8081')
      const root = folderWith({ 'www/file.txt': 'A', 'www/dir/a.txt': 'A', ...files, 'nginx.conf': config })
      const site = await loadSite({
        cwd: root,
        paths: ['nginx.conf'],
        nginx: { prefix: root, version: next ? '1.31.5' : '1.22.1' },
      })
      assert.equal(await contradictions(site, 8080, said, NGINX_METHODS, () => `/s/${path}`), [])
    }
  })
}

for (const asked of HTTPD_QUESTIONS) {
  test(`httpd: ${asked.name}`, async () => {
    const root = layOut(probeOf(asked), { first: 8080, second: 8081, upstream: 8082 })
    mkdirSync(join(root, 'cache'), { recursive: true })
    const site = await loadSite({ cwd: root, paths: ['httpd.conf', 'htdocs'], apache: { version: '2.4.71' } })
    const { says } = observedAs(HTTPD, asked.name)
    for (const [at, said] of says.entries()) {
      const path = (method: string): string =>
        pathOf(Math.floor(at / 2), method, said.none === true) + (asked.query ?? '')
      assert.equal(await contradictions(site, 8080, said, HTTPD_METHODS, path), [])
    }
  })
}

test('nginx: what settings agree on is a refusal of the method, where others are taken', () => {
  const uploads = refusalsBy('report_uploads')
  assert.equal(uploads?.rest, { status: 405, paged: true })
  assert.equal(
    uploads?.byMethods.map(({ methods, refusal }) => [[...methods], refusal]),
    [[['GET', 'HEAD'], null]],
  )
  for (const name of ['memc_pass', 'nchan_subscriber', 'echo', 'perl', 'proxy_cache_purge', 'no_such_directive'])
    assert.is(refusalsBy(name), null, name)
})

test('one setting alone is no agreement, nor is one that differs', () => {
  const said = (seen: Record<string, string>): Said => ({ text: 'a', seen })
  const handler = (...says: Said[]): ObservedHandler => ({ name: 'a', package: 'a', version: '1', says })
  const [first, second] = [said({ '200': 'GET', '405 GET': '*' }), said({ '200': 'GET *' })]
  assert.is(agreedAnswer(handler(first), '*'), null)
  assert.is(agreedAnswer(handler(first, second), '*'), null)
  assert.equal(agreedAnswer(handler(first, second), 'GET'), { status: 200, allow: [] })
  assert.equal(agreedAnswer(handler(first, first), '*'), { status: 405, allow: ['GET'] })
  assert.is(agreedAnswer({ ...handler(first, second), open: 'GET' }, 'GET'), null)
})

test.run()
