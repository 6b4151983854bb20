import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  anyPattern,
  commonSample,
  covers,
  exactPattern,
  folderPattern,
  intersects,
  pathPattern,
  prefixPattern,
  regexPattern,
} from '../../src/model/path-pattern.ts'

const regex = (source: string, flags = '') => regexPattern(`~ ${source}`, { source, flags })

test('each kind matches what the servers match with it', () => {
  assert.is(exactPattern('/a').matches('/a'), true)
  assert.is(exactPattern('/a').matches('/a/'), false)
  assert.is(prefixPattern('/api').matches('/apix'), true)
  assert.is(folderPattern('/api').matches('/apix'), false)
  assert.is(folderPattern('/api').matches('/api/x'), true)
  assert.is(regex('\\.php$').matches('/x.php'), true)
  assert.is(regex('\\.php$').matches('/x.php/y'), false)
  assert.is(regex('\\.JPG$', 'i').matches('/a.jpg'), true)
})

test('what no linear matcher can hold is not told', () => {
  assert.is(regex('^/(a)\\1').matches('/aa'), null)
  assert.is(regex('^/(?!api)').matches('/x'), true)
  assert.is(regex('^/(?!api)').matches('/api'), false)
  assert.is(regex('^/(?!.*a.*b.*c)').matches('/x'), null)
  assert.is(regex('(').matches('/x'), null)
  assert.is(regexPattern('~ x', null).matches('/x'), null)
})

test('an expression that would backtrack for ever is matched at once', () => {
  assert.is(regex('^/(a+)+$').matches(`/${'a'.repeat(5000)}!`), false)
  assert.is(regex('a*a*a*a*a*b$').matches(`/${'a'.repeat(3000)}`), false)
  assert.is(regex('.*x$').matches(`/${'a'.repeat(60_000)}`), false)
})

test('a sample is a path that matches', () => {
  const patterns = [
    exactPattern('/a b'),
    prefixPattern('/api/'),
    anyPattern(),
    folderPattern('/x'),
    regex('\\.(?:jpe?g|png)$', 'i'),
    regex('^/users/([^/]+?)/?$'),
    regex('/v[0-9]+/'),
    regex('[^/]$'),
    regex('^/[A-Z]{3}\\d+$'),
    regex('(?:^|/)\\.git'),
    regex('\\bfoo\\b'),
    regex('^(?:/a|/b)/c'),
    regex('^/.+'),
  ]
  for (const pattern of patterns) {
    const sample = pattern.sample()
    assert.ok(sample?.startsWith('/') && pattern.matches(sample), `${pattern.source}: ${sample}`)
  }
  assert.is(regex('^a').sample(), null)
  assert.is(
    pathPattern({
      kind: 'express',
      source: '/x',
      regex: { source: '^\\/x$', flags: '' },
      sample: () => '/wrong',
    }).sample(),
    '/x',
  )
})

test('the literal that every match begins with', () => {
  assert.is(regex('^/api/v(\\d+)').literal, '/api/v')
  assert.is(regex('^/a\\.b').literal, '/a.b')
  assert.is(regex('^/ab?').literal, '/a')
  assert.is(regex('^/a|^/b').literal, '')
  assert.is(regex('/api').literal, '')
})

test('covers says for certain, or that it cannot tell', () => {
  assert.is(covers(prefixPattern('/a'), prefixPattern('/a/b')), true)
  assert.is(covers(prefixPattern('/a/b'), prefixPattern('/a')), false)
  assert.is(covers(folderPattern('/a'), prefixPattern('/a')), false)
  assert.is(covers(folderPattern('/a'), folderPattern('/a/b')), true)
  assert.is(covers(regex('\\.(?:php|html)$'), regex('^/x/.*\\.php$')), true)
  assert.is(covers(regex('\\.php$'), regex('\\.php', 'i')), false)
  assert.is(covers(regex('\\.php', 'i'), regex('\\.php$')), true)
  assert.is(covers(regex('.'), prefixPattern('/')), true)
  assert.is(covers(regex('^/(?!api/)'), exactPattern('/x')), true)
  assert.is(covers(regex('^/(?!.*a.*b.*c)'), exactPattern('/x')), null)
  assert.is(covers(anyPattern(), regexPattern('~ x', null)), true)
  assert.is(covers(regex('^/users/([^/]+?)(?=/|$)', 'i'), regex('^/users/(?:new|old)/?$', 'i')), true)
  assert.is(covers(regex('(?:^|/)a'), regex('^/a')), true)
  assert.is(covers(regex('^/a$|^/b$|^/c$'), regex('^/[ab]$')), true)
  assert.is(covers(regex('(^)*a'), regex('^/a')), null)
  assert.is(covers(regex('^/\\w+$'), regex('\\bfoo\\b')), false)
})

test('intersects, and a path that both match', () => {
  assert.is(intersects(prefixPattern('/api/'), regex('\\.php$')), true)
  assert.is(intersects(prefixPattern('/api/'), regex('^/img/')), false)
  assert.is(intersects(exactPattern('/api'), folderPattern('/API')), false)
  assert.is(intersects(regex('^/a$'), regex('^/a/')), false)
  assert.is(intersects(regex('^/a[0-9]$'), regex('^/.[a-z]$')), false)
  const both = commonSample(prefixPattern('/api/'), regex('\\.(?:png|jpg)$'))
  assert.ok(both?.startsWith('/api/') && /\.(?:png|jpg)$/.test(both))
  assert.is(commonSample(regex('^/a$'), regex('^/b$')), null)
})

/** A small seeded generator, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('certain answers hold for every short path', () => {
  const next = random(7)
  const atoms = [
    'a',
    'b',
    '/',
    '.',
    '[^/]',
    '[ab]',
    '^',
    '$',
    '(?:a|b$)',
    '(?:^|/)',
    'a*',
    '/?',
    '[^/]+',
    '(?=/|$)',
    '(?!a)',
    '\\b',
    '(?<!/)',
  ]
  const make = (): string => Array.from({ length: 1 + next(4) }, () => atoms[next(atoms.length)]).join('')
  const words = ['']
  for (let at = 0; at < words.length; at++)
    if ((words[at]?.length ?? 0) < 5) for (const char of 'ab/') words.push(`${words[at]}${char}`)
  let decided = 0
  for (let round = 0; round < 400; round++) {
    const [one, other] = [make(), make()]
    const [x, y] = [new RegExp(one), new RegExp(other)]
    const paths = words.slice(1)
    const covered = covers(regex(one), regex(other))
    const meet = intersects(regex(one), regex(other))
    if (covered)
      assert.is(
        paths.find((path) => y.test(path) && !x.test(path)),
        undefined,
        `${one} covers ${other}`,
      )
    if (meet === false)
      assert.is(
        paths.find((path) => y.test(path) && x.test(path)),
        undefined,
        `${one} meets ${other}`,
      )
    if (meet === null) assert.ok(true)
    else decided++
    const all = paths.every((path) => !y.test(path) || x.test(path))
    if (covered === false && all) assert.ok(!/^\^[ab/]*\$$/.test(other), `${one} covers ${other}, yet is said not to`)
  }
  assert.ok(decided > 250, `${decided} of 400 decided`)
})

test('questions about monstrous expressions end, and are not answered wrongly', () => {
  assert.is.not(covers(regex('(?:a|aa){50,400}(?:b|bb){50,400}'), regex('(?:x?){300}y{300}')), true)
  assert.is.not(
    intersects(regex(`^/(?:${Array.from({ length: 3000 }, (_, i) => `w${i}`).join('|')})$`), regex('[ab]{900}')),
    true,
  )
})

test.run()
