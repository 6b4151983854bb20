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
async function told(
  document: string,
  { app = APP, nginx = '' }: { app?: string; nginx?: string } = {},
): Promise<string[]> {
  const cwd = folderWith({
    'app.js': app,
    'package.json': '{ "dependencies": { "express": "^4.18.0" } }',
    'openapi.yaml': `openapi: 3.1.0\n${document}`,
    ...(nginx && { 'nginx.conf': `events {}\nhttp { ${nginx} }\n` }),
  })
  const { problems } = await lint({
    cwd,
    config: { expect: 'openapi.yaml' },
    level: 'info',
    rules: ['contract-document', 'contract-operation', 'contract-status', 'contract-undocumented'],
  })
  return problems.map(({ ruleId, severity, range, message }) => `${ruleId} ${severity} ${range.start.line} ${message}`)
}

const get = (path: string, status = 200): string =>
  `  ${path}:\n    get: { responses: { ${status}: { description: ok } } }\n`

test('the base path of a server stands before the paths', async () => {
  const paths = `paths:\n${get('/items')}${get('/items/{id}')}`
  for (const server of [
    '/api',
    '/api/',
    'http://localhost:3000/api',
    'https://{host}/{base}\n    variables: { host: { default: shop.example }, base: { default: api } }',
    'https://shop.example/api',
    'https://shop.example/v1/api\n  - url: /api',
  ]) {
    assert.equal(await told(`servers:\n  - url: ${server}\n${paths}`), [], server)
  }
  assert.match(
    (await told(`servers: [{ url: /v2 }]\n${paths}${get('/c')}`))[0] ?? '',
    /contract-operation error 3 Expected the site to serve some of the 3 operations of this document/,
  )
  // Where the document itself is served is not known.
  assert.equal(await told(`servers: [{ url: v2 }]\n${paths}`), [])
})

test('a proxy that is not ours may take a base path off, or not', async () => {
  assert.equal(
    await told(
      `servers: [{ url: "https://elsewhere.example/shop" }]\npaths:\n${get('/api/items')}${get('/api/items/{id}')}`,
    ),
    [],
  )
})

test('a parameter is tried with what the document gives, and what the site has', async () => {
  const app = APP.replace('\\\\d+', 'red|green')
  const paths = (more: string): string =>
    `paths:\n${get('/api/items')}  /api/items/{id}:\n    parameters: [{ name: id, in: path, required: true${more} }]\n    get: { responses: { 200: { description: ok } } }\n`
  assert.equal(await told(paths(''), { app }), [])
  assert.equal(await told(paths(', schema: { enum: [red, green] }'), { app }), [])
})

test('of several names, one that serves it is enough; a door that only sends elsewhere does not count', async () => {
  const nginx =
    'server { listen 80; server_name a.example; location / { proxy_pass http://127.0.0.1:3000; } } server { listen 80; server_name b.example; return 404; }'
  const paths = `paths:\n${get('/api/items')}${get('/api/items/{id}')}`
  assert.equal(await told(paths, { nginx }), [])
  assert.match(
    (await told(`servers: [{ url: "http://b.example/" }]\npaths:\n${get('/api/items')}`, { nginx }))[0] ?? '',
    /contract-operation error 5 Expected the site to serve GET \/api\/items, which gets 404/,
  )
  const moved =
    'server { listen 80; server_name a.example; return 301 https://$host$request_uri; } server { listen 443 ssl; server_name a.example; ssl_certificate a; ssl_certificate_key b; location /api/ { proxy_pass http://127.0.0.1:3000; } location / { return 404; } }'
  assert.equal(
    (await told(`paths:\n${get('/api/items')}${get('/api/items/{id}')}${get('/other')}`, { nginx: moved })).map(
      (text) => text.slice(0, 75),
    ),
    ['contract-operation error 8 Expected the site to serve GET /other, which get'],
  )
})

test('what the files do not decide is no finding', async () => {
  assert.equal(
    await told(`paths:\n${get('/api/none')}`, {
      app: APP.replace('app.listen', 'app.use(require("./away"))\napp.listen'),
    }),
    [],
  )
  assert.equal(
    await told(`paths:\n${get('/other')}`, {
      nginx: 'server { listen 80; location / { proxy_pass http://backend.example; } }',
    }),
    [],
  )
})

