import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** The lists that the advice about a missing Allow names. */
async function advised(config: string): Promise<(string | undefined)[]> {
  const { problems } = await lint({
    cwd: folderWith({ 'site.conf': config }),
    config: false,
    rules: ['405-missing-allow'],
    level: 'info',
  })
  return problems.map(({ message }) => /405 "([^"]*)"/.exec(message)?.[1])
}

const site = (lines: string): string =>
  `server {\n listen 80;\n root /srv/books;\n location / { ${lines} try_files $uri =404; }\n}\n`

test('a page that stands for a refusal serves no method that Allow could name', async () => {
  assert.equal(await advised(site('')), ['GET, HEAD'])
  assert.equal(await advised(site('error_page 501 = /sorry.html; if ($request_method = PATCH) { return 501; }')), [
    'GET, HEAD',
  ])
  assert.equal(await advised(site('if ($request_method = PATCH) { return 204; }')), ['GET, HEAD, PATCH'])
})

/** What the advice about a missing Allow of an Express route names. */
async function advisedFor(handler: string): Promise<(string | undefined)[]> {
  const app = `const app = require('express')()\napp.all('/books', (req, res) => { ${handler} })\napp.listen(3000)\n`
  const { problems } = await lint({ cwd: folderWith({ 'app.js': app }), config: false, rules: ['405-missing-allow'] })
  return problems.map(({ message }) => /'Allow', '([^']*)'/.exec(message)?.[1])
}

test('where something other than the method decides whom a 405 is for, no list is named', async () => {
  const served = "if (req.method === 'GET' || req.method === 'POST') return res.json([])"
  assert.equal(await advisedFor(`${served}; res.sendStatus(405)`), ['GET, POST'])
  assert.equal(await advisedFor(`if (!req.get('X-Key')) return res.sendStatus(405); ${served}; res.sendStatus(404)`), [
    '…',
  ])
})

test('a guard that takes all from a backend which serves it is told once, by the rule that wants them let through', async () => {
  const told = async (served: string): Promise<string[]> => {
    const guard = 'if ($request_method ~ ^(GET|HEAD|POST)$) { return 405; }'
    const main = `events {}\nhttp { server { listen 8080; location /api/ { ${guard} proxy_pass http://127.0.0.1:3000; } } }\n`
    const app = `const app = require('express')()\n${served}\napp.listen(3000)\n`
    const { problems } = await lint({
      cwd: folderWith({ 'nginx.conf': main, 'app.js': app }),
      config: false,
      rules: ['405-missing-allow', 'proxy-blocks-method'],
    })
    return problems.map(({ ruleId }) => ruleId)
  }
  assert.equal(await told("app.post('/api/x', (req, res) => res.json(1))"), ['proxy-blocks-method'])
  assert.equal(await told("app.get('/other', (req, res) => res.json(1))"), ['405-missing-allow'])
})

test.run()
