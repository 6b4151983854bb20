// The reader of variables in nginx's texts, held against nginx.
import { readText } from '../../src/nginx/words/variables.ts'
import { liveSuite } from '../live.ts'
import { texts } from './random.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { nginxJudge } from './judges.ts'

const test = liveSuite('variables: nginx', 'nginx')

const PARTS = [
  '$uri',
  '${host}',
  '$',
  '${',
  '}',
  '$1',
  '$9a',
  '${args',
  'a',
  '-',
  '{',
  '$0',
  '.',
  '$arg_x',
  '${arg_y}',
  ' ',
  '${}',
]
const FRAME = { before: 'events {}\nhttp {\n', after: '}\n' }

test('a text', async () => {
  // What is no name of a variable nginx notices later, and elsewhere.
  const isOurs = (text: string): boolean =>
    (readText(text).value ?? []).every(
      (part) => !('variable' in part) || /^(?:uri|host|args|arg_\w+|[1-9])$/.test(part.variable),
    )
  const all = texts(
    (random) => Array.from({ length: 1 + random.below(5) }, () => random.pick(PARTS)).join(''),
    (text) => isOurs(text) && !text.includes('${1'),
  )
  const line = (text: string): string => `server { listen 127.0.0.1:20000; return 200 ${quoted(text)}; }`
  await assertNoDrift(all, (text) => readText(text).refused, nginxJudge(FRAME), line)
})

test.run()
