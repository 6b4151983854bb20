import { mkdirSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'
import { liveSuite, serverProgram } from '../../live.ts'

const test = liveSuite('content types and expires by them', 'nginx')

const STATUSES =
  '200 201 202 204 301 302 303 304 307 308 400 402 404 405 407 409 418 421 422 426 429 451 500 501 503 506 507 511'

/** `types`: what stands in http beside it. */
const config = (port: number, types: string): string => `pid run/nginx.pid;
error_log logs/error.log;
events {}
http {
    access_log off;
    client_body_temp_path run/body; proxy_temp_path run/proxy; fastcgi_temp_path run/fastcgi; uwsgi_temp_path run/uwsgi; scgi_temp_path run/scgi;
    ${types}
    map $sent_http_content_type $cached {
        default "other";
        "" "none";
        text/html "page";
        text/css "style";
        ~^image/ "image";
        text/plain "plain";
        application/json "data";
    }
    map $sent_http_content_type $expires { default off; text/html epoch; ~^image/ 7d; text/css max; "" 1h; }
    server {
        listen 127.0.0.1:${port};
        root www;
        expires $expires;
        add_header Cache-Control $cached always;
        location = /stub { stub_status; }
        location = /gif { empty_gif; }
        location /list/ { autoindex on; }
        location /data/ { alias www/list/; autoindex on; autoindex_format json; }
        location /typed/ { alias www/; types { text/css html; } default_type application/json; }
        location = /page { error_page 404 /a.css; return 404; }
        location = /broken { rewrite ^ /a.css break; }
        location /dav/ { root .; dav_methods PUT DELETE; }
${STATUSES.split(' ')
  .map(
    (status) =>
      `        location = /bare/${status} { return ${status}; }\n        location = /said/${status}.css { return ${status} x; }\n`,
  )
  .join('')}    }
}
`

const FILES = Object.fromEntries(
  ['a.html', 'a.css', 'a.CSS', 'a.jpg', 'a.json', 'noext', '.hidden', 'dot.', 'x.html/file', 'list/b.txt'].map(
    (name) => [`www/${name}`, 'x'],
  ),
)
const PATHS = [
  ...[
    '/',
    '/a.html',
    '/a.css',
    '/a.CSS',
    '/a.jpg',
    '/a.json',
    '/noext',
    '/.hidden',
    '/dot.',
    '/x.html/file',
    '/x.html',
  ],
  ...[
    '/none',
    '/none.css',
    '/stub',
    '/gif',
    '/list/',
    '/list',
    '/data/',
    '/typed/a.html',
    '/typed/noext',
    '/page',
    '/broken',
  ],
  ...STATUSES.split(' ').flatMap((status) => [`/bare/${status}`, `/said/${status}.css`]),
]

function ask(port: number, method: string, path: string): Promise<string | null> {
  return new Promise((done, failed) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`),
    )
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('error', failed)
    socket.on('close', () => {
      const lines = [...(text.split('\r\n\r\n')[0] ?? '').matchAll(/^cache-control: (.*)\r?$/gim)]
      done(lines.length > 0 ? lines.map(([, value]) => value).join(', ') : null)
    })
  })
}

/** Asks a server with these types, and the model of its files; returns what they disagree on, and how much the model leaves open. */
async function compared(types: string, more: Record<string, string>): Promise<{ wrong: string[]; open: number }> {
  const port = 21_000 + Math.floor(Math.random() * 9000)
  const root = folderWith({ 'nginx.conf': config(port, types), ...FILES, ...more })
  for (const folder of ['run', 'logs', 'dav']) mkdirSync(join(root, folder))
  const child = spawn(
    serverProgram('nginx') ?? 'nginx',
    ['-p', root, '-c', join(root, 'nginx.conf'), '-g', 'daemon off; master_process off;'],
    { stdio: 'ignore' },
  )
  try {
    for (let left = 100; left > 0; left--) {
      const isUp = await ask(port, 'GET', '/').then(
        () => true,
        () => false,
      )
      if (isUp) break
      await new Promise((done) => {
        setTimeout(done, 30)
      })
    }
    const site = await loadSite({ cwd: root, paths: ['nginx.conf'], config: false })
    const wrong: string[] = []
    let open = 0
    for (const [method, path] of [
      ...PATHS.map((one) => ['GET', one]),
      ['POST', '/a.css'],
      ['PUT', '/dav/n.css'],
      ['DELETE', '/dav/n.css'],
    ] as [string, string][]) {
      const seen = await ask(port, method, path)
      const url = `http://x:${port}${path}`
      const { outcomes } = await site.trace({ method, url, headers: { 'content-length': '0' } })
      const said = outcomes.map(({ headers }) => headers['cache-control'])
      if (said.includes(undefined) || outcomes.length > 1) open++
      else if (said[0] !== seen) wrong.push(`${method} ${path}: ${seen}, model ${said.join()}`)
    }
    return { wrong, open }
  } finally {
    child.kill('SIGTERM')
  }
}

const MIME =
  'types { text/html html htm; text/css css; image/jpeg jpg; application/json json; }\ndefault_type application/octet-stream;'

test('an answer has the type of the path, of a page of nginx’s own, or none', async () => {
  assert.equal(await compared(MIME, {}), { wrong: [], open: 2 })
})

test('without types three endings are known', async () => {
  assert.equal(await compared('', {}), { wrong: [], open: 2 })
})

test('types may be included', async () => {
  assert.equal(await compared('include mime.types;', { 'mime.types': MIME }), { wrong: [], open: 2 })
})

test('of types that are not in sight the plain ones are known', async () => {
  const root = folderWith({ 'nginx.conf': config(8080, 'include mime.types;'), ...FILES })
  const site = await loadSite({ cwd: root, paths: ['nginx.conf'], config: false })
  const said = async (path: string): Promise<unknown> =>
    (await site.trace({ method: 'GET', url: `http://x:8080${path}` })).outcomes.map(
      ({ headers }) => headers['cache-control'],
    )
  assert.equal(await Promise.all(['/a.html', '/a.css', '/a.jpg', '/noext', '/x.unheard'].map(said)), [
    ['no-cache, page'],
    ['max-age=315360000, style'],
    ['max-age=604800, image'],
    ['plain'],
    ['page'],
  ])
  assert.equal(await said('/said/200.css'), ['max-age=315360000, style'])
  const part = folderWith({
    'site.conf': `map $sent_http_content_type $e { default 1h; }
server { listen 8080; root www; location / { add_header X-Type $sent_http_content_type; expires $e; } }`,
    'www/a.css': 'x',
  })
  const { outcomes } = await (
    await loadSite({ cwd: part, config: false })
  ).trace({ method: 'GET', url: 'http://x:8080/a.css' })
  assert.is(outcomes[0]?.headers['x-type'], undefined)
})

test.run()
