import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const syntaxErrors = async (line: string): Promise<number[]> => {
  const app = `const app = require('express')()\n${line}\napp.get('/x', (req, res) => res.send('x'))\n`
  const { problems } = await lint({ cwd: folderWith({ 'app.js': app }), config: false, rules: ['syntax'] })
  return problems.map(({ range }) => range.start.line)
}

test('a syntax error is a finding where it stands', async () => {
  assert.equal(await syntaxErrors('const a = )'), [2])
  assert.equal(await syntaxErrors('const time = "10:30" + )'), [2])
  assert.equal(await syntaxErrors('export { x } from )'), [2])
})

test('a syntax that Babel makes JavaScript of is none', async () => {
  for (const line of ['const f = ::app.listen', 'app::use(1)', 'const b = 1 |> String', "export app from './app'"])
    assert.equal(await syntaxErrors(line), [], line)
})

test('neither are types of Flow nor the holes of a template', async () => {
  assert.equal(await syntaxErrors('/* @flow */ const a: ?string = (b: any): %checks'), [])
  assert.equal(await syntaxErrors('const a = <%= name %>'), [])
})

test('what only scripts in sloppy mode may hold is none, but in modules and in strict mode', async () => {
  for (const line of [
    "const red = '\\033[0;31m'",
    "require('fs').mkdirSync('x', 0755)",
    '<!-- old browsers',
    'with (app) get()',
  ]) {
    assert.equal(await syntaxErrors(line), [], line)
  }
  assert.equal(await syntaxErrors("export const red = '\\033[0;31m'"), [2])
  assert.equal(await syntaxErrors("class Red { text = '\\033[0;31m' }"), [2])
})

test.run()
