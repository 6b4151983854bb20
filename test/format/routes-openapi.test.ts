import { Validator } from '@seriousme/openapi-schema-validator'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { lint } from '../../src/index.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'
import { templatesOf } from '../../src/site/templates.ts'

const APP = `const express = require('express')
const app = express()
app.get('/api/items/:id', (req, res) => res.json({}))
app.put('/api/items/:item', (req, res) => res.status(204).end())
app.post('/api/items', (req, res) => { if (req.query.draft) return res.status(202).end(); res.status(201).end() })
app.get('/api/:a/of/:a', (req, res) => res.json({}))
app.get('/api/opt/:x?', (req, res) => res.json({}))
app.get('/files/*', (req, res) => res.json({}))
app.get(/^\\/re[gx]/, (req, res) => res.json({}))
app.query && app.query('/api/search', (req, res) => res.json([]))
app.purge('/api/cache', (req, res) => res.status(204).end())
app.listen(3000)
`
const PACKAGE = '{ "dependencies": { "express": "^4.18.0" } }'

async function skeleton(
  files: Record<string, string>,
): Promise<{ cwd: string; text: string; document: Record<string, never> }> {
  const cwd = folderWith(files)
  const { out } = await run(cwd, ['routes', '--format', 'openapi'])
  return { cwd, text: out, document: parse(out) }
}

test('the skeleton is a valid document that the site keeps', async () => {
  const nginx =
    'events {}\nhttp { server { listen 80; server_name shop.example; location / { proxy_pass http://127.0.0.1:3000; } location = /health { return 204; } } server { listen 443 ssl; ssl_certificate a; ssl_certificate_key b; server_name admin.example; location = /ping { return 200; } } }\n'
  const app = { 'app.js': APP, 'package.json': PACKAGE }
  const sites: Record<string, string>[] = [app, { ...app, 'nginx.conf': nginx }]
  for (const files of sites) {
    const { cwd, text, document } = await skeleton(files)
    const { valid, errors } = await new Validator().validate(document)
    assert.ok(valid, JSON.stringify(errors))
    const { problems } = await lint({
      cwd: folderWith({ ...files, 'openapi.yaml': text }),
      config: { expect: 'openapi.yaml' },
      level: 'info',
      rules: ['contract-document', 'contract-operation', 'contract-status', 'contract-undocumented'],
    })
    assert.equal(
      problems
        .map(({ message }) => message)
        .filter((message) => !message.includes('/files/') && !message.includes('/re')),
      [],
      cwd,
    )
  }
})

test('what it holds', async () => {
  const { text, document } = await skeleton({ 'app.js': APP, 'package.json': PACKAGE })
  const { openapi, paths } = document as unknown as { openapi: string; paths: Record<string, Record<string, unknown>> }
  assert.is(openapi, '3.2.0')
  assert.equal(Object.keys(paths).sort(), [
    '/api/cache',
    '/api/items',
    '/api/items/{id}',
    '/api/opt',
    '/api/opt/{x}',
    '/api/search',
    '/api/{a}/of/{a2}',
  ])
  assert.equal(Object.keys(paths['/api/items/{id}'] ?? {}).sort(), ['get', 'parameters', 'put'])
  assert.equal(Object.keys(paths['/api/search'] ?? {}), ['query'])
  assert.equal(paths['/api/cache'], {
    additionalOperations: { PURGE: { responses: { 204: { description: '204 No Content' } } } },
  })
  assert.equal(Object.keys((paths['/api/items']?.post as { responses: object }).responses), ['201', '202'])
  assert.match(text, '# /files/* is served, and no template of OpenAPI can say it')
})

test('only what a template can say becomes one', () => {
  const templates = (path: string): string[] => templatesOf(path).map(({ template }) => template)
  assert.equal(templates('/a/:b(\\d+)'), ['/a/{b}'])
  assert.equal(templates('/a{/:b}'), ['/a', '/a/{b}'])
  assert.equal(templates('{/:b}'), ['/', '/{b}'])
  for (const path of ['/a/*rest', '/a/*', '/a/:b+', '/a(b)?', 'a', '/a/…', '{regex:^a}'])
    assert.equal(templates(path), [], path)
})

test.run()
