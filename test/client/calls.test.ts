import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readClientCalls } from '../../src/client/index.ts'
import type { Disk } from '../../src/files/disk.ts'
import { sourceFile } from '../../src/text/source-file.ts'

/** Nothing but the file itself. */
const EMPTY: Disk = {
  cwd: '/',
  read: () => null,
  entry: () => 'missing',
  list: () => [],
  isGone: () => true,
  isIgnored: () => false,
}

const calls = (text: string, path = 'web/api.ts'): string[] =>
  readClientCalls([sourceFile(path, `/${path}`, text)], EMPTY).calls.map(
    ({ client, method, url, methodRange }) =>
      `${client} ${method ?? '?'} ${url ?? '?'}${methodRange ? ` @${methodRange.start.column}` : ''}`,
  )

test('fetch: the method as it is written, and where', () => {
  assert.equal(calls("fetch('/api/items')"), ['fetch GET /api/items'])
  assert.equal(calls("fetch('/api/items', { method: 'patch', body })"), ['fetch patch /api/items @31'])
  assert.equal(calls("window.fetch(`/api/items/${id}`, { method: 'DELETE' })"), ['fetch DELETE /api/items/:id @44'])
  assert.equal(calls("const M = 'PUT'\nfetch('/a', { method: M })"), ['fetch PUT /a'])
})

test('what is computed is not guessed', () => {
  assert.equal(calls('fetch(url, options)'), ['fetch ? ?'])
  assert.equal(calls("fetch('/a', { ...options })"), ['fetch ? /a'])
  assert.equal(calls("fetch('/a', { method: 'PUT', ...options })"), ['fetch ? /a'])
  assert.equal(calls('fetch(`/items-${id}`)'), ['fetch GET ?'])
  assert.equal(calls('fetch(`${base}/items`)'), ['fetch GET ?'])
  assert.equal(calls("let path = '/a'; path += '/b'; fetch(path)"), ['fetch GET ?'])
  assert.equal(calls('fetch(`/items?page=${page}`)'), ['fetch GET /items?page='])
})

test("a fetch of one's own is none", () => {
  assert.equal(calls("import { fetch } from './store'\nfetch('/a', { method: 'patch' })"), [])
  assert.equal(calls("function f(fetch) { fetch('/a') }"), [])
})

test('axios and its instances', () => {
  assert.equal(
    calls(
      "import axios from 'axios'\naxios.patch('/a'); axios({ url: '/b', method: 'put' }); axios('/c', { method: 'delete' }); axios.request({ url: '/d' })",
    ),
    ['axios PATCH /a @7', 'axios put /b @47', 'axios delete /c @79', 'axios GET /d'],
  )
  assert.equal(
    calls(
      "const axios = require('axios')\nconst api = axios.create({ baseURL: '/api/' })\napi.delete(`/items/${item.id}`)\napi.get('https://other.example/x')",
    ),
    ['axios DELETE /api/items/:id @5', 'axios GET https://other.example/x @5'],
  )
  assert.equal(calls("import axios from 'axios'\nconst api = axios.create(config)\napi.get('/x')"), ['axios GET ? @5'])
})

test('the others', () => {
  assert.equal(calls("import ky from 'ky'\nky.put('a/b'); ky('c', { method: 'GETT' })"), [
    'ky PUT a/b @4',
    'ky GETT c @34',
  ])
  assert.equal(calls("import request from 'superagent'\nrequest.del('/a'); request('PATCH', '/b')"), [
    'superagent DELETE /a @9',
    'superagent PATCH /b @28',
  ])
  assert.equal(
    calls("app.controller('x', function ($http) { $http.post('/a'); $http({ method: 'PATCH', url: '/b' }) })", 'a.js'),
    ['$http POST /a @46', '$http PATCH /b @74'],
  )
  assert.equal(calls("const xhr = new XMLHttpRequest()\nxhr.open('PUT', '/a')"), ['XMLHttpRequest PUT /a @10'])
  assert.equal(calls("db.open('PUT', '/a'); map.get('/x'); cache.delete('/y')"), [])
})

const asked = (text: string): string[] => calls(text).map((call) => call.replace(/ @\d+$/, ''))

