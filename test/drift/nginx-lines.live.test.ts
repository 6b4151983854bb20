// The readers of nginx's if, error_page, return, try_files, map, expires and proxy_cache_valid, held against nginx.
import { cacheValidOf } from '../../src/nginx/words/cache-valid.ts'
import { readCondition } from '../../src/nginx/words/condition.ts'
import { readErrorPage } from '../../src/nginx/words/error-page.ts'
import { readExpires } from '../../src/nginx/words/expires.ts'
import { mapKeyOf } from '../../src/nginx/words/map-line.ts'
import { readReturn } from '../../src/nginx/words/rewrite.ts'
import { readTryFiles } from '../../src/nginx/words/try-files.ts'
import { readText } from '../../src/nginx/words/variables.ts'
import { pcreRefusal } from '../../src/regex/pcre.ts'
import { liveSuite } from '../live.ts'
import { directiveOf } from './directive.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { nginxJudge } from './judges.ts'
import { type Random, texts } from './random.ts'

const test = liveSuite('lines: nginx', 'nginx')

const judge = nginxJudge({ before: 'events {}\nhttp {\n', after: '}\n' })

/** Some of these words, one line each, so that a text is a list of words. */
const words =
  (pieces: readonly string[], least: number, most: number) =>
  (random: Random): string =>
    Array.from({ length: least + random.below(most - least + 1) }, () => random.pick(pieces)).join('\n')

const split = (text: string): string[] => text.split('\n')
const written = (text: string): string => split(text).map(quoted).join(' ')
const server = (name: string, more = ''): ((text: string) => string) => {
  return (text) => `server { listen 127.0.0.1:20000; ${name} ${written(text)}${more || ';'} }`
}

const isKnown = (text: string): boolean =>
  (readText(text).value ?? []).every((part) => !('variable' in part) || /^(?:uri|host|scheme|1)$/.test(part.variable))

const CONDITIONS =
  '( ) ($uri $uri $uri) ($uri) = != ~ ~* !~ !~* ~= == a a) ^a$) (a) -f !-d (-f (!-e -q -x /a) $ ($ $) ! a( {'.split(' ')

/** Mostly what nginx takes, with a word too many or another here and there. */
function condition(random: Random): string {
  if (random.below(3) === 0) return words(CONDITIONS, 1, 5)(random)
  const operand = random.pick(['a)', '^a$)', '(a))', '[)', '$uri)', '${uri)', '$)', ')', 'a', '/x.y)'])
  const left = random.pick(['($uri', '($host', '(\n$uri', '(!-f', '(-d', '(-x', '(-q', '($'])
  const operator = random.pick(['=', '!=', '~', '~*', '!~', '!~*', '~=', '=='])
  const isTest = left.includes('-') !== (random.below(8) === 0)
  return random.below(6) === 0 ? `${left})` : [left, ...(isTest ? [] : [operator]), operand].join('\n')
}

test('if', async () => {
  const read = (text: string): ReturnType<typeof readCondition> => readCondition(directiveOf('if', split(text)))
  const named = (text: string): boolean => {
    const { value } = read(text)
    if (!value || value.kind === 'file') return value === null || isKnown(value.path.text)
    return /^(?:uri|host)$/.test(value.variable) && (value.kind === 'truth' || isKnown(value.right.text))
  }
  const own = (text: string): string | null => {
    const { value, refused } = read(text)
    if (refused) return refused.message
    if (value.kind === 'file') return readText(value.path.text).refused
    if (value.kind === 'truth') return null
    return value.kind === 'match' ? pcreRefusal(value.right.text) : readText(value.right.text).refused
  }
  await assertNoDrift(texts(condition, named), own, judge, server('if', ' {}'))
})

const PAGES = '404 405 499 600 299 300 599 0404 40x = =200 =0 =x == =-1 /x @y http://a.test/ $uri $ -1'.split(' ')

test('error_page', async () => {
  const own = (text: string): string | null => {
    const { value, refused } = readErrorPage(directiveOf('error_page', split(text)))
    return refused ? refused.message : readText(value.target.value).refused
  }
  await assertNoDrift(texts(words(PAGES, 2, 5)), own, judge, server('error_page'))
})

const RETURNS =
  '200 405 444 999 1000 0 007 99999999999999999999 -1 2x x http://a.test https://b HTTP://c $scheme://d $uri /x ${ $'.split(
    ' ',
  )

test('return', async () => {
  const own = (text: string): string | null => {
    const { value, refused } = readReturn(directiveOf('return', split(text)))
    return refused ? refused.message : value.text && readText(value.text.value).refused
  }
  const make = (random: Random): string =>
    random.below(2) === 0
      ? words(RETURNS, 1, 2)(random)
      : `${random.below(1200)}${random.pick(['', '', 'x', '.5'])}${random.pick(['', '\n/x', '\n$uri', '\n$', '\n${'])}`
  await assertNoDrift(
    texts(make, (text) => split(text).every(isKnown)),
    own,
    judge,
    server('return'),
  )
})

const FILES = '$uri $uri/ /x @y =404 =999 =1000 = =x =-1 =0 ${ $ x'.split(' ')

test('try_files', async () => {
  const own = (text: string): string | null =>
    readTryFiles(directiveOf('try_files', split(text))).refused?.message ??
    split(text)
      .map((word) => readText(word).refused)
      .find((refused) => refused !== null) ??
    null
  await assertNoDrift(texts(words(FILES, 2, 5)), own, judge, server('try_files'))
})

const KEYS = ['~', '~*', '\\', 'a', '(', ')', '^', '*', '.', 'b$', '[', ']', '+', 'default', '*.a']

test('map', async () => {
  const make = (random: Random): string => split(words(KEYS, 1, 5)(random)).join('')
  const own = (text: string): string | null => {
    const key = mapKeyOf(directiveOf(text, ['1']))
    return key.kind === 'pattern' ? pcreRefusal(key.source) : null
  }
  const line = (text: string, index: number): string => `map $host $x${index} { ${quoted(text)} 1; }`
  await assertNoDrift(texts(make), own, judge, line)
})

const TIMES = [
  '0',
  '1',
  '30',
  '90',
  '86400',
  '86401',
  '',
  's',
  'm',
  'h',
  'd',
  'w',
  'M',
  'y',
  'ms',
  ' ',
  '@',
  '+',
  '-',
  'epoch',
  'max',
  'off',
  'x',
]
const time = (random: Random): string => split(words(TIMES, 1, 4)(random)).join('')

test('expires', async () => {
  const make = (random: Random): string => (random.below(3) === 0 ? 'modified\n' : '') + time(random)
  const own = (text: string): string | null => {
    const all = split(text)
    return readExpires(all.at(-1) ?? '', all.length > 1).refused
  }
  await assertNoDrift(texts(make), own, judge, server('expires'))
})

test('proxy_cache_valid', async () => {
  const make = (random: Random): string => `${random.pick(['', '', '200\n', 'any\n', '200\n404\n'])}${time(random)}`
  const own = (text: string): string | null =>
    cacheValidOf(directiveOf('proxy_cache_valid', split(text))).seconds === null ? 'is no time' : null
  await assertNoDrift(texts(make), own, judge, server('proxy_cache_valid'))
})

test.run()
