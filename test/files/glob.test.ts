import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { globMatcher, globsMatcher } from '../../src/files/glob.ts'

const taken = (glob: string, ...paths: string[]): string[] => paths.filter(globMatcher(glob))

test('stars, folders, lists and ranges', () => {
  assert.equal(taken('*.conf', 'a.conf', '.conf', 'x/a.conf', 'a.conf.bak'), ['a.conf', '.conf'])
  assert.equal(taken('**/*.conf', 'a.conf', 'x/y/a.conf', 'a.config'), ['a.conf', 'x/y/a.conf'])
  assert.equal(taken('a/**', 'a', 'a/b', 'a/b/c', 'ab', 'x/a'), ['a', 'a/b', 'a/b/c'])
  assert.equal(taken('a/**/b', 'a/b', 'a/x/y/b', 'axb'), ['a/b', 'a/x/y/b'])
  assert.equal(taken('**/{a,b{c,d}}/**', 'a', 'x/bd/y', 'b', 'ax'), ['a', 'x/bd/y'])
  assert.equal(taken('[!a-c]?x', 'dyx', 'ayx', '//x', 'd/x'), ['dyx'])
  assert.equal(taken('x{1..3}', 'x1', 'x3', 'x4'), ['x1', 'x3'])
  assert.equal(taken('@(a|b)+(c).conf', 'ac.conf', 'bccc.conf', 'a.conf'), ['ac.conf', 'bccc.conf'])
  assert.equal(taken('\\*{', '*{', 'a{'), ['*{'])
})

test('several: a folder is all below it, and `!` takes back', () => {
  const paths = ['old', 'old/a.conf', 'x/old/a.conf', 'keep.conf', 'b.conf']
  assert.equal(paths.filter(globsMatcher(['./old/', '*.conf', '!keep.conf'])), ['old', 'old/a.conf', 'b.conf'])
  assert.equal(paths.filter(globsMatcher(['/**', '../**', '/usr/share'])), [])
})

test('what would be tried for ever is matched at once', () => {
  assert.not(globMatcher(`${'*a'.repeat(30)}b`)('a'.repeat(255)))
  assert.not(globMatcher(`${'{a,'.repeat(90)}b${'}'.repeat(90)}`)('z'))
  assert.ok(globMatcher('{a,b}'.repeat(200))('ab'.repeat(100)))
  assert.not(globMatcher(`${'**/a/'.repeat(40)}b`)('a/'.repeat(200)))
  assert.not(globMatcher('{'.repeat(5000))('{'))
  assert.not(globMatcher('{1..999999999}')('7'))
})

test.run()
