import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { painter } from '../../src/format/terminal.ts'
import { traceText } from '../../src/format/trace.ts'
import { loadSite, type Outcome, type Step } from '../../src/index.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { folderWith } from '../folder.ts'

const file = sourceFile(
  'nginx.conf',
  '/nginx.conf',
  'server {\n  location /api/ {\n    proxy_pass http://app;\n  }\n  location / { }\n}\n',
)
const line = (number: number) => {
  const start =
    file.text
      .split('\n')
      .slice(0, number - 1)
      .join('\n').length + (number > 1 ? 1 : 0)
  return file.range(start, start + file.line(number).length)
}
const step = (kind: Step['kind'], number: number, text: string, more: Partial<Step> = {}): Step => ({
  kind,
  range: line(number),
  text,
  ...more,
})
const outcome = (status: number | null, steps: Step[], more: Partial<Outcome> = {}): Outcome => ({
  status,
  headers: {},
  by: 'response',
  decidedBy: steps.at(-1)?.range ?? null,
  written: [],
  steps,
  ...more,
})
const told = (...outcomes: Outcome[]): string =>
  traceText('GET http://a/', outcomes, new Map([['nginx.conf', file]]), Infinity, painter(false))

test('one answer: every step with its place, its line and what it beat', () =>
  assert.is(
    told(
      outcome(
        405,
        [
          step('server', 1, 'the only server here takes it'),
          step('location', 2, 'the longest prefix', { beat: [line(5)] }),
        ],
        { headers: { allow: null } },
      ),
    ),
    `GET http://a/

  server     the only server here takes it
             nginx.conf:1  server {
  location   the longest prefix
             nginx.conf:2  location /api/ {
             rather than nginx.conf:5  location / { }
  = 405 Method Not Allowed  nginx.conf:2
    no Allow

`,
  ))

test('a hop says once what is sent on', () => {
  const text = told(
    outcome(
      null,
      [
        step('handler', 3, 'proxy_pass http://app'),
        step('forward', 3, 'goes on', { forwarded: { method: 'GET', target: '/x', upstream: 'http://app' } }),
      ],
      { by: 'unknown', forwarded: { method: 'GET', target: '/x', upstream: 'http://app' } },
    ),
  )
  assert.is(text.match(/proxy_pass/g)?.length, 1)
  assert.match(text, '→ GET /x  to http://app\n  = whatever the backend answers')
})

test('where it forks, what is shared is told once', () => {
  const shared = step('location', 2, 'the longest prefix')
  const text = told(
    outcome(200, [shared, step('file', 5, 'there')], { when: 'if the file exists' }),
    outcome(404, [shared, step('file', 5, 'not there')], { when: 'if it does not' }),
  )
  assert.is(text.match(/the longest prefix/g)?.length, 1)
  assert.match(text, /├─ if the file exists\n[^]*= 200 OK[^]*└─ if it does not\n[^]*= 404 Not Found/)
})

test('a round that repeats is told once', () => {
  const text = told(
    outcome(
      500,
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? step('file', 5, 'try_files') : step('location', 2, 'again'),
      ),
    ),
  )
  assert.is(text.match(/try_files/g)?.length, 1)
  assert.match(text, 'try_files, and so on 10 times')
})

test('what hardly ever comes back is a line, unless it is all there is', () => {
  const usual = outcome(200, [step('file', 5, 'there')])
  const odd = outcome(301, [step('file', 5, 'index a.html')], {
    when: 'if a.html is a directory',
    rare: ['a.html is a directory'],
  })
  const text = told(usual, odd)
  assert.match(text, '= 200 OK')
  assert.match(text, /\n {2}rarely +301 if a\.html is a directory\n/)
  assert.not.match(text, 'index a.html')
  assert.match(told(odd), /index a\.html[^]*= 301/)
})

test('the default site of Debian fits on a terminal of 80 columns and 24 lines', async () => {
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp {\n  include sites-enabled/*;\n}\n',
    'sites-enabled/default':
      'server {\n  listen 80 default_server;\n  root /var/www/html;\n  index index.html index.htm index.nginx-debian.html;\n  server_name _;\n  location / {\n    try_files $uri $uri/ =404;\n  }\n}\n',
  })
  const site = await loadSite({ cwd })
  for (const [method, answer] of [
    ['GET', '= 200 OK'],
    ['POST', '= 405 Method Not Allowed'],
  ] as const) {
    const text = traceText(
      `${method} http://localhost/`,
      (await site.trace({ method, url: 'http://localhost/' })).outcomes,
      site.files,
      80,
      painter(false),
    )
    assert.ok(text.split('\n').length <= 24, text)
    assert.match(text, answer)
    assert.match(text, '= 403 Forbidden')
    assert.match(text, /rarely +301 if .*\n +404 if /)
  }
})

test("a folder where a file could be is no rare thing, unless its name is a file's", async () => {
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp {\n  server {\n    listen 80;\n    root /var/www;\n  }\n}\n',
  })
  const site = await loadSite({ cwd })
  const rare = async (path: string): Promise<unknown[]> =>
    (await site.trace({ method: 'GET', url: `http://localhost${path}` })).outcomes.map((one) => [
      one.status,
      one.rare !== undefined,
    ])
  assert.equal(await rare('/docs'), [
    [200, false],
    [404, false],
    [301, false],
  ])
  assert.equal(await rare('/docs.html'), [
    [200, false],
    [404, false],
    [301, true],
  ])
})

test('what is quoted cannot steer the terminal', () =>
  assert.not.match(told(outcome(200, [step('server', 1, 'a\u001b[2Jb')])), '\u001b'))

test.run()
