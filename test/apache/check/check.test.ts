import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { expressionError } from '../../../src/apache/words/expression/parse.ts'
import { regexError } from '../../../src/apache/words/regex.ts'
import { isSubnet } from '../../../src/apache/words/subnet.ts'
import { fnmatch } from '../../../src/apache/read/fnmatch.ts'

const test = suite('apache/check')

// Both lists are what Apache 2.4.71 with PCRE2 10.42 answered to `RedirectMatch "…" /x` in a .htaccess.
const TAKEN = [
  'a*+',
  'a+?',
  'a{,3}',
  'x{',
  'x{a}',
  '[]a]',
  '[^]a]',
  '[a[:]b]',
  '[[:alpha:]]',
  '[\\w-]',
  '[--/]',
  '[\\b]',
  '[\\x40-\\x41]',
  '(?i)a',
  '(?-i)a',
  '(?#abc)',
  'a(?#c)*',
  '(?P<n>a)(?P=n)',
  '(?<n>a)\\k<n>',
  '(a)\\1',
  '(a)\\g{-1}',
  '(a)(?1)',
  '(?R)',
  '(?=a)*',
  '()*',
  '(*ACCEPT)',
  '(*MARK:x)',
  '(*atomic:a)',
  '(?(?=a)b|c)',
  '(?<=a|bc)d',
  '(?<=[*])a',
  '(?<=ab(?=c*))d',
  '\\Qa(b\\E*',
  '\\p{L}',
  '\\x{41}',
  '\\N',
  '(?x) # (',
  '|',
  '(?:)',
]
const REFUSED = [
  '{1}',
  'a**',
  'a+++',
  '*a',
  '(*',
  'a|*',
  '^*',
  '$?',
  '\\b{2}',
  '\\A+',
  'a{3,2}',
  'a{65536}',
  '[z-a]',
  '[a-\\d]',
  '[a-[:digit:]]',
  '[[:foo:]]',
  '[[.a.]]',
  '[:alpha:]',
  '[a',
  '[]',
  '[\\z]',
  '[\\Q]',
  '(',
  ')',
  'a)',
  '(?:a',
  '(?z)',
  '(?P<1>a)',
  '(?#abc',
  '\\i',
  '\\y',
  '\\L',
  '\\p',
  '\\g',
  '\\k',
  '\\x{100}',
  '(a)\\2',
  '(?1)',
  '(?&n)',
  '(?<=a*)b',
  '(?<!a+)b',
  '(?<=a?)b',
  '\\E*',
  '\\8*',
]

test('regular expressions as PCRE2 takes and refuses them', () => {
  for (const pattern of TAKEN) assert.is(regexError(pattern), null, pattern)
  for (const pattern of REFUSED) assert.is.not(regexError(pattern), null, pattern)
  assert.is.not(regexError('a\\'), null)
})

test('expressions as httpd takes and refuses them', () => {
  const taken = [
    'true',
    '!true',
    'not (true && false)',
    '%{REQUEST_URI} =~ m#/login$#',
    '-n %{HTTP_HOST}',
    "%{HTTP_HOST} == 'a' || %{REQUEST_METHOD} in { 'GET', 'HEAD' }",
    "req('X-A') != 'b'",
    "%{REMOTE_ADDR} -ipmatch '10.0.0.0/8'",
    '%{TIME_HOUR} -gt 12',
    '%{env:FOO} eq 1',
    "'a' . 'b' == 'ab'",
    "%{SSL_PROTOCOL} == 'x'",
    '%{REQUEST_STATUS} == 405',
  ]
  const refused = [
    '',
    'a',
    '%{NOPE} == 1',
    "nope('x') == 1",
    "-q 'x'",
    "'a' -foo 'b'",
    "'a' ==",
    "'a' = 'b' 'c'",
    '(true',
    'true)',
    "'a' =~ /b",
    "'a",
    '%{REQUEST_URI',
    "'a' =~ 'b'",
    "'a' =~ /(/",
    "'a' in 'b'",
    "%{REMOTE_ADDR} -ipmatch '10.0.0./8'",
    "'\\777' == 'a'",
    '%{REQUEST_METHOD} == GET',
  ]
  for (const text of taken) assert.is(expressionError(text), null, text)
  for (const text of refused) assert.is.not(expressionError(text), null, text)
})

test('networks', () => {
  assert.equal(
    ['10', '10.', '10.0.0', '10.0.0.0/8', '10.0.0.0/255.0.0.0', '::1', '::/3'].filter((text) => !isSubnet(text)),
    [],
  )
  assert.equal(
    ['', 'a', '300.1', '10.0/8', '10.0.0./8', '1.2.3.4/33', '1.2.3.4/0', '::1/0', '1/2/3', '10.1/255.255.0.0'].filter(
      isSubnet,
    ),
    [],
  )
})

test('file name patterns', () => {
  assert.ok(
    fnmatch('*.conf', 'a.conf', { period: true }) &&
      fnmatch('[a-c]?.conf', 'b1.conf') &&
      fnmatch('[!a]*', 'b') &&
      fnmatch('a\\*', 'a*') &&
      fnmatch('*', ''),
  )
  assert.not.ok(
    fnmatch('*.conf', '.conf', { period: true }) ||
      fnmatch('a*', 'ba') ||
      fnmatch('/a/*', '/a/b/c', { pathname: true }) ||
      fnmatch('[!a]', 'a'),
  )
  assert.not.ok(fnmatch('*a'.repeat(60), 'a'.repeat(200) + 'b'))
})

test.run()
