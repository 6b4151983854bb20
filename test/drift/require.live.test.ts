// The reader of Require, held against httpd.
import { readRequire } from '../../src/apache/words/require.ts'
import { liveSuite } from '../live.ts'
import { directiveIn } from './directive.ts'
import { type Random, SLOW, texts } from './random.ts'
import { assertNoDrift } from './drift.ts'
import { httpdJudge } from './judges.ts'

const test = liveSuite('require: httpd', 'apache2')

const PROVIDERS = [
  'all',
  'ip',
  'expr',
  'host',
  'forward-dns',
  'user',
  'valid-user',
  'env',
  'local',
  'group',
  '"all"',
  '""',
]
const WORDS =
  'granted denied Granted "granted" 10 10.0.0.0/8 10.1 ::1 fe80::/10 10.0.0.0/33 300.1 a.test .test %{A} %{ %{A "a b" true (true) %{A} == \'b\' -T x'.match(
    /"[^"]*"|\S+/g,
  ) ?? []

const line = (random: Random): string =>
  ['Require', random.pick(PROVIDERS), ...Array.from({ length: random.below(4) }, () => random.pick(WORDS))].join(' ')

test('what httpd refuses, and nothing else, is refused', async () => {
  const frame = { before: '<Location "/x">\n', after: '</Location>\n' }
  const modules = ['authn_core', 'authz_host', 'authz_user', 'authz_groupfile']
  const own = (text: string): string | null => {
    const directive = directiveIn(text)
    return typeof directive === 'string' ? directive : (readRequire(directive).refused?.message ?? null)
  }
  await assertNoDrift(texts(line, undefined, SLOW), own, httpdJudge(frame, modules, { htaccess: true }))
})

test.run()
