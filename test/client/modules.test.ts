// Client calls through what another file makes: instances, base URLs, and functions around a client.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** The calls of the files, each as `file: METHOD url`; what is nobody's to tell is `?`. Files are named by their paths. */
async function callsOf(files: Record<string, string>): Promise<string[]> {
  const { clientCalls } = await loadSite({ cwd: folderWith(files), config: false })
  return clientCalls.map(({ method, url, range }) => `${range.file}: ${method ?? '?'} ${url ?? '?'}`)
}

const HTTP = "import axios from 'axios'\nexport const http = axios.create({ baseURL: '/api' })\nexport default http\n"

test('an instance comes in by any kind of import', async () => {
  const lib = { 'src/lib/http.js': HTTP }
  const user = async (text: string): Promise<string[]> => callsOf({ ...lib, 'src/user.js': text })
  const wanted = ['src/user.js: DELETE /api/x']
  assert.equal(await user("import { http } from './lib/http'\nhttp.delete('/x')"), wanted)
  assert.equal(await user("import { http as api } from './lib/http.js'\napi.delete('/x')"), wanted)
  assert.equal(await user("import anything from './lib/http'\nanything.delete('/x')"), wanted)
  assert.equal(await user("import * as lib from './lib/http'\nlib.http.delete('/x')"), wanted)
  assert.equal(await user("const { http } = require('./lib/http')\nhttp.delete('/x')"), wanted)
  assert.equal(await user("const lib = require('./lib/http')\nlib.http.delete('/x')"), wanted)
})

test('barrels, package names and path aliases lead to it', async () => {
  const lib = { 'src/lib/http.js': HTTP }
  const wanted = ['src/user.js: PUT /api/x']
  assert.equal(
    await callsOf({
      ...lib,
      'src/lib/index.js': "export * from './http'",
      'src/user.js': "import { http } from './lib'\nhttp.put('x')",
    }),
    wanted,
  )
  assert.equal(
    await callsOf({
      ...lib,
      'src/lib/index.js': "export { default as api } from './http'",
      'src/user.js': "import { api } from './lib/index'\napi.put('x')",
    }),
    wanted,
  )
  assert.equal(
    await callsOf({
      ...lib,
      'src/lib/index.js': "import http from './http'\nexport { http as api }",
      'src/user.js': "import { api } from './lib'\napi.put('x')",
    }),
    wanted,
  )
  assert.equal(
    await callsOf({
      ...lib,
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }',
      'src/user.js': "import http from '@/lib/http'\nhttp.put('x')",
    }),
    wanted,
  )
})

test('CommonJS modules', async () => {
  assert.equal(
    await callsOf({
      'http.js': "const axios = require('axios')\nmodule.exports = axios.create({ baseURL: '/api' })",
      'user.js': "const http = require('./http')\nhttp.patch('/x')",
    }),
    ['user.js: PATCH /api/x'],
  )
  assert.equal(
    await callsOf({
      'http.js': "exports.http = require('axios').create({ baseURL: '/api' })",
      'user.js': "const { http } = require('./http')\nhttp.patch('/x')",
    }),
    ['user.js: PATCH /api/x'],
  )
})

test('other packages', async () => {
  assert.equal(
    await callsOf({
      'c.js': "import ky from 'ky'\nexport default ky.extend({ prefixUrl: '/v1' })",
      'user.js': "import api from './c'\napi('items', { method: 'post' })",
    }),
    ['user.js: post /v1/items'],
  )
  assert.equal(
    await callsOf({
      'c.js': "import got from 'got'\nexport const api = got.extend({ prefixUrl: 'http://shop.example/v1' })",
      'user.js': "import { api } from './c'\napi.put('items')",
    }),
    ['user.js: PUT http://shop.example/v1/items'],
  )
  assert.equal(
    await callsOf({
      'c.js': "import request from 'superagent'\nexport const agent = request.agent()",
      'user.js': "import { agent } from './c'\nagent.del('/items')",
    }),
    ['user.js: DELETE /items'],
  )
})

