import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, type Options, UsageError } from '../../src/index.ts'
import { documentsOf, expectedOf, loadConfig } from '../../src/config/load.ts'
import { localTexts } from '../../src/files/texts.ts'
import { nearestConfig } from '../../src/config/find.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'

const TWICE =
  'events {}\nhttp {\n  server {\n    listen 80;\n    location /a { return 204; }\n    location /a { return 204; }\n  }\n}\n'

const found = async (options: Options): Promise<string[]> =>
  (await lint(options)).problems.map(({ ruleId, severity, file }) => `${ruleId} ${severity} ${file}`)

async function mistake(cwd: string): Promise<string> {
  try {
    await lint({ cwd })
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'none'
}

test('a configuration that is a link out of its folder, or no file, is told and not read', async () => {
  const root = folderWith({
    'outside.json': '{ "secret": 1 }',
    'shared/verblint.config.json': '{ "rules": {} }',
    'in/x': '',
    'out/nginx.conf': TWICE,
    'folder/verblint.config.json/x': '',
  })
  symlinkSync('../outside.json', join(root, 'out/verblint.config.json'))
  assert.match(
    await mistake(join(root, 'out')),
    /^the configuration verblint\.config\.json is a symbolic link out of its folder$/,
  )
  assert.match(await mistake(join(root, 'folder')), /^the configuration verblint\.config\.json is a folder$/)
  symlinkSync('shared/verblint.config.json', join(root, 'verblint.config.json'))
  assert.is(await mistake(join(root, 'in')), 'none')
})

test('the nearest one upward: a file, or a key of package.json, but no mere dependency', () => {
  const root = folderWith({
    'verblint.config.json': '{}',
    'a/package.json': '{ "verblint": {} }',
    'a/b/package.json': '{ "devDependencies": { "verblint": "1" } }',
    'a/b/c/x': '',
    'd/x': '',
    'both/package.json': '{ "verblint": {} }',
    'both/verblint.config.json': '{}',
  })
  assert.is(nearestConfig(join(root, 'a/b/c'), localTexts), join(root, 'a/package.json'))
  assert.is(nearestConfig(join(root, 'd'), localTexts), join(root, 'verblint.config.json'))
  assert.is(nearestConfig(join(root, 'both'), localTexts), join(root, 'both/verblint.config.json'))
})

test('severities: off, lower, higher; --rule asks all the same', async () => {
  const cwd = folderWith({ 'nginx.conf': TWICE })
  assert.equal(await found({ cwd }), ['duplicate-location error nginx.conf'])
  assert.equal(await found({ cwd, config: { rules: { 'duplicate-location': 'warn' } } }), [
    'duplicate-location warn nginx.conf',
  ])
  assert.equal(await found({ cwd, config: { rules: { 'duplicate-location': 'info' } } }), [])
  assert.equal(await found({ cwd, config: { rules: { 'duplicate-location': 'off' } } }), [])
  assert.equal(
    await found({ cwd, config: { rules: { 'duplicate-location': 'off' } }, rules: ['duplicate-location'] }),
    ['duplicate-location error nginx.conf'],
  )
})

test('comments and a last comma are welcome; false means none; a path names another', async () => {
  const cwd = folderWith({
    'nginx.conf': TWICE,
    'verblint.config.json': '{\n  // for now\n  "rules": { "duplicate-location": "off", },\n}\n',
    'strict.json': '{}',
  })
  assert.equal(await found({ cwd }), [])
  assert.is((await found({ cwd, config: false })).length, 1)
  assert.is((await found({ cwd, config: 'strict.json' })).length, 1)
  assert.is((await run(cwd, [])).code, 0)
  assert.is((await run(cwd, ['--no-config'])).code, 1)
  assert.is((await run(cwd, ['--config', 'strict.json'])).code, 1)
})

test('ignore: globs and folders, relative to the configuration, but never what is named by hand', async () => {
  const cwd = folderWith({
    'verblint.config.json': '{ "ignore": ["old", "**/*.nginx"] }',
    'old/nginx.conf': TWICE,
    'a/b.nginx': TWICE,
    'a/old/nginx.conf': TWICE,
  })
  assert.equal(await found({ cwd }), ['duplicate-location error a/old/nginx.conf'])
  assert.equal(await found({ cwd: join(cwd, 'a') }), ['duplicate-location error old/nginx.conf'])
  assert.is((await found({ cwd, paths: ['old/nginx.conf'] })).length, 1)
})

test('mistakes: where, and what was probably meant', async () => {
  const mistakes: [string, string][] = [
    ['{\n  "rulez": {}\n}', 'verblint.config.json:2:3: Unknown key "rulez", did you mean "rules"?'],
    [
      '{ "rules": { "duplicate-locations": "off" } }',
      'verblint.config.json:1:14: Unknown rule "duplicate-locations", did you mean "duplicate-location"?',
    ],
    [
      '{ "rules": { "syntax": "fatal" } }',
      'verblint.config.json:1:14: Expected "error", "warn", "info" or "off" for "rules.syntax"',
    ],
    [
      '{ "nginx": { "version": "banana" } }',
      'verblint.config.json:1:14: Expected a version such as "1.26.3" for "nginx.version"',
    ],
    ['{ "nginx": { "versoin": "1.22" } }', 'verblint.config.json:1:14: Unknown key "versoin", did you mean "version"?'],
    ['{ "ignore": "old" }', 'verblint.config.json:1:3: Expected a list of texts for "ignore"'],
    [
      '{ "expect": { "GET /": { "status": 99 } } }',
      'verblint.config.json:1:15: Expected a status, or { "status": 405, "allow": ["GET"] } for "expect.GET /"',
    ],
    ['{ "extends": "strct" }', 'verblint.config.json:1:3: Expected "recommended", "strict" or "all" for "extends"'],
    ['{ "overrides": {} }', 'verblint.config.json:1:3: Expected a list for "overrides"'],
    [
      '{ "overrides": [\n  { "files": ["a"] }\n] }',
      'verblint.config.json:2:3: Expected a key "rules" in "overrides.0"',
    ],
    [
      '{ "overrides": [\n  { "files": ["a"], "rulez": {}, "rules": {} }\n] }',
      'verblint.config.json:2:21: Unknown key "rulez", did you mean "rules"?',
    ],
    [
      '{ "overrides": [\n  { "files": ["a"], "rules": { "sintax": "off" } }\n] }',
      'verblint.config.json:2:32: Unknown rule "sintax", did you mean "syntax"?',
    ],
    ['[]', 'verblint.config.json:1:1: Expected an object for the configuration'],
    ['{ "rules": ', 'verblint.config.json:1:12: this is no JSON: ValueExpected'],
    ['', 'verblint.config.json:1:1: this is no JSON: ValueExpected'],
    ['{ "__proto__": 1 }', 'verblint.config.json:1:3: Unknown key "__proto__"'],
  ]
  for (const [text, message] of mistakes)
    assert.is(await mistake(folderWith({ 'nginx.conf': TWICE, 'verblint.config.json': text })), message, text)
  assert.is(
    await mistake(folderWith({ 'nginx.conf': TWICE, 'package.json': '{\n  "verblint": {\n    "level": 1\n  }\n}' })),
    'package.json:3:5: Unknown key "level"',
  )
})

test('the command tells them in one line', async () => {
  const cwd = folderWith({ 'verblint.config.json': '{ "a": 1 }' })
  assert.equal(await run(cwd, []), {
    code: 2,
    out: '',
    err: 'verblint: verblint.config.json:1:3: Unknown key "a" (see verblint --help)\n',
  })
  assert.match((await run(cwd, ['--config', 'none.json'])).err, 'the configuration none.json does not exist')
})

test('expectations: a status alone is short for an object, in a list too', () => {
  const expect = { 'GET /a': 200, 'PUT /a': { status: 405, allow: ['GET'] } }
  for (const written of [expect, [expect], [expect, 'openapi.yaml']]) {
    const told = expectedOf(loadConfig('/', { expect: written }, localTexts)).map(({ method, url, status, allow }) => [
      method,
      url,
      status,
      allow,
    ])
    assert.equal(told, [
      ['GET', '/a', 200, undefined],
      ['PUT', '/a', 405, ['GET']],
    ])
  }
})

test('documents: a text, or texts in a list, relative to the configuration', () => {
  const folder = folderWith({
    'sub/verblint.config.json': '{\n "expect": [\n  "../api/openapi.yaml",\n  { "GET /a": 200 }] }',
  })
  const told = documentsOf(loadConfig(folder, 'sub/verblint.config.json', localTexts), folder)
  assert.equal(
    told.map(({ path, range }) => [path, range.start.line]),
    [['api/openapi.yaml', 3]],
  )
  assert.equal(
    documentsOf(loadConfig('/', { expect: 'a.json' }, localTexts), '/').map(({ path }) => path),
    ['a.json'],
  )
  assert.throws(() => loadConfig('/', { expect: [1] }, localTexts), /Expected an object for "expect\.0"/)
  assert.throws(
    () => loadConfig('/', { expect: ['a.yaml', { health: 200 }] }, localTexts),
    /Expected a method and a URL or path/,
  )
})

test.run()
