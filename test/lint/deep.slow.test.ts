import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, UsageError } from '../../src/index.ts'
import { isTooDeep } from '../../src/text/depth.ts'
import { folderWith } from '../folder.ts'

const APP = "const app = require('express')()\napp.all('/soon', (req, res) => res.sendStatus(501))\napp.listen(3000)\n"
const DEEP = 100_000

test('settings that nest deep, or have a line without end, keep no file from being linted', async () => {
  const texts: Record<string, string> = {
    'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "x": ',
    'package.json': '{ "verblint": ',
    'compose.yaml': 'services: ',
    '.gitignore': '',
  }
  for (const [name, head] of Object.entries(texts)) {
    for (const open of ['[', '- ', '{"a":', '(', '!', '**/', '{a,']) {
      const { problems, faults } = await lint({
        cwd: folderWith({ 'app.js': APP, [name]: head + open.repeat(DEEP) }),
        level: 'info',
      })
      assert.equal([faults, problems.some(({ ruleId }) => ruleId === 'stub-501')], [[], true], `${name} ${open}`)
    }
  }
})

test('a configuration that nests deep is a mistake of its own', async () => {
  const error: unknown = await lint({
    cwd: folderWith({ 'app.js': APP, 'verblint.config.json': '['.repeat(DEEP) }),
  }).then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof UsageError)
  assert.match(error.message, 'verblint.config.json nests too deep')
})

test('brackets in strings and comments, and those that are closed, nest nothing', () => {
  assert.is(isTooDeep(`{ "a": "${'['.repeat(1000)}" } // ${'{'.repeat(1000)}\n/* ${'['.repeat(1000)} */`), false)
  assert.is(isTooDeep('[]'.repeat(1000)), false)
  assert.is(isTooDeep('['.repeat(201)), true)
})

test.run()
