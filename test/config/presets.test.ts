import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { schemaOf } from '../../src/config/schema.ts'
import { STARTER } from '../../src/config/starter.ts'
import { SHAPE } from '../../src/config/shape.ts'
import { describeRules, lint, type Options, ruleIds } from '../../src/index.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'

const TWICE =
  'events {}\nhttp {\n  server {\n    listen 80;\n    location /a { return 204; }\n    location /a { return 204; }\n  }\n}\n'
/** An info rule, and a problem that its rule lowers to info. */
const STUB =
  "const app = require('express')()\napp.post('/a', (req, res) => { res.status(501).end() })\napp.listen(3000)\n"

const found = async (options: Options): Promise<string[]> =>
  (await lint(options)).problems.map(({ ruleId, severity, file }) => `${ruleId} ${severity} ${file}`)

test('presets: recommended hides information, strict shows it, for all it counts', async () => {
  const cwd = folderWith({ 'app.js': STUB })
  const under = (config: object, more: Partial<Options> = {}): Promise<string[]> => found({ cwd, config, ...more })
  assert.equal(await under({}), [])
  assert.equal(await under({ extends: 'recommended' }), [])
  assert.ok((await under({ extends: 'strict' })).includes('stub-501 info app.js'))
  const all = await under({ extends: 'all' })
  assert.ok(all.includes('stub-501 warn app.js'))
  assert.not(
    all.some((line) => line.includes(' info ')),
    all.join('; '),
  )
  assert.ok((await under({ extends: 'all', rules: { 'stub-501': 'info' } })).includes('stub-501 info app.js'))
  assert.equal(await under({ extends: 'all', rules: { 'stub-501': 'off' } }, { rules: ['syntax'] }), [])
  assert.equal(await under({ extends: 'strict' }, { level: 'warn' }), [])
})

test('presets: the command follows them, and --level wins', async () => {
  const cwd = folderWith({
    'app.js': STUB,
    'verblint.config.json': '{ "extends": "strict" }',
    'all.json': '{ "extends": "all" }',
  })
  assert.match((await run(cwd, ['-f', 'unix'])).out, ' note: ')
  assert.is((await run(cwd, [])).code, 0)
  assert.not.match((await run(cwd, ['-f', 'unix', '--level', 'warn'])).out, 'stub-501')
  assert.is((await run(cwd, ['--config', 'all.json'])).code, 1)
})

test('overrides: by glob and folder, relative to the configuration, the later one wins', async () => {
  const files = { 'nginx.conf': TWICE, 'old/a/nginx.conf': TWICE, 'old/b/nginx.conf': TWICE }
  const overrides = [
    { files: ['old'], rules: { 'duplicate-location': 'off' } },
    { files: ['**/b/*.conf'], rules: { 'duplicate-location': 'warn' } },
  ]
  const cwd = folderWith({ ...files, 'verblint.config.json': JSON.stringify({ overrides }) })
  assert.equal(await found({ cwd }), [
    'duplicate-location error nginx.conf',
    'duplicate-location warn old/b/nginx.conf',
  ])
  assert.equal(await found({ cwd: join(cwd, 'old') }), ['duplicate-location warn b/nginx.conf'])
  assert.equal(
    await found({ cwd, rules: ['duplicate-location'] }),
    ['nginx.conf error', 'old/a/nginx.conf error', 'old/b/nginx.conf warn'].map(
      (line) => `duplicate-location ${line.split(' ').reverse().join(' ')}`,
    ),
  )
})

test('overrides: a rule that is off may be on for some files', async () => {
  const cwd = folderWith({ 'nginx.conf': TWICE, 'new/nginx.conf': TWICE })
  assert.equal(
    await found({
      cwd,
      config: {
        rules: { 'duplicate-location': 'off' },
        overrides: [{ files: ['new/**'], rules: { 'duplicate-location': 'error' } }],
      },
    }),
    ['duplicate-location error new/nginx.conf'],
  )
})

