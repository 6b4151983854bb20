import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { LiteralIndex } from '../../src/regex/literal-index.ts'
import { compilePattern, literalEnd, literalsInside } from '../../src/regex/pattern.ts'

const test = suite('patterns by what texts begin and end with')

const SOURCES = [
  '^/api/',
  '^/api$',
  '^/ap?i',
  '^/a|b$',
  '\\.css$',
  '\\.(?:css|js)$',
  '/x\\wfoo$',
  '\\wfoo$',
  'a\\\\.foo$',
  'foo\\$',
  '(?i)foo$',
  '^/$',
  '/',
  '',
  '^/Shop/.*\\.php$',
  '[a-z]foo$',
  'a+foo$',
  '^/b{2}c',
  'foo',
  '^(?:/a|/b)/c$',
  '\\x41foo$',
  'x(?:a|b)c$',
  '\\Q.css\\E$',
  '[a-z]/foo/[a-z]',
  '^/(?:a|b)/bar+/x',
  '/a(?!c)/foo?/x',
  '/x{2}y{0,1}/',
  'x(?:/a|/b)?foo.',
  '/(?i:A)pi/',
  '[]/]foo[^]]',
  'x|/foo/x',
  '/\\Qa.b\\E/',
  '(?<name>/foo)/bar/',
]
const TEXTS = [
  '/',
  '/api',
  '/api/',
  '/api/x',
  '/ai',
  '/a',
  'b',
  '/b',
  '/x.css',
  '/x.CSS',
  '/x.js',
  '/xzfoo',
  '/zfoo',
  'a\\xfoo',
  '/foo',
  '/foo$',
  '/FOO',
  '/Shop/a.php',
  '/shop/a.php',
  '/bbc',
  '/bb',
  '/a/c',
  '/b/c',
  'Afoo',
  '/xac',
  '/x.css\n',
  '/foo\n',
  '/z/foo/z',
  '/a/bar/x',
  '/a/ba/x',
  '/a/fo/x',
  '/a/foo/x',
  '/xxy/',
  '/xx/',
  'x/afooz',
  'xfooz',
  '/api/z',
  '/a/foo]z',
  '/foo/foo/bar/',
  '/a.b/',
  `/${'long/'.repeat(500)}foo/z`,
  '',
]

for (const caseless of [false, true]) {
  test(`every pattern that matches is near${caseless ? ', whatever the case' : ''}`, () => {
    const patterns = SOURCES.map((source) => compilePattern(source, caseless))
    const index = new LiteralIndex(patterns)
    for (const text of TEXTS) {
      const near = index.near(text)
      assert.equal(
        near,
        [...near].sort((a, b) => a - b),
      )
      patterns.forEach((pattern, place) => {
        if (pattern.exec(text)) assert.ok(near.includes(place), `${pattern.source} matches ${JSON.stringify(text)}`)
      })
    }
  })
}

test('of many endings and beginnings one is near', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index)
  const index = new LiteralIndex([
    ...numbers.map((n) => compilePattern(`\\.x${n}$`, n % 2 > 0)),
    ...numbers.map((n) => compilePattern(`^/p${n}/[a-z]+$`, false)),
    null,
  ])
  assert.equal(index.near('/p7/a.x9'), [9, 107, 200])
  assert.equal(index.near('/P7/A.X8'), [200])
  assert.equal(index.near('/P7/A.X9'), [9, 200])
})

test('of many with one beginning those that hold the right text are near', () => {
  const index = new LiteralIndex(Array.from({ length: 100 }, (_, n) => compilePattern(`^/api/[a-z]+/x${n}/`, false)))
  assert.equal(index.near('/api/a/x42/'), [42])
  assert.equal(index.near('/api/a/y42/'), [])
})

test('what a match has in it', () => {
  const inside = (source: string): string[] => literalsInside(compilePattern(source, false))
  assert.equal(
    ['^/a/[a-z]+/foo/.', 'a(b/c/d)e', 'ab?cd', 'a{2}b/c', '\\x41/foo', '/a|/b', '(?i)/a', 'a\\.b\\wc'].map(inside),
    [['/a/', '/foo/'], ['a', 'e'], ['a', 'cd'], ['b/c'], [], [], [], ['a.b', 'c']],
  )
})

test('what a match ends with', () => {
  const end = (source: string, caseless = false): string => literalEnd(compilePattern(source, caseless))
  assert.equal(
    ['\\.css$', '\\.(css|js)$', 'a\\wfoo$', '\\.css', '(?i)x$', 'a|b$', 'a+b$'].map((source) => end(source)),
    ['.css', '', '', '', '', '', 'b'],
  )
  assert.is(end('\\.CSS$', true), '.css')
})

test.run()
