// The readers of nginx's listen, location and server_name, held against nginx.
import { readLocation } from '../../src/nginx/words/location.ts'
import { readListen } from '../../src/nginx/words/listen.ts'
import { isHashable, readServerName } from '../../src/nginx/words/server-name.ts'
import { readPcre } from '../../src/regex/pcre.ts'
import { liveSuite } from '../live.ts'
import { directiveOf, wordOf } from './directive.ts'
import { type Random, texts } from './random.ts'
import { assertNoDrift } from './drift.ts'
import { nginxJudge } from './judges.ts'

const test = liveSuite('server: nginx', 'nginx')

const FRAME = { before: 'events {}\nhttp {\nserver_names_hash_bucket_size 512;\n', after: '}\n' }
const some = (random: Random, parts: readonly string[], most: number): string =>
  Array.from({ length: 1 + random.below(most) }, () => random.pick(parts)).join('')

const MODIFIERS = ['=', '^~', '~', '~*', '=~', '!~', '^', '@', '/', '~ *', '']
const PATHS = ['/', '/a', '/a/', '@a', 'a', '=/a', '^~/a', '~/a', '~*a', '^/(a|b)$', '(', '~', '\\.php$', '%20', '.*']

test('location', async () => {
  const all = texts((random) =>
    random.below(3) > 0 ? `${random.pick(MODIFIERS)} ${random.pick(PATHS)}` : some(random, [...MODIFIERS, ...PATHS], 3),
  ).filter((text) => text.trim() !== '' && text.trim().split(/\s+/).length < 3)
  const own = (text: string): string | null => {
    const { value, refused } = readLocation(directiveOf('location', text.trim().split(/\s+/)))
    if (refused !== null) return refused
    const pattern = value.pattern && readPcre(value.pattern.source)
    return pattern && 'refused' in pattern ? pattern.refused : null
  }
  await assertNoDrift(all, own, nginxJudge(FRAME), (text) => `server { listen 127.0.0.1:20000; location ${text} { } }`)
})

const HOSTS = ['127.0.0.1', '*', '[::1]', '[::]', '[0:0::1]', '[1::2::3]', '[x]', '', 'unix:', '300.1.1.1', '0.0.0.0']
const PORTS = [
  '',
  ':',
  ':21000',
  ':0',
  ':65536',
  ':a',
  ':21000-21002',
  ':21002-21000',
  ':-1',
  '21010',
  '21000-21001',
  '/a',
  '?a',
  ':21 0',
]

/** What a name resolves to is the machine's business, and so is how many sockets it has; a socket's file would be made. */
function isOfMachine(text: string): boolean {
  const url = readListen(directiveOf('listen', [text])).value?.url
  return url?.kind === 'name' || (url?.lastPort ?? 0) - (url?.port ?? 0) > 100
}

test('listen', async () => {
  const all = texts(
    (random) =>
      random.below(3) > 0
        ? random.pick(HOSTS) + random.pick(PORTS) + random.pick(['', '', '', '/', '-', ':', '1'])
        : some(random, ['127', '.0', '.', '1', '[', ']', '::', ':', 'f', '-', '21000', '*', '/'], 6),
    (text) => text !== '' && !isOfMachine(text) && !/^unix:./.test(text),
  )
  const own = (text: string): string | null => readListen(directiveOf('listen', [text])).refused
  await assertNoDrift(all, own, nginxJudge(FRAME), (text) => `server { listen "${text}"; }`)
})

const NAMES = ['a', 'b.test', '.', '*', '*.', '.*', 'x', '~', '~^a', '(', '_', 'A', '-', 'www.']
const name = (random: Random): string => some(random, NAMES, 4)

test('server_name', async () => {
  const all = texts(name)
  const own = (text: string): string | null => {
    const { value, refused } = readServerName(wordOf(text))
    if (refused !== null) return refused
    const pattern = value.kind === 'regex' ? readPcre(text.slice(1)) : null
    return pattern && 'refused' in pattern ? pattern.refused : null
  }
  const line = (text: string, index: number): string =>
    `server { listen 127.0.0.1:${20000 + (index % 8000)}; server_name "${text}"; }`
  await assertNoDrift(all, own, nginxJudge(FRAME), line)
})

test('names of servers that share an address', async () => {
  const all = texts(name, (text) => !text.startsWith('~') && readServerName(wordOf(text)).value !== null)
  const own = (text: string): string | null => (isHashable(text.toLowerCase()) ? null : 'is no name to look up by')
  const line = (text: string, index: number): string => {
    const listen = `listen 127.0.0.1:${20000 + (index % 8000)};`
    return `server { ${listen} server_name "${text}"; } server { ${listen} }`
  }
  await assertNoDrift(all, own, nginxJudge(FRAME), line)
})

test.run()
