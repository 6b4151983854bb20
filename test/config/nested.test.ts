import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { effectiveConfig, lint, type Options, UsageError } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const APP = "const app = require('express')()\napp.all('/soon', (req, res) => res.sendStatus(501))\napp.listen(3000)\n"
const off = (...ids: string[]): string => JSON.stringify({ rules: Object.fromEntries(ids.map((id) => [id, 'off'])) })

const found = async (cwd: string, options: Partial<Options> = {}): Promise<string[]> =>
  (await lint({ cwd, level: 'info', ...options })).problems
    .filter(({ ruleId }) => ruleId === 'stub-501')
    .map(({ file }) => file)

test('a configuration in a folder holds there, and the nearer one wins', async () => {
  const cwd = folderWith({
    'app.js': APP,
    'api/app.js': APP,
    'api/old/app.js': APP,
    'api/verblint.config.json': off('stub-501'),
    'api/old/package.json': JSON.stringify({ verblint: { rules: { 'stub-501': 'error' } } }),
  })
  assert.equal(await found(cwd), ['api/old/app.js', 'app.js'])
  assert.is((await effectiveConfig({ cwd }, 'api/app.js')).rules['stub-501'], 'off')
  assert.is((await effectiveConfig({ cwd }, 'api/old/app.js')).rules['stub-501'], 'error')
})

test('it wins over what the one above says of its folder', async () => {
  const above = JSON.stringify({ overrides: [{ files: ['api'], rules: { 'stub-501': 'error' } }] })
  assert.equal(
    await found(
      folderWith({ 'api/app.js': APP, 'verblint.config.json': above, 'api/verblint.config.json': off('stub-501') }),
    ),
    [],
  )
})

test('its own overrides and what it ignores are relative to its folder, and reach no further', async () => {
  const config = JSON.stringify({
    ignore: ['gen'],
    overrides: [{ files: ['old', '../web'], rules: { 'stub-501': 'off' } }],
  })
  const cwd = folderWith({
    'api/gen/app.js': APP,
    'api/old/app.js': APP,
    'api/app.js': APP,
    'gen/app.js': APP,
    'old/app.js': APP,
    'web/app.js': APP,
    'api/verblint.config.json': config,
  })
  assert.equal(await found(cwd), ['api/app.js', 'gen/app.js', 'old/app.js', 'web/app.js'])
  assert.equal(await found(cwd, { paths: ['api/gen/app.js'] }), ['api/gen/app.js'])
})

test('where a person says which configuration holds, no other is looked for', async () => {
  const cwd = folderWith({ 'api/app.js': APP, 'api/verblint.config.json': off('stub-501') })
  assert.equal(await found(cwd, { config: false }), ['api/app.js'])
  assert.equal(await found(cwd, { config: {} }), ['api/app.js'])
})

test('what holds for a whole run alone is told, and mistakes are as fatal as above', async () => {
  const cwd = folderWith({
    'api/app.js': APP,
    'api/verblint.config.json': JSON.stringify({
      extends: 'strict',
      nginx: { version: '1.20' },
      rules: { 'stub-501': 'off' },
    }),
  })
  const { refused } = await lint({ cwd })
  assert.equal(refused, [
    {
      path: 'api/verblint.config.json',
      reason: 'cannot say "extends" and "nginx" for its folder alone: put them into the configuration of the run',
      expected: false,
    },
  ])
  for (const wrong of ['{ "rulez": {} }', '{ "rules": { "none-such": "off" } }', '{']) {
    const broken = folderWith({ 'api/app.js': APP, 'api/verblint.config.json': wrong })
    const error: unknown = await lint({ cwd: broken }).then(
      () => null,
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof UsageError && error.message.startsWith('api/verblint.config.json:1:'), wrong)
  }
})

test('its backends are folders relative to it', async () => {
  const cwd = folderWith({
    'nginx.conf':
      'events {}\nhttp {\n  server {\n    listen 80;\n    location / { proxy_pass http://far:9; }\n  }\n}\n',
    'api/app.js': APP,
    'api/conf/.htaccess': 'Options -Indexes\n',
    'api/conf/verblint.config.json': JSON.stringify({ backends: { 'http://far:9': '..' } }),
  })
  const { coverage } = await lint({ cwd })
  assert.is(
    coverage.open.some(({ why }) => why.includes('far')),
    false,
  )
})

test.run()
