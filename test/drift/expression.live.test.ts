// The one reader of httpd's expressions, held against httpd.
import { expressionError } from '../../src/apache/words/expression/parse.ts'
import { liveSuite } from '../live.ts'
import { expression } from './expressions.ts'
import { texts } from './random.ts'
import { assertNoDrift, httpdRefuses, quoted } from './servers.ts'

const test = liveSuite('expressions: httpd', 'apache2')

test('what httpd refuses, and nothing else, is refused', () => {
  const all = texts(expression, (text) => text.trim() !== '')
  assertNoDrift(
    all,
    httpdRefuses(
      all.map((text) => `SetEnvIfExpr ${quoted(text)} A`),
      { before: '', after: '' },
      ['setenvif'],
    ),
    expressionError,
  )
})

test.run()
