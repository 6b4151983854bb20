import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compilePattern } from '../../src/regex/pattern.ts'

const test = suite('regex/pattern')

/** What the pattern finds, with its groups; expectations are what pcre2 10.42 finds. */
const find = (source: string, text: string, caseless = false): string[] | null | undefined => {
  const found = compilePattern(source, caseless).exec(text)
  return found && found.groups
}

test('looks ahead and behind', () => {
  assert.equal(find('^(?!GET|POST)', 'GET'), null)
  assert.equal(find('^(?!GET|POST)', 'PUT'), [''])
  assert.equal(find('^(?!(?:GET|HEAD)$)', 'GETTER'), [''])
  assert.equal(find('(?<!robots)\\.txt', 'robots.txt'), null)
  assert.equal(find('(?<!robots)\\.txt', 'a.txt'), ['.txt'])
  assert.equal(find('(^|/)\\.(?!well-known)', '.well-known/x'), null)
  assert.equal(find('(^|/)\\.(?!well-known)', 'a/.git'), ['/.', '/'])
  assert.equal(find('(?=(a+))a*b\\1', 'baaabac'), ['aba', 'a'])
})

test('back references', () => {
  assert.equal(find('^(/.+)/(.*)::\\2$', '/app/x::x'), ['/app/x::x', '/app', 'x'])
  assert.equal(find('^(/.+)/(.*)::\\2$', '/app/x::y'), null)
  assert.equal(find('(?<n>a|b)\\k<n>', 'abb'), ['bb', 'b'])
  assert.equal(find('(a)|b\\1', 'b'), null, 'a group that took no part matches nothing')
  assert.equal(find('(ab)\\1', 'abAB', true), ['abAB', 'ab'])
})

test('flags of a part', () => {
  assert.equal(find('\\.(?i:svg)$', 'a.SvG'), ['.SvG'])
  assert.equal(find('A(?i:[b-d]x)', 'ACX'), ['ACX'])
  assert.equal(find('A(?i:[b-d]x)', 'aCX'), null)
  assert.equal(find('(a(?i)b|c)', 'C'), ['C', 'C'], 'it lasts for the other ways of the group')
  assert.equal(find('(?s)a.b', 'a\nb'), ['a\nb'])
  assert.equal(find('a.b', 'a\nb'), null)
  assert.equal(find('(?i)^[^a]$', 'A'), null)
})

test('loops stop at what matches nothing', () => {
  assert.equal(find('^(?:a|(?=b))*(b)', 'aab'), ['aab', 'b'])
  assert.equal(find('(?=x)(a|b)*?$', 'x'), null)
})

test('what takes too long is given up', () => {
  assert.is(find('^(?=a)(a+)+$', `${'a'.repeat(5000)}b`), undefined)
  assert.is(find('^(?:(?!b)(?:a|aa))*$', `${'a'.repeat(5000)}b`), undefined)
})

test('what is not read cannot be told', () => {
  for (const source of ['(?>a+)b', 'a++b', '(?R)', '\\p{L}', '(?(1)a|b)', '\\1(a)'])
    assert.is(find(source, 'ab'), undefined, source)
  assert.is(compilePattern('(?!a)b', false).javascript(), null)
  assert.equal(compilePattern('(?i:a)b', false).javascript(), { source: '(?:[aA])b', flags: '' })
})

test.run()
