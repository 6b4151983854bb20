import { createRequire } from 'node:module'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRouters } from '../../src/express/register/routers.ts'
import { layOut } from '../express/project.ts'

const test = suite('texts by lodash')
const NAMES = ['kebabCase', 'snakeCase', 'camelCase', 'capitalize', 'upperFirst', 'lowerFirst', 'toLower', 'toUpper']
const TEXTS = [
  'getAllThings',
  'get-all',
  'HTTPServer2',
  'XMLHttp',
  '__private_name',
  'a1B2',
  'one two  three',
  '/path/to/x',
  '',
  'ABCdefGHI9j',
  'v2.1',
  'x',
  '1st place',
  'naïve',
  "don't",
]

/** The package where it is installed. */
function lodash(): Record<string, (text: string) => string> | null {
  try {
    return createRequire(new URL('../packages/package.json', import.meta.url))('lodash')
  } catch {
    return null
  }
}

test('are what lodash makes of them, or open', () => {
  const real = lodash()
  if (!real) return
  const calls = NAMES.flatMap((name) => TEXTS.map((text) => ({ name, text })))
  const lines = calls.map(
    ({ name, text }, index) => `app.get('/${index}/' + _.${name}(${JSON.stringify(text)}), (req, res) => res.end())`,
  )
  const { disk, files } = layOut({
    'app.js': `const _ = require('lodash')\nconst app = require('express')()\n${lines.join('\n')}\n`,
  })
  const [app] = readRouters(files, disk).apps
  let open = 0
  for (const [index, { name, text }] of calls.entries()) {
    const path = app?.stack[index]?.paths[0]
    if (path?.kind === 'string') assert.is(path.value, `/${index}/${real[name]?.(text)}`, `${name}(${text})`)
    else open += 1
  }
  assert.ok(open <= 9, `${open} open`)
})

test.run()
