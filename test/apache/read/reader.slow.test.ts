import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ApacheDirective } from '../../../src/apache/read/directive.ts'
import { readTree } from '../../../src/apache/read/reader.ts'
import { sourceFile } from '../../../src/text/source-file.ts'

const test = suite('apache/reader')
const read = (text: string) => readTree(sourceFile('.htaccess', '/site/.htaccess', text))
const plain = ({ name, args, block }: ApacheDirective): unknown[] => [
  name,
  ...args.map(({ value }) => value),
  ...(block ? [block.map(plain)] : []),
]
const directives = (text: string): unknown[] => read(text).directives.map(plain)
const problems = (text: string): string[] =>
  read(text).problems.map(({ message, range }) => `${range.start.line}: ${message}`)

test('a backslash before the line end joins lines without a space', () => {
  assert.equal(directives('Header set \\\n X-A b\\\nc\n'), [['Header', 'set', 'X-A', 'bc']])
  assert.equal(directives('Header set \\\r\n X-A b\r\n'), [['Header', 'set', 'X-A', 'b']])
  assert.equal(
    directives('Header set X-A b\\ \nOptions None\n'),
    [
      ['Header', 'set', 'X-A', 'b\\'],
      ['Options', 'None'],
    ],
    'a backslash before a space joins nothing',
  )
  assert.equal(
    directives('Header set X-A b\\'),
    [['Header', 'set', 'X-A', 'b\\']],
    'nor does one at the end of the file',
  )
})

test('words keep their places through continuations', () => {
  const file = read('# first\nHeader set \\\n   X-A \\\n\t"a b"\n')
  const last = file.directives[0]?.args[2]
  assert.equal([last?.range.start.line, last?.range.start.column, last?.range.end.column], [4, 2, 7])
  assert.equal(file.directives[0]?.range.start.line, 2)
  assert.equal(file.directives[0]?.range.end.line, 4)
})

test('a comment that ends in a backslash swallows the next line', () => {
  const file = read('# note \\\nRewriteEngine On\nOptions None\n')
  assert.equal(file.directives.map(plain), [['Options', 'None']])
  assert.equal(
    file.comments.map(({ text, range }) => [text, range.start.line, range.end.line]),
    [['# note RewriteEngine On', 1, 2]],
  )
})

test('quotes as in ap_getword_conf', () => {
  assert.equal(directives(`Header set X-A "a \\"b\\" \\\\ c"\n`), [['Header', 'set', 'X-A', 'a "b" \\ c']])
  assert.equal(directives(`Header set X-B 'a \\'b\\' "c"'\n`), [['Header', 'set', 'X-B', `a 'b' "c"`]])
  assert.equal(directives('Header set X-C ""\n'), [['Header', 'set', 'X-C', '']])
  assert.equal(
    directives('Header set X "open\nOptions None'),
    [
      ['Header', 'set', 'X', 'open'],
      ['Options', 'None'],
    ],
    'a quote left open ends with its line',
  )
  assert.equal(directives('A "b"c d"e f"\n'), [['A', 'b', 'c', 'd"e', 'f"']], 'a quote inside a word is none')
  assert.equal(
    directives('A C:\\dir \\"x \\\\y\n'),
    [['A', 'C:\\dir', '\\"x', '\\y']],
    'outside quotes only the backslash is escaped',
  )
  assert.equal(directives('"RewriteEngine" On\n'), [['RewriteEngine', 'On']])
})

test('an inline # is an argument', () => {
  assert.equal(directives('DirectoryIndex a.html # c\n'), [['DirectoryIndex', 'a.html', '#', 'c']])
})

test('sections', () => {
  assert.equal(directives('<Files x.html> dropped\nA b\n</FILES>\nC d\n'), [
    ['Files', 'x.html', [['A', 'b']]],
    ['C', 'd'],
  ])
  assert.equal(directives('<If "%{X} > 5">\n</If>\n<Else>\n</Else>\n'), [
    ['If', '%{X} > 5', []],
    ['Else', []],
  ])
  assert.equal(directives('<IfModule mod_headers.c>Header set X-A b\n</IfModule>\n'), [
    ['IfModule', 'mod_headers.c', []],
  ])
  const [section] = read('<Files a b>\n</Files>\n').directives
  assert.equal([section?.rest, section?.blockEnd?.start.line], ['a b', 2])
})

test('what is not closed is reported where it opens, and the rest is still read', () => {
  assert.equal(problems('\n<Files x>\nA b\n'), ['2: Expected </Files> to close this section'])
  assert.equal(problems('<Files x>\n<IfModule y>\n</Files>\nA b\n'), ['2: Expected </IfModule> to close this section'])
  assert.equal(directives('<Files x>\n<IfModule y>\n</Files>\nA b\n'), [
    ['Files', 'x', [['IfModule', 'y', []]]],
    ['A', 'b'],
  ])
  assert.equal(problems('</IfModule>\n'), ['1: Expected <IfModule> before </IfModule>, which closes nothing'])
  assert.equal(problems('<Files x>\n</Files x>\n'), ['2: Expected </Files> here, not </Files'])
  assert.equal(directives('<?php\n'), [['?php', []]])
})

test('white space is that of the C locale; a byte order mark belongs to the first name', () => {
  assert.equal(directives('Options\u00a0None\n'), [['Options\u00a0None']])
  assert.equal(directives('\ufeffOptions None\n'), [['\ufeffOptions', 'None']])
  assert.equal(directives('\v\fOptions\tNone  \r\n'), [['Options', 'None']])
  assert.equal(
    directives('Options None\0ignored\nA b\n'),
    [
      ['Options', 'None'],
      ['A', 'b'],
    ],
    'a NUL byte ends what httpd sees of the line',
  )
})

test('a line of .htaccess has at most 8191 bytes', () => {
  assert.equal(problems(`#${'a'.repeat(8190)}\n`), [])
  assert.equal(problems(`#${'a'.repeat(8191)}\n`), ['1: Expected at most 8191 bytes in a line, continuations included'])
  assert.equal(problems(`#${'ä'.repeat(4096)}\n`).length, 1, 'bytes, not characters')
  assert.equal(problems(`#${'a'.repeat(5000)}\\\n${'a'.repeat(5000)}\n`).length, 1)
})

test('long files are read to their end', () => {
  for (const piece of ['RewriteRule ^a$ b [L]\n', '\\\n', '<If x>\n', '"\n', '# \\\n']) {
    assert.not.throws(() => read(piece.repeat(20_000)), JSON.stringify(piece))
  }
})

test.run()