test('a refusal that the document promises is none', async () => {
  const app = APP.replace(
    'app.listen',
    "app.delete('/api/items', (req, res) => res.status(405).set('Allow', 'GET, HEAD').end())\napp.listen",
  )
  const paths = (status: number): string =>
    `paths:\n${get('/api/items')}    delete: { responses: { ${status}: { description: no } } }\n${get('/api/items/{id}')}`
  assert.equal(await told(paths(405), { app }), [])
  assert.match((await told(paths(204), { app }))[0] ?? '', /which gets 405 Method Not Allowed/)
})

test('Allow has to list what the document has', async () => {
  const app = APP.replace(
    'app.listen',
    "app.post('/api/items', (req, res) => res.json({}))\napp.all('/api/items', (req, res) => res.status(405).set('Allow', 'GET, HEAD').end())\napp.listen",
  )
  const paths = `paths:\n${get('/api/items')}    post: { responses: { 200: { description: ok } } }\n${get('/api/items/{id}')}`
  assert.match(
    (await told(paths, { app }))[0] ?? '',
    /contract-operation warn 3 Expected Allow to list POST for \/api\/items, as the document does; \w+ gets 405 Method Not Allowed with Allow: GET, HEAD/,
  )
  assert.equal(await told(paths, { app: app.replace('GET, HEAD', 'GET, HEAD, POST') }), [])
})

test('a range or a default covers a status', async () => {
  for (const listed of ['2XX', '2xx', 'default', '200', '"200"'])
    assert.equal(
      await told(
        `paths:\n${get('/api/items/{id}')}  /api/items:\n    get: { responses: { ${listed}: { description: ok } } }\n`,
      ),
      [],
      listed,
    )
  assert.match(
    (await told(`paths:\n${get('/api/items', 201)}${get('/api/items/{id}')}`))[0] ?? '',
    /contract-status warn 4 Expected GET \/api\/items to get 201, as the document lists, it gets 200 OK/,
  )
})

test('the document of another part has what this one leaves out', async () => {
  const cwd = folderWith({
    'app.js': APP,
    'package.json': '{ "dependencies": { "express": "^4.18.0" } }',
    'a.yaml': `openapi: 3.1.0\npaths:\n${get('/api/items')}`,
    'b.yaml': `openapi: 3.1.0\npaths:\n${get('/api/items/{id}')}`,
  })
  const undocumented = async (expect: string[]): Promise<string[]> =>
    (await lint({ cwd, config: { expect }, level: 'info', rules: ['contract-undocumented'] })).problems.map(
      ({ message }) => message,
    )
  assert.equal(await undocumented(['a.yaml', 'b.yaml']), [])
  assert.equal((await undocumented(['a.yaml'])).length, 1)
})

test('a page for everything is told of neither by OPTIONS nor where the template itself takes everything', async () => {
  const whole = (locations: string): string => `server { listen 80; server_name a.example; ${locations} }`
  const options = (path: string): string =>
    `${get(path)}    options: { responses: { 204: { description: preflight } } }\n`
  const preflights = whole(
    'location / { if ($request_method = OPTIONS) { return 204; } proxy_pass http://127.0.0.1:3000; }',
  )
  assert.equal(await told(`paths:\n${options('/api/items')}${options('/api/items/{id}')}`, { nginx: preflights }), [])
  const routes = `${get('/api/items')}${get('/api/items/{id}')}`
  const state = whole('location /state/ { return 200; } location / { proxy_pass http://127.0.0.1:3000; }')
  assert.equal(await told(`paths:\n${routes}${get('/state/{name}')}`, { nginx: state }), [])
  assert.match(
    (await told(`paths:\n${routes}${get('/state/on/{name}')}`, { nginx: state }))[0] ?? '',
    /contract-operation warn 8 Expected a route for GET \/state\/on\/\{name\}, which gets what every path/,
  )
  const rest = APP.replace(
    'app.listen',
    "app.get('/files/*', (req, res) => res.sendFile(req.params[0], { root: '/srv' }))\napp.listen",
  )
  assert.equal(await told(`paths:\n${routes}${get('/files/{name}')}`, { app: rest }), [])
})

test('whether a file is there is not for the document to know', async () => {
  const files =
    'server { listen 80; server_name a.example; root /srv; location / { proxy_pass http://127.0.0.1:3000; } location /logos/ { TRY } }'
  const paths = `paths:\n${get('/api/items')}${get('/api/items/{id}')}${get('/logos/small.svg')}`
  assert.equal(await told(paths, { nginx: files.replace('TRY', '') }), [])
  assert.match(
    (await told(paths, { nginx: files.replace('TRY', 'try_files $uri /logos/index.html;') }))[0] ?? '',
    /contract-operation warn 8 Expected a route for GET \/logos\/small.svg/,
  )
})

