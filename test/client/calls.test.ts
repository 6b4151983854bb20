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

test('broken and deep files', () => {
  assert.equal(calls('fetch('), [])
  assert.equal(calls(`fetch('/a')${'\n;[]'.repeat(2000)}`).length, 1)
})

test.run()
