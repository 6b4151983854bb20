import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { toneShown } from '../../src/format/routes/label.ts'
import { isAbout } from '../../src/format/routes/about.ts'
import { unknownOutcome } from '../../src/model/outcome.ts'

test('a 501 is shown as a server error, and so is nothing else that is refused', () => {
  assert.is(toneShown({ statuses: [501], tone: 'refused' }), 'failing')
  assert.is(toneShown({ statuses: [501, 405], tone: 'refused' }), 'refused')
  assert.is(toneShown({ statuses: [501, null], tone: 'refused' }), 'refused')
  assert.is(toneShown({ statuses: [405], tone: 'refused' }), 'refused')
  assert.is(toneShown({ statuses: [], tone: 'refused' }), 'refused')
  assert.is(toneShown({ statuses: [503], tone: 'served' }), 'served')
})

test('a rule with a status in its name is about answers with it, any other about all', () => {
  const answers = (status: number) => [unknownOutcome('x'), { ...unknownOutcome('x'), status }]
  const start = { line: 1, column: 1, offset: 0 }
  const problem = (ruleId: string) => ({
    ruleId,
    severity: 'error' as const,
    message: '',
    file: 'a',
    range: { start, end: start },
    url: '',
  })
  assert.is(isAbout(problem('405-missing-allow'), answers(405)), true)
  assert.is(isAbout(problem('405-missing-allow'), answers(200)), false)
  assert.is(isAbout(problem('cacheable-501'), answers(501)), true)
  assert.is(isAbout(problem('cacheable-501'), answers(405)), false)
  assert.is(isAbout(problem('allow-lost'), answers(200)), true)
})

test.run()