test('a method that files refuse is refused, whichever of them are there', async () => {
  const nginx =
    'server { listen 80; server_name a.example; root /srv; location /api/ { proxy_pass http://127.0.0.1:3000; } location / { try_files $uri $uri/ /index.html; } }'
  const paths = (method: string): string =>
    `paths:\n${get('/api/items')}${get('/api/items/{id}')}  /orders:\n    ${method}: { responses: { 204: { description: gone } } }\n`
  assert.match(
    (await told(paths('delete'), { nginx }))[0] ?? '',
    /contract-operation error 8 Expected the site to serve DELETE \/orders, which gets 405/,
  )
  assert.equal(
    await told(paths('delete'), {
      nginx: nginx
        .replace('/index.html', '@app')
        .replace('location / ', 'location @app { proxy_pass http://backend.example; } location / '),
    }),
    [],
  )
})

test('what a page answers at another base path is not held against the operation', async () => {
  const app = APP.replace(
    'app.listen',
    "app.post('/api/items', (req, res) => res.json({}))\napp.get('*', (req, res) => res.sendFile('/srv/index.html'))\napp.listen",
  )
  const paths = (more: string): string =>
    `servers: [{ url: "https://shop.example/api" }]\npaths:\n${get('/items')}    post: { responses: { 200: { description: ok } } }\n${get('/items/{id}')}${more}`
  assert.equal(await told(paths(''), { app }), [])
  assert.match(
    (await told(paths(get('/orders')), { app }))[0] ?? '',
    /contract-operation warn 10 Expected a route for GET \/orders/,
  )
})

test('a document of a name that the site does not take promises nothing of the site', async () => {
  const nginx = (name: string): string =>
    `server { listen 80; server_name a.example; location /api/ { proxy_pass http://127.0.0.1:3000; } location / { return 404; } } server { listen 80 default_server; server_name ${name}; return 404; }`
  const document = `servers: [{ url: "https://inner.example/" }]\npaths:\n${get('/users')}`
  assert.match(
    (await told(document, { nginx: nginx('_') }))[0] ?? '',
    /contract-operation error 5 Expected the site to serve GET \/users/,
  )
  const cwd = folderWith({
    'sites/a.conf': 'server { listen 80; server_name a.example; location / { return 404; } }\n',
    'a.yaml': `openapi: 3.1.0\nservers: [{ url: "https://inner.example/" }]\npaths:\n${get('/users')}`,
    'b.yaml': `openapi: 3.1.0\nservers: [{ url: "https://a.example/" }]\npaths:\n${get('/users')}`,
  })
  const messages = async (expect: string): Promise<string[]> =>
    (await lint({ cwd, config: { expect }, rules: ['contract-operation'] })).problems.map(
      ({ file, message }) => `${file} ${message}`,
    )
  const [foreign = '', ...others] = await messages('a.yaml')
  assert.match(foreign, /^a\.yaml Expected a host of this site in servers, .* are left alone \(1\)$/)
  assert.equal(others, [])
  assert.match((await messages('b.yaml')).join('\n'), /^b\.yaml Expected the site to serve GET \/users[^\n]*$/)
})

test('what a template has encoded is sent so', async () => {
  const app = APP.replace('app.listen', "app.get('/caf%C3%A9', (req, res) => res.json({}))\napp.listen")
  const routes = `${get('/api/items')}${get('/api/items/{id}')}`
  assert.equal(await told(`paths:\n${routes}${get('/caf%C3%A9')}`, { app }), [])
  assert.match(
    (await told(`paths:\n${routes}${get('/caf%C3%A8')}`, { app })).join('\n'),
    /contract-operation error 8 Expected the site to serve GET \/caf%C3%A8/,
  )
})

test('a slash at the end is another path only where the application says so', async () => {
  const app = APP.replace(
    'app.listen',
    "const me = express.Router()\nme.get('/', (req, res) => res.json({}))\napp.use('/me', me)\napp.listen",
  )
  const routes = `${get('/api/items')}${get('/api/items/{id}')}`
  for (const path of ['/me', '/me/']) assert.equal(await told(`paths:\n${routes}${get(path)}`, { app }), [], path)
  const strict = APP.replace(
    'app.get',
    "app.enable('strict routing')\napp.get('/me/', (req, res) => res.json({}))\napp.get",
  )
  assert.equal(await told(`paths:\n${routes}${get('/me/')}`, { app: strict }), [])
  assert.equal((await told(`paths:\n${routes}${get('/me')}`, { app: strict })).length, 2)
})

