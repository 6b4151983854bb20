import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const APP = `const app = require('express')()
app.get('/code', (req, res) => res.status(Number(req.get('X-Code')) || 404).end())
app.get('/scheme', (req, res) => res.status(req.get('X-Forwarded-Proto') === 'https' ? 200 : 403).end())
app.get('/token', (req, res) => res.status(req.get('Authorization') ? 200 : 401).end())
app.get('/from', (req, res) => res.status(req.get('X-Forwarded-For') ? 200 : 403).end())
app.get('/upgrade', (req, res) => res.status(req.get('Upgrade') ? 426 : 200).end())
app.get('/host', (req, res) => res.status(req.hostname === 'localhost' ? 200 : 421).end())
app.listen(3000)
`
const nginx = (fields: string): string =>
  `events {}\nhttp { server { listen 80; location / { proxy_pass http://127.0.0.1:3000; ${fields} } } }\n`
const httpd = (fields: string): string =>
  `Listen 80\nServerName localhost\n${fields}\nProxyPass / http://127.0.0.1:3000/\n`

async function answers(
  front: Record<string, string>,
  path: string,
  headers: Record<string, string> = {},
): Promise<(number | null)[]> {
  const site = await loadSite({
    cwd: folderWith({ ...front, 'app.js': APP, 'package.json': '{ "dependencies": { "express": "5" } }' }),
    config: false,
  })
  const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost${path}`, headers })
  return outcomes.map(({ status }) => status).sort()
}

test('what proxy_set_header writes reaches the application', async () => {
  const front = (fields: string): Record<string, string> => ({ 'nginx.conf': nginx(fields) })
  assert.equal(await answers(front('proxy_set_header X-Code 410;'), '/code'), [410])
  assert.equal(await answers(front(''), '/code'), [404])
  assert.equal(await answers(front('proxy_set_header X-Forwarded-Proto $scheme;'), '/scheme'), [403])
  assert.equal(await answers(front('proxy_set_header X-Forwarded-Proto https;'), '/scheme'), [200])
})

test("an empty value takes the client's own field away", async () => {
  const headers = { authorization: 'Bearer x' }
  assert.equal(await answers({ 'nginx.conf': nginx('') }, '/token', headers), [200])
  assert.equal(await answers({ 'nginx.conf': nginx('proxy_set_header Authorization "";') }, '/token', headers), [401])
})

// Seen at a backend behind nginx 1.22.1.
test('nginx keeps Expect and Upgrade to itself, unless it is told to send them', async () => {
  const headers = { expect: 'x', upgrade: 'websocket' }
  assert.equal(await answers({ 'nginx.conf': nginx('') }, '/upgrade', headers), [200])
  assert.equal(
    await answers({ 'nginx.conf': nginx('proxy_set_header Upgrade $http_upgrade;') }, '/upgrade', headers),
    [426],
  )
  assert.equal(
    await answers({ 'nginx.conf': nginx('proxy_set_header Expect $http_expect;') }, '/upgrade', headers),
    [417],
  )
})

test('a value that nobody knows is neither there nor absent', async () => {
  assert.equal(
    await answers({ 'nginx.conf': nginx('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;') }, '/from'),
    [200, 403],
  )
})

test('httpd sends RequestHeader, and fields of its own', async () => {
  const front = (fields: string): Record<string, string> => ({ 'httpd.conf': httpd(fields) })
  assert.equal(await answers(front('RequestHeader set X-Forwarded-Proto https'), '/scheme'), [200])
  assert.equal(await answers(front('RequestHeader set X-Forwarded-Proto https "expr=true"'), '/scheme'), [200, 403])
  assert.equal(
    await answers(front('RequestHeader unset Authorization'), '/token', { authorization: 'Bearer x' }),
    [401],
  )
  assert.equal(await answers(front(''), '/from'), [200, 403])
})

test('ProxyPreserveHost hands the name on', async () => {
  assert.equal(await answers({ 'httpd.conf': httpd('') }, '/host'), [421])
  assert.equal(await answers({ 'httpd.conf': httpd('ProxyPreserveHost On') }, '/host'), [200])
})

test('what nginx adds comes on top of what the application may send', async () => {
  const app = `const app = require('express')()
app.use('/known', (req, res, next) => { res.set('X-Frame-Options', 'DENY'); next() })
app.use('/unseen', require('helmet')())
app.use((req, res) => res.sendStatus(204))
app.listen(3000)
`
  const site = await loadSite({
    cwd: folderWith({
      'nginx.conf': nginx('add_header X-Frame-Options SAMEORIGIN; add_header X-Edge a;'),
      'app.js': app,
      'package.json': '{ "dependencies": { "express": "5", "helmet": "8" } }',
    }),
    config: false,
  })
  const at = async (path: string): Promise<[unknown, unknown]> => {
    const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost${path}` })
    return [outcomes[0]?.headers['x-frame-options'], outcomes[0]?.headers['x-edge']]
  }
  // Asked of nginx 1.22.1 before Express 5 with helmet 8: two fields of helmet's name.
  assert.equal(await at('/known'), ['DENY, SAMEORIGIN', undefined])
  assert.equal(await at('/unseen'), [undefined, undefined])
})

test('a backup is no server that answers, nor is one that is down', async () => {
  const group = (servers: string): Record<string, string> => ({
    'nginx.conf': `events {}\nhttp { upstream up { ${servers} } server { listen 80; location / { proxy_pass http://up; } } }\n`,
  })
  assert.equal(await answers(group('server 127.0.0.1:3000; server 10.0.0.9:3000 backup;'), '/code'), [404])
  assert.equal(await answers(group('server 127.0.0.1:3000 weight=2; server 10.0.0.9:3000 down;'), '/code'), [404])
  assert.equal(await answers(group('server 127.0.0.1:3000 backup; server 10.0.0.9:3000 down;'), '/code'), [404])
  assert.equal(await answers(group('server 127.0.0.1:3000; server 10.0.0.9:3000;'), '/code'), [404, null])
})

test.run()
