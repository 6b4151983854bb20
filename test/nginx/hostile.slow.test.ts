import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readTree } from '../../src/nginx/read/parser.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { reading } from './read.ts'

const test = suite('nginx: files that are far too large')

const problemsOf = (text: string) => readTree(sourceFile('nginx.conf', '/nginx.conf', text)).problems
const checked = (http: string) => reading(`events {}\nhttp {\n${http}\n}\n`).problems

test('deep nesting and long files take no stack', () => {
  for (const text of [
    'a{'.repeat(200_000),
    '"'.repeat(2_000_000),
    'a "'.repeat(500_000),
    'x_by_lua_block{--[[\n'.repeat(100_000),
    '}'.repeat(1_000_000),
  ])
    assert.ok(problemsOf(text).length > 0)
})

test('a file with more problems than a call takes arguments is read', () => {
  assert.is(
    reading(`events {}\nhttp {\n${'root a b;\n'.repeat(150_000)}server { listen 80; } }\n`).problems.length,
    150_000,
  )
})

test('a hostile file is checked to its end', () => {
  const unknown = checked(Array.from({ length: 20_000 }, (_, index) => `unknown${index}x $v${index}a;`).join('\n'))
  const open = checked(`server { ${'location /a { '.repeat(3000)} }`)
  const nobody = checked(
    `server { ${Array.from({ length: 20_000 }, (_, index) => `location /${index} { return 200 $nobody${index}; }`).join('\n')} }`,
  )
  assert.ok(unknown.length > 0 && open.length > 0 && nobody.length > 0)
})

test.run()
