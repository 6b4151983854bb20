import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { pathPattern } from '../../src/model/path-pattern.ts'
import { pathName, plainest } from '../../src/site/words.ts'
import { folderWith } from '../folder.ts'

const APP = `const express = require('express')
const app = express()
const api = express.Router()
api.get('/fees', (req, res) => res.json([]))
app.use('/api/v1', api)
app.listen(3000)
`
const NGINX = `events {}
http {
  server {
    listen 80;
    location /net/api/ { proxy_pass http://127.0.0.1:3000/api/v1/; }
    location /api/ { proxy_pass http://127.0.0.1:3000/api/v1/; }
  }
}
`

test('of several ways to one route the shortest is named', async () => {
  const { cells } = await loadSite({
    cwd: folderWith({ 'nginx.conf': NGINX, 'app.js': APP, 'package.json': '{ "dependencies": { "express": "5" } }' }),
    config: false,
  })
  const shown = plainest(cells.filter(({ pattern }) => pattern.source.includes('fees')).map((cell) => ({ cell })))
  assert.equal(shown && pathName(shown.cell), '/api/fees')
})

test('a proxy that puts another path before a route leaves what the route is called', async () => {
  const app = APP.replace('/fees', '/fees/:block/all/:kind')
  const { cells } = await loadSite({
    cwd: folderWith({ 'nginx.conf': NGINX, 'app.js': app, 'package.json': '{ "dependencies": { "express": "5" } }' }),
    config: false,
  })
  const names = cells.filter(({ pattern }) => pattern.source.includes('fees')).map(pathName)
  assert.equal([...new Set(names)].sort(), ['/api/fees/:block/all/:kind', '/net/api/fees/:block/all/:kind'])
})

test('one path of many that a proxy sends on keeps its own name', () => {
  const regex = { source: '^\\/api\\/v1\\/fees\\/([^\\/]+)$', flags: 'i' }
  const pattern = pathPattern({ kind: 'express', source: '/api/v1/fees/:block', regex })
  const [, made = ''] = /([^/]+)$/.exec(pattern.sample() ?? '') ?? []
  assert.is(pathName({ path: `/fees/${made}`, pattern }), '/fees/:block')
  assert.is(pathName({ path: '/health', pattern }), '/health')
})

test.run()
