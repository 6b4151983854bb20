// The one reader of PCRE, held against the servers that compile patterns with the library itself.
import { pcreRefusal } from '../../src/regex/pcre.ts'
import { liveSuite } from '../live.ts'
import { pattern } from './patterns.ts'
import { texts } from './random.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { httpdJudge, nginxJudge } from './judges.ts'

const PATTERNS = texts(pattern, (text) => text !== '' && !text.includes('${'))

const nginx = liveSuite('patterns: nginx', 'nginx')
nginx('what nginx refuses, and nothing else, is refused', async () => {
  const judge = nginxJudge({ before: 'events {}\nhttp {\nserver {\nlisten 127.0.0.1:20000;\n', after: '}\n}\n' })
  await assertNoDrift(PATTERNS, pcreRefusal, judge, (text) => `if ($uri ~ ${quoted(text)}) {}`)
})
nginx.run()

const httpd = liveSuite('patterns: httpd', 'apache2')
httpd('what httpd refuses, and nothing else, is refused', async () => {
  const judge = httpdJudge({ before: '', after: '' }, ['alias'], { htaccess: true })
  const own = (text: string): string | null => pcreRefusal(text, { dupNames: true })
  await assertNoDrift(PATTERNS, own, judge, (text) => `RedirectMatch 404 ${quoted(text)}`)
})
httpd.run()
