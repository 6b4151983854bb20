import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run, type Ran } from './run.ts'

const APP =
  "const app = require('express')()\napp.patch('/api/items', (req, res) => res.sendStatus(204))\napp.listen(3000)\n"
const NGINX = `events {}
http {
  server {
    listen 8080;
    location /api/ {
      limit_except GET { deny all; }
      proxy_pass http://127.0.0.1:3000;
    }
  }
}
`
const OPEN = NGINX.replace('limit_except GET { deny all; }', '')
const project = (nginx = NGINX): string =>
  folderWith({ 'nginx/nginx.conf': nginx, 'api/app.js': APP, 'package.json': '{}' })
const rules = ['--rule', 'proxy-blocks-method', '-f', 'unix']
const places = ({ out }: Ran): string[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(': ')[0] ?? '')

test('--only: all is read, and the files that are named are reported', async () => {
  const cwd = project()
  assert.equal(places(await run(cwd, [...rules, 'nginx/nginx.conf'])), [], 'alone it is nothing')
  assert.equal(places(await run(cwd, [...rules, '--only', 'nginx/nginx.conf'])), ['nginx/nginx.conf:6:7'])
  assert.equal(places(await run(cwd, [...rules, '--only', join(cwd, 'nginx')])), ['nginx/nginx.conf:6:7'])
  assert.equal(places(await run(cwd, [...rules, '--only', 'api/app.js', 'package.json'])), [])
  assert.is((await run(cwd, [...rules, '--only', 'api/app.js'])).code, 0)
})

test('--only: what is not there, or nothing at all, is a mistake', async () => {
  assert.equal(await run(project(), ['--only', 'gone.conf']), {
    code: 2,
    out: '',
    err: 'verblint: gone.conf does not exist (see verblint --help)\n',
  })
  assert.is((await run(project(), ['--only'])).code, 2)
})

test('--stdin-filename: the text of a buffer stands for the file, the others are as they lie there', async () => {
  const cwd = project(OPEN)
  assert.equal(places(await run(cwd, [...rules, '--stdin-filename', 'nginx/nginx.conf'], { stdin: NGINX })), [
    'nginx/nginx.conf:6:7',
  ])
  assert.equal(places(await run(cwd, [...rules, '--stdin-filename', 'nginx/nginx.conf'], { stdin: OPEN })), [])
  assert.equal(places(await run(cwd, [...rules, '--stdin-filename', 'api/app.js'], { stdin: APP })), [])
  assert.is(readFileSync(join(cwd, 'nginx/nginx.conf'), 'utf8'), OPEN)
})

test('an OpenAPI document that the configuration names may be named, or come in as a buffer', async () => {
  const openapi = (method: string): string =>
    `openapi: 3.1.0\npaths:\n  /api/items:\n    ${method}: { responses: { default: { description: any } } }\n`
  const cwd = folderWith({
    'api/app.js': APP,
    'package.json': '{}',
    'verblint.config.json': '{ "expect": "docs/openapi.yaml" }',
    'docs/openapi.yaml': openapi('put'),
    'docs/other.yaml': openapi('put'),
  })
  const rule = ['--rule', 'contract-operation', '-f', 'unix']
  assert.equal(places(await run(cwd, [...rule, 'api/app.js', 'docs/openapi.yaml'])), ['docs/openapi.yaml:4:5'])
  assert.equal(places(await run(cwd, [...rule, '--stdin-filename', 'docs/openapi.yaml'], { stdin: openapi('put') })), [
    'docs/openapi.yaml:4:5',
  ])
  assert.equal(await run(cwd, [...rule, '--stdin-filename', 'docs/openapi.yaml'], { stdin: openapi('patch') }), {
    code: 0,
    out: '',
    err: '',
  })
  assert.is((await run(cwd, [...rule, 'api/app.js', 'docs/other.yaml'])).code, 2)
})

test('--stdin-filename: a file that is not saved yet', async () => {
  const cwd = folderWith({ 'api/app.js': APP, 'nginx/.keep': '' })
  assert.equal(places(await run(cwd, [...rules, '--stdin-filename', 'nginx/nginx.conf'], { stdin: NGINX })), [
    'nginx/nginx.conf:6:7',
  ])
  assert.is((await run(cwd, [...rules, '--stdin-filename', 'none/nginx.conf'], { stdin: NGINX })).code, 2)
})

test('--fix with --only writes those files alone', async () => {
  const express =
    "const app = require('express')()\napp.all('/soon', (req, res) => res.status(501).end())\napp.listen(3000)\n"
  const cwd = folderWith({ 'a.js': express, 'b.js': express.replace('3000', '3001') })
  const { code } = await run(cwd, ['--fix', '--rule', 'cacheable-501', '--only', 'a.js'])
  assert.is(code, 0)
  assert.is.not(readFileSync(join(cwd, 'a.js'), 'utf8'), express)
  assert.is(readFileSync(join(cwd, 'b.js'), 'utf8'), express.replace('3000', '3001'))
})

test.run()