test('overrides: dotfiles are files, and another rule is not touched', async () => {
  const cwd = folderWith({ 'www/.htaccess': '<IfModule mod_rewrite>\n</IfModule>\n' })
  const under = (files: string[], rule: string): Promise<string[]> =>
    found({ cwd, config: { overrides: [{ files, rules: { [rule]: 'off' } }] } })
  assert.equal(await under(['www/*'], 'ifmodule-name'), [])
  assert.equal(await under(['./www/'], 'ifmodule-name'), [])
  assert.equal(await under(['www'], 'syntax'), ['ifmodule-name error www/.htaccess'])
  assert.equal(await under(['ww'], 'ifmodule-name'), ['ifmodule-name error www/.htaccess'])
})

test('--print-config: every rule with its severity, and it is a configuration itself', async () => {
  const config = {
    extends: 'all',
    rules: { syntax: 'warn' },
    overrides: [{ files: ['old'], rules: { syntax: 'off' } }],
    backends: { 'http://api:3000': 'api' },
  }
  const cwd = folderWith({ 'nginx.conf': TWICE, 'verblint.config.json': JSON.stringify(config) })
  const printed = async (
    ...args: string[]
  ): Promise<{ rules: Record<string, string>; overrides: object[]; backends: object }> =>
    JSON.parse((await run(cwd, ['--print-config', ...args])).out)
  const here = await printed()
  assert.equal(Object.keys(here.rules), ruleIds())
  assert.equal([here.rules.syntax, here.rules['stub-501'], here.rules['duplicate-location']], ['warn', 'warn', 'error'])
  assert.equal([here.overrides, here.backends], [config.overrides, config.backends])
  const there = await printed('old/nginx.conf')
  assert.equal([there.rules.syntax, there.overrides], ['off', []])
  assert.equal((await printed('--no-config')).rules['stub-501'], 'info')
  assert.equal(await found({ cwd, config: here }), await found({ cwd }))
  assert.match((await run(cwd, ['--print-config', 'a', 'b'])).err, '--print-config takes one file at most')
})

test('init: a configuration that is taken as it stands, and with every example made real', async () => {
  const cwd = folderWith({ 'nginx.conf': TWICE })
  assert.is((await run(cwd, ['init'])).code, 0)
  assert.is(readFileSync(join(cwd, 'verblint.config.json'), 'utf8'), STARTER)
  assert.equal(await found({ cwd }), ['duplicate-location error nginx.conf'])
  const real = STARTER.replace(/^( +)\/\/ (?=["{])/gm, '$1')
  assert.is.not(real, STARTER)
  const whole = folderWith({ 'verblint.config.json': real })
  assert.equal(await run(whole, ['--print-config']).then(({ code, err }) => ({ code, err })), { code: 0, err: '' })
  const keys = Object.keys(JSON.parse((await run(whole, ['--print-config'])).out))
  for (const key of Object.keys(SHAPE.keys ?? {})) assert.ok(keys.includes(key), key)
})

test('init: never over a configuration', async () => {
  const cwd = folderWith({ 'verblint.config.json': '{}' })
  assert.equal(await run(cwd, ['init']), {
    code: 2,
    out: '',
    err: 'verblint: verblint.config.json is there already (see verblint --help)\n',
  })
  assert.is(readFileSync(join(cwd, 'verblint.config.json'), 'utf8'), '{}')
  assert.match(
    (await run(folderWith({ 'package.json': '{ "verblint": {} }' }), ['init'])).err,
    'package.json has a "verblint" key already',
  )
  assert.match((await run(cwd, ['init', 'x'])).err, 'init takes no "x"')
})

test('the schema is what the rules say today: npm run schema', async () => {
  assert.equal(
    JSON.parse(readFileSync('verblint.schema.json', 'utf8')),
    JSON.parse(JSON.stringify(schemaOf(await describeRules()))),
  )
})

test.run()