// What each of these sends was seen: ky 1.14.3, got 14.6.6, undici 7.30.2, ofetch 1.5.1, axios 1.21.1, superagent 10.4.2.
test('ofetch, undici and stand-ins for fetch', () => {
  assert.equal(
    asked(
      "import { ofetch } from 'ofetch'\nofetch('/a', { method: 'patch' }); ofetch('/b'); ofetch.raw('/c', { method: 'PUT' })",
    ),
    ['ofetch patch /a', 'ofetch GET /b', 'ofetch PUT /c'],
  )
  assert.equal(asked("$fetch('/a', { method: 'PUT', baseURL: '/api' })"), ['ofetch PUT /api/a'])
  assert.equal(
    asked(
      "import { request } from 'undici'\nrequest('/a'); request('/b', { body }); request('/c', { path: '/d' }); request('/e', options)",
    ),
    ['undici GET /a', 'undici PUT /b', 'undici GET ?', 'undici ? ?'],
  )
  assert.equal(asked("import { fetch } from 'undici'\nfetch('/a', { method: 'patch' })"), ['fetch patch /a'])
  assert.equal(asked("import f from 'node-fetch'\nf('/a', { method: 'patch' })"), ['node-fetch patch /a'])
  assert.equal(asked("import { request } from './undici'\nrequest('/a')"), [])
  assert.equal(asked("import { Client } from 'undici'\nClient('/a')"), [])
})

test('what a client asks by where a call names nothing', () => {
  assert.equal(
    asked(
      "import got from 'got'\nconst api = got.extend({ method: 'POST' })\napi('/a'); api.get('/b'); got({ url: '/c', method: 'PUT' }); got.stream.put('/d')",
    ),
    ['got POST /a', 'got GET /b', 'got PUT /c', 'got PUT /d'],
  )
  assert.equal(asked("import axios from 'axios'\nconst api = axios.create({ ...given })\napi('/a'); api.get('/b')"), [
    'axios ? ?',
    'axios GET ?',
  ])
  assert.equal(asked("import ky from 'ky'\nky.create({ method })('/a')"), ['ky ? /a'])
})

test('a prefix of one call, and several defaults', () => {
  assert.equal(
    asked(
      "import axios from 'axios'\naxios.put('/a', {}, { baseURL: '/v1' }); axios.get('/b', { baseURL: '/v2' }); axios.put('/c', { baseURL: '/data' })",
    ),
    ['axios PUT /v1/a', 'axios GET /v2/b', 'axios PUT /c'],
  )
  assert.equal(asked("import { Axios } from 'axios'\nconst api = new Axios({ baseURL: '/v1' })\napi.put('/a')"), [
    'axios PUT /v1/a',
  ])
  assert.equal(
    asked(
      "import ky from 'ky'\nky.create({ prefix: '/v1' }).extend({ headers }).put('a'); ky.create({ baseUrl: '/v1' }).put('a')",
    ),
    ['ky PUT /v1/a', 'ky PUT ?'],
  )
  assert.equal(asked("import got from 'got'\ngot.extend({ prefixUrl: '/v1' }, other).put('a')"), ['got PUT ?'])
  assert.equal(
    asked("import { ofetch } from 'ofetch'\nofetch('/api/a', { baseURL: '/api' }); ofetch('/a', { baseURL: '/api' })"),
    ['ofetch GET ?', 'ofetch GET /api/a'],
  )
})

test('chains of superagent: a plugin may send a request anywhere', () => {
  const chain = (text: string): string[] => asked(`import request from 'superagent'\n${text}`)
  assert.equal(chain("request.put('/a').set('x', 'y').send({})"), ['superagent PUT /a'])
  assert.equal(chain("request.put('/a').set('x', 'y').use(prefix('/v1'))"), ['superagent PUT ?'])
  assert.equal(chain("const agent = request.agent().set('x', 'y').accept('json')\nagent.put('/a')"), [
    'superagent PUT /a',
  ])
  assert.equal(chain("const agent = request.agent().use(prefix('/v1')).set('x', 'y')\nagent.put('/a')"), [
    'superagent PUT ?',
  ])
  assert.equal(chain("app.use(request.put('/a'))"), ['superagent PUT /a'])
})

test('long chains of calls, and objects that spread each other, are looked at once', () => {
  const page = 'const page = { list: null, ...{ path: "/a" } }'
  assert.equal(calls(`${page}\npage.list${".append('li').attr('id', 1)".repeat(40)}\nfetch(page.path)`), [
    'fetch GET /a',
  ])
  const doubled = Array.from({ length: 60 }, (_, at) => `const o${at + 1} = { ...o${at}, ...o${at} }`).join('\n')
  assert.equal(calls(`const o0 = {}\n${doubled}\nfetch('/b', { method: o60.method })`), ['fetch ? /b'])
  assert.equal(calls(`const o0 = { method: 'PUT' }\n${doubled}\nfetch('/c', { method: o5.method })`), ['fetch PUT /c'])
})

test('broken and deep files', () => {
  assert.equal(calls('fetch('), [])
  assert.equal(calls(`fetch('/a')${'\n;[]'.repeat(2000)}`).length, 1)
})

test.run()
