// The one reader of PCRE, held against the servers that compile patterns with the library itself.
import { pcreRefusal } from '../../src/regex/pcre.ts'
import { liveSuite } from '../live.ts'
import { pattern } from './patterns.ts'
import { texts } from './random.ts'
import { assertNoDrift, httpdRefuses, nginxRefuses, quoted } from './servers.ts'

const PATTERNS = texts(pattern, (text) => text !== '' && !text.includes('${'))

const nginx = liveSuite('patterns: nginx', 'nginx')
nginx('what nginx refuses, and nothing else, is refused', () => {
  const frame = { before: 'events {}\nhttp {\nserver {\n', after: '}\n}\n' }
  assertNoDrift(
    PATTERNS,
    nginxRefuses(
      PATTERNS.map((text) => `if ($uri ~ ${quoted(text)}) {}`),
      frame,
    ),
    pcreRefusal,
  )
})
nginx.run()

const httpd = liveSuite('patterns: httpd', 'apache2')
httpd('what httpd refuses, and nothing else, is refused', () => {
  const refused = httpdRefuses(
    PATTERNS.map((text) => `RedirectMatch 404 ${quoted(text)}`),
    { before: '', after: '' },
    ['alias'],
  )
  assertNoDrift(PATTERNS, refused, (text) => pcreRefusal(text, { dupNames: true }))
})
httpd.run()
