import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { select } from './select.ts'

const FILES = [
  'nginx/check.test.ts',
  'nginx/parser.slow.test.ts',
  'nginx/parser.test.ts',
  'rules/expectation.test.ts',
  'rules/fixtures.slow.test.ts',
  'rules/situations.slow.test.ts',
  'truth/nginx.live.test.ts',
  'truth/nginx.recorded.test.ts',
]
const RULES = ['405-missing-allow', 'expectation']

/** The files that are asked for, with the rule where one was named. */
function asked(name: string): string {
  const chosen = select(name, FILES, RULES)
  return typeof chosen === 'string' ? chosen : [chosen.rule ?? [], chosen.files].flat().join(' ')
}

test('no name is every test; the fast ones start no server', () => {
  assert.equal(select(undefined, FILES, RULES), { files: FILES, rule: null })
  assert.is(asked('--fast'), 'nginx/check.test.ts nginx/parser.test.ts rules/expectation.test.ts')
})

test('a rule, by its name or one of its files: the suites that go through rules, and its own', () => {
  for (const name of [
    '405-missing-allow',
    'rules/405-missing-allow.ts',
    './rules/405-missing-allow.md',
    'fixtures/405-missing-allow/bad',
  ])
    assert.is(asked(name), '405-missing-allow rules/fixtures.slow.test.ts')
  assert.is(asked('expectation'), 'expectation rules/expectation.test.ts rules/fixtures.slow.test.ts')
})

test('a folder or a file of test/, and what tests a place of src/', () => {
  for (const name of [
    'nginx',
    'test/nginx/',
    './test/nginx',
    'src/nginx',
    'src/nginx/phases/headers.ts',
    'src/nginx/phases',
  ])
    assert.is(asked(name), 'nginx/check.test.ts nginx/parser.slow.test.ts nginx/parser.test.ts')
  for (const name of ['nginx/parser', 'src/nginx/parser.ts'])
    assert.is(asked(name), 'nginx/parser.slow.test.ts nginx/parser.test.ts')
  assert.is(asked('test/truth/nginx.live.test.ts'), 'truth/nginx.live.test.ts')
  assert.is(asked('test/truth/nginx'), 'truth/nginx.live.test.ts truth/nginx.recorded.test.ts')
})

test('a name that no test goes by is an error', () => {
  assert.is(asked('ngnix'), 'No rule, test file or test folder is called "ngnix", did you mean "nginx"?')
  for (const name of ['ngin', 'src/nowhere/x.ts', 'nginx/phases/headers.ts', ''])
    assert.match(asked(name), /^No rule, test file or test folder/)
})

test.run()