test('a base URL of another file, with a default of its own', async () => {
  const user = "import { API } from './config'\nfetch(`${API}/x`, { method: 'PUT' })"
  const from = (text: string, more: Record<string, string> = {}): Promise<string[]> =>
    callsOf({ 'src/config.js': text, 'src/user.js': user, ...more })
  assert.equal(await from("export const API = '/api'"), ['src/user.js: PUT /api/x'])
  assert.equal(await from("const config = { api: { base: '/api' } }\nexport const API = config.api.base"), [
    'src/user.js: PUT /api/x',
  ])
  assert.equal(await from("export const API = import.meta.env.VITE_API ?? '/api'"), ['src/user.js: PUT /api/x'])
  assert.equal(await from("export const API = process.env.REACT_APP_API || '/api'"), ['src/user.js: PUT /api/x'])
  assert.equal(await from('export const API = `${window.location.origin}/api`'), ['src/user.js: PUT /api/x'])
  assert.equal(await from("export const API = new URL('/api', location.origin)"), ['src/user.js: PUT /api/x'])
  // Set by whoever builds it: nobody knows.
  assert.equal(
    await from("export const API = import.meta.env.VITE_API ?? '/api'", {
      '.env.production': 'VITE_API=https://api.example',
    }),
    ['src/user.js: PUT ?'],
  )
  assert.equal(await from("export const API = import.meta.env.VITE_API ?? '/api'", { '.env.example': 'VITE_API=' }), [
    'src/user.js: PUT /api/x',
  ])
  assert.equal(await from('export const API = import.meta.env.VITE_API'), ['src/user.js: PUT ?'])
  assert.equal(await from("export let API = '/api'\nexport const set = (to) => { API = to }"), ['src/user.js: PUT ?'])
  assert.equal(
    await callsOf({
      'e.ts': "export enum Path { Api = '/api' }",
      'u.ts': "import { Path } from './e'\nfetch(Path.Api, { method: 'PUT' })",
    }),
    ['u.ts: PUT /api'],
  )
})

test('a function around fetch leaves it to its callers what is asked', async () => {
  const through = async (wrapper: string, call: string): Promise<string[]> =>
    (await callsOf({ 'api.js': wrapper, 'user.js': `import { request } from './api'\n${call}` })).filter((one) =>
      one.startsWith('user.js'),
    )
  const put = ['user.js: PUT /api/x']
  assert.equal(
    await through(
      "export const request = (path, options = {}) => fetch('/api' + path, options)",
      "request('/x', { method: 'PUT' })",
    ),
    put,
  )
  assert.equal(
    await through(
      'export async function request(method, path, body) {\n  const response = await fetch(`/api${path}`, { method, body: JSON.stringify(body) })\n  return response.json()\n}',
      "request('PUT', '/x')",
    ),
    put,
  )
  assert.equal(
    await through(
      "export const request = (path, { method = 'GET', body } = {}) => fetch(`/api${path}`, { method, body })",
      "request('/x')\nrequest('/x', { method: 'PUT' })",
    ),
    ['user.js: GET /api/x', ...put],
  )
  assert.equal(
    await through(
      "export const request = (path, options) => fetch('/api' + path, { headers: {}, ...options })",
      "request('/x', { method: 'PUT' })",
    ),
    put,
  )
  assert.equal(
    await through(
      "export const request = (path, options) => fetch('/api' + path, { ...options, headers: {} })",
      "request('/x', { method: 'PUT' })\nrequest('/x')",
    ),
    [...put, 'user.js: GET /api/x'],
  )
  assert.equal(
    await through(
      "export const request = (path, options) => fetch('/api' + path, { method: (options.method || 'get').toUpperCase() })",
      "request('/x', { method: 'put' })",
    ),
    put,
  )
  assert.equal(
    await through(
      "export const request = (path, options) => fetch('/api' + path, { method: options.method || 'GET' })",
      "request('/x', { method: 'PUT' })\nrequest('/x', {})",
    ),
    [...put, 'user.js: GET /api/x'],
  )
})

test('a function that makes something else of what it is given is no help', async () => {
  const through = async (wrapper: string): Promise<string[]> =>
    (
      await callsOf({
        'api.js': wrapper,
        'user.js': "import { request } from './api'\nrequest('/x', { method: 'PUT' })",
      })
    ).filter((one) => one.startsWith('user.js'))
  assert.equal(
    await through(
      "export function request(path, options) { path = '/v2' + path; return fetch('/api' + path, options) }",
    ),
    ['user.js: PUT ?'],
  )
  assert.equal(
    await through(
      "export function request(path, options) { options.method = 'POST'; return fetch('/api' + path, options) }",
    ),
    ['user.js: ? /api/x'],
  )
  assert.equal(
    await through(
      "export function request(path, options) { return options ? fetch('/api' + path, options) : fetch('/api' + path) }",
    ),
    [],
  )
  assert.equal(await through("export const request = (path, options) => fetch(sign('/api' + path), options)"), [
    'user.js: PUT ?',
  ])
})

