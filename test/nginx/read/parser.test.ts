import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { NginxConfFile } from 'nginx-conf'
import { ExactParser } from '../../../src/nginx/read/exact-parser.ts'
import { readTree } from '../../../src/nginx/read/parser.ts'
import { sourceFile } from '../../../src/text/source-file.ts'
import type { Directive } from '../../../src/text/directive.ts'

const read = (text: string) => readTree(sourceFile('nginx.conf', '/nginx.conf', text))
type Shape = (string | Shape)[]
const shape = (directives: Directive[]): Shape =>
  directives.map(({ name, args, block }) => [name, ...args.map(({ value }) => value), ...(block ? [shape(block)] : [])])
const problems = (text: string) =>
  read(text).problems.map(({ message, range, related = [] }) => ({
    message,
    line: range.start.line,
    related: related.map((one) => one.range.start.line),
  }))

const values: [string, string, Shape][] = [
  ['quotes and escapes', String.raw`a "b c" 'd\'e' f\"g "\t\z\\";`, [['a', 'b c', "d'e", 'f"g', '\t\\z\\']]],
  ["a quote is special at a token's start only", `a it's 5";`, [['a', "it's", '5"']]],
  ["a comment begins at a token's start only", 'a b#c # d\n e;', [['a', 'b#c', 'e']]],
  ['a brace after a dollar belongs to the token', 'a ${b}c x$ {d e;}', [['a', '${b}c', 'x$', [['d', 'e']]]]],
  ["a closing brace is special at a token's start only", 'a b}c;', [['a', 'b}c']]],
  ['a round bracket may follow a closing quote', 'if ($a = "b"){c d;}', [['if', '($a', '=', 'b', ')', [['c', 'd']]]]],
  ['a lone carriage return ends no comment', '# a\r b;\nc d;', [['c', 'd']]],
  ['a quoted name', '"a" b;', [['a', 'b']]],
  [
    'Lua is not read',
    'x_by_lua_block { s = "}" -- }\n t = [=[ } ]] ]=] u = {} }\na b;',
    [
      ['x_by_lua_block', []],
      ['a', 'b'],
    ],
  ],
  ['templates', 'server_name ${NAME} www.${NAME};', [['server_name', '${NAME}', 'www.${NAME}']]],
  ['a placeholder is one word', 'set $a <http or https>;', [['set', '$a', '<http or https>']]],
  ['a group of a pattern is none', 'a (?<b>c d) <e>;', [['a', '(?<b>c', 'd)', '<e>']]],
]
for (const [name, text, expected] of values)
  test(name, () => {
    assert.equal(shape(read(text).directives), expected)
    assert.equal(problems(text), [])
  })

// The lines are nginx 1.22.1's.
const refused: [string, string, number, number[]][] = [
  ['an empty directive', 'a b;\n;', 2, []],
  ['a brace without a name', '\n{ a b; }', 2, []],
  ['a missing semicolon before a brace', 'a {\n b c\n}', 3, [2]],
  ['a missing semicolon at the end', 'a b', 1, [1]],
  ['a stray closing brace', 'a b;\n}', 2, []],
  ['text after a closing quote', 'a\n "b"c;', 2, []],
  ["an unclosed quote is reported where it begins, nginx's line beside it", 'a "b;\n', 1, [2]],
  ["a quote closed by another's beginning", 'a "b;\nc "d" e;', 2, [1]],
  ['an unclosed block at the line that opened it', 'a {\nb {\n c d;\n}\n', 1, [5]],
  ["an unclosed block, and the one that is closed by another's brace", 'a {\n  b {\n    c d;\n}\n', 1, [2, 5]],
  ['a long token', `\na ${'x'.repeat(4096)};`, 2, []],
  ['a long quoted text', `\na "${'x'.repeat(4095)}";`, 2, []],
  ['a long comment', `\n#${'x'.repeat(4095)}\n`, 2, []],
  ['bytes count, not characters', `a ${'é'.repeat(2048)};`, 1, []],
]
for (const [name, text, line, related] of refused)
  test(name, () =>
    assert.equal(
      problems(text).map((one) => [one.line, one.related]),
      [[line, related]],
    ),
  )

test('what is just short enough is accepted', () => {
  for (const text of [
    `a ${'x'.repeat(4095)};`,
    `a "${'x'.repeat(4094)}";`,
    `#${'x'.repeat(4094)}\n`,
    `${' '.repeat(9000)}a b;`,
  ])
    assert.equal(problems(text), [])
})

test('what follows a mistake is still read', () => {
  assert.equal(shape(read('a "b;\nc d;').directives), [
    ['a', '"b'],
    ['c', 'd'],
  ])
  assert.equal(shape(read('a { b c } d e; } f g;').directives), [
    ['a', [['b', 'c']]],
    ['d', 'e'],
    ['f', 'g'],
  ])
})

test('places', () => {
  const {
    directives: [server],
    comments,
  } = read('server {\r\n  listen  "80" ; # é\n}\n')
  const listen = server?.block?.[0]
  assert.equal(listen?.range, {
    file: 'nginx.conf',
    start: { line: 2, column: 3, offset: 12 },
    end: { line: 2, column: 16, offset: 25 },
  })
  assert.equal(listen?.nameRange.end.column, 9)
  assert.equal(listen?.args[0]?.raw, '"80"')
  assert.equal(listen?.args[0]?.quoted, true)
  assert.equal(listen?.args[0]?.range.start.column, 11)
  assert.equal(server?.blockEnd?.start, { line: 3, column: 1, offset: 31 })
  assert.equal(
    comments.map(({ text, range }) => [text, range.start.column]),
    [[' é', 18]],
  )
})

test('nginx-conf prints what was read', () => {
  let printed = ''
  new ExactParser().parse(
    '# top\nhttp {\n    server {\n        # it\n        listen 80;\n        set $a "x;y";\n        content_by_lua_block { a = "}" }\n    }\n}\n',
    (error, tree) => {
      assert.is(error, null)
      if (tree) printed = new NginxConfFile(tree).toString()
    },
  )
  assert.is(
    printed,
    '# top\nhttp {\n    server {\n# it\n        listen 80;\n        set $a "x;y";\n        content_by_lua_block { a = "}" }\n    }\n}\n',
  )
})

test.run()
