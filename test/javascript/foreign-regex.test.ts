import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { foreignRegex } from '../../src/javascript/foreign-regex.ts'

test('a pattern given as text may hold slashes', () => {
  assert.equal(foreignRegex('/api/v1/node-icon/', 'i')('/API/v1/node-icon/x'), {
    index: 0,
    groups: ['/API/v1/node-icon/'],
  })
  assert.is(foreignRegex('', '')('a') !== false, true)
})

test('what JavaScript refuses is a SyntaxError', () =>
  assert.throws(
    () => foreignRegex('(', ''),
    (error: unknown) => error instanceof SyntaxError,
  ))

test.run()
