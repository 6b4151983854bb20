// The one reader of httpd's expressions, held against httpd.
import { expressionError } from '../../src/apache/words/expression/parse.ts'
import { liveSuite } from '../live.ts'
import { expression } from './expressions.ts'
import { texts } from './random.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { httpdJudge } from './judges.ts'

const test = liveSuite('expressions: httpd', 'apache2')

test('what httpd refuses, and nothing else, is refused', async () => {
  const all = texts(expression, (text) => text.trim() !== '')
  const judge = httpdJudge({ before: '', after: '' }, ['setenvif'], { htaccess: true })
  await assertNoDrift(all, expressionError, judge, (text) => `SetEnvIfExpr ${quoted(text)} A`)
})

test.run()
