// The readers of ProxyPass, SetEnvIf, Expires and RewriteMap, held against httpd.
import { readExpires } from '../../src/apache/words/expires.ts'
import { readProxyPass } from '../../src/apache/words/proxy-pass.ts'
import { readMapSource } from '../../src/apache/words/rewrite-map.ts'
import { readSetEnvIf } from '../../src/apache/words/set-env-if.ts'
import { liveSuite } from '../live.ts'
import { directiveIn } from './directive.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { httpdJudge } from './judges.ts'
import { type Random, SLOW, texts } from './random.ts'
import type { ApacheDirective } from '../../src/apache/read/directive.ts'

const test = liveSuite('lines: httpd', 'apache2')

const NOWHERE = { before: '', after: '' }

/** What a reader, or before it the form of the directive, has against a line. */
const refusal =
  (read: (directive: ApacheDirective) => string | null) =>
  (text: string): string | null => {
    const directive = directiveIn(text)
    return typeof directive === 'string' ? directive : read(directive)
  }

const PASSES =
  '/a ~ ^/a ^/( ! http://b.test/ http://b.test/$1 balancer://c/ unix:/run/x|http://d/ b /b "" nocanon NoQuery interpolate retry=1 upgrade'.split(
    ' ',
  )

for (const inSection of [false, true]) {
  test(`ProxyPass ${inSection ? 'in a Location' : 'of a server'}`, async () => {
    const make = (random: Random): string =>
      [
        random.pick(['ProxyPass', 'ProxyPass', 'ProxyPassMatch']),
        ...Array.from({ length: random.below(5) }, () => random.pick(PASSES)),
      ].join(' ')
    const own = refusal((directive) => readProxyPass(directive, inSection).refused)
    const frame = inSection ? { before: '<Location "/x">\n', after: '</Location>\n' } : NOWHERE
    const modules = ['proxy', 'proxy_http', 'slotmem_shm', 'proxy_balancer', 'lbmethod_byrequests']
    const all = texts(make, undefined, SLOW)
    await assertNoDrift(all, own, httpdJudge(frame, modules, { htaccess: false }))
  })
}

const VARIABLES =
  'Host ^Ho.* ^Ho( Remote_Addr "" a ^a( a=b !c =d "%{X} == \'a\'" true false'.match(/"[^"]*"|\S+/g) ?? []

test('SetEnvIf', async () => {
  const make = (random: Random): string =>
    [
      random.pick(['SetEnvIf', 'SetEnvIfNoCase', 'BrowserMatch', 'BrowserMatchNoCase', 'SetEnvIfExpr']),
      ...Array.from({ length: random.below(5) }, () => random.pick(VARIABLES)),
    ].join(' ')
  const own = refusal((directive) => readSetEnvIf(directive).refused)
  await assertNoDrift(texts(make), own, httpdJudge(NOWHERE, ['setenvif'], { htaccess: true }))
})

const CODES =
  'A M a m now access Access modification plus p 1 30 1s -1 0 x day days month mi min m hour second y w 3600 A60 M60'.split(
    ' ',
  )

test('ExpiresDefault', async () => {
  const make = (random: Random): string =>
    Array.from({ length: 1 + random.below(6) }, () => random.pick(CODES)).join(random.pick([' ', ' ', '  ', '']))
  const own = (text: string): string | null => readExpires(text).refused
  const judge = httpdJudge(NOWHERE, ['expires'], { htaccess: true })
  await assertNoDrift(texts(make), own, judge, (text) => `ExpiresDefault ${quoted(text)}`)
})

test('RewriteMap', async () => {
  const make = (random: Random): string =>
    random.pick(['int:', 'Int:', 'INT:']) +
    random.pick(['', 'to', 'un', 'x']) +
    random.pick(['lower', 'upper', 'LOWER', 'escape', 'Escape', '', ':', ' '])
  const own = (text: string): string | null => readMapSource(text).refused
  const judge = httpdJudge(NOWHERE, ['rewrite'], { htaccess: false })
  await assertNoDrift(texts(make), own, judge, (text, index) => `RewriteMap m${index} ${quoted(text)}`)
})

test.run()