test('comments make no JSON, and are told of as what they are', async () => {
  const read = async (text: string): Promise<string[]> => {
    const cwd = folderWith({
      'app.js': APP,
      'package.json': '{ "dependencies": { "express": "^4.18.0" } }',
      'a.json': text,
    })
    return (
      await lint({ cwd, config: { expect: 'a.json' }, rules: ['contract-document', 'contract-operation'] })
    ).problems.map(({ range, message }) => `${range.start.line} ${message}`)
  }
  const paths = '"paths": { "/api/items": { "get": {} } } }'
  for (const comment of ['// once', '/* once */'])
    assert.equal(await read(`{\n  "openapi": "3.1.0",\n  ${comment}\n  ${paths}`), ['3 Expected JSON without comments'])
  assert.equal(await read(`{ "openapi": "3.1.0", "servers": [{ "url": "//localhost" }],\n  ${paths}`), [])
  assert.equal(await read(`{ openapi: 3.1.0, servers: [{ url: //localhost }],\n  ${paths}`), [])
})

test('a route that turns away what a bare request lacks is there', async () => {
  const app = (body: string): string =>
    APP.replace(
      'app.listen',
      `if (process.env.API) app.delete('/api/items', async (req, res) => {\n${body}\n})\napp.listen`,
    )
  const routes = `${get('/api/items')}    delete: { responses: { 200: { description: gone } } }\n${get('/api/items/{id}')}`
  for (const body of ['res.sendStatus(401)', 'res.sendStatus(400)', "await Promise.reject(new Error('a'))"])
    assert.equal(await told(`paths:\n${routes}`, { app: app(body) }), [], body)
  assert.match(
    (await told(`paths:\n${routes}`, { app: app('res.sendStatus(405)') })).join('\n'),
    /contract-operation error 5 Expected the site to serve DELETE \/api\/items/,
  )
})

test('a route that a setting switches on may be there', async () => {
  const app = (test: string): string =>
    APP.replace('app.listen', `if (${test}) app.delete('/api/items', (req, res) => res.send('x'))\napp.listen`)
  const routes = `${get('/api/items')}    delete: { responses: { 200: { description: gone } } }\n${get('/api/items/{id}')}`
  assert.equal(await told(`paths:\n${routes}`, { app: app("(process.env.API || '') === 'on'") }), [])
  assert.match((await told(`paths:\n${routes}`, { app: app("('' || '') === 'on'") })).join('\n'), 'DELETE /api/items')
})

test('two programs that start one application are asked each', async () => {
  const files = {
    'server.js': APP.replace('app.listen(3000)', 'module.exports = app'),
    'index.js': "require('./server').listen(process.env.PORT)\n",
    'prod.js': "const app = require('./server')\napp.listen(process.env.PORT)\n",
    'package.json': '{ "dependencies": { "express": "^4.18.0" } }',
  }
  const messages = async (document: string): Promise<string[]> => {
    const cwd = folderWith({ ...files, 'openapi.yaml': `openapi: 3.1.0\n${document}` })
    const { problems } = await lint({ cwd, config: { expect: 'openapi.yaml' }, rules: ['contract-operation'] })
    return problems.map(({ message }) => message)
  }
  assert.equal(await messages(`paths:\n${get('/api/items')}${get('/api/items/{id}')}`), [])
  assert.match(
    (await messages(`paths:\n${get('/api/items')}${get('/api/other')}`)).join('\n'),
    'Expected the site to serve GET /api/other',
  )
})

test('a router that is mounted once more below a prefix is documented once', async () => {
  const app = `const express = require('express')
const app = express()
const api = express.Router()
api.get('/items', (req, res) => res.json([]))
api.get('/items/:id', (req, res) => res.json({}))
api.delete('/items/:id', (req, res) => res.json({}))
app.use('/api', api)
app.use('/base/api', api)
app.listen(3000)
`
  const paths = `paths:\n${get('/api/items')}${get('/api/items/{id}')}`
  const all = (await told(paths, { app })).join('\n')
  assert.match(all, /contract-undocumented info \d+ Expected the document to have DELETE \/api\/items\/\{id\}/)
  assert.not.match(all, /GET \/base/)
})

test.run()
