// The reader of Header and RequestHeader, held against httpd.
import { readHeader } from '../../src/apache/words/header.ts'
import { liveSuite } from '../live.ts'
import { directiveIn } from './directive.ts'
import { type Random, texts } from './random.ts'
import { assertNoDrift } from './drift.ts'
import { httpdJudge } from './judges.ts'

const test = liveSuite('headers: httpd', 'apache2')

const WORDS =
  `set add Append merge unset echo edit edit* note setifempty onsuccess X-A X-A: ^a( ^a "" v "a b" %D %{A}e %{A}x % %% %{A env=A env=!A env= early EARLY
expr=true "expr=%{A} == 'b'" expr=( "expr=%{A}" always`.match(/"[^"]*"|\S+/g) ?? []

const line = (random: Random): string => {
  const name = random.pick(['Header', 'Header', 'RequestHeader'])
  const table = random.pick(['', '', 'always '])
  const action = random.pick(['set', 'set', 'unset', 'edit', 'edit*', 'echo', 'append', random.pick(WORDS)])
  const rest = Array.from({ length: random.below(5) }, () => random.pick(WORDS))
  return `${name} ${table}${action} ${rest.join(' ')}`.trim()
}

test('what httpd refuses, and nothing else, is refused', async () => {
  const own = (text: string): string | null => {
    const directive = directiveIn(text)
    return typeof directive === 'string' ? directive : (readHeader(directive).refused?.message ?? null)
  }
  await assertNoDrift(texts(line), own, httpdJudge({ before: '', after: '' }, ['headers'], { htaccess: true }))
})

test.run()
