// The readers of RewriteRule, RewriteCond and Redirect, held against httpd.
import { readRedirect } from '../../src/apache/words/redirect.ts'
import { readCondition, readRule } from '../../src/apache/words/rewrite.ts'
import { liveSuite } from '../live.ts'
import { directiveIn } from './directive.ts'
import { type Random, SLOW, texts } from './random.ts'
import { assertNoDrift } from './drift.ts'
import { httpdJudge } from './judges.ts'

const test = liveSuite('rewrite: httpd', 'apache2')

const FRAME = { before: '', after: '' }

const FLAGS =
  `L last END end C chain N next=3 S=2 skip=x P proxy PT NE NS NC nocase QSA QSD QSL DPI D dx F G E=A:b env=!A H=x T=x B B=#: BNP BNE BNE=#
BCTLS R R=301 R=200 R=405 R=999 R=600 R=temp R=later redirect=308 redirect CO=a:b:c cookie UnsafeAllow3F unc X LL OR ornext NV novary LAST Rx`.split(
    /\s+/,
  )

const flags = (random: Random): string => {
  const all = Array.from({ length: 1 + random.below(3) }, () => random.pick(FLAGS)).join(
    random.pick([',', ',', ' ,', ', ']),
  )
  return random.pick([`[${all}]`, `[${all}]`, `[${all}]`, `"[${all}]"`, `[${all}`, all, `[${all},]`, `'[ ${all} ]'`])
}

const PATTERNS = ['^', '.*', '!^/a', '^/(', '"^a b$"', "'x", 'a\\ b', '-', '[a', '^/a(b)?', '!', '\\', '"', '""']
const TARGETS = ['-', '/b', 'http://a.test/$1', '"/a b"', '/a\\ b', '%{ENV:x}', "'", '[L]', '']

const rule = (random: Random): string =>
  [
    random.pick(PATTERNS),
    random.pick(TARGETS),
    random.below(3) > 0 ? flags(random) : random.pick(['', 'more words']),
  ].join(random.pick([' ', '  ', '\t']))

const INPUTS = ['%{REQUEST_URI}', 'expr', 'EXPR', '"%{A} b"', '%{HTTP:x}', "'"]
const CONDITIONS = [
  '-f',
  '!-d',
  '-ge3',
  '-ge',
  '-lt',
  '-x',
  '-q',
  '=',
  '=""',
  '<a',
  '>=b',
  '(',
  '!(',
  '^a$',
  '"%{A} == \'b\'"',
  '-eq5',
  '-neq',
  '',
]

const condition = (random: Random): string =>
  [random.pick(INPUTS), random.pick(CONDITIONS), random.below(2) > 0 ? flags(random) : ''].join(' ')

const fits = (text: string): boolean => text.trim() !== '' && !text.trimEnd().endsWith('\\')

test('RewriteRule', async () => {
  const own = (text: string): string | null => readRule({ rest: text.trim() }).refused?.message ?? null
  const judge = httpdJudge(FRAME, ['rewrite'], { htaccess: true })
  await assertNoDrift(texts(rule, fits), own, judge, (text) => `RewriteRule ${text}`)
})

test('RewriteCond', async () => {
  const own = (text: string): string | null => readCondition({ rest: text.trim() }).refused?.message ?? null
  const judge = httpdJudge(FRAME, ['rewrite'], { htaccess: true })
  await assertNoDrift(texts(condition, fits), own, judge, (text) => `RewriteCond ${text}`)
})

const WORDS = [
  '/a',
  '/b',
  'a',
  '^/(',
  '301',
  '302',
  '405',
  '999',
  'gone',
  'permanent',
  'Temp',
  'seeother',
  'http://a.test/',
  'later',
  '%{x}',
  '%{ENV:A',
]
const NAMES = ['Redirect', 'RedirectMatch', 'RedirectTemp', 'RedirectPermanent']

for (const inSection of [false, true]) {
  test(`Redirect ${inSection ? 'in a section' : 'of a server'}`, async () => {
    const all = texts(
      (random) =>
        [random.pick(NAMES), ...Array.from({ length: 1 + random.below(3) }, () => random.pick(WORDS))].join(' '),
      undefined,
      inSection ? 1 : SLOW,
    )
    const frame = inSection ? { before: '<Location "/x">\n', after: '</Location>\n' } : FRAME
    const own = (text: string): string | null => {
      const directive = directiveIn(text)
      return typeof directive === 'string' ? directive : (readRedirect(directive, inSection).refused?.message ?? null)
    }
    await assertNoDrift(all, own, httpdJudge(frame, ['alias'], { htaccess: inSection }))
  })
}

test.run()