test('functions on functions, objects and classes', async () => {
  const text =
    "const request = (method, path) => fetch('/api' + path, { method })\nexport const api = { put: (path) => request('PUT', path), remove(path) { return request('DELETE', path) } }"
  assert.equal(
    (
      await callsOf({ 'api.js': text, 'user.js': "import { api } from './api'\napi.put('/x'); api.remove(`/x/${id}`)" })
    ).filter((one) => one.startsWith('user')),
    ['user.js: PUT /api/x', 'user.js: DELETE /api/x/:id'],
  )
  const owner =
    "import axios from 'axios'\nexport class Albums {\n  http = axios.create({ baseURL: '/api' })\n  path = '/albums'\n  drop(id) { return this.http.delete(`${this.path}/${id}`) }\n}"
  assert.equal(await callsOf({ 'albums.ts': owner }), ['albums.ts: DELETE /api/albums/:id'])
  const made =
    "export class Api {\n  constructor(private readonly base: string) {}\n  put(path: string) { return fetch(this.base + path, { method: 'PUT' }) }\n}"
  assert.equal(
    (
      await callsOf({
        'api.ts': made,
        'client.ts': "import { Api } from './api'\nexport const api = new Api('/api')",
        'user.ts': "import { api } from './client'\napi.put('/x')",
      })
    ).filter((one) => one.startsWith('user')),
    ['user.ts: PUT /api/x'],
  )
  const factory = "export const create = (base) => ({ put: (path) => fetch(base + path, { method: 'PUT' }) })"
  assert.equal(
    (
      await callsOf({
        'api.js': factory,
        'user.js': "import { create } from './api'\nconst api = create('/api')\napi.put('/x')",
      })
    ).filter((one) => one.startsWith('user')),
    ['user.js: PUT /api/x'],
  )
})

test('objects in objects, however deep, and such as hold each other', async () => {
  const deep =
    "export const api = { v1: { admin: { shop: { items: { put: (path) => fetch('/api' + path, { method: 'PUT' }) } } } } }"
  assert.equal(
    (
      await callsOf({ 'api.js': deep, 'user.js': "import { api } from './api'\napi.v1.admin.shop.items.put('/x')" })
    ).filter((one) => one.startsWith('user')),
    ['user.js: PUT /api/x'],
  )
  const circle = "fetch('/a')\nconst one = { other: { back: two } }\nconst two = { one }\nexport const api = two"
  assert.equal(await callsOf({ 'api.js': circle, 'user.js': "import { api } from './api'\napi.one.other.put('/x')" }), [
    'api.js: GET /a',
  ])
})

test('defaults that are set later, and interceptors', async () => {
  const main = (text: string): Record<string, string> => ({
    'main.js': `import axios from 'axios'\n${text}`,
    'user.js': "import axios from 'axios'\naxios.post('/x')",
  })
  assert.equal(await callsOf(main("axios.defaults.baseURL = '/api'")), ['user.js: POST /api/x'])
  assert.equal(await callsOf(main('axios.defaults.baseURL = config.api')), ['user.js: POST ?'])
  assert.equal(await callsOf(main("axios.defaults.baseURL = dev ? '/api' : '/v2'")), ['user.js: POST ?'])
  assert.equal(
    await callsOf(
      main("axios.interceptors.request.use((config) => { config.url = '/api' + config.url; return config })"),
    ),
    ['user.js: POST ?'],
  )
  assert.equal(
    await callsOf(main('axios.interceptors.request.use((config) => { config.headers.token = 1; return config })')),
    ['user.js: POST /x'],
  )
  assert.equal(
    await callsOf({
      'http.js': `${HTTP}http.defaults.baseURL = '/v2'`,
      'user.js': "import http from './http'\nhttp.get('/x')",
    }),
    ['user.js: GET /v2/x'],
  )
})

test('an object that is changed after it was written', async () => {
  assert.equal(await callsOf({ 'a.js': "const init = { method: 'patch' }\ninit.method = 'PUT'\nfetch('/x', init)" }), [
    'a.js: ? /x',
  ])
  assert.equal(await callsOf({ 'a.js': "const init = { method: 'PUT' }\ninit.headers = {}\nfetch('/x', init)" }), [
    'a.js: PUT /x',
  ])
})

test('what names a client like another thing is none', async () => {
  assert.equal(
    await callsOf({
      'store.js': "const map = new Map()\nexport default map\nfetch('/x')",
      'user.js': "import store from './store'\nstore.get('/x'); store.delete('/y')",
    }),
    ['store.js: GET /x'],
  )
  assert.equal(
    await callsOf({
      'users.js': "import axios from 'axios'\nexport const drop = (id) => axios.delete(`/users/${id}`)",
      'user.js': "import { drop } from './users'\ndrop(1)",
    }),
    ['users.js: DELETE /users/:id'],
  )
  assert.equal(
    await callsOf({
      'a.js': "import { b } from './b'\nexport const a = b\nfetch(a)",
      'b.js': "import { a } from './a'\nexport const b = a",
    }),
    ['a.js: GET ?'],
  )
})

test.run()
