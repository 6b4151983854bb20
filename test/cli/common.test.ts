import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const APP = "const app = require('express')()\napp.all('/y', (req, res) => res.sendStatus(405))\napp.listen(3000)\n"
const OPENAPI = 'openapi: 3.1.0\npaths:\n  /z: { get: {} }\n'
const FILES = {
  'app.js': APP,
  'openapi.yaml': OPENAPI,
  'verblint.config.json': '{ "ignore": ["app.js"] }',
  'other.json': '{ "expect": "openapi.yaml" }',
}

const COMMANDS = {
  lint: [],
  routes: ['routes'],
  trace: ['trace', 'GET', 'http://localhost/y'],
  diff: ['diff', '.', '.'],
  verify: ['verify', 'http://127.0.0.1:1'],
}

for (const [name, args] of Object.entries(COMMANDS))
  test(`${name} takes the configuration from --config, and none with --no-config`, async () => {
    const cwd = folderWith(FILES)
    const own = await run(cwd, args)
    const other = await run(cwd, [...args, '-c', 'other.json'])
    const none = await run(cwd, [...args, '--no-config'])
    if (name === 'diff') assert.match(own.out + other.out + none.out, /as before[^]*as before[^]*as before/)
    else assert.is.not(own.out + own.err, none.out + none.err)
    if (name === 'lint') assert.match(other.out, 'openapi.yaml')
    assert.equal(await run(cwd, [...args, '--config', 'gone.json']), {
      code: 2,
      out: '',
      err: 'verblint: the configuration gone.json does not exist (see verblint --help)\n',
    })
    const help = await run(cwd, [...args.slice(0, 1), '--help'])
    assert.match(help.out, /-c, --config FILE/)
    assert.match(help.out, /--no-config/)
  })

test('trace writes JSON by --format, and by the short --json', async () => {
  const cwd = folderWith({ 'app.js': APP })
  const one = await run(cwd, [...COMMANDS.trace, '--format', 'json'])
  assert.equal(one, await run(cwd, [...COMMANDS.trace, '--json']))
  assert.is(JSON.parse(one.out).method, 'GET')
  assert.is((await run(cwd, [...COMMANDS.trace, '--format', 'html'])).code, 2)
})

test('a document of another kind, alone, is said to be what it is', async () => {
  const cwd = folderWith({ ...FILES, 'package.json': '{}', 'compose.yaml': 'services: {}\n', 'a.md': 'openapi: x' })
  const alone = async (...args: string[]): Promise<string> => {
    const { code, err } = await run(cwd, args)
    assert.is(code, 2, err)
    return err
  }
  assert.match(await alone('openapi.yaml'), 'verblint: openapi.yaml is an OpenAPI document: name the site')
  assert.match(await alone('-c', 'other.json', 'openapi.yaml'), 'openapi.yaml is an OpenAPI document')
  assert.match(await alone('package.json'), 'package.json is read along with the files that it is about')
  assert.match(await alone('compose.yaml'), 'compose.yaml is read along')
  assert.match(await alone('a.md'), 'a.md is not recognised as nginx, Apache, JavaScript or TypeScript')
  assert.is((await run(cwd, ['-c', 'other.json', 'openapi.yaml', 'app.js'])).err, '')
  assert.is((await run(cwd, ['-c', 'other.json', '--only', 'openapi.yaml'])).err, '')
})

test.run()
