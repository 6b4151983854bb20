import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const APP = `const express = require('express')
const app = express()
app.get('/api/items', (req, res) => res.json([]))
app.get('/api/items/:id(\\\\d+)', (req, res) => res.json({}))
app.listen(3000)
`

/** What the contract rules say of an application with this document: rule, place and message. */
async function told(document: string, { app = APP, nginx = '' }: { app?: string; nginx?: string } = {}): Promise<string[]> {
  const cwd = folderWith({
    'app.js': app, 'package.json': '{ "dependencies": { "express": "^4.18.0" } }', 'openapi.yaml': `openapi: 3.1.0\n${document}`,
    ...(nginx && { 'nginx.conf': `events {}\nhttp { ${nginx} }\n` }),
  })
  const { problems } = await lint({ cwd, config: { expect: 'openapi.yaml' }, level: 'info', rules: ['contract-document', 'contract-operation', 'contract-status', 'contract-undocumented'] })
  return problems.map(({ ruleId, severity, range, message }) => `${ruleId} ${severity} ${range.start.line} ${message}`)
}

const get = (path: string, status = 200): string => `  ${path}:\n    get: { responses: { ${status}: { description: ok } } }\n`

test('the base path of a server stands before the paths', async () => {
  const paths = `paths:\n${get('/items')}${get('/items/{id}')}`
  for (const server of ['/api', '/api/', 'http://localhost:3000/api', 'https://{host}/{base}\n    variables: { host: { default: shop.example }, base: { default: api } }', 'https://shop.example/api', 'https://shop.example/v1/api\n  - url: /api']) {
    assert.equal(await told(`servers:\n  - url: ${server}\n${paths}`), [], server)
  }
  assert.match((await told(`servers: [{ url: /v2 }]\n${paths}${get('/c')}`))[0] ?? '', /contract-operation error 3 Expected the site to serve some of the 3 operations of this document/)
  // Where the document itself is served is not known.
  assert.equal(await told(`servers: [{ url: v2 }]\n${paths}`), [])
})

test('a proxy that is not ours may take a base path off, or not', async () => {
  assert.equal(await told(`servers: [{ url: "https://elsewhere.example/shop" }]\npaths:\n${get('/api/items')}${get('/api/items/{id}')}`), [])
})

test('a parameter is tried with what the document gives, and what the site has', async () => {
  const app = APP.replace('\\\\d+', 'red|green')
  const paths = (more: string): string => `paths:\n${get('/api/items')}  /api/items/{id}:\n    parameters: [{ name: id, in: path, required: true${more} }]\n    get: { responses: { 200: { description: ok } } }\n`
  assert.equal(await told(paths(''), { app }), [])
  assert.equal(await told(paths(', schema: { enum: [red, green] }'), { app }), [])
})

test('of several names, one that serves it is enough; a door that only sends elsewhere does not count', async () => {
  const nginx = 'server { listen 80; server_name a.example; location / { proxy_pass http://127.0.0.1:3000; } } server { listen 80; server_name b.example; return 404; }'
  const paths = `paths:\n${get('/api/items')}${get('/api/items/{id}')}`
  assert.equal(await told(paths, { nginx }), [])
  assert.match((await told(`servers: [{ url: "http://b.example/" }]\npaths:\n${get('/api/items')}`, { nginx }))[0] ?? '', /contract-operation error 5 Expected the site to serve GET \/api\/items, which gets 404/)
  const moved = 'server { listen 80; server_name a.example; return 301 https://$host$request_uri; } server { listen 443 ssl; server_name a.example; ssl_certificate a; ssl_certificate_key b; location /api/ { proxy_pass http://127.0.0.1:3000; } location / { return 404; } }'
  assert.equal((await told(`paths:\n${get('/api/items')}${get('/api/items/{id}')}${get('/other')}`, { nginx: moved })).map((text) => text.slice(0, 75)), ['contract-operation error 8 Expected the site to serve GET /other, which get'])
})

test('what the files do not decide is no finding', async () => {
  assert.equal(await told(`paths:\n${get('/api/none')}`, { app: APP.replace('app.listen', 'app.use(require("./away"))\napp.listen') }), [])
  assert.equal(await told(`paths:\n${get('/other')}`, { nginx: 'server { listen 80; location / { proxy_pass http://backend.example; } }' }), [])
})

test('a refusal that the document promises is none', async () => {
  const app = APP.replace('app.listen', "app.delete('/api/items', (req, res) => res.status(405).set('Allow', 'GET, HEAD').end())\napp.listen")
  const paths = (status: number): string => `paths:\n${get('/api/items')}    delete: { responses: { ${status}: { description: no } } }\n${get('/api/items/{id}')}`
  assert.equal(await told(paths(405), { app }), [])
  assert.match((await told(paths(204), { app }))[0] ?? '', /which gets 405 Method Not Allowed/)
})

test('Allow has to list what the document has', async () => {
  const app = APP.replace('app.listen', "app.post('/api/items', (req, res) => res.json({}))\napp.all('/api/items', (req, res) => res.status(405).set('Allow', 'GET, HEAD').end())\napp.listen")
  const paths = `paths:\n${get('/api/items')}    post: { responses: { 200: { description: ok } } }\n${get('/api/items/{id}')}`
  assert.match((await told(paths, { app }))[0] ?? '', /contract-operation warn 3 Expected Allow to list POST for \/api\/items, as the document does; \w+ gets 405 Method Not Allowed with Allow: GET, HEAD/)
  assert.equal(await told(paths, { app: app.replace('GET, HEAD', 'GET, HEAD, POST') }), [])
})

test('a range or a default covers a status', async () => {
  for (const listed of ['2XX', '2xx', 'default', '200', '"200"']) assert.equal(await told(`paths:\n${get('/api/items/{id}')}  /api/items:\n    get: { responses: { ${listed}: { description: ok } } }\n`), [], listed)
  assert.match((await told(`paths:\n${get('/api/items', 201)}${get('/api/items/{id}')}`))[0] ?? '', /contract-status warn 4 Expected GET \/api\/items to get 201, as the document lists, it gets 200 OK/)
})

test('the document of another part has what this one leaves out', async () => {
  const cwd = folderWith({
    'app.js': APP, 'package.json': '{ "dependencies": { "express": "^4.18.0" } }',
    'a.yaml': `openapi: 3.1.0\npaths:\n${get('/api/items')}`, 'b.yaml': `openapi: 3.1.0\npaths:\n${get('/api/items/{id}')}`,
  })
  const undocumented = async (expect: string[]): Promise<string[]> => (await lint({ cwd, config: { expect }, level: 'info', rules: ['contract-undocumented'] })).problems.map(({ message }) => message)
  assert.equal(await undocumented(['a.yaml', 'b.yaml']), [])
  assert.equal((await undocumented(['a.yaml'])).length, 1)
})

test.run()
